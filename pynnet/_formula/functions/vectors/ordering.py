"""R's functions that sort, rank and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from pynnet._data import (
    Collation,
    Column,
    as_integers,
    as_numeric,
    collation_key,
    holds_integers,
    is_missing,
    take,
)
from pynnet._ground import AnyArray, DataError, FloatArray, FormulaError, IntArray

from ..arguments import flag_argument, is_text, numbers_argument, text_argument, vector_argument
from ..registry import Actual, offered

__all__: list[str] = []


def _sort_keys(column: AnyArray | pd.Categorical, collation: Collation) -> FloatArray:
    """Return numbers that sort as the column does; NaN is missing."""
    if not is_text(column):
        return np.asarray(as_numeric(column))
    key = collation_key(collation)
    distinct = sorted({text for text in column if text is not None}, key=key)
    places = {text: float(i) for i, text in enumerate(distinct)}
    return np.array([np.nan if t is None else places[t] for t in column])


def _order_of(keys: Sequence[FloatArray], decreasing: bool) -> IntArray:
    """Return the stable order; missing ones are last."""
    signed = [-key if decreasing else key for key in keys]
    return np.lexsort(signed[::-1])


@offered("order", "...", "na.last", "decreasing", steps=True, whole_column=True)
def _order(
    arguments: Sequence[Actual],
    na_last: Column | None = None,
    decreasing: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    if not flag_argument(na_last, "na.last", default=True):
        raise FormulaError("order(na.last = FALSE) is not offered: missing ones are last.")
    columns = [vector_argument(a.value, "order") for a in arguments if a.value is not None]
    if not columns or len({len(c) for c in columns}) > 1:
        raise DataError("argument lengths differ")
    keys = [_sort_keys(column, collation) for column in columns]
    order = _order_of(keys, flag_argument(decreasing, "decreasing"))
    return as_integers((order + 1).astype(np.float64))


@offered("sort", "x", "decreasing", whole_column=True)
def _sort(x: Column, decreasing: Column | None = None, *, collation: Collation) -> Column:
    column = vector_argument(x, "sort")
    if decreasing is not None and (
        not isinstance(decreasing, np.ndarray) or decreasing.dtype.kind != "i"
    ):
        raise DataError("'decreasing' must be a length-1 logical vector: TRUE or FALSE.")
    keys = _sort_keys(column, collation)
    order = _order_of([keys], flag_argument(decreasing, "decreasing"))
    return take(column, order[~np.isnan(keys[order])])


_TIES = ("average", "first", "last", "min", "max")


@offered("rank", "x", "na.last", "ties.method", steps=True, whole_column=True)
def _rank(
    x: Column,
    na_last: Column | None = None,
    ties_method: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    column = vector_argument(x, "rank")
    absent = is_missing(column)
    if absent.any():
        if na_last is None or not is_text(na_last) or text_argument(na_last, "na.last") != "keep":
            raise DataError("rank() of missing values is offered with na.last = 'keep' alone.")
        ranks = np.full(len(column), np.nan)
        ranked = _rank(
            take(column, np.flatnonzero(~absent)), None, ties_method, collation=collation
        )
        ranks[~absent] = np.asarray(ranked)
        return as_integers(ranks) if holds_integers(ranked) else ranks
    if na_last is not None and not is_text(na_last):
        flag_argument(na_last, "na.last")
    ties = "average" if ties_method is None else text_argument(ties_method, "ties.method")
    if ties not in _TIES:
        raise FormulaError(
            f"invalid 'ties.method' argument: {ties!r} is not among {', '.join(_TIES)}."
        )
    keys = _sort_keys(column, collation)
    ordered = np.sort(keys)
    low = np.searchsorted(ordered, keys, side="left").astype(np.float64) + 1.0
    high = np.searchsorted(ordered, keys, side="right").astype(np.float64)
    if ties == "average":
        return (low + high) / 2
    if ties in ("min", "max"):
        return as_integers(low if ties == "min" else high)
    order = np.argsort(keys, kind="stable")
    if ties == "last":
        order = len(keys) - 1 - np.argsort(keys[::-1], kind="stable")
    ranks = np.empty(len(keys))
    ranks[order] = np.arange(1.0, len(keys) + 1)
    return as_integers(ranks)


@offered("findInterval", "x", "vec", "rightmost.closed", "all.inside", "left.open", steps=True)
def _find_interval(
    x: Column,
    vec: Column,
    rightmost_closed: Column | None = None,
    all_inside: Column | None = None,
    left_open: Column | None = None,
) -> Column:
    values, ends = numbers_argument(x, "findInterval"), numbers_argument(vec, "findInterval")
    if np.isnan(ends).any() or (np.diff(ends) < 0).any():
        raise DataError("'vec' must be sorted non-decreasingly and not contain NAs")
    open_left = flag_argument(left_open, "left.open")
    side: Literal["left", "right"] = "left" if open_left else "right"
    codes = np.searchsorted(ends, values, side=side).astype(np.float64)
    if len(ends) and flag_argument(rightmost_closed, "rightmost.closed"):
        edge = ends[0] if open_left else ends[-1]
        codes[values == edge] = 1 if open_left else len(ends) - 1
    if flag_argument(all_inside, "all.inside"):
        inside = np.minimum(codes, len(ends) - 1) if len(ends) else codes
        codes = np.where((codes < 1) & (len(ends) > 0), 1.0, inside)  # of one end 1 or 0, as in R
    codes[np.isnan(values)] = np.nan
    return as_integers(codes)


def _register_place_of_extreme(name: str, largest: bool) -> None:
    @offered(name, "x", whole_column=True, steps=True)
    def function(x: Column) -> Column:
        values = numbers_argument(x, name)
        present = np.flatnonzero(~np.isnan(values))
        if not len(present):
            return as_integers(np.empty(0))
        among = values[present]
        place = present[np.argmax(among) if largest else np.argmin(among)]
        return as_integers(np.array([place + 1.0]))


_register_place_of_extreme("which.max", True)
_register_place_of_extreme("which.min", False)
