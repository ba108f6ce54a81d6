"""R's functions that make factors."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import (
    Collation,
    Column,
    Matrix,
    as_text,
    factor_of_codes,
    factor_of_column,
    factor_of_texts,
    indicators,
    kind_of,
    sorted_levels,
)
from pynnet._ground import DataError, FormulaError

from ..limits import check_levels, check_size
from .arguments import flag_argument, is_text, text_argument, vector_argument, whole_argument
from .registry import Actual, offered

__all__ = ["crossed_factor"]


@offered("factor", "x", "levels", "labels", "exclude", "ordered")
def _factor(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    exclude: Column | None = None,
    ordered: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    if exclude is not None:
        raise FormulaError("factor(exclude=) is not offered: set those values to missing.")
    column = vector_argument(x, "factor")
    if levels is not None:
        names = [text for text in as_text(vector_argument(levels, "factor")) if text is not None]
        if len(set(names)) != len(names):
            again = next(i for i, name in enumerate(names) if name in names[:i])
            raise DataError(f"factor level [{again + 1}] is duplicated")
    elif isinstance(column, pd.Categorical):
        used = set(column.codes.tolist())
        names = [level for i, level in enumerate(column.categories) if i in used]
    else:
        names = sorted_levels(column, collation)
    is_ordered = isinstance(x, pd.Categorical) and bool(x.ordered)
    as_ordered = flag_argument(ordered, "ordered", default=is_ordered)
    factor = factor_of_texts(as_text(column), names, ordered=as_ordered)
    return factor if labels is None else _labelled(factor, labels)


def _labelled(factor: pd.Categorical, labels: Column) -> pd.Categorical:
    """Give the levels of a factor new names; equal names become one level."""
    count = len(factor.categories)
    texts = [str(text) for text in as_text(vector_argument(labels, "factor"))]
    if len(texts) == 1 and count != 1:
        texts = [f"{texts[0]}{i + 1}" for i in range(count)]
    if len(texts) != count:
        raise DataError(f"invalid 'labels'; length {len(texts)} should be 1 or {count}")
    renamed = np.array([*texts, None], dtype=object)[factor.codes]
    return factor_of_texts(renamed, list(dict.fromkeys(texts)), ordered=bool(factor.ordered))


@offered("ordered", "x", "levels", "labels")
def _ordered(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    true = np.ones(1, dtype=np.int8)
    return _factor(x, levels, labels, ordered=true, collation=collation)


@offered("as.factor", "x", keeps_coding=True)
def _as_factor(x: Column, *, collation: Collation) -> Column:
    return factor_of_column(x, collation)


@offered("as.ordered", "x")
def _as_ordered(x: Column, *, collation: Collation) -> Column:
    return factor_of_column(x, collation).as_ordered()


@offered("droplevels", "x")
def _drop_levels(x: Column) -> Column:
    if not isinstance(x, pd.Categorical):
        raise DataError(
            "no applicable method for 'droplevels' applied to an object of class "
            f'"{kind_of(x)}": it is for factors.'
        )
    return x.remove_unused_categories()


@offered("class.ind", "cl")
def _class_ind(cl: Column, *, collation: Collation) -> Column:
    factor = factor_of_column(cl, collation)
    levels = tuple(factor.categories)
    check_size(len(factor), len(levels), "class.ind()")
    return Matrix(indicators(factor), levels)


@offered("relevel", "x", "ref")
def _relevel(x: Column, ref: Column) -> Column:
    if isinstance(x, pd.Categorical) and x.ordered:
        raise DataError("'relevel' only for unordered factors")
    if not isinstance(x, pd.Categorical):
        raise DataError("'relevel' only for (unordered) factors")
    if len(ref) != 1:
        raise DataError("'ref' must be of length one")
    levels = list(x.categories)
    if is_text(ref):
        if text_argument(ref, "ref") not in levels:
            raise DataError(
                f"'ref' must be an existing level: {text_argument(ref, 'ref')!r} is not among "
                f"{', '.join(levels)}."
            )
        reference = levels.index(text_argument(ref, "ref"))
    else:
        reference = whole_argument(ref, "ref") - 1
        if not 0 <= reference < len(levels):
            raise DataError(f"ref = {reference + 1} must be in 1L:{len(levels)}")
    levels.insert(0, levels.pop(reference))
    return x.reorder_categories(levels)


@offered("interaction", "...", "drop", "sep", "lex.order")
def _interaction(
    arguments: Sequence[Actual],
    drop: Column | None = None,
    sep: Column | None = None,
    lex_order: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    factors = [factor_of_column(a.value, collation) for a in arguments if a.value is not None]
    if not factors:
        raise DataError("No factors specified")
    mark = "." if sep is None else text_argument(sep, "sep")
    crossed = crossed_factor(factors, mark, first_fastest=not flag_argument(lex_order, "lex.order"))
    return crossed.remove_unused_categories() if flag_argument(drop, "drop") else crossed


def crossed_factor(
    factors: Sequence[pd.Categorical], mark: str, *, first_fastest: bool
) -> pd.Categorical:
    """Return the factor of all combinations of levels."""
    if len({len(f) for f in factors}) > 1:
        raise DataError("the factors of an interaction must have the same length.")
    count = math.prod(len(f.categories) for f in factors)
    check_levels(count, "an interaction")
    codes = np.zeros(len(factors[0]), dtype=np.intp)
    absent = np.zeros(len(factors[0]), dtype=bool)
    labels = [""]
    for number, factor in enumerate(factors):
        levels, own = list(factor.categories), np.asarray(factor.codes, dtype=np.intp)
        glue = mark if number else ""
        if first_fastest:
            codes = codes + own * len(labels)
            labels = [f"{a}{glue}{b}" for b in levels for a in labels]
        else:
            codes = codes * len(levels) + own
            labels = [f"{a}{glue}{b}" for a in labels for b in levels]
        absent |= own < 0
    codes[absent] = -1
    if len(set(labels)) != len(labels):
        texts = np.array([*labels, None], dtype=object)[codes]
        return factor_of_texts(texts, list(dict.fromkeys(labels)))
    return factor_of_codes(codes, labels, ordered=False)


@offered("nlevels", "x")
def _nlevels(x: Column) -> Column:
    return np.array([float(len(x.categories)) if isinstance(x, pd.Categorical) else 0.0])


@offered("levels", "x")
def _levels(x: Column) -> Column | None:
    if not isinstance(x, pd.Categorical):
        return None
    return np.array([*x.categories], dtype=object)
