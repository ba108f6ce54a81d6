"""Arrays of the user with a value for each row of the data, which mean nothing for other data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pynnet._data import NamedColumns
from pynnet._ground import DataError, PynnetError

from ..language.expressions import names_in
from ..language.variables import Variable
from .evaluate import Scope, evaluate

__all__ = ["arrays_by_row", "refuse_old_rows"]


def arrays_by_row(variables: Sequence[Variable], scope: Scope, n_rows: int) -> dict[str, Any]:
    """Return the arrays, by name, without which a variable has no value for each row.

    Not every array of that length is one: ``cut(x, breaks)`` has a value for any number of rows.
    The variable is computed for other rows than were fitted, to see what it is.
    """
    arrays: dict[str, Any] = {}
    for variable in variables:
        names = _candidates(variable, scope.environment.constants, scope.columns, n_rows)
        if names and not _suits_other_rows(variable, scope, n_rows):
            arrays.update({name: scope.environment.constants[name] for name in names})
    return arrays


def refuse_old_rows(variables: Sequence[Variable], scope: Scope, n_rows: int) -> None:
    """Raise if new data would get values of the rows that were fitted."""
    for name in arrays_by_row(variables, scope, n_rows):
        raise DataError(
            f"'newdata' had {len(scope.columns)} rows but variables found have {n_rows} rows: "
            f"'{name}' is no column of newdata, and its values are those of the rows fitted. "
            "Add it to newdata as a column."
        )


def _candidates(
    variable: Variable, constants: Mapping[str, Any], columns: NamedColumns, n_rows: int
) -> list[str]:
    return [
        name
        for name in dict.fromkeys(names_in(variable.expression))
        if name in constants
        and name not in columns
        and hasattr(constants[name], "__len__")
        and not isinstance(constants[name], str)
        and len(constants[name]) == n_rows > 1
    ]


def _suits_other_rows(variable: Variable, scope: Scope, n_rows: int) -> bool:
    """Whether a variable has a value for each of another number of rows."""
    columns = scope.columns
    if len(columns) == n_rows:
        columns = columns.first_rows(n_rows - 1)
    try:
        column = evaluate(variable.expression, Scope(columns, scope.environment, scope.collation))
    except PynnetError:
        return False
    return column is not None and len(column) == len(columns)
