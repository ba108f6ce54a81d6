"""The model frame: every variable evaluated on all rows, then rows chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from pynnet._data import (
    Column,
    Matrix,
    NamedColumns,
    as_column,
    as_numeric,
    check_same_index,
    column_not_found,
    gaps_in,
    take,
)
from pynnet._ground import (
    AnyArray,
    ArgumentError,
    BoolArray,
    DataError,
    FloatArray,
    FormulaError,
    IntArray,
    shown,
    times_warned,
)

from ..coding.contrasts import GivenContrast
from ..functions.registry import ColumnWithState, FactorWithContrast
from ..language.expressions import Name
from ..language.variables import Variable
from .evaluate import Scope, has_memory, result_of

__all__ = [
    "Computed",
    "Evaluated",
    "NaAction",
    "Rows",
    "choose_rows",
    "evaluate_variables",
    "na_action_of",
    "read_subset",
    "read_weights",
]

NaAction: TypeAlias = Literal["omit", "exclude", "fail", "pass"]
_ACTIONS: tuple[NaAction, ...] = get_args(NaAction)


class Rows(NamedTuple):
    """Which rows of the data a model uses.

    `subset` are the positions of the subset in the data, -1 for one that is missing, and `complete`
    says which of those have no missing value, or are used in spite of it. `everything` says that no
    row was left out, so
    that nothing need be copied.
    """

    subset: IntArray
    complete: BoolArray
    everything: bool

    @property
    def used(self) -> IntArray:
        """Positions in the data of the rows used."""
        return self.subset if self.everything else self.subset[self.complete]

    @property
    def omitted(self) -> IntArray:
        """Positions in the subset of the rows dropped for missing values."""
        return np.flatnonzero(~self.complete)

    def of(self, column: Column) -> Column:
        """Return the rows used of a column."""
        return column if self.everything else take(column, self.used)


class Evaluated(NamedTuple):
    """The columns of variables and where they are missing, None if they are nowhere.

    By name, what their calls remember and the contrasts they bring.
    """

    columns: list[Column]
    gaps: list[BoolArray | None]
    states: dict[str, Any]
    contrasts: dict[str, str | GivenContrast]


class Computed(NamedTuple):
    """What the expression of a variable gave."""

    column: Column
    gaps: BoolArray | None
    state: Any
    contrast: str | GivenContrast | None


def evaluate_variables(
    variables: Iterable[Variable],
    scope: Scope,
    states: Mapping[str, Any] | None = None,
    computed: dict[Variable, Computed] | None = None,
) -> Evaluated:
    """Evaluate variables on all rows of the data, with what was remembered of other rows.

    What is in `computed` was computed of the same rows before, and is not computed again.
    """
    columns: list[Column] = []
    gaps: list[BoolArray | None] = []
    new_states: dict[str, Any] = {}
    contrasts: dict[str, str | GivenContrast] = {}
    lengths: dict[str, int] = {}
    for variable in variables:
        name = variable.expression.name if isinstance(variable.expression, Name) else None
        stored = None if name is None else scope.columns.find(name)
        if name is not None and stored is not None:
            columns.append(stored)
            gaps.append(scope.columns.gaps(name))
            continue
        value = None if computed is None else computed.get(variable)
        if value is None:
            state = None if states is None else states.get(variable.name)
            value = _compute(variable, scope, state, computed)
        if value.contrast is not None:
            contrasts[variable.name] = value.contrast
        if value.state is not None:
            new_states[variable.name] = value.state
        columns.append(value.column)
        gaps.append(value.gaps)
        lengths[variable.name] = len(value.column)
    _check_lengths(lengths, scope.columns)
    return Evaluated(columns, gaps, new_states, contrasts)


def _compute(
    variable: Variable, scope: Scope, state: Any, computed: dict[Variable, Computed] | None
) -> Computed:
    """Evaluate a variable; it is remembered if no warning was given and no own function called."""
    said = times_warned()
    column = result_of(variable.expression, scope, state)
    contrast, state = None, None
    if isinstance(column, FactorWithContrast):
        contrast, column = column.contrast, column.column
    elif isinstance(column, ColumnWithState):
        state = column.state if has_memory(variable.expression) else None
        column = column.column
    if column is None:
        raise FormulaError(f"invalid type (NULL) for variable '{variable.name}'")
    value = Computed(column, gaps_in(column), state, contrast)
    if computed is not None and times_warned() == said and not scope.environment.functions:
        computed[variable] = value
    return value


def _check_lengths(lengths: Mapping[str, int], data: NamedColumns) -> None:
    """Raise unless every variable has a value for each row."""
    for name, length in lengths.items():
        if length != len(data):
            raise DataError(
                f"variable lengths differ (found for '{name}'): it has length {length}, "
                f"{data.role} has {len(data)} rows."
            )


def na_action_of(action: str) -> NaAction:
    """Return the action by its name, with R's ``na.`` before it or not."""
    if isinstance(action, str):
        for choice in _ACTIONS:
            if action.removeprefix("na.") == choice:
                return choice
    raise ArgumentError(
        f"na_action must be 'omit', 'exclude', 'fail' or 'pass', got {shown(action)}."
    )


def read_weights(weights: Any, data: NamedColumns) -> FloatArray | None:
    """Return the case weights, one for each row of the data; missing ones are NaN."""
    if weights is None:
        return None
    if isinstance(weights, str):
        if weights not in data:
            raise column_not_found(weights, data)
        column = data.column(weights)
    else:
        check_same_index(weights, data, "weights")
        column = as_column(weights, "(weights)")
    if len(column) != len(data):
        raise DataError(
            f"variable lengths differ (found for '(weights)'): it has length {len(column)}, "
            f"{data.role} has {len(data)} rows."
        )
    if not isinstance(column, np.ndarray) or column.dtype.kind == "O":
        raise DataError("NAs introduced by coercion: weights holds text or classes, not numbers.")
    values = as_numeric(column)
    assert not isinstance(values, Matrix)
    if np.any(values < 0):
        raise ArgumentError("invalid weights vector: weights must not be negative.")
    return values


def read_subset(subset: Any, data: NamedColumns) -> IntArray | None:
    """Return the positions of the rows in a subset, -1 for missing ones; None means all of them."""
    if subset is None:
        return None
    check_same_index(subset, data, "subset")
    if isinstance(subset, (str, memoryview)) or not np.iterable(subset):
        raise ArgumentError(
            "subset must be a boolean mask or 0-based positions, "
            f"got {type(subset).__name__}. Compute it from the data: data['x'] > 0."
        )
    rows = as_column(subset if hasattr(subset, "dtype") else list(subset), "subset")
    if not isinstance(rows, np.ndarray) or (rows.dtype.kind == "O" and len(rows)):
        raise ArgumentError("subset must be a boolean mask or 0-based positions.")
    if rows.dtype.kind == "i":
        if len(rows) != len(data):
            raise ArgumentError(
                f"subset has {len(rows)} elements, {data.role} has {len(data)} rows."
            )
        asked = np.flatnonzero(rows)
        return np.where(rows[asked] < 0, -1, asked)
    return _checked_positions(rows, len(data))


def _checked_positions(rows: AnyArray, length: int) -> IntArray:
    """Check positions given as numbers."""
    if not len(rows):
        return np.empty(0, dtype=np.intp)
    missing = np.isnan(rows)
    if np.any(np.trunc(rows[~missing]) != rows[~missing]):
        raise ArgumentError("subset: positions must be whole numbers.")
    if np.any(rows < 0):
        raise ArgumentError(
            "subset: negative positions mean exclusion in R and the end in Python. "
            "Pass a boolean mask, such as ~np.isin(np.arange(len(data)), rows)."
        )
    if np.any(rows >= length):
        raise ArgumentError(
            f"subset: position {np.nanmax(rows):.0f} is outside of the data, which has {length} "
            "rows."
        )
    return np.where(missing, -1, rows).astype(np.intp)


def choose_rows(
    gaps: Sequence[BoolArray | None],
    length: int,
    subset: IntArray | None,
    action: NaAction,
) -> Rows:
    """Take the subset, then act on missing values, which are where one of the columns has gaps."""
    if subset is None and all(missing is None for missing in gaps):
        return Rows(np.arange(length), np.ones(length, dtype=bool), everything=True)
    absent = np.zeros(length, dtype=bool)
    for missing in gaps:
        if missing is not None:
            absent |= missing
    positions = np.arange(length) if subset is None else subset
    complete = ~absent if subset is None else ~absent[positions] & (positions >= 0)
    if action == "pass":
        complete = positions >= 0
        if not complete.all():
            raise DataError(
                "NA/NaN/Inf in foreign function call (arg 1): 'subset' has missing values, whose "
                "rows na_action='pass' keeps. na_action='omit' leaves them out."
            )
    dropped = len(complete) - np.count_nonzero(complete)
    if action == "fail" and dropped:
        raise DataError(
            f"missing values in object: {dropped} rows have some. na_action='omit' leaves them out."
        )
    return Rows(positions, complete, everything=subset is None and not dropped)
