"""Terms of several columns: ``cbind``, and what remembers something, ``poly`` and splines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pynnet._formula import DesignSpec, FunctionCall, Node, exponents_up_to

from .bases import Keep, polynomial_columns, power_columns, scaled_columns, spline_columns
from .constants import Constants, not_exported, unknown_function
from .expressions import Expression, product
from .numbers_of_terms import NumberTerms

__all__ = ["MatrixTerms"]

_REMEMBERING = ("poly", "polym", "bs", "ns", "scale")


@dataclass(frozen=True, slots=True)
class MatrixTerms:
    """Makes the columns of terms that have several."""

    spec: DesignSpec
    constants: Constants
    numbers: NumberTerms
    keep: Keep

    def of(self, node: Node, name: str, width: int) -> list[Expression]:
        """Return the columns of a variable, of which there are as many as `width`.

        Raises
        ------
        FormulaError
            If no target can say it: the message names the term.
        """
        while isinstance(node, FunctionCall) and node.function in ("(", "I", "offset"):
            node = node.operands[0]
        if not isinstance(node, FunctionCall):
            raise not_exported(name, "it is a matrix")
        self.constants.refuse_own(node, name)
        if node.function == "cbind" and len(node.operands) == width:
            return [
                self.keep(f"{name}{k + 1}", self.numbers.of(part, name))
                for k, part in enumerate(node.operands)
            ]
        if node.function not in _REMEMBERING:
            raise unknown_function(name, node.function)
        several = node.function in ("poly", "polym")
        x = self._several(node, name) if several else [self._argument(node, name)]
        columns = self._remembered(node, name, x, width)
        return [self.keep(f"{name}{k + 1}", column) for k, column in enumerate(columns)]

    def _argument(self, call: FunctionCall, name: str) -> Expression:
        """Return the one argument of a basis that is made of the data."""
        of_data = [a for a in call.arguments if a.value and self.constants.columns_in(a.value)]
        first = next((a for a in call.arguments if a.name == "x"), call.arguments[0])
        if of_data != [first] or first.value is None:
            raise not_exported(name, f"{call.function}() has several arguments of the data")
        return self.keep(f"{name}, of", self.numbers.of(first.value, name))

    def _several(self, call: FunctionCall, name: str) -> list[Expression]:
        """Return the variables of polynomials; those within ``cbind`` count one by one."""
        nodes: list[Node] = []
        for a in call.arguments:
            if a.value is None or not self.constants.columns_in(a.value):
                continue
            if a.name not in (None, "x"):
                raise not_exported(name, f"{call.function}({a.name}=) is made of the data")
            inner = a.value
            bound = isinstance(inner, FunctionCall) and inner.function == "cbind"
            nodes += inner.operands if isinstance(inner, FunctionCall) and bound else [inner]
        names = [f"{name}, of {k + 1}" for k in range(len(nodes))]
        names = names if len(nodes) > 1 else [f"{name}, of"]
        return [
            self.keep(n, self.numbers.of(node, name)) for n, node in zip(names, nodes, strict=True)
        ]

    def _remembered(
        self, call: FunctionCall, name: str, x: Sequence[Expression], width: int
    ) -> list[Expression]:
        state: Any = self.spec.states.get(name)

        def keep(step: str, value: Expression) -> Expression:
            return self.keep(f"{name}, {step}", value)

        raw = call.function in ("poly", "polym") and self._is_true(call, "raw", name)
        if call.function == "polym" and not raw:
            raise not_exported(name, "polym() is computed anew of all rows: poly() remembers")
        if state is None and not raw:
            raise not_exported(name, f"{call.function}() remembers nothing here")
        if call.function in ("poly", "polym"):
            return self._polynomials(state, x, width, name)
        if call.function == "scale":
            return scaled_columns(x, state)
        return spline_columns(call.function, x[0], state, width, keep)

    def _polynomials(
        self, state: Any, variables: Sequence[Expression], width: int, name: str
    ) -> list[Expression]:
        """Return polynomials, orthogonal if something is remembered, or their products."""
        count = len(variables)
        if state is not None and (
            len(state.variables) != count or (state.of_matrix and count == 1)
        ):
            raise not_exported(name, "poly() has a matrix of the data")
        degree = 1
        while math.comb(count + degree, count) - 1 < width:
            degree += 1
        bases = []
        for k, x in enumerate(variables):
            mark = f"{k + 1} " if count > 1 else ""

            def keep(step: str, value: Expression, mark: str = mark) -> Expression:
                return self.keep(f"{name}, {mark}{step}", value)

            bases.append(
                power_columns(x, degree)
                if state is None
                else polynomial_columns(x, state.variables[k], degree, keep)
            )
        if count == 1:
            return bases[0]
        chosen = itertools.islice(exponents_up_to(count, degree), 1, None)  # without the constant
        return [
            product([basis[k - 1] for basis, k in zip(bases, powers, strict=True) if k])
            for powers in chosen
        ]

    def _is_true(self, call: FunctionCall, argument: str, name: str) -> bool:
        values: Mapping[str | None, Node | None] = {a.name: a.value for a in call.arguments}
        value = values.get(argument)
        return value is not None and bool(self.constants.number(value, name))
