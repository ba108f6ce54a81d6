"""Some elements of what a user holds, by their positions; its form, type and labels are kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_numeric, in_own_byte_order, refuse_without_unit
from pynnet._formula import dimensions
from pynnet._ground import DataError, IntArray

from .calls import as_python, column_of, prepared

__all__ = ["as_vector", "length_of", "matrix_of", "picked"]


_KINDS = "biufOUmM"  # of arrays whose elements can be taken as they are


def as_vector(x: Any, name: str) -> Any:
    """Return values as a Series, a Categorical or a one-dimensional array, whatever they are."""
    if isinstance(x, (pd.Series, pd.Categorical)):
        return x
    if isinstance(x, np.ndarray) and x.ndim == 1 and x.dtype.kind in _KINDS:
        refuse_without_unit(x, name)
        return as_python(column_of(x, "x")) if isinstance(x, np.ma.MaskedArray) else x
    if isinstance(x, pd.DataFrame) or dimensions(x) > 1:
        raise DataError(f"{name}() of a matrix or frame is not offered: choose one column.")
    if isinstance(x, pd.MultiIndex):
        raise DataError(f"{name}() of an index of several levels is not offered: choose one.")
    if isinstance(x, (pd.Index, pd.api.extensions.ExtensionArray)):
        return x
    return as_python(column_of(prepared(x), "x"))


def length_of(x: Any) -> int:
    """How many rows a frame or a matrix has, or elements a vector."""
    return len(x) if dimensions(x) else 1


def picked(x: Any, places: IntArray) -> Any:
    """Return the elements at places from 0; what stands at -1 is missing."""
    x = in_own_byte_order(x)
    if (places >= 0).all():
        return x.iloc[places] if isinstance(x, (pd.Series, pd.DataFrame)) else x[places]
    if isinstance(x, pd.Series):
        labels = x.index.to_numpy(dtype=object)
        index = [labels[k] if k >= 0 else None for k in places.tolist()]
        values = x.reset_index(drop=True).reindex(places)
        return values.set_axis(pd.Index(index, dtype=object if None in index else None))
    if isinstance(x, pd.api.extensions.ExtensionArray):
        return x.take(places, allow_fill=True)
    kind = object if x.dtype.kind == "O" else None  # pandas would look for a kind of text
    found = pd.Series(x, dtype=kind).reindex(places).to_numpy(copy=True)
    if found.dtype.kind == "O":
        found[places < 0] = None
    return found


def matrix_of(name: str, x: Any) -> Matrix:
    """Return what a user passed as a matrix of numbers; a vector is a column."""
    column = column_of(x, name)
    if isinstance(column, pd.Categorical) or (
        isinstance(column, np.ndarray) and column.dtype.kind == "O"
    ):
        raise DataError(f"'{name}' must be numeric: got text or a factor.")
    numbers = as_numeric(column)
    return numbers if isinstance(numbers, Matrix) else Matrix(np.asarray(numbers)[:, np.newaxis])
