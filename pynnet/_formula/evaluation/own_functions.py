"""Calls the user's own functions: what they are given and what they may return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Integers, Matrix
from pynnet._ground import DataError

from .environment import value_as_column

__all__ = ["as_python", "call_own"]


def call_own(
    function: Callable[..., Any], name: str, positional: list[Any], named: dict[str, Any]
) -> Column:
    """Call a function of the user's and return its result in R's kind."""
    result = function(*positional, **named)
    if result is None:
        raise DataError(f"{name}() returned None: it must return an array, a value for each row.")
    try:
        return value_as_column(result, f"{name}(...)")
    except (TypeError, ValueError) as error:
        raise DataError(
            f"{name}() must return an array, a value for each row, got {type(result).__name__}: "
            f"{error}"
        ) from error


def as_python(column: Column | None, *, single: bool) -> Any:
    """Return a column as NumPy users hold it; `single` asks for a plain number or string.

    Arrays are copies, so that a function that writes into them changes nothing else.
    """
    if column is None:
        return None
    if isinstance(column, Matrix):
        return column.values.copy()
    if isinstance(column, pd.Categorical):
        return column.copy()
    if single:
        return _plain_value(column)
    if column.dtype.kind == "i":
        return _booleans(column)
    return np.array(column)


def _plain_value(column: np.ndarray[Any, Any]) -> Any:
    value = column[0]
    if column.dtype.kind == "i":
        return None if value < 0 else bool(value)
    if isinstance(column, Integers) and value == value:
        return int(value)
    return value if value is None or isinstance(value, str) else float(value)


def _booleans(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return truths as booleans; with None among them if some are missing."""
    if (column >= 0).all():
        return column.astype(bool)
    values = column.astype(bool).astype(object)
    values[column < 0] = None
    return values
