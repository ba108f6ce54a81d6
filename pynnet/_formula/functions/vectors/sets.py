"""R's functions that compare values with a set of values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, as_integers, as_numeric, as_text, holds_integers, take
from pynnet._ground import DataError

from ..arguments import flag_argument, is_text, number_argument, vector_argument
from ..combining import is_in, joined_text
from ..registry import offered

__all__: list[str] = []


def _keys(*columns: Column) -> list[list[Any]]:
    """Return what tells the elements of columns apart: texts, or numbers; None is missing."""
    vectors = [vector_argument(c, "match") for c in columns]
    if any(isinstance(v, pd.Categorical) or is_text(v) for v in vectors):
        return [list(as_text(v)) for v in vectors]
    numbers = [np.asarray(as_numeric(v)).tolist() for v in vectors]
    return [[None if x != x else x for x in values] for values in numbers]


def _first_ones(keys: list[Any]) -> list[int]:
    """Return the places where each distinct element is first."""
    return sorted({key: i for i, key in reversed(list(enumerate(keys)))}.values())


@offered("match", "x", "table", "nomatch", steps=True)
def _match(x: Column, table: Column, nomatch: Column | None = None) -> Column:
    absent = np.nan if nomatch is None else float(np.trunc(number_argument(nomatch, "nomatch")))
    if abs(absent) >= 2**31:
        raise DataError("invalid 'nomatch' argument: it must be a whole number.")
    wanted, among = _keys(x, table)
    places = {key: i + 1.0 for i, key in reversed(list(enumerate(among)))}
    return as_integers(np.array([places.get(key, absent) for key in wanted]))


@offered("is.element", "el", "set", steps=True)
def _is_element(el: Column, set: Column) -> Column:
    return is_in(el, set)


@offered("unique", "x", whole_column=True)
def _unique(x: Column) -> Column:
    column = vector_argument(x, "unique")
    (keys,) = _keys(column)
    return column[np.array(_first_ones(keys), dtype=np.intp)]


@offered("duplicated", "x", "incomparables", "fromLast", steps=True, whole_column=True)
def _duplicated(
    x: Column, incomparables: Column | None = None, fromLast: Column | None = None
) -> Column:
    if incomparables is not None and not _is_false(incomparables):
        raise DataError("duplicated(incomparables = ) is not offered.")
    (keys,) = _keys(x)
    backwards = flag_argument(fromLast, "fromLast")
    keys = keys[::-1] if backwards else keys
    again = np.ones(len(keys), dtype=np.int8)
    again[_first_ones(keys)] = 0
    return again[::-1] if backwards else again


def _is_false(column: Column) -> bool:
    return isinstance(column, np.ndarray) and column.dtype.kind == "i" and column.tolist() == [0]


def _register_set_operation(name: str) -> None:
    @offered(name, "x", "y", whole_column=True)
    def function(x: Column, y: Column) -> Column:
        if any(isinstance(v, pd.Categorical) for v in (x, y)):
            raise DataError(f"{name}() of factors is not offered: as.character() gives their text.")
        texts = [joined_text(x), joined_text(y)] if is_text(x) or is_text(y) else [x, y]
        left, right = _keys(*texts)
        if name == "setdiff":
            rest = [i for i in _first_ones(left) if left[i] not in set(right)]
            return take(x, np.array(rest, dtype=np.intp))
        chosen = {
            "union": left + right,
            "intersect": [key for key in left if key in set(right)],
        }[name]
        distinct = list(dict.fromkeys(chosen))
        if is_text(x) or is_text(y):
            return np.array(distinct, dtype=object)
        numbers = np.array([np.nan if key is None else key for key in distinct], dtype=np.float64)
        if all(isinstance(v, np.ndarray) and v.dtype.kind == "i" for v in (x, y)):
            return np.where(np.isnan(numbers), -1, numbers).astype(np.int8)
        whole = all(map(holds_integers, (x, y)))
        return as_integers(numbers) if whole else numbers


for _name in ("union", "intersect", "setdiff"):
    _register_set_operation(_name)
