"""Columns of other packages as arrays that pandas holds; numbers are not copied.

============================ ==================================================================
numbers, booleans            the same; with gaps pandas' masked arrays, or NaN among floats
text                         pandas' own text, polars' once it is read; objects where it has none
Enum, Arrow's dictionary     a categorical with the levels in their order
Categorical of polars        a categorical with the levels that occur, sorted as R sorts text
dates, moments, durations    NumPy's, or those of a time zone
all else                     Python's objects, as in a list
============================ ==================================================================
"""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, IntArray, ObjectArray

from ..collation import sort_strings
from ..marked import is_time_zone
from .unread import unread_text

__all__ = ["array_of_arrow", "array_of_series", "categorical_of_dictionary"]

_TEXT = pd.api.types.pandas_dtype("str")  # before pandas 3 not a type of its own
_NARROW = 120  # levels whose codes are of one byte


def array_of_series(series: Any) -> Any:
    """Return the values of a Series of narwhals."""
    dtype = series.dtype
    kind = type(dtype).__name__
    if dtype.is_integer() or dtype.is_float():
        return _numbers(series, is_float=dtype.is_float())
    if kind == "Boolean":
        return _booleans(series)
    if kind == "String":
        return _texts(series)
    if kind == "Enum":
        return _categorical(series, list(dtype.categories))
    if kind == "Categorical":
        return _unordered(series)
    if kind in ("Date", "Datetime", "Duration"):
        return _moments(series, getattr(dtype, "time_zone", None))
    return _objects(series.to_list())


def array_of_arrow(column: Any, narwhals: Any) -> Any:
    """Return the values of a ChunkedArray of pyarrow."""
    if str(column.type).startswith("dictionary<"):
        return categorical_of_dictionary(column)
    return array_of_series(narwhals.from_native(column, series_only=True))


def categorical_of_dictionary(column: Any) -> pd.Categorical:
    """Return Arrow's form of a factor, with the levels and the order that it declares.

    Each chunk may have a dictionary of its own. A level that is missing is no level, and one that
    is there twice is one.
    """
    chunks = column.unify_dictionaries()
    column = chunks.combine_chunks()
    column = column.chunk(0) if hasattr(column, "chunk") else column
    given = column.dictionary.to_pylist()
    codes = column.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False)
    levels = list(dict.fromkeys(level for level in given if level is not None))
    if len(levels) < len(given):
        place = {level: k for k, level in enumerate(levels)}
        codes = np.array([*(place.get(level, -1) for level in given), -1])[codes]
    dtype = pd.CategoricalDtype(_labels(levels), ordered=bool(column.type.ordered))
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _labels(levels: list[Any]) -> pd.Index[Any]:
    """Return the levels as pandas holds them: text in its own type, if it has one."""
    is_text = isinstance(_TEXT, pd.StringDtype) and set(map(type, levels)) == {str}
    return pd.Index(levels, dtype=_TEXT if is_text else object)


def _numbers(series: Any, *, is_float: bool) -> Any:
    if not series.null_count():
        values = series.to_numpy() if _fits(series.dtype) else None
    elif is_float:
        values = series.fill_null(float("nan")).to_numpy()
    elif _fits(series.dtype):
        gaps = np.asarray(series.is_null().to_numpy(), dtype=bool)
        return pd.arrays.IntegerArray(series.fill_null(0).to_numpy(), gaps)
    else:
        values = None
    return _objects(series.to_list()) if values is None else values


def _fits(dtype: Any) -> bool:
    """Whether NumPy has such numbers; it has no whole ones of 128 bits."""
    return "128" not in type(dtype).__name__


def _texts(series: Any) -> Any:
    """Return text as pandas' own; from Arrow's it is made soon, from objects it takes long."""
    if not isinstance(_TEXT, pd.StringDtype):
        return np.asarray(series.to_numpy(), dtype=object)
    if importlib.util.find_spec("pyarrow") is None:
        return pd.array(series.to_list(), dtype=_TEXT)
    unread = unread_text(series.to_native()) if series.implementation.is_polars() else None
    if unread is not None:
        return unread
    return pd.array(series.to_arrow().cast("large_string"), dtype=_TEXT)


def _booleans(series: Any) -> Any:
    if not series.null_count():
        return np.asarray(series.to_numpy(), dtype=bool)
    gaps = np.asarray(series.is_null().to_numpy(), dtype=bool)
    values = np.asarray(series.fill_null(False).to_numpy(), dtype=bool)
    return pd.arrays.BooleanArray(values, gaps)


def _categorical(series: Any, levels: list[str]) -> pd.Categorical:
    """Return an Enum: its codes are the positions of its levels."""
    codes = _codes(series, np.int8 if len(levels) <= _NARROW else np.int64)
    dtype = pd.CategoricalDtype(_labels(levels), ordered=False)
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)


def _unordered(series: Any) -> pd.Categorical:
    """Return a Categorical of polars, whose codes depend on what else was made of one before."""
    codes = _codes(series)
    present = series.drop_nulls().unique()
    texts = present.to_list()
    levels = sort_strings(texts, "en")
    place = {level: k for k, level in enumerate(levels)}
    among = np.full(max(int(codes.max(initial=-1)), -1) + 2, -1, dtype=np.intp)
    for text, code in zip(texts, _codes(present).tolist(), strict=True):
        among[code] = place[text]
    dtype = pd.CategoricalDtype(_labels(levels), ordered=False)
    return pd.Categorical.from_codes(among[codes], dtype=dtype)


def _codes(series: Any, dtype: Any = np.int64) -> IntArray:
    """Return the codes of a Series of polars, -1 where it is missing."""
    codes = series.to_native().to_physical()
    if not codes.null_count():
        return np.asarray(codes.to_numpy().astype(dtype))
    numbers: IntArray = codes.fill_null(0).to_numpy().astype(dtype)
    numbers[codes.is_null().to_numpy()] = -1
    return numbers


def _moments(series: Any, zone: str | None) -> Any:
    values: AnyArray = np.asarray(series.to_numpy())
    if values.dtype == np.dtype("datetime64[D]"):
        values = values.astype("datetime64[s]")  # pandas has no days
    if zone is None:
        return values
    return (
        pd.DatetimeIndex(values)
        .tz_localize("UTC")
        .tz_convert(zone if is_time_zone(zone) else "UTC")
        .array
    )


def _objects(values: list[Any]) -> ObjectArray:
    array = np.empty(len(values), dtype=object)
    for position, value in enumerate(values):
        array[position] = value  # all at once, elements that are lists would be spread
    return array
