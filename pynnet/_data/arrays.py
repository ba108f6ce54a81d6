"""What users pass as numbers, turned into float matrices, or refused by name."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from pynnet._ground import (
    ArgumentError,
    BoolArray,
    DataError,
    FloatArray,
    ObjectArray,
    as_doubles,
    class_of,
    shown,
)

from .pinned import pinned
from .squares import sum_of_squares

__all__ = [
    "NumberMatrix",
    "as_matrix",
    "as_vector",
    "check_finite",
    "check_no_missing",
    "numbers_of",
    "refuse_missing",
]

_LARGE = 100_000  # numbers: fewer are put together by pandas sooner
_ROWS_AT_ONCE = 2048
_ONE_FOR_EACH = {"weights": "row", "Wts": "weight", "mask": "weight"}


@dataclass(frozen=True, slots=True)
class NumberMatrix:
    """Numbers by row, with what was known about them.

    Attributes
    ----------
    values : ndarray, shape (n, p)
        The numbers, C-ordered; NaN where one is missing.
    columns : tuple of str or None
        Names of the columns of a data frame.
    vector : bool
        Whether one dimension was given.
    """

    values: FloatArray
    columns: tuple[str, ...] | None
    vector: bool


def as_matrix(data: Any, what: str) -> NumberMatrix:
    """Turn a list, array, Series or DataFrame into a float matrix; a vector becomes one column.

    A number is a vector of length one, as in R. Arrays that are float64 and C-ordered already are
    not copied, and cannot be resized while the matrix is in use.

    Raises
    ------
    DataError
        For text, dates, complex numbers, sparse matrices, more than two dimensions.
    """
    if sparse.issparse(data):
        raise DataError(
            f"{what} is a sparse matrix. Fitting needs all numbers: pass {what}.toarray()."
        )
    if isinstance(data, pd.DataFrame):
        return _frame_numbers(data, what)
    if isinstance(data, pd.Series):
        values = _column_numbers(data, what)
        return NumberMatrix(np.ascontiguousarray(values[:, None]), None, vector=True)
    array = np.atleast_1d(_array_numbers(data, what))
    if array.ndim > 2:
        raise DataError(
            f"{what} has {array.ndim} dimensions, shape {array.shape}. "
            "Pass a vector or a matrix with one row for each case."
        )
    matrix = array[:, None] if array.ndim == 1 else array
    return NumberMatrix(np.ascontiguousarray(matrix), None, vector=array.ndim == 1)


def as_vector(data: Any, what: str, length: int, complaint: str) -> FloatArray:
    """Turn a list, array or Series into a float vector of a given length.

    Raises
    ------
    ArgumentError
        With R's complaint, if it has another shape.
    """
    is_table = isinstance(data, pd.DataFrame) or getattr(data, "ndim", 1) not in (0, 1, 2)
    vector = np.empty((0, 0)) if is_table else as_matrix(data, what).values
    if vector.shape != (length, 1):
        raise ArgumentError(
            f"{complaint}: got {shown(data)}. "
            f"Pass a vector of {length} numbers, one for each {_ONE_FOR_EACH[what]}."
        )
    return vector[:, 0]


def _frame_numbers(frame: pd.DataFrame, what: str) -> NumberMatrix:
    names = [str(name) for name in frame.columns]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise DataError(
            f"{what} has several columns named '{repeated[0]}'. Give each its own name."
        )
    if all(dtype == np.float64 for dtype in frame.dtypes):
        values = _interleaved(frame)
    else:
        values = np.empty(frame.shape)
        for position, name in enumerate(names):
            values[:, position] = _column_numbers(
                frame.iloc[:, position], f"column '{name}' of {what}"
            )
    return NumberMatrix(values, tuple(names), vector=False)


def _interleaved(frame: pd.DataFrame) -> FloatArray:
    """Return the numbers of a frame of doubles row by row.

    Columns that pandas holds one by one, as those of other packages come, would be put side by side
    first and turned round after, with two copies in memory.
    """
    blocks = getattr(getattr(frame, "_mgr", None), "blocks", ())
    if len(blocks) < 2 or frame.size < _LARGE:
        return np.ascontiguousarray(pinned(frame.to_numpy()))
    columns = [pinned(frame.iloc[:, place].to_numpy()) for place in range(frame.shape[1])]
    values = np.empty(frame.shape)
    for start in range(0, len(frame), _ROWS_AT_ONCE):  # so many stay in the cache
        rows = slice(start, start + _ROWS_AT_ONCE)
        for place, column in enumerate(columns):
            values[rows, place] = column[rows]
    return values


def _column_numbers(column: pd.Series[Any], what: str) -> FloatArray:
    if isinstance(column.dtype, pd.SparseDtype):
        raise DataError(f"{what} is sparse. Pass its dense values.")
    if isinstance(column.dtype, pd.CategoricalDtype) or not (
        pd.api.types.is_numeric_dtype(column.dtype) or column.dtype == object
    ):
        raise _not_numbers(what, _kind(column.dtype), _first_value(column))
    if column.dtype == object:
        return _array_numbers(column.to_numpy(), what)
    if pd.api.types.is_complex_dtype(column.dtype):
        raise _not_numbers(what, "complex", _first_value(column))
    return pinned(numbers_of(column))


def numbers_of(column: pd.Series[Any]) -> FloatArray:
    """The numbers of a column as floats, infinite where no float holds them, NaN where missing."""
    with np.errstate(over="ignore"):
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))


def _array_numbers(data: Any, what: str) -> FloatArray:
    if "Formula" in type(data).__name__:  # of formulaic, for instance, which is a list of terms
        raise DataError(
            f"{what} is a formula, got {class_of(data)}. Pass formulas as a string, 'y ~ x'."
        )
    try:
        array = np.asarray(data)
    except ValueError:  # ragged lists
        raise DataError(
            f"{what} has rows of different lengths. Pass a matrix with one row for each case."
        ) from None
    if isinstance(data, np.ma.MaskedArray) and array.dtype.kind in "biuf":
        return np.ma.filled(as_doubles(data), np.nan)
    if array.dtype.kind in "biuf":
        return as_doubles(pinned(array))
    converted = _object_numbers(array) if array.dtype.kind == "O" else None
    if converted is None:
        raise _not_numbers(what, _kind(array.dtype), _first_value(array.ravel()))
    return converted


def _object_numbers(array: ObjectArray) -> FloatArray | None:
    """Convert Python numbers and missing values; None if there is anything else."""
    missing = np.asarray(pd.isna(array))
    present = array[~missing]
    if not all(isinstance(item, (numbers.Real, np.bool_)) for item in present):
        return None
    values = np.full(array.shape, np.nan)
    try:
        values[~missing] = present.astype(float)
    except OverflowError:
        raise DataError(
            "NA/NaN/Inf in foreign function call (arg 2): a whole number is too large for a float."
        ) from None
    return values


def _first_value(values: Any) -> object:
    value = next(iter(values), None)
    return value.item() if isinstance(value, np.generic) else value


def _kind(dtype: Any) -> str:
    """The name of a type; NumPy's of texts has their width in bits."""
    if isinstance(dtype, pd.StringDtype) or dtype.kind == "U":
        return "text"
    return dtype.name if isinstance(dtype, np.dtype) else str(dtype)


def _not_numbers(what: str, kind: str, example: object) -> DataError:
    return DataError(
        f"NAs introduced by coercion: {what} holds {kind} values such as "
        f"{shown(example)}, not numbers. "
        "Pass numbers; a formula turns text and categories into indicator columns."
    )


def check_no_missing(matrix: FloatArray, what: str) -> None:
    """Raise R's error if there is a missing value."""
    if math.isnan(sum_of_squares(matrix)):
        refuse_missing(np.isnan(matrix), what)


def refuse_missing(missing: BoolArray, what: str) -> None:
    """Raise R's error if a value, or a row of values, is marked as missing."""
    if np.count_nonzero(missing):  # sooner than any()
        rows = int(missing.reshape(len(missing), -1).any(axis=1).sum())
        raise DataError(
            f"missing values in '{what}': {rows} of {len(missing)} rows. "
            "Drop or fill them; a formula with na_action='omit' drops them by itself."
        )


def check_finite(values: FloatArray, what: str, argument: int) -> None:
    """Raise R's error if there is an infinite or missing value; `argument` is R's number of it."""
    if math.isfinite(sum_of_squares(values)):
        return
    if np.count_nonzero(np.isfinite(values)) < values.size:
        raise DataError(
            f"NA/NaN/Inf in foreign function call (arg {argument}): {what} holds values that are "
            "not finite. Remove or replace them."
        )
