"""R's contrasts: the matrices that code a factor in fewer columns than it has levels."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, levels_of
from pynnet._ground import (
    ArgumentError,
    DataError,
    FloatArray,
    RWarning,
    doubles_if_any,
    warn,
)
from pynnet._numerics import orthogonalised, powers

from ..limits import check_coded_levels, listed

__all__ = [
    "CONTRAST_NAMES",
    "Contrast",
    "GivenContrast",
    "contrast_for",
    "full_dummies",
    "read_contrasts",
]

_MOST_POLY_LEVELS = 95


@dataclass(frozen=True, slots=True)
class Contrast:
    """A coding: the matrix (levels x columns) and what the columns add to the variable's name."""

    matrix: FloatArray
    suffixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class GivenContrast:
    """A contrast matrix given by the user, with its column names if it has any."""

    matrix: FloatArray
    names: tuple[str, ...] | None


def full_dummies(levels: tuple[str, ...]) -> Contrast:
    """One column for each level."""
    check_coded_levels(len(levels), "a factor")
    return Contrast(np.eye(len(levels)), levels)


def _numbered_contrast(matrix: FloatArray) -> Contrast:
    return Contrast(matrix, tuple(str(i + 1) for i in range(matrix.shape[1])))


def _treatment(levels: tuple[str, ...]) -> Contrast:
    return Contrast(np.eye(len(levels))[:, 1:], levels[1:])


def _sas(levels: tuple[str, ...]) -> Contrast:
    return Contrast(np.eye(len(levels))[:, :-1], levels[:-1])


def _sum(levels: tuple[str, ...]) -> Contrast:
    matrix = np.eye(len(levels))[:, :-1]
    matrix[-1] = -1.0
    return _numbered_contrast(matrix)


def _helmert(levels: tuple[str, ...]) -> Contrast:
    n = len(levels)
    matrix = np.where(np.tri(n, n - 1, -1, dtype=bool), 0.0, -1.0)
    matrix[np.arange(1, n), np.arange(n - 1)] = np.arange(1.0, n)
    return _numbered_contrast(matrix)


def _polynomial(levels: tuple[str, ...]) -> Contrast:
    """Orthogonal polynomials on equally spaced levels."""
    n = len(levels)
    if n > _MOST_POLY_LEVELS:
        raise DataError(
            "orthogonal polynomials cannot be represented accurately enough for "
            f"{n - 1} degrees of freedom. Choose another contrast."
        )
    centred: FloatArray = np.arange(1.0, n + 1) - (n + 1) / 2
    raw, _ = orthogonalised([powers(centred, float(k)) for k in range(n)])
    matrix = np.array([_unit_length(column) for column in raw[1:]]).T
    suffixes = [".L", ".Q", ".C", *(f"^{k}" for k in range(4, n))]
    return Contrast(np.ascontiguousarray(matrix), tuple(suffixes[: n - 1]))


def _unit_length(column: FloatArray) -> FloatArray:
    """Return a column of length 1; the squares are added in extended precision."""
    squares = (column * column).astype(np.longdouble)
    return column / math.sqrt(float(np.add.accumulate(squares)[-1]))


_NAMED: dict[str, Callable[[tuple[str, ...]], Contrast]] = {
    "contr.treatment": _treatment,
    "contr.sum": _sum,
    "contr.helmert": _helmert,
    "contr.poly": _polynomial,
    "contr.SAS": _sas,
}


CONTRAST_NAMES = tuple(_NAMED)


def contrast_for(levels: tuple[str, ...], choice: str | GivenContrast) -> Contrast:
    """Return the coding of a factor with these levels."""
    check_coded_levels(len(levels), "a factor")
    if isinstance(choice, str):
        return _NAMED[choice](levels)
    if len(choice.matrix) != len(levels):
        raise DataError(
            f"wrong number of contrast matrix rows: got {len(choice.matrix)}, "
            f"there are {len(levels)} levels ({listed(levels)})."
        )
    if choice.names is None:
        return _numbered_contrast(choice.matrix)
    return Contrast(choice.matrix, choice.names)


def read_contrasts(
    contrasts: Mapping[str, Any] | None, variables: Mapping[str, Column]
) -> dict[str, str | GivenContrast]:
    """Check the user's choice; `variables` are the columns by their names.

    Raises
    ------
    ArgumentError
        If a choice is no contrast, or names a variable that has no levels.
    """
    if contrasts is None:
        return {}
    if not isinstance(contrasts, Mapping):
        raise ArgumentError(
            "'contrasts.arg' argument must be named: write contrasts={'column': 'sum'}."
        )
    choices: dict[str, str | GivenContrast] = {}
    for name, value in contrasts.items():
        contrast = _read_contrast(value, name)
        if name not in variables:
            message = f"variable '{name}' is absent, its contrast will be ignored"
            warn(message, RWarning)
            continue
        column = variables[name]
        if not isinstance(column, pd.Categorical):
            raise ArgumentError(f"contrasts apply only to factors: '{name}' is none.")
        if isinstance(value, pd.DataFrame):
            _check_row_names(value, name, levels_of(column))
        choices[name] = contrast
    return choices


def _read_contrast(value: Any, name: str) -> str | GivenContrast:
    """Return a contrast by its name in R, or the matrix that was given."""
    if isinstance(value, str):
        full_name = value if value.startswith("contr.") else f"contr.{value}"
        if full_name not in _NAMED:
            raise ArgumentError(
                f"object '{full_name}' of mode 'function' was not found. "
                f"Contrasts are {', '.join(n.removeprefix('contr.') for n in _NAMED)}, or a matrix."
            )
        return full_name
    names = tuple(map(str, value.columns)) if isinstance(value, pd.DataFrame) else None
    matrix = np.array(doubles_if_any(value))
    if matrix.ndim != 2 or not matrix.size or not np.isfinite(matrix).all():
        raise ArgumentError(
            f"contrasts['{name}'] must be the name of a contrast or a matrix of finite numbers "
            f"with a row for each level, got {type(value).__name__}."
        )
    return GivenContrast(matrix, names)


def _check_row_names(frame: pd.DataFrame, name: str, levels: tuple[str, ...]) -> None:
    """Raise if the rows are labelled by the levels but stand in another order."""
    rows = tuple(map(str, frame.index))
    if set(rows) == set(levels) and rows != levels:
        raise ArgumentError(
            f"the rows of contrasts['{name}'] must stand in the order of the levels: "
            f"{listed(levels)}. Use .loc[[...]]."
        )
