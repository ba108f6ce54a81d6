"""The explanatory variables of a fit: values in the rows fitted, and grids of other values."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import CATEGORICAL, as_column, kind_of, levels_of
from pynnet._formula import functions_around, makes_factor, names_in
from pynnet._ground import (
    ArgumentError,
    FloatArray,
    is_flag,
    is_number,
    items_of,
    nearest_name,
    real_number,
    shown,
)

from ..fitted import MultinomFit
from ..selection.refitting import rows_fitted
from .designs import one_column_each, symbol_of

__all__ = ["ExplanatoryVariables", "explanatory_variables", "variables_in"]

_KEEP_FACTORS = frozenset(("(", "interaction"))  # of what is made a factor, or make one


@dataclass(frozen=True, slots=True, eq=False)
class ExplanatoryVariables:
    """The variables that a fit explains the classes by.

    Attributes
    ----------
    frame : DataFrame
        The variables of the right-hand side, as they were given, in the rows fitted.
    weights : ndarray
        Observations of each row.
    levels : dict
        By categorical variable, its values.
    response : str or None
        What is explained, as the formula has it.
    """

    frame: pd.DataFrame
    weights: FloatArray
    levels: Mapping[str, tuple[Any, ...]]
    response: str | None

    @property
    def weights_of_means(self) -> FloatArray:
        """The weights, of which there are some.

        Raises
        ------
        ArgumentError
            If all are 0.
        """
        if not self.weights.sum() > 0:
            raise ArgumentError(
                "the fit has no observations, for all weights are 0: there is no mean of them."
            )
        return self.weights

    def check(self, name: str) -> None:
        """Raise if the model has no variable of this name."""
        if name not in self.frame.columns:
            near = nearest_name(name, self.frame.columns) if isinstance(name, str) else None
            hint = f" Did you mean {near!r}?" if near else ""
            if name == self.response:
                hint = " It is the response: every table has a row for each of its classes."
            variables = ", ".join(map(repr, self.frame.columns))
            raise ArgumentError(
                f"{shown(name)} is no variable of the model, which has {variables}.{hint}"
            )

    def values(self, name: str, given: Any) -> list[Any]:
        """Values of a variable between which differences are wanted, at least two."""
        values = self._values(name, given)
        if len(values) < 2:
            raise ArgumentError(
                f"a difference is between two values: got {shown(given)} for {name!r}. "
                "Pass two or more, or None."
            )
        return values

    def center(self, name: str) -> Any:
        """Weighted mean of a numeric variable, most frequent value of a categorical one."""
        column = self.frame[name]
        if name not in self.levels:
            with np.errstate(all="ignore"):  # a sum beyond all floats
                return float(np.average(column.to_numpy(float), weights=self.weights_of_means))
        levels = self.levels[name]
        totals = [self.weights[(column == level).to_numpy(bool)].sum() for level in levels]
        return levels[int(np.argmax(totals))]

    def grid(self, at: Mapping[str, Any]) -> pd.DataFrame:
        """All combinations of the given values, the last variable changing fastest."""
        values = [self._values(name, given) for name, given in at.items()]
        rows = list(itertools.product(*values))
        columns = {name: [row[j] for row in rows] for j, name in enumerate(at)}
        return pd.DataFrame(columns, index=range(len(rows)))

    def _values(self, name: str, given: Any) -> list[Any]:
        self.check(name)
        values = [given] if is_flag(given) else items_of(name, given, "values")
        for value in values:
            if isinstance(value, str) and name not in self.levels:
                raise ArgumentError(f"{name!r} is numeric: got the text {shown(value)}.")
            if name not in self.levels:
                real_number(name, value)
            elif not (isinstance(value, str) or is_flag(value) or is_number(value)) or (
                value not in self.levels[name]
            ):
                levels = ", ".join(map(repr, self.levels[name]))
                raise ArgumentError(f"{shown(value)} is no value of {name!r}, which has {levels}.")
        return values

    def filled(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with all variables, those that are not given at their :meth:`center`."""
        columns = {}
        for name in self.frame.columns:
            values = rows[name].tolist() if name in rows else [self.center(name)] * len(rows)
            columns[name] = self._typed(name, values)
        return pd.DataFrame(columns, index=range(len(rows)))

    def everywhere(self, values: Mapping[str, Any]) -> pd.DataFrame:
        """The rows fitted, with these values in all of them."""
        frame = self.frame.copy()
        for name, value in values.items():
            frame[name] = self._typed(name, [value] * len(frame)).set_axis(frame.index)
        return frame

    def _typed(self, name: str, values: Sequence[Any]) -> pd.Series[Any]:
        column = self.frame[name]
        # Numbers may lie between those of a column of integers.
        return pd.Series(values, dtype=column.dtype if name in self.levels else float)


def explanatory_variables(fit: MultinomFit, asked: str = "this") -> ExplanatoryVariables:
    """The variables of a fit's right-hand side, from the rows of the data that were fitted.

    Raises
    ------
    ArgumentError
        If the fit was stored without them, which what is asked needs.
    """
    data = one_column_each(rows_fitted(fit, asked))
    return variables_in(fit, data, fit._cases.row_weights)


def variables_in(fit: MultinomFit, data: pd.DataFrame, weights: FloatArray) -> ExplanatoryVariables:
    """The variables of a fit's right-hand side among the columns of some rows."""
    around: dict[str, list[frozenset[str]]] = {}
    symbols = {name: symbol_of(fit, name) for name in data.columns}
    for variable in fit._spec.terms.variables[1:]:
        used = set(names_in(variable.expression))
        for name, symbol in symbols.items():
            if symbol in used:
                around.setdefault(name, []).append(functions_around(variable.expression, symbol))
    names = [name for name in data.columns if name in around]
    frame = data[names].reset_index(drop=True)
    levels = {
        name: _levels(frame[name]) for name in names if _in_classes(frame[name], around[name])
    }
    return ExplanatoryVariables(frame, weights, levels, fit._spec.response_name)


def _in_classes(column: pd.Series[Any], around: Sequence[frozenset[str]]) -> bool:
    """Whether a variable is categorical: in the data, or made a factor wherever it is used.

    A number that is only compared or cut is still a number.
    """
    if kind_of(as_column(column, str(column.name))) in CATEGORICAL:
        return True
    return all(functions and all(map(_is_of_levels, functions)) for functions in around)


def _is_of_levels(function: str) -> bool:
    return makes_factor(function) or function in _KEEP_FACTORS


def _levels(column: pd.Series[Any]) -> tuple[Any, ...]:
    """Values of a categorical variable, in the order of its levels."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        present = set(column)
        return tuple(level for level in levels_of(column.array) if level in present)
    return tuple(sorted(column.unique().tolist()))
