"""Reads the arguments of R's functions: one number, one flag, one text, a column of one kind."""

from __future__ import annotations

import math
from typing import TypeGuard

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Matrix, as_numeric
from pynnet._ground import AnyArray, DataError, FloatArray, FormulaError, ObjectArray

__all__ = [
    "flag_argument",
    "is_text",
    "number_argument",
    "numbers_argument",
    "refuse_dates",
    "text_argument",
    "vector_argument",
    "whole_argument",
]


def is_text(column: object) -> TypeGuard[ObjectArray]:
    """Whether the column holds strings."""
    return isinstance(column, np.ndarray) and column.dtype.kind == "O"


def vector_argument(column: Column, function: str) -> AnyArray | pd.Categorical:
    """Return a column that is no matrix."""
    if isinstance(column, Matrix):
        raise DataError(f"{function}() of a matrix is not offered: choose one column.")
    return column


def numbers_argument(
    column: Column, function: str, message: str = "'x' must be numeric"
) -> FloatArray:
    """Return the numbers of a column that is neither a factor, text nor a matrix."""
    if isinstance(column, pd.Categorical) or is_text(column):
        raise DataError(f"{message}: {function}() of {'text' if is_text(column) else 'a factor'}.")
    values = as_numeric(vector_argument(column, function))
    assert isinstance(values, np.ndarray)
    return values


def refuse_dates(column: Column, function: str) -> None:
    """Raise if the column holds dates, which have no such function in R."""
    if isinstance(column, Dates):
        raise DataError(
            f'{function} not defined for "Date" objects: as.numeric() gives the days since 1970.'
        )


def number_argument(column: Column, name: str) -> float:
    """Return an argument that must be one number."""
    if isinstance(column, (Matrix, pd.Categorical)) or len(column) != 1 or column.dtype.kind == "O":
        raise DataError(f"invalid '{name}' argument: it must be one number.")
    return float(np.asarray(as_numeric(column)).item())


def whole_argument(column: Column, name: str) -> int:
    """Return an argument that must be one whole number; a fraction is cut off, as in R."""
    value = number_argument(column, name)
    if not abs(value) < 2**31:
        raise DataError(f"invalid '{name}' argument: {value} is no whole number.")
    return int(value)


def flag_argument(column: Column | None, name: str, *, default: bool = False) -> bool:
    """Return an argument that must be TRUE or FALSE."""
    if column is None:
        return default
    single = isinstance(column, np.ndarray) and len(column) == 1 and column.dtype.kind != "O"
    value = number_argument(column, name) if single else math.nan
    if math.isnan(value):
        raise FormulaError(f"invalid '{name}' argument: neither TRUE nor FALSE.")
    return value != 0


def text_argument(column: Column, name: str) -> str:
    """Return an argument that must be one string."""
    if not is_text(column) or len(column) != 1 or column[0] is None:
        raise FormulaError(f"invalid '{name}' argument: it must be one string.")
    return str(column[0])
