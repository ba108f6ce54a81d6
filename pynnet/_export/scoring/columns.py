"""The columns of a design matrix as expressions over the columns of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product as combinations
from typing import Any

import numpy as np

from pynnet._data import factor_of_codes
from pynnet._formula import DesignSpec, Name
from pynnet._ground import TRUTHS

from .constants import Constants, not_exported
from .expressions import ONE, Expression, Number, Read, Step, product, reads
from .inputs import Inputs
from .levels_of_terms import Coded, LevelTerms
from .matrices_of_terms import MatrixTerms
from .numbers_of_terms import NumberTerms

__all__ = ["Columns", "columns_of"]


@dataclass(frozen=True, slots=True)
class Columns:
    """The design matrix of a formula.

    `required` are values that are missing where a row of the data is not complete.
    """

    inputs: Inputs
    steps: tuple[Step, ...]
    columns: tuple[Step, ...]
    required: tuple[Expression, ...]


def columns_of(spec: DesignSpec) -> Columns:
    """Return the design matrix of what is kept of a formula.

    Raises
    ------
    FormulaError
        If a term cannot be exported: the message names it.
    """
    made = _Design(spec)
    made.meet_columns()
    first = int(spec.terms.has_response)
    brought = {i: made.brought(i) for i in range(first, len(spec.terms.variables))}
    columns: list[Expression] = [ONE] if spec.keeps_intercept else []
    for coding in spec.codings:
        parts = [made.coded(i, brought[i], full) for i, full in coding]
        chosen = combinations(*reversed(parts))  # those of the first vary fastest
        columns.extend(product(list(reversed(factors))) for factors in chosen)
    steps = tuple(map(Step, spec.column_names, columns))
    required = tuple(value for i in brought for value in made.checked(i, brought[i]))
    needed = [*required, *columns]
    made.order_inputs()
    return Columns(made.inputs, _read_by(needed, made.steps), steps, required)


def _read_by(needed: Sequence[Expression], steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps that are read, directly or by others, in their order."""
    read = {one for value in needed for one in reads(value)}
    kept = []
    for step in reversed(steps):
        if Read(step.name, is_step=True) in read:
            kept.append(step)
            read.update(reads(step.value))
    return tuple(reversed(kept))


@dataclass(slots=True)
class _Design:
    """The design as it is made."""

    spec: DesignSpec
    inputs: Inputs = field(default_factory=Inputs)
    steps: list[Step] = field(default_factory=list)

    @property
    def constants(self) -> Constants:
        """Numbers of the formula, and of the code that called."""
        return Constants(self.spec)

    @property
    def numbers(self) -> NumberTerms:
        """Terms of numbers."""
        return NumberTerms(self.constants, self.inputs, self._step)

    def meet_columns(self) -> None:
        """Take note of the columns that are variables themselves, whose class is known."""
        for variable in self.spec.terms.variables[int(self.spec.terms.has_response) :]:
            if isinstance(variable.expression, Name):
                kind = self.spec.data_classes[variable.name]
                if kind == "logical":
                    self.inputs.meet(variable.expression.name, "truth")
                elif kind == "numeric":
                    self.inputs.meet(variable.expression.name, "number")
                elif not kind.startswith("nmatrix."):
                    levels = self.spec.xlevels[variable.name]
                    self.inputs.meet(variable.expression.name, "text", levels)

    def order_inputs(self) -> None:
        """Put the inputs in the order in which the formula names them."""
        expressions = [variable.expression for variable in self.spec.terms.variables]
        named = [n for e in expressions for n in self.constants.columns_in(e)]
        kinds = self.inputs.kinds
        self.inputs.kinds = {n: kinds[n] for n in dict.fromkeys(named) if n in kinds}

    def brought(self, i: int) -> list[Expression] | Coded:
        """Return what a variable brings: its columns of numbers, or how its levels are coded."""
        variable = self.spec.terms.variables[i]
        kind, name = self.spec.data_classes[variable.name], variable.name
        node = variable.expression
        if kind.startswith("nmatrix."):
            terms = MatrixTerms(self.spec, self.constants, self.numbers, self._kept)
            return terms.of(node, name, int(kind.partition(".")[2]))
        if kind == "numeric":
            return [self._kept(name, self.numbers.of(node, name))]
        level_terms = LevelTerms(self.constants, self.inputs, self.numbers, self._step)
        levels = TRUTHS if kind == "logical" else self.spec.xlevels[name]
        return level_terms.of(node, levels, name, known=kind)

    def coded(self, i: int, brought: list[Expression] | Coded, full: bool) -> list[Expression]:
        """Return the columns that a variable has in a term."""
        if isinstance(brought, list):
            return brought
        levels, matrix = self._coding(i, full)
        return [brought(dict(zip(levels, column, strict=True))) for column in matrix]

    def checked(self, i: int, brought: list[Expression] | Coded) -> Sequence[Expression]:
        """Return values that are missing where the variable is."""
        if isinstance(brought, list):
            return brought
        levels = self._levels(i)
        return [brought(dict.fromkeys(levels, 0.0))]

    def _levels(self, i: int) -> tuple[str, ...]:
        name = self.spec.terms.variables[i].name
        return TRUTHS if self.spec.data_classes[name] == "logical" else self.spec.xlevels[name]

    def _coding(self, i: int, full: bool) -> tuple[tuple[str, ...], list[list[float]]]:
        """Return the levels, and their values in each of the columns that code them."""
        name, levels = self.spec.terms.variables[i].name, self._levels(i)
        ordered = self.spec.data_classes[name] == "ordered"
        none = np.zeros(0, dtype=np.intp)
        column: Any = (
            np.zeros(0, dtype=np.int8)
            if self.spec.data_classes[name] == "logical"
            else factor_of_codes(none, list(levels), ordered=ordered)
        )
        coding = self.spec.block(i, column).coding(full)
        if coding is None:
            raise not_exported(name, "its levels have no contrasts")
        return levels, [list(map(float, column)) for column in coding.matrix.T.tolist()]

    def _kept(self, name: str, value: Expression) -> Expression:
        """Return a value, as a step if it is computed."""
        if isinstance(value, (Number, Read)):
            return value
        self.steps.append(Step(name, value))
        return Read(name, is_step=True)

    def _step(self, name: str, value: Expression) -> Expression:
        """Return a value as a step of its own name, which gets a number if it is taken."""
        taken, wanted, number = {step.name for step in self.steps}, name, 1
        while name in taken:
            number += 1
            name = f"{wanted} {number}"
        return self._kept(name, value)
