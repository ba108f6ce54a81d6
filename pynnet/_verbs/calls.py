"""R's functions on what Python users hold: values in, values out, the index kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Integers, Matrix
from pynnet._formula import call_r
from pynnet._ground import DataError

__all__ = ["each", "of_r", "one"]


def of_r(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function and return an array, a Categorical, or a DataFrame of a named matrix."""
    return _as_array(call_r(name, values, options))


def one(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function that makes one value of many, and return it as Python has it."""
    result = call_r(name, values, options)
    return result if result is None or isinstance(result, Matrix) else _as_scalar(result)


def each(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function that makes a value of each: of numbers a number, of a Series a Series.

    The index is that of the first Series among the values; theirs must be equal, as pandas would
    bring rows together by their labels, and R by their places.
    """
    result = call_r(name, values, options)
    if result is not None and all(np.ndim(value) == 0 for value in values) and len(result) == 1:
        return _as_scalar(result)
    array = _as_array(result)
    index = _common_index(name, values)
    if index is not None and len(index) == len(array) and np.ndim(array) == 1:
        return pd.Series(array, index=index)
    return array


def _common_index(name: str, values: tuple[Any, ...]) -> pd.Index[Any] | None:
    """The index of the Series among the values; None if there are none."""
    index = None
    for value in values:
        if not isinstance(value, pd.Series):
            continue
        if index is not None and len(value) == len(index) and not value.index.equals(index):
            raise DataError(
                f"{name}(): two Series have different indices. Pass .to_numpy() of one to match "
                "by position, or .reindex() it to match by label."
            )
        index = value.index if index is None else index
    return index


def _as_array(column: Column | None) -> Any:
    """A column as NumPy and pandas hold it; what is missing as they show it."""
    if column is None:
        return None
    if isinstance(column, Matrix):
        values = column.values.copy()
        return values if column.names is None else pd.DataFrame(values, columns=column.names)
    if isinstance(column, pd.Categorical):
        return column.copy()
    if column.dtype.kind == "i":
        return _truths(column)
    if isinstance(column, Dates):
        return np.asarray(column).astype("datetime64[D]")
    values = np.array(column)
    if isinstance(column, Integers) and not np.isnan(values).any():
        return values.astype(np.int64)
    return values


def _truths(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Truths as booleans; as objects with None among them if some are missing."""
    if not (column < 0).any():
        return column.astype(bool)
    values = column.astype(bool).astype(object)
    values[column < 0] = None
    return values


def _as_scalar(column: Column) -> Any:
    """The only value of a column, as a Python object; a vector of another length as an array."""
    array = _as_array(column)
    if len(array) != 1:
        return array
    value = array[0]
    return value.item() if isinstance(value, np.generic) else value
