"""Columns, labels and frames as JSON has them, and back: values beside the name of their type.

What is read holds no more than the text does, and no name in it becomes that of anything else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import is_time_zone
from pynnet._ground import DataError, class_of, shown

from .fields import Fields
from .numbers import broken, integers_of, number_json, number_of, numbers_json, numbers_of

__all__ = ["column_json", "column_of", "dtype_json", "dtype_of", "made", "scalar_json", "scalar_of"]

_PLAIN = re.compile(r"bool|u?int(8|16|32|64)|float(16|32|64)|object")
_TIMES = re.compile(r"(datetime64|timedelta64)\[(Y|M|W|D|h|m|s|ms|us|ns)\]")
_ZONED = re.compile(r"datetime64\[(s|ms|us|ns), ([^\]]{1,64})\]")
_MASKED = re.compile(r"boolean|U?Int(8|16|32|64)|Float(32|64)")
_ARROW = re.compile(r"(u?int(8|16|32|64)|float|double|bool)\[pyarrow\]")
_TEXTS = ("str", "string")
_INTERVAL = "interval"
_CLOSED = ("left", "right", "both", "neither")
_FIXED = re.compile(r"<U([1-9][0-9]{0,3}|0)")
_LEAST, _MOST = -(2**63), 2**64 - 1


# Types -------------------------------------------------------------------------------------------


def dtype_json(dtype: Any, what: str) -> Any:
    """Return what JSON has for a type; `what` is what messages call the thing that has it."""
    if isinstance(dtype, pd.CategoricalDtype) and dtype.categories is not None:
        categories = column_json(dtype.categories.array, what)
        return {"categories": categories, "ordered": bool(dtype.ordered)}
    if isinstance(dtype, pd.StringDtype):
        return str(dtype).partition("[")[0]
    name = dtype.str if getattr(dtype, "kind", "") == "U" else str(dtype)
    zoned = _ZONED.fullmatch(name)
    known = (_PLAIN, _TIMES, _MASKED, _FIXED, _ARROW)
    if any(p.fullmatch(name) for p in known) or (zoned and is_time_zone(zoned[2])):
        return name
    raise DataError(
        f"{what} cannot be written to JSON: its type is {shown(name)}. Convert it before the fit, "
        "or write the fit by to_json(data=False)."
    )


def dtype_of(item: Any, what: str) -> Any:
    """Return the type of which JSON has this."""
    if type(item) is dict:
        fields = Fields(item, what)
        categories = column_of(fields.get("categories"), fields.called("categories"))
        ordered = fields.flag("ordered")
        fields.finish()
        return made(lambda: pd.CategoricalDtype(categories, ordered=ordered), what)
    if type(item) is str:
        if item in _TEXTS:
            text = pd.api.types.pandas_dtype(item)
            return text if isinstance(text, pd.StringDtype) else np.dtype(object)  # pandas 2
        zoned = _ZONED.fullmatch(item)
        if zoned and is_time_zone(zoned[2]):
            return pd.api.types.pandas_dtype(item)
        if any(p.fullmatch(item) for p in (_PLAIN, _TIMES, _MASKED, _FIXED)):
            return pd.api.types.pandas_dtype(item)
        if _ARROW.fullmatch(item):
            return made(lambda: pd.api.types.pandas_dtype(item), what)
    raise broken(what, "of a type that is known")


def made(make: Callable[[], Any], what: str) -> Any:
    """Make a thing of pandas; what pandas refuses is broken."""
    try:
        return make()
    except ImportError as error:
        raise DataError(f"{what} of the JSON cannot be read here: {error}") from None
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise broken(what, f"such that pandas can make it ({error})") from None


# Columns -----------------------------------------------------------------------------------------


def column_json(values: Any, what: str) -> dict[str, Any]:
    """Return what JSON has for a column.

    Raises
    ------
    DataError
        If it holds what has no place there.
    """
    if type(values) is pd.arrays.NumpyExtensionArray:
        values = values.to_numpy()
    dtype = values.dtype
    if isinstance(dtype, pd.IntervalDtype):
        ends = {side: column_json(getattr(values, side).array, what) for side in ("left", "right")}
        return {"type": _INTERVAL, **ends, "closed": values.closed}
    written = dtype_json(dtype, what)
    if isinstance(values, pd.Categorical):
        return {"type": written, "codes": values.codes.tolist()}
    if isinstance(dtype, pd.StringDtype):
        return {"type": written, "values": [None if pd.isna(x) else x for x in values]}
    if isinstance(dtype, pd.DatetimeTZDtype):
        return {"type": written, "values": values.asi8.tolist()}
    if isinstance(dtype, pd.ArrowDtype):
        objects = values.to_numpy(dtype=object, na_value=None).tolist()
        return {"type": written, "values": [scalar_json(value, what) for value in objects]}
    if not isinstance(dtype, np.dtype):
        return {"type": written, "values": _masked_json(values)}
    return {"type": written, "values": _array_json(values, what)}


def _array_json(values: Any, what: str) -> list[Any]:
    values = np.asarray(values)
    if values.dtype.kind == "f":
        return list(numbers_json(values))
    if values.dtype.kind in "Mm":
        return list(values.view(np.int64).tolist())
    if values.dtype.kind == "O":
        return [scalar_json(value, what) for value in values.tolist()]
    return list(values.tolist())


def _masked_json(values: Any) -> list[Any]:
    plain, gaps = values._data, values._mask
    written = numbers_json(plain) if plain.dtype.kind == "f" else plain.tolist()
    return [None if gap else x for x, gap in zip(written, gaps.tolist(), strict=True)]


def column_of(item: Any, what: str) -> Any:
    """Return the column of which JSON has this: an array of NumPy's or of pandas'.

    Raises
    ------
    DataError
        If it is none.
    """
    fields = Fields(item, what)
    if fields.get("type") == _INTERVAL:
        return _intervals_of(fields, what)
    dtype = dtype_of(fields.get("type"), fields.called("type"))
    categorical = isinstance(dtype, pd.CategoricalDtype)
    values = fields.items("codes" if categorical else "values")
    fields.finish()
    if isinstance(dtype, pd.CategoricalDtype):
        codes = integers_of(values, what, -1, len(dtype.categories) - 1)
        return made(lambda: pd.Categorical.from_codes(codes, dtype=dtype), what)
    if isinstance(dtype, pd.StringDtype):
        return made(lambda: pd.array(_texts_of(values, what), dtype=dtype), what)
    if isinstance(dtype, pd.DatetimeTZDtype):
        moments = integers_of(values, what, _LEAST, 2**63 - 1).view(f"datetime64[{dtype.unit}]")
        return made(lambda: _zoned(moments, dtype), what)
    if isinstance(dtype, pd.ArrowDtype):
        objects, arrow = [scalar_of(value, what) for value in values], str(dtype)
        return made(lambda: pd.Series(objects, dtype=arrow).array, what)
    if isinstance(dtype, np.dtype):
        return _array_of(values, dtype, what)
    return _masked_of(values, dtype, what)


def _intervals_of(fields: Fields, what: str) -> Any:
    left, right = (column_of(fields.get(side), what) for side in ("left", "right"))
    closed = fields.text("closed")
    fields.finish()
    if closed not in _CLOSED:
        raise fields.broken("closed", "one of " + ", ".join(_CLOSED))
    return made(lambda: pd.arrays.IntervalArray.from_arrays(left, right, closed), what)  # type: ignore[arg-type]


def _zoned(moments: Any, dtype: Any) -> Any:
    return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(dtype.tz).array


def _texts_of(values: list[Any], what: str) -> Any:
    if not set(map(type, values)) <= {str, type(None)}:
        raise broken(what, "texts")
    texts = np.empty(len(values), dtype=object)
    texts[:] = values
    return texts


def _array_of(values: list[Any], dtype: np.dtype[Any], what: str) -> Any:
    kinds = set(map(type, values))
    if dtype.kind == "f":
        with np.errstate(over="ignore"):
            return numbers_of(values, what).astype(dtype)
    if dtype.kind == "b":
        if not kinds <= {bool}:
            raise broken(what, "true or false throughout")
        return np.array(values, dtype=bool)
    if dtype.kind in "iu":
        return _integers(values, dtype, what)
    if dtype.kind in "Mm":
        return integers_of(values, what, _LEAST, 2**63 - 1).view(dtype)
    if dtype.kind == "U":
        widest = max(map(len, _texts_of(values, what)), default=0) if None not in values else -1
        if not 0 <= widest <= dtype.itemsize // 4:
            raise broken(what, f"texts of at most {dtype.itemsize // 4} characters")
        return np.array(values, dtype=f"<U{max(widest, 1)}")
    array = np.empty(len(values), dtype=object)
    array[:] = [scalar_of(value, what) for value in values]
    return array


def _integers(values: list[Any], dtype: Any, what: str) -> Any:
    limits = np.iinfo(dtype)
    if not set(map(type, values)) <= {int}:
        raise broken(what, "whole numbers")
    if values and not limits.min <= min(values) <= max(values) <= limits.max:
        raise broken(what, f"whole numbers from {limits.min} to {limits.max}")
    return np.array(values, dtype=dtype)


def _masked_of(values: list[Any], dtype: Any, what: str) -> Any:
    gaps = np.array([value is None for value in values], dtype=bool)
    plain = np.dtype(dtype.numpy_dtype)
    filler: Any = False if plain.kind == "b" else 0
    array = _array_of([filler if value is None else value for value in values], plain, what)
    return dtype.construct_array_type()(array, gaps)


# Single values -----------------------------------------------------------------------------------


def scalar_json(value: Any, what: str) -> Any:
    """Return what JSON has for a single value: itself, or an object that names its kind."""
    if isinstance(value, np.generic) and not isinstance(value, (np.datetime64, np.timedelta64)):
        value = value.item()
    if isinstance(value, str):
        return str(value)  # of a program of R's, the text alone
    if value is None or type(value) in (bool, int):
        return value
    if type(value) is float:
        written = number_json(value)
        return {"number": written} if type(written) is str else written
    if value is pd.NA or value is pd.NaT:
        return {"missing": "NA" if value is pd.NA else "NaT"}
    if isinstance(value, pd.Timestamp) and value is not pd.NaT:
        return {"time": column_json(pd.DatetimeIndex([value]).array, what)}
    if isinstance(value, pd.Interval):
        return {"interval": column_json(pd.arrays.IntervalArray([value]), what)}
    if type(value) is datetime.date:
        return {"date": value.isoformat()}
    raise DataError(
        f"{what} cannot be written to JSON: it holds {shown(value)}, of class {class_of(value)}. "
        "Convert it before the fit, or write the fit by to_json(data=False)."
    )


def scalar_of(item: Any, what: str) -> Any:
    """Return the single value of which JSON has this."""
    if item is None or type(item) in (bool, str):
        return item
    if type(item) is int:
        return _whole(item, what)
    if type(item) is float:
        return number_of(item, what)
    if type(item) is not dict or len(item) != 1:
        raise broken(what, "a single value")
    ((kind, content),) = item.items()
    if kind == "number":
        return number_of(content, what)
    if kind == "missing" and content in ("NA", "NaT"):
        return pd.NA if content == "NA" else pd.NaT
    if kind == "date" and type(content) is str:
        return made(lambda: datetime.date.fromisoformat(content), what)
    if kind in ("time", "interval"):
        return _one_of(column_of(content, what), kind, what)
    raise broken(what, "a single value")


def _one_of(values: Any, kind: str, what: str) -> Any:
    """Return the time or the interval in a column of one."""
    is_interval = isinstance(values.dtype, pd.IntervalDtype)
    if len(values) == 1 and kind == "interval" and is_interval:
        return values[0]
    if len(values) == 1 and kind == "time" and getattr(values.dtype, "kind", "") == "M":
        return made(lambda: pd.DatetimeIndex(values)[0], what)
    raise broken(what, f"one {kind}")


def _whole(item: int, what: str) -> int:
    if abs(item) > 10**30:  # more are no arguments of anything
        raise broken(what, "a whole number of at most 31 digits")
    return item
