"""Python's vectors as R's: arrays, pandas' arrays and single values."""

from __future__ import annotations

import datetime
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, levels_of, refuse_without_unit
from pynnet._ground import MOST_WHOLE, AnyArray, DataError, as_doubles, shown
from pynnet._printing import NA_REAL

from ..format.nodes import NA_INTEGER, Attributes, Character, Node, Numbers, Raw

__all__ = ["SCALARS", "array_node", "integers", "reals", "scalar_node", "texts", "truths"]

SCALARS = (
    bool, numbers.Number, np.generic, str, bytes, datetime.date, datetime.timedelta, type(pd.NA),
    type(pd.NaT),
)  # fmt: skip
_NAN_OF_PANDAS = np.array([np.nan]).view(np.uint64)[0]
_OF_A_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_A_DAY = 86400


def texts(*values: str | None, **attributes: Node) -> Character:
    """Return a character vector."""
    return Character(list(values), attributes)


def integers(values: Any, attributes: Attributes | None = None) -> Numbers:
    """Return an integer vector."""
    return Numbers("integer", np.asarray(values, dtype=np.int32), attributes or {})


def reals(values: Any, attributes: Attributes | None = None) -> Numbers:
    """Return a double vector."""
    return Numbers("double", np.atleast_1d(np.asarray(values, dtype=np.float64)), attributes or {})


def truths(*values: bool) -> Numbers:
    """Return a logical vector."""
    return Numbers("logical", np.array(values, dtype=np.int32))


def scalar_node(value: Any) -> Node:
    """Return a single value as a vector of length 1."""
    if value is pd.NA or value is pd.NaT:
        return Numbers("logical", np.array([NA_INTEGER], dtype=np.int32))
    if isinstance(value, bytes):
        return Raw(value)
    if isinstance(value, (datetime.date, np.datetime64)):
        return _times(_as_times(lambda: [pd.Timestamp(value)]))
    if isinstance(value, (datetime.timedelta, np.timedelta64)):
        return _times(_as_times(lambda: [pd.Timedelta(value)]))
    if isinstance(value, int) and not -MOST_WHOLE <= value <= MOST_WHOLE:
        raise DataError(f"a whole number is too large for R: {shown(value)}.")
    return array_node(np.array([value], dtype=object if isinstance(value, str) else None))


def array_node(values: Any, *, of_pandas: bool = False) -> Node:
    """Return an array as a vector, with its dimensions if it has more than one.

    `of_pandas` says that NaN stands for what is missing.
    """
    if isinstance(values, np.ma.MaskedArray):
        raise DataError("masked arrays cannot be written: fill them, or use pandas' arrays.")
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return _factor(values)
    if isinstance(dtype, pd.DatetimeTZDtype) or dtype.kind in "mM":
        refuse_without_unit(values, "an array")
        return _times(_as_times(lambda: values))
    if isinstance(dtype, np.dtype):
        node = _of_numpy(np.asarray(values), of_pandas)
        if values.ndim == 1:
            return node
        return _with(node, {"dim": integers(values.shape)})
    return _of_pandas(values, dtype)


def _with(node: Any, attributes: Attributes) -> Any:
    """Return a vector with attributes."""
    node.attributes = {**node.attributes, **attributes}
    return node


def _of_numpy(array: AnyArray, of_pandas: bool) -> Any:
    values = array.ravel(order="F")
    kind = values.dtype.kind
    if kind == "b":
        return Numbers("logical", values.astype(np.int32))
    if kind in "iu":
        return _whole(values, None)
    if kind == "f":
        return Numbers("double", _doubles(as_doubles(values), of_pandas))
    if kind == "c":
        return Numbers("complex", values.astype(np.complex128))
    if kind in "UT":
        return Character([str(value) for value in values.tolist()])
    if kind == "O":
        return _of_objects(values)
    raise DataError(f"an array of {array.dtype} cannot be written: R has no such vectors.")


def _doubles(values: Any, of_pandas: bool) -> Any:
    """Return numbers bit by bit; what pandas has for missing is R's NA."""
    if of_pandas and np.isnan(values).any():
        values = values.copy()
        values[values.view(np.uint64) == _NAN_OF_PANDAS] = NA_REAL
    return values


def _whole(values: Any, missing: Any) -> Numbers:
    """Return whole numbers as integers, as doubles if there is one that R's integers lack."""
    present = values if missing is None else values[~missing]
    small = not len(present) or (int(present.min()) > NA_INTEGER and int(present.max()) < 2**31)
    if small:
        numbers = np.zeros(len(values), dtype=np.int32)
        numbers[...] = values
        if missing is not None:
            numbers[missing] = NA_INTEGER
        return Numbers("integer", numbers)
    largest = max(-int(present.min()), int(present.max()))
    if largest > MOST_WHOLE:
        raise DataError(f"a whole number is too large for R: {shown(largest)}.")
    doubles = values.astype(np.float64)
    if missing is not None:
        doubles[missing] = NA_REAL
    return Numbers("double", doubles)


def _of_pandas(values: Any, dtype: Any) -> Any:
    """Return one of pandas' own arrays."""
    array = values.array if isinstance(values, (pd.Series, pd.Index)) else values
    missing = np.asarray(pd.isna(array))
    if pd.api.types.is_bool_dtype(dtype):
        return _logical(array.to_numpy(dtype=bool, na_value=False), missing)
    if pd.api.types.is_integer_dtype(dtype):
        return _whole(array.to_numpy(dtype=np.int64, na_value=0), missing)
    if pd.api.types.is_float_dtype(dtype):
        doubles = array.to_numpy(dtype=np.float64, na_value=np.nan)
        return Numbers("double", _doubles(doubles, of_pandas=True))
    if pd.api.types.is_string_dtype(dtype):
        texts_or_gaps = zip(array.to_numpy(dtype=object), missing, strict=True)
        return Character([None if gap else str(text) for text, gap in texts_or_gaps])
    raise DataError(
        f"an array of {dtype} cannot be written. Use .astype() to make it one of R's kinds."
    )


def _logical(values: Any, missing: Any) -> Numbers:
    numbers = values.astype(np.int32)
    numbers[missing] = NA_INTEGER
    return Numbers("logical", numbers)


def _of_objects(values: Any) -> Node:
    """Return the vector that objects of one kind are."""
    missing = np.asarray(pd.isna(values)) if len(values) else np.empty(0, dtype=bool)
    present = values[~missing]
    if all(isinstance(value, str) for value in present) and (len(present) or not len(values)):
        return Character([None if m else str(v) for v, m in zip(values, missing, strict=True)])
    if not len(present):
        kind = "double" if all(isinstance(v, float) for v in values) else "text"
        return (
            reals(np.full(len(values), NA_REAL))
            if kind == "double"
            else Character([None] * len(values))
        )
    if all(isinstance(value, datetime.date) for value in present):
        return _times(_as_times(lambda: pd.to_datetime(pd.Series(values))))
    column = as_column(values, "object")
    if isinstance(column, np.ndarray) and column.dtype.kind == "i":
        return _logical(column == 1, column < 0)
    if all(isinstance(value, (int, np.integer)) for value in present):
        numbers = np.where(missing, 0, values)
        return _whole(np.array([int(x) for x in numbers], dtype=object), missing)
    doubles = np.array(column, dtype=np.float64)
    doubles[missing] = NA_REAL
    return Numbers("double", doubles)


def _factor(values: Any) -> Numbers:
    """Return a factor whose levels are the texts that R would show."""
    factor = as_column(values, "factor")
    assert isinstance(factor, pd.Categorical)
    codes = np.asarray(factor.codes).astype(np.int64) + 1
    codes[codes == 0] = NA_INTEGER
    classes = ("ordered", "factor") if factor.ordered else ("factor",)
    return integers(codes, {"levels": texts(*levels_of(factor)), "class": texts(*classes)})


def _as_times(values: Callable[[], Any]) -> Any:
    """Times as an array of pandas', which has none for some that are far away or of two kinds."""
    try:
        return pd.Series(values()).array
    except ValueError as error:
        raise DataError(f"times that pandas cannot hold cannot be written: {error}.") from None


def _times(array: Any) -> Numbers:
    """Return dates if all are whole days without a zone, else times; or differences, in seconds."""
    missing = np.asarray(pd.isna(array))
    zone = getattr(array.dtype, "tz", None)
    if array.dtype.kind == "m":
        return reals(_seconds(array, missing), {"class": texts("difftime"), "units": texts("secs")})
    stamps = array if zone is None else array.tz_convert("UTC").tz_localize(None)
    seconds = np.asarray(stamps.astype("datetime64[s]")).astype(np.int64)
    exact = stamps.astype("datetime64[s]") == stamps
    if (
        zone is None
        and (np.asarray(exact) | missing).all()
        and not (seconds[~missing] % _A_DAY).any()
    ):
        days = (seconds // _A_DAY).astype(np.float64)
        days[missing] = NA_REAL
        return reals(days, {"class": texts("Date")})
    of_time = {
        "class": texts("POSIXct", "POSIXt"),
        "tzone": texts("UTC" if zone is None else str(zone)),
    }
    return reals(_seconds(stamps, missing), of_time)


def _seconds(times: Any, missing: Any) -> Any:
    ticks, of_a_second = times.asi8, _OF_A_SECOND[times.unit]  # the integers behind the times
    seconds = ticks // of_a_second + (ticks % of_a_second) / of_a_second
    seconds[missing] = NA_REAL
    return seconds
