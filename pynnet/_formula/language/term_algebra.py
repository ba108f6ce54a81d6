"""The algebra of terms: an expression gives variables, an intercept and terms.

Variables are found from left to right before any term is made, as in R. Nothing here knows of
values.
"""

from __future__ import annotations

from pynnet._ground import FormulaError

from ..limits import check_expansion
from .deparse import deparse
from .error_places import with_place
from .expressions import Constant, FunctionCall, Name, Node, Number
from .term_sets import OPERATORS, TermSet, power
from .variables import Variable, check_variable, named_apart, variable_of

__all__ = ["TermAlgebra"]


class TermAlgebra:
    """The variables met so far; `dot` are the columns that ``.`` stands for."""

    def __init__(self, dot: tuple[str, ...]) -> None:
        self.dot = dot
        self.variables: list[Variable] = []
        self.numbers: dict[Node, int] = {}
        self.names: set[str] = set()
        self.columns_of_dots = 0

    def register(self, node: Node) -> int:
        """Return the number of a variable, a new one if it was not seen before."""
        check_variable(node)
        if node not in self.numbers:
            self.numbers[node] = len(self.variables)
            self.variables.append(named_apart(variable_of(node), self.names))
        return self.numbers[node]

    def collect(self, node: Node) -> bool:
        """Register the variables from left to right; return whether there is an intercept.

        Once ``.`` was read R leaves bare names to be found while the terms are made.
        """
        intercept = True
        dot_seen = False
        stack = [(node, True)]
        while stack:
            node, positive = stack.pop()
            operands = _formula_operands(node)
            if operands is not None:
                flipped = positive != (isinstance(node, FunctionCall) and node.function == "-")
                signs = [positive] * (len(operands) - 1) + [flipped]
                stack.extend(reversed(list(zip(operands, signs, strict=True))))
            elif isinstance(node, Name) and node.name == ".":
                if not dot_seen:
                    for column in self.dot:
                        self.register(Name(column))
                dot_seen = True
            elif (one := _intercept_switch(node)) is not None:
                intercept = one == positive
            elif not (_is_null(node) or (dot_seen and isinstance(node, Name))):
                self.register(node)
        return intercept

    def encode(self, node: Node) -> TermSet:
        """Return the terms of an expression; chains of operators are unrolled from the left."""
        chain: list[FunctionCall] = []
        while isinstance(node, FunctionCall) and (
            _is_power(node) or len(_formula_operands(node) or ()) == 2
        ):
            chain.append(node)
            node = node.operands[0]
        terms = self.encode_operand(node)
        for call in reversed(chain):
            if call.function == "^":
                terms = power(terms, call.operands[1])
            else:
                terms = OPERATORS[call.function](terms, self.encode(call.operands[1]))
        return terms

    def encode_operand(self, node: Node) -> TermSet:
        """Return the terms of what is no binary operator."""
        if isinstance(node, Name) and node.name == ".":
            self.columns_of_dots += len(self.dot)
            check_expansion(self.columns_of_dots)
            return {1 << self.register(Name(column)): None for column in self.dot}
        if _intercept_switch(node) is not None or _is_null(node):
            return {}
        if isinstance(node, FunctionCall) and _formula_operands(node) is not None:
            return {} if node.function == "-" else self.encode(node.operands[0])
        return {1 << self.register(node): None}


def _formula_operands(node: Node) -> tuple[Node, ...] | None:
    """Return the operands of a formula operator that are themselves formula; None for the rest."""
    if not isinstance(node, FunctionCall):
        return None
    if node.function == "~":
        raise with_place(FormulaError("invalid model formula: it has more than one ~."), node)
    if _is_power(node):
        return node.operands[:1]
    if node.function == "(" or node.function in OPERATORS:
        return node.operands
    return None


def _is_power(node: Node) -> bool:
    return isinstance(node, FunctionCall) and node.function == "^"


def _is_null(node: Node) -> bool:
    return isinstance(node, Constant) and node.name == "NULL"


def _intercept_switch(node: Node) -> bool | None:
    """Return whether a literal switches the intercept on or off; None for names and calls."""
    if isinstance(node, (Name, FunctionCall)) or _is_null(node):
        return None
    if isinstance(node, Number) and node.value in (0, 1):
        return node.value == 1
    if isinstance(node, Constant) and node.name in ("TRUE", "FALSE"):
        return node.name == "TRUE"
    message = f"invalid model formula in ExtractVars: {deparse(node)} is no term. "
    remedy = "Only 0 and 1 may stand alone; arithmetic goes inside I(), as in I(2 * x)."
    raise with_place(FormulaError(message + remedy), node)
