"""Design matrices of changed rows, where each column of a matrix is a variable of its own.

The columns of a matrix ``X`` are called ``X.1``, ``X.2`` or by their names, as R's data frames call
them; they are put together again for the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pynnet._formula import NewDesign, names_in
from pynnet._ground import FormulaError

from ..fitted import MultinomFit

__all__ = ["design_of", "one_column_each", "symbol_of"]


def one_column_each(data: Mapping[str, Any]) -> pd.DataFrame:
    """Variables as a frame; the columns of a matrix follow one another."""
    columns: dict[str, Any] = {}
    index = None
    for name, values in data.items():
        if isinstance(values, (pd.Series, pd.DataFrame)):
            index = values.index
        parts = {name: values} if not _is_matrix(values) else _parts(name, values)
        for part, column in parts.items():
            if part in columns or (part != name and part in data):
                raise FormulaError(
                    f"a column of the matrix {name!r} is called {part!r}, as another variable is. "
                    "Rename one."
                )
            columns[part] = column
    return pd.DataFrame(columns, index=index)


def design_of(fit: MultinomFit, frame: pd.DataFrame) -> NewDesign:
    """The design of rows that have one column for each part of a matrix."""
    matrices = _matrices(fit)
    if not matrices:
        return fit._spec.design(frame)
    parts = {part for columns in matrices.values() for part in columns}
    data: dict[str, Any] = {name: frame[name] for name in frame.columns if name not in parts}
    for name, columns in matrices.items():
        values = frame[list(columns)]
        stored = _stored(fit, name)
        named = isinstance(stored, pd.DataFrame)
        data[name] = values.set_axis(stored.columns, axis=1) if named else values.to_numpy(float)
    return fit._spec.design(data)


def symbol_of(fit: MultinomFit, name: str) -> str:
    """The name in the formula that a column belongs to."""
    return next((whole for whole, parts in _matrices(fit).items() if name in parts), name)


def _matrices(fit: MultinomFit) -> dict[str, tuple[str, ...]]:
    """By matrix, the names of its columns."""
    variables = fit._spec.terms.variables[1:]
    stored = {n: _stored(fit, n) for v in variables for n in names_in(v.expression)}
    return {
        name: tuple(_parts(name, values)) for name, values in stored.items() if _is_matrix(values)
    }


def _stored(fit: MultinomFit, name: str) -> Any:
    """What the fit keeps of a variable; None if it is none of the data, or they are not kept."""
    data = fit.call.data
    return data.stored(name) if data is not None and name in data else None


def _is_matrix(values: Any) -> bool:
    return isinstance(values, pd.DataFrame) or getattr(values, "ndim", 1) == 2


def _parts(name: str, matrix: Any) -> dict[str, Any]:
    """The columns of a matrix by their names."""
    if isinstance(matrix, pd.DataFrame):
        return {f"{name}.{label}": matrix.iloc[:, j] for j, label in enumerate(matrix.columns)}
    return {f"{name}.{j + 1}": matrix[:, j] for j in range(matrix.shape[1])}
