"""Values of one kind, in NumPy's arrays and pandas' columns, as R's vectors."""

from __future__ import annotations

import datetime
import numbers
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, as_doubles, class_of, is_flag, shown

from .kinds import Mode, RVector
from .moments import days_vector, moments_vector, time_texts, times_vector
from .numbers import number_text

__all__ = [
    "Counted",
    "NA_PAYLOAD",
    "NA_REAL",
    "label_of",
    "labels_of",
    "refusal",
    "vector_of",
    "vector_of_one",
]

_LARGEST_INTEGER = 2**31 - 1
NA_PAYLOAD = 1954  # the lower half of R's missing number, which no arithmetic makes
NA_REAL: float = np.array([0x7FF00000000007A2], dtype=np.uint64).view(np.float64)[0]


def vector_of(values: Any) -> RVector:
    """Return a column, an index or an array of one dimension as a vector of R's.

    What pandas holds as NaN is missing. In NumPy's arrays NaN is a number, but for that which R
    itself uses as NA.
    """
    if isinstance(values, range):
        return _of_range(values)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _factor(getattr(values, "array", values))
    if isinstance(values, np.ndarray):
        return _of_array(values)
    series = pd.Series(values)
    if isinstance(series.dtype, np.dtype):
        return _of_column(series)
    return _of_extension(series)


def vector_of_one(value: Any) -> RVector:
    """Return one value as a vector of R's."""
    if isinstance(value, np.ndarray):
        return _of_array(value.reshape(1))
    if isinstance(value, np.generic):
        return _of_array(np.array([value]))
    return _of_objects([value], _is_absent(value))


def _of_array(values: AnyArray) -> RVector:
    absent = np.ma.getmaskarray(values)
    values = np.asarray(np.ma.getdata(values))
    if values.dtype.kind == "f":
        values = as_doubles(values)
        low_halves = values.view(np.uint64) & 0xFFFF_FFFF
        absent = absent | (np.isnan(values) & (low_halves == NA_PAYLOAD))
    if values.dtype.kind == "c":
        values = values.astype(np.complex128)
        low_halves = (values.view(np.uint64) & 0xFFFF_FFFF).reshape(-1, 2)
        absent = absent | (np.isnan(values) & np.any(low_halves == NA_PAYLOAD, axis=1))
    if values.dtype.kind == "O":
        absent = absent | np.fromiter(map(_is_absent, values), bool, len(values))
        return _of_objects(values.tolist(), absent)
    return _of_simple(values, absent)


def _is_absent(value: Any) -> bool:
    """Whether a single value is missing; NaN among numbers is not."""
    return value is None or value is pd.NA or value is pd.NaT


def _of_column(series: pd.Series[Any]) -> RVector:
    values, absent = series.to_numpy(), series.isna().to_numpy()
    if values.dtype.kind == "O":
        return _of_objects(values.tolist(), absent)
    return _of_simple(values, absent)


def _of_simple(values: AnyArray, absent: Any) -> RVector:
    """Values of a dtype that NumPy has."""
    kind = values.dtype.kind
    if kind == "M":
        return moments_vector(values)
    if kind not in "biufUc":
        raise refusal(f"an array of dtype {values.dtype}")
    listed = values.tolist()
    if np.any(absent):
        listed = [None if gone else value for value, gone in zip(listed, absent, strict=True)]
    if kind in "iu":
        return _integers(listed)
    modes: dict[str, Mode] = {"b": "logical", "f": "numeric", "U": "character", "c": "complex"}
    return RVector(modes[kind], listed)


def _of_extension(series: pd.Series[Any]) -> RVector:
    """Values of a dtype of pandas' own, or of Arrow's."""
    dtype = series.dtype
    if isinstance(dtype, pd.SparseDtype):
        return _of_column(pd.Series(series.array.to_dense()))
    if isinstance(dtype, pd.DatetimeTZDtype):
        return times_vector(series, str(dtype.tz))
    if isinstance(dtype, (pd.PeriodDtype, pd.IntervalDtype)):
        raise refusal(f"a column of dtype {dtype}")
    listed = series.array.to_numpy(dtype=object, na_value=None).tolist()
    if pd.api.types.is_bool_dtype(dtype):
        return RVector("logical", listed)
    if pd.api.types.is_integer_dtype(dtype):
        return _integers(listed)
    if pd.api.types.is_float_dtype(dtype):
        return RVector("numeric", listed)
    if pd.api.types.is_string_dtype(dtype):
        return RVector("character", listed)
    return _of_objects(listed, series.isna().to_numpy())


def _of_objects(values: Sequence[Any], absent: Any) -> RVector:
    """Values of any class, which must be of one kind; of no class if all are missing."""
    gone = np.atleast_1d(absent).tolist()
    present = [value for value, absent_ in zip(values, gone, strict=True) if not absent_]
    if any(isinstance(value, str) for value in present):  # among text NaN is what is missing
        gone = [absent_ or _is_nan(value) for value, absent_ in zip(values, gone, strict=True)]
        present = [value for value in present if not _is_nan(value)]
    listed = [None if absent_ else value for value, absent_ in zip(values, gone, strict=True)]
    if not present:
        return RVector("logical" if listed else "character", listed)
    if all(map(is_flag, present)):
        return RVector("logical", [None if v is None else bool(v) for v in listed])
    if all(isinstance(value, str) for value in present):
        return RVector("character", listed)
    if all(isinstance(value, numbers.Number) for value in present):
        return _numbers(listed)
    if all(isinstance(value, (datetime.date, np.datetime64)) for value in present):
        return _moments(listed)
    raise refusal(_kinds_of(present))


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and value != value


def _kinds_of(values: Sequence[Any]) -> str:
    kinds = sorted({class_of(value) for value in values})
    if len(values) == 1:
        return f"an object of class {kinds[0]}"
    return f"values of class {' and '.join(kinds[:4])} in one column"


def _numbers(values: Sequence[Any]) -> RVector:
    present = [value for value in values if value is not None]
    if all(isinstance(value, numbers.Integral) for value in present):
        return _integers([None if value is None else int(value) for value in values])
    try:
        if all(isinstance(value, (numbers.Real, Decimal)) for value in present):
            return RVector("numeric", [None if value is None else float(value) for value in values])
        return RVector("complex", [None if value is None else complex(value) for value in values])
    except (OverflowError, TypeError, ValueError):
        raise refusal(_kinds_of(present)) from None


def _integers(values: Sequence[Any]) -> RVector:
    """R's integers have 32 bits; larger numbers are doubles."""
    present = [value for value in values if value is not None]
    if not present or -_LARGEST_INTEGER <= min(present) <= max(present) <= _LARGEST_INTEGER:
        return RVector("integer", values)
    try:
        return RVector("numeric", [None if value is None else float(value) for value in values])
    except OverflowError:
        largest = max(present, key=abs)
        raise ArgumentError(f"invalid 'x': no number of R's holds {shown(largest)}.") from None


def _of_range(values: range) -> RVector:
    """A range, which may be too long for a list of its numbers."""
    try:
        ends = [values[0], values[-1]] if len(values) else []
    except OverflowError:  # Python counts no further
        raise ArgumentError(f"long vectors are not supported: got {shown(values)}.") from None
    is_short = _integers(ends).mode == "integer"
    return RVector("integer", values) if is_short else RVector("numeric", _Doubles(values))


class _OfRange(Sequence[Any]):
    """What the numbers of a range become, made when it is asked for."""

    _made: Callable[[int], Any]

    def __init__(self, numbers: range) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return type(self)(self._numbers[place])
        return self._made(self._numbers[place])


class Counted(_OfRange):
    """Names of rows that have none: their numbers from 1."""

    _made = str


class _Doubles(_OfRange):
    """The numbers of a range as doubles."""

    _made = float


def _moments(values: Sequence[Any]) -> RVector:
    if any(isinstance(value, np.datetime64) for value in values):
        return moments_vector(np.array(values, dtype="M8"))
    if not any(isinstance(value, datetime.datetime) for value in values):
        return days_vector(values)
    return times_vector(_at_midnight(value) for value in values)


def _at_midnight(value: Any) -> Any:
    """A day as a point in time; what is one already, or missing, as it is."""
    is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return datetime.datetime.combine(value, datetime.time()) if is_day else value


def _factor(values: pd.Categorical) -> RVector:
    levels = labels_of(values.categories)
    texts = [None if code < 0 else levels[code] for code in values.codes.tolist()]
    return RVector("factor", texts, levels=levels, ordered=bool(values.ordered))


def labels_of(index: Any) -> list[str | None]:
    """Return labels as R's names, which are text."""
    return [label_of(label) for label in index]


def label_of(label: Any) -> str | None:
    """Return a label as text, or None where it is missing.

    Examples
    --------
    >>> [label_of(label) for label in ("a", True, 3, 0.5, ("a", 1), None)]
    ['a', 'TRUE', '3', '0.5', 'a.1', None]
    """
    if isinstance(label, tuple):
        return ".".join("NA" if part is None else part for part in map(label_of, label))
    if _is_absent(label):
        return None
    if is_flag(label):
        return str(bool(label)).upper()
    if isinstance(label, numbers.Real) and not isinstance(label, numbers.Integral):
        return None if label != label else number_text(float(label))
    if isinstance(label, datetime.datetime):
        return time_texts([label])[0]
    try:
        return str(label)
    except Exception:  # the object's own
        raise refusal(f"a label of class {class_of(label)}") from None


def refusal(what: str) -> ArgumentError:
    return ArgumentError(
        f"invalid 'x': R has nothing like {what}. Pass numbers, truths, texts or dates, arrays, "
        "columns, data frames or tables of them, or lists and dicts of these."
    )
