"""Reads the arguments of R's functions: one number, one flag, one text, a column of one kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeGuard

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_numeric
from pynnet._errors import DataError, FormulaError, RWarning, warn
from pynnet._typing import AnyArray, FloatArray, ObjectArray

__all__ = [
    "given_flag",
    "given_number",
    "given_text",
    "given_whole",
    "is_text",
    "mathematical",
    "numbers",
    "vector",
]


def is_text(column: Column | None) -> TypeGuard[ObjectArray]:
    """Whether the column holds strings."""
    return isinstance(column, np.ndarray) and column.dtype.kind == "O"


def vector(column: Column, function: str) -> AnyArray | pd.Categorical:
    """Return a column that is no matrix."""
    if isinstance(column, Matrix):
        raise DataError(f"{function}() of a matrix is not offered: choose one column.")
    return column


def numbers(column: Column, function: str, message: str = "'x' must be numeric") -> FloatArray:
    """Return the numbers of a column that is neither a factor, text nor a matrix."""
    if isinstance(column, pd.Categorical) or is_text(column):
        raise DataError(f"{message}: {function}() of {'text' if is_text(column) else 'a factor'}.")
    values = as_numeric(vector(column, function))
    assert isinstance(values, np.ndarray)
    return values


def given_number(column: Column, name: str) -> float:
    """Return an argument that must be one number."""
    if isinstance(column, (Matrix, pd.Categorical)) or len(column) != 1 or column.dtype.kind == "O":
        raise DataError(f"invalid '{name}' argument: it must be one number.")
    return float(np.asarray(as_numeric(column)).item())


def given_whole(column: Column, name: str) -> int:
    """Return an argument that must be one whole number; a fraction is cut off, as in R."""
    value = given_number(column, name)
    if not abs(value) < 2**31:
        raise DataError(f"invalid '{name}' argument: {value} is no whole number.")
    return int(value)


def given_flag(column: Column | None, name: str, *, default: bool = False) -> bool:
    """Return an argument that must be TRUE or FALSE."""
    if column is None:
        return default
    single = isinstance(column, np.ndarray) and len(column) == 1 and column.dtype.kind != "O"
    value = given_number(column, name) if single else math.nan
    if math.isnan(value):
        raise FormulaError(f"invalid '{name}' argument: neither TRUE nor FALSE.")
    return value != 0


def given_text(column: Column, name: str) -> str:
    """Return an argument that must be one string."""
    if not is_text(column) or len(column) != 1 or column[0] is None:
        raise FormulaError(f"invalid '{name}' argument: it must be one string.")
    return str(column[0])


def mathematical(name: str, x: Column, compute: Callable[[FloatArray], FloatArray]) -> Column:
    """Apply a function of one number to a column or matrix; new NaNs are warned of."""
    if isinstance(x, pd.Categorical):
        raise DataError(f"‘{name}’ not meaningful for factors")
    if is_text(x):
        raise DataError(f"non-numeric argument to mathematical function: {name}() of text.")
    given = as_numeric(x)
    values = np.asarray(given.values if isinstance(given, Matrix) else given)
    result = compute(values)
    absent = np.isnan(result)
    if np.count_nonzero(absent) and (absent & ~np.isnan(values)).any():  # sooner than any()
        warn("NaNs produced", RWarning)
    return Matrix(result, given.names) if isinstance(given, Matrix) else result
