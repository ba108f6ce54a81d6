"""From new cases to outputs and classes."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._data import as_matrix, check_finite, check_no_missing
from pynnet._ground import (
    AnyArray,
    ArgumentError,
    BoolArray,
    DataError,
    FloatArray,
    IntArray,
    ObjectArray,
    partial_matches,
    remembered,
    shown,
)
from pynnet._random import Stream

from .classes.choosing import largest_columns

__all__ = [
    "Outputs",
    "choose_classes",
    "labelled_frame",
    "match_type",
    "new_matrix",
    "pad",
    "second_level",
]

# Values of cases: arrays from fits to arrays, pandas objects from formulas. Where a frame of
# another package was passed they are of its kind, which no type here can name.
Outputs: TypeAlias = "AnyArray | pd.Series[Any] | pd.DataFrame"


def match_type(
    given: object, types: tuple[str, ...], beside: tuple[str, ...] = (), hint: str = ""
) -> str:
    """Complete a type of prediction from its beginning, as R does; `beside` are those R has not."""
    matches = partial_matches(given, (*types, *beside))
    if len(matches) != 1:
        known = ", ".join(f"“{name}”" for name in types)
        ours = (
            f" Here {' and '.join(f'“{name}”' for name in beside)} will do too." if beside else ""
        )
        raise ArgumentError(f"'arg' should be one of {known}: got type={shown(given)}.{ours}{hint}")
    return matches[0]


def new_matrix(newdata: Any, n_inputs: int, names: tuple[str, ...] | None) -> FloatArray:
    """Inputs for a fit from arrays; a vector is one row, or the column of a single input."""
    matrix = as_matrix(newdata, "newdata")
    x = np.ascontiguousarray(matrix.values.T) if matrix.vector and n_inputs != 1 else matrix.values
    if x.shape[1] != n_inputs:
        raise DataError(
            f"newdata has {x.shape[1]} columns, the network {n_inputs} inputs. "
            "Pass the columns of x, in their order."
        )
    if matrix.columns and names and matrix.columns != names:
        raise DataError(
            f"the columns of newdata are {shown(list(matrix.columns))}, "
            f"those of x were {shown(list(names))}. "
            "Pass them in that order, or newdata.to_numpy() to go by position."
        )
    check_no_missing(x, "x")
    check_finite(x, "newdata", 2)
    return x


def choose_classes(outputs: FloatArray, lev: tuple[str, ...], stream: Stream) -> ObjectArray:
    """Level of the largest output, or for a single one the second level if it is above 0.5."""
    q = outputs.shape[1]
    codes = second_level(outputs) if q == 1 else largest_columns(outputs, stream)
    # An entropy fit has the levels 0 and 1 however many outputs; R has no name for the others.
    names = np.array([*lev, *[None] * (q - len(lev))], dtype=object)
    return names[codes]


def second_level(outputs: FloatArray) -> IntArray:
    """Codes of two classes from a single output: 1 where it is above 0.5."""
    return (outputs[:, 0] > 0.5).astype(int)


def pad(values: Any, complete: BoolArray | None, missing: object) -> Any:
    """Rows in their places among all rows, the others missing."""
    if complete is None or complete.all():
        return values
    padded = np.full((len(complete), *values.shape[1:]), missing, dtype=values.dtype)
    padded[complete] = values
    return padded


def labelled_frame(
    values: FloatArray, index: pd.Index[Any], columns: tuple[str, ...] | None
) -> pd.DataFrame:
    """Copy of a matrix as a frame."""
    # A view of the names, because the frame's owner may rename it.
    names = None if columns is None else _names(columns).view()
    return pd.DataFrame(values.copy(), index=index, columns=names, copy=False)


@remembered
def _names(columns: tuple[str, ...]) -> pd.Index[Any]:
    return pd.Index(list(columns))
