"""R's functions that compare values with a set of values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, as_integers, as_numeric, as_text, holds_integers
from pynnet._ground import DataError, FormulaError

from ..arguments import flag_argument, is_text, vector_argument
from ..combining import is_in
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
    if nomatch is not None:
        raise FormulaError("match(nomatch=) is not offered: is.na() finds what is not matched.")
    wanted, among = _keys(x, table)
    places = {key: i + 1.0 for i, key in reversed(list(enumerate(among)))}
    return as_integers(np.array([places.get(key, np.nan) for key in wanted]))


@offered("is.element", "el", "table", steps=True)
def _is_element(el: Column, table: Column) -> Column:
    return is_in(el, table)


@offered("unique", "x", whole_column=True)
def _unique(x: Column) -> Column:
    column = vector_argument(x, "unique")
    (keys,) = _keys(column)
    return column[np.array(_first_ones(keys), dtype=np.intp)]


@offered("duplicated", "x", "fromLast", steps=True, whole_column=True)
def _duplicated(x: Column, fromLast: Column | None = None) -> Column:
    (keys,) = _keys(x)
    backwards = flag_argument(fromLast, "fromLast")
    keys = keys[::-1] if backwards else keys
    again = np.ones(len(keys), dtype=np.int8)
    again[_first_ones(keys)] = 0
    return again[::-1] if backwards else again


def _register_set_operation(name: str) -> None:
    @offered(name, "x", "y", whole_column=True)
    def function(x: Column, y: Column) -> Column:
        if any(isinstance(v, pd.Categorical) for v in (x, y)):
            raise DataError(f"{name}() of factors is not offered: as.character() gives their text.")
        left, right = _keys(x, y)
        chosen = {
            "union": left + right,
            "intersect": [key for key in left if key in set(right)],
            "setdiff": [key for key in left if key not in set(right)],
        }[name]
        distinct = list(dict.fromkeys(chosen))
        if is_text(x) or is_text(y):
            return np.array(distinct, dtype=object)
        numbers = np.array([np.nan if key is None else key for key in distinct], dtype=np.float64)
        kinds = (x,) if name == "setdiff" else (x, y)
        return as_integers(numbers) if all(map(holds_integers, kinds)) else numbers


for _name in ("union", "intersect", "setdiff"):
    _register_set_operation(_name)
