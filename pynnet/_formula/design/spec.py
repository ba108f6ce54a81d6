"""What a fitted model keeps of its formula, and the design matrix of new data made from it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    Collation,
    Column,
    Matrix,
    NamedColumns,
    factor_of_codes,
    factor_of_column,
    factor_of_texts,
    is_missing,
    kind_of,
    levels_of,
)
from pynnet._ground import (
    MOST_ANSWERS,
    BoolArray,
    DataError,
    FitWarning,
    FloatArray,
    FormulaError,
    RWarning,
    read_only,
    warn,
)

from ..coding.contrasts import GivenContrast, contrast_for
from ..coding.term_coding import TermCoding
from ..evaluation.across_rows import calls_across_rows
from ..evaluation.environment import Environment
from ..evaluation.evaluate import Scope
from ..evaluation.model_frame import NaAction, choose_rows, evaluate_variables
from ..evaluation.old_rows import arrays_by_row, refuse_old_rows
from ..language.deparse import deparse_in_lines
from ..language.expressions import Name, names_in
from ..language.terms import Terms
from ..limits import listed
from .assembly import assemble
from .blocks import Block, numbers_or_factor
from .offsets import offset_matrix

__all__ = ["DesignSpec", "Memory", "NewDesign"]

_MOST_SHOWN = 12  # names shown of a long list
_LINE_WIDTH = 60  # characters behind which R begins a new line of an expression


@dataclass(frozen=True, slots=True, eq=False)
class NewDesign:
    """The design matrix of new data.

    `matrix` and `offset` hold the complete rows alone; `complete` says which of the rows in `index`
    they are.
    """

    matrix: FloatArray
    offset: FloatArray | None
    index: pd.Index[Any]
    complete: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What evaluation needs again for new data.

    By variable: what its call remembers of the data it was fitted to, and the contrast that ``C``
    gave it. Then the user's constants and functions, how strings sort, and how many rows the data
    had.
    """

    states: Mapping[str, Any]
    contrasts: Mapping[str, str | GivenContrast]
    environment: Environment
    collation: Collation
    n_rows: int


@read_only
@dataclass(frozen=True, slots=True, eq=False)
class DesignSpec:
    """How a formula makes columns: all that is needed to make them again for new data.

    `xlevels`, `contrasts` and `data_classes` are keyed by the names of the model frame, as in R.
    """

    terms: Terms
    column_names: tuple[str, ...]
    assign: tuple[int, ...]
    codings: tuple[TermCoding, ...]
    keeps_intercept: bool
    xlevels: Mapping[str, tuple[str, ...]]
    contrasts: Mapping[str, str | GivenContrast]
    data_classes: Mapping[str, str]
    memory: Memory

    @property
    def collation(self) -> Collation:
        """How strings sort."""
        return self.memory.collation

    @property
    def states(self) -> Mapping[str, Any]:
        """What the calls of ``poly``, ``scale``, ``bs`` and ``ns`` remember."""
        return self.memory.states

    @property
    def formula(self) -> str:
        """The formula in R's canonical form."""
        return self.terms.text

    @property
    def expanded_formula(self) -> str:
        """The formula with ``.`` written out."""
        return self.terms.expanded_text

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables, the response first, as R names them in the model frame."""
        return tuple(variable.name for variable in self.terms.variables)

    @property
    def symbols(self) -> frozenset[str]:
        """All names in the variables: columns of the data, and constants."""
        return _symbols_in(self.terms)

    @property
    def response_text(self) -> str | None:
        """The left-hand side of the formula."""
        return self.terms.variables[0].label if self.terms.has_response else None

    @property
    def response_name(self) -> str | None:
        """The same, as R's ``as.character`` has it: a name without backquotes."""
        if not self.terms.has_response:
            return None
        response = self.terms.variables[0]
        name = response.expression
        return name.name if isinstance(name, Name) else response.label

    @property
    def response_lines(self) -> list[str]:
        """The same, as R deparses it: with the L of integers, in lines of some 60 characters."""
        node = self.terms.variables[0].expression
        return deparse_in_lines(node, integer_suffix=True, width=_LINE_WIDTH).split("\n")

    @property
    def term_labels(self) -> tuple[str, ...]:
        """R's labels of the terms."""
        return self.terms.labels

    @property
    def order(self) -> tuple[int, ...]:
        """The number of variables in each term."""
        return tuple(term.bit_count() for term in self.terms.terms)

    @property
    def intercept(self) -> bool:
        """Whether the formula has an intercept, in the matrix or not."""
        return self.terms.intercept

    @property
    def offset(self) -> tuple[str, ...]:
        """The offsets."""
        return tuple(self.terms.variables[i].name for i in self.terms.offsets)

    def arrays_by_row(self, data: NamedColumns) -> dict[str, Any]:
        """The user's arrays that stand beside the columns of the data that were fitted."""
        if not self.memory.environment.constants:
            return {}
        scope = Scope(data, self.memory.environment, self.collation)
        return arrays_by_row(self.terms.variables, scope, self.memory.n_rows)

    @property
    def across_rows(self) -> dict[str, tuple[str, ...]]:
        """The variables that new data give other values, and the calls that depend on all rows."""
        constants = self.memory.environment.constants
        right = {*self.terms.in_terms, *self.terms.offsets}
        found: dict[str, tuple[str, ...]] = {}
        for i in sorted(right - {0} if self.terms.has_response else right):
            variable = self.terms.variables[i]
            calls = calls_across_rows(
                variable.expression, constants, remembered=variable.name in self.states
            )
            if calls:
                found[variable.name] = calls
        return found

    def warn_if_across_rows(self) -> None:
        """Warn that variables are computed anew for new data, as R does without a word."""
        for name, calls in self.across_rows.items():
            warn(
                f"'{name}' is computed anew for new data, as in R: {listed(calls)} will be that "
                "of the new rows, not of those fitted. Write scale(x) for (x - mean(x))/sd(x), or "
                "compute the column beforehand.",
                FitWarning,
            )

    def __repr__(self) -> str:
        return _spec_text(self)

    def design(self, newdata: Any, na_action: NaAction = "omit") -> NewDesign:
        """Make the columns for new data.

        Rows with a missing value in any variable of the right-hand side are left out; "pass" keeps
        them, and their columns are missing.

        Raises
        ------
        DataError
            If a column is missing, has another type, or has levels that were not fitted.
        FormulaError
            If the response also stands on the right-hand side.
        """
        n_responses = int(self.terms.has_response)
        if n_responses and any(term & 1 for term in self.terms.terms):
            raise FormulaError(
                f"the response '{self.response_text}' stands on the right-hand side: "
                "new data have no response to predict from. Take it out of the predictors."
            )
        data = NamedColumns(newdata, "newdata")
        variables = self.terms.variables[n_responses:]
        scope = Scope(data, self.memory.environment, self.collation)
        refuse_old_rows(variables, scope, self.memory.n_rows)
        frame = evaluate_variables(variables, scope, self.states)
        evaluated = frame.columns
        rows = choose_rows(frame.gaps, len(data), None, na_action)
        if na_action == "pass" or not len(rows.used):
            evaluated = [
                self._typed_if_missing(v.name, c) for v, c in zip(variables, evaluated, strict=True)
            ]
        columns = {
            v.name: self._recoded(v.name, rows.of(c))
            for v, c in zip(variables, evaluated, strict=True)
        }
        self._check_classes(columns)
        blocks = {
            i: self.block(i, columns[v.name]) for i, v in enumerate(variables, start=n_responses)
        }
        matrix = assemble(
            self.codings, blocks, self.keeps_intercept, len(rows.used), len(self.column_names)
        )
        offset = offset_matrix([columns[self.terms.variables[i].name] for i in self.terms.offsets])
        return NewDesign(matrix, offset, data.index, rows.complete)

    def matrix_of(self, variables: Mapping[str, Column], n_rows: int) -> FloatArray:
        """Make the columns of variables that have been evaluated, by their names."""
        first = int(self.terms.has_response)
        blocks = {
            i: self.block(i, self._recoded(v.name, variables[v.name]))
            for i, v in enumerate(self.terms.variables)
            if i >= first and i in self.terms.in_terms
        }
        return assemble(self.codings, blocks, self.keeps_intercept, n_rows, len(self.column_names))

    def block(self, number: int, column: Column) -> Block:
        """Give a variable what the matrix needs of it."""
        variable = self.terms.variables[number]
        values = numbers_or_factor(column, self.collation)
        contrast = None
        if isinstance(values, pd.Categorical) and variable.name in self.contrasts:
            contrast = contrast_for(levels_of(values), self.contrasts[variable.name])
        return Block(values, contrast)

    def _typed_if_missing(self, name: str, column: Column) -> Column:
        """Give a variable that is missing throughout, and so fits any type, that of the fit."""
        if not is_missing(column).all():
            return column
        n, fitted = len(column), self.data_classes[name]
        if fitted == "logical":
            return np.full(n, -1, dtype=np.int8)
        if fitted.startswith("nmatrix."):
            return Matrix(np.full((n, int(fitted.partition(".")[2])), np.nan))
        if fitted == "numeric":
            return np.full(n, np.nan)
        return factor_of_codes(np.full(n, -1), [], ordered=False)

    def _recoded(self, name: str, column: Column) -> Column:
        """Give a factor of new data the levels that were fitted."""
        levels = self.xlevels.get(name)
        if levels is None:
            return column
        if kind_of(column) not in ("factor", "ordered", "character"):
            warn(f"variable '{name}' is not a factor", RWarning)
            return column
        if name in self.memory.contrasts:
            warn(f"contrasts dropped from factor {name}", RWarning)
        factor = factor_of_column(column, self.collation).remove_unused_categories()
        unknown = [level for level in factor.categories if level not in levels]
        if unknown:
            plural = "s" if len(factor.categories) > 1 else ""
            raise DataError(
                f"factor {name} has new level{plural} {listed(unknown)}: "
                f"fitted were {listed(levels)}."
            )
        texts = np.array([*factor.categories, None], dtype=object)[factor.codes]
        return factor_of_texts(texts, list(levels))

    def _check_classes(self, columns: Mapping[str, Column]) -> None:
        """Raise if a variable of new data has another type than the one fitted."""
        levelled = ("factor", "ordered", "character")
        wrong = []
        for name, column in columns.items():
            fitted, supplied = self.data_classes[name], kind_of(column)
            if fitted != supplied and not (fitted in levelled and supplied in levelled):
                wrong.append((name, fitted, supplied))
        if len(wrong) == 1:
            name, fitted, supplied = wrong[0]
            raise DataError(
                f"variable '{name}' was fitted with type \"{fitted}\" "
                f'but type "{supplied}" was supplied'
            )
        if wrong:
            names = ", ".join(f"‘{name}’" for name, _, _ in wrong)
            details = "; ".join(f"{n}: {fitted}, now {now}" for n, fitted, now in wrong)
            raise DataError(
                f"variables {names} were specified with different types from the fit: {details}"
            )


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _symbols_in(terms: Terms) -> frozenset[str]:
    return frozenset(n for v in terms.variables for n in names_in(v.expression))


# Printing --------------------------------------------------------------------------------------


def _spec_text(spec: DesignSpec) -> str:
    """Return the formula, its terms and columns, and what is known of each variable."""
    lines = [spec.formula]
    if spec.expanded_formula != spec.formula:
        lines.append(f"  expanded:  {spec.expanded_formula}")
    if spec.response_text is not None:
        lines.append(f"  response:  {spec.variables[0]}, {spec.data_classes[spec.variables[0]]}")
    lines.append(_titled_line("terms:", spec.term_labels))
    lines.append(f"  intercept: {'yes' if spec.intercept else 'no'}")
    if spec.offset:
        lines.append(_titled_line("offset:", spec.offset))
    lines.append(_titled_line("columns:", spec.column_names))
    variables = spec.variables[int(spec.terms.has_response) :]
    lines += ["  variables:"] if variables else []
    return "\n".join([*lines, *(f"    {name}: {_described(spec, name)}" for name in variables)])


def _titled_line(title: str, names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_SHOWN]) or "(none)"
    rest = f", ... ({len(names)} in all)" if len(names) > _MOST_SHOWN else ""
    return f"  {title:<10} {shown}{rest}"


def _described(spec: DesignSpec, name: str) -> str:
    """Say of what class a variable is, which levels it has and how they are coded."""
    text = spec.data_classes[name]
    if name in spec.xlevels:
        levels = spec.xlevels[name]
        shown = ", ".join(levels[:_MOST_SHOWN]) + (", ..." if len(levels) > _MOST_SHOWN else "")
        text += f" of {len(levels)} levels: {shown}"
    if name in spec.contrasts:
        contrast = spec.contrasts[name]
        text += f"; {'a given matrix' if isinstance(contrast, GivenContrast) else contrast}"
    if name in spec.states:
        text += "; computed for new data as for these"
    return text
