"""A variable of a model: an expression of the formula that is evaluated as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pynnet._ground import FormulaError

from ..limits import MOST_SEQUENCES
from .deparse import deparse_in_lines, quoted_name
from .error_places import with_place
from .expressions import FunctionCall, Name, Node, depth, walk

__all__ = ["Variable", "check_variable", "named_apart", "variable_of"]

_DEEPEST_CALL = 100  # calls inside one another


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the model: an expression that is evaluated as one.

    `label` stands in column names and term labels, `name` in the model frame; R writes ``1L`` and
    names in backquotes differently in the two.
    """

    expression: Node
    label: str
    name: str


def variable_of(node: Node) -> Variable:
    """Return the variable that an expression is."""
    if isinstance(node, Name):
        return Variable(node, quoted_name(node.name), node.name)
    name = deparse_in_lines(node, integer_suffix=True).replace("\n", " ")
    return Variable(node, deparse_in_lines(node), name)


def named_apart(variable: Variable, taken: set[str]) -> Variable:
    """Return the variable under a name that none before it has, and add that to those taken.

    A column may be called as what another variable computes, ``log(a)``: R keeps them apart by
    their places, and what is kept of variables here goes by their names.
    """
    number, name = 0, variable.name
    while name in taken:
        name = variable.label if number == 0 else f"{variable.name}.{number}"
        number += 1
    taken.add(name)
    return variable if name == variable.name else replace(variable, name=name)


def check_variable(node: Node) -> None:
    """Raise if a variable has no name, is nested too deeply, or would make too many sequences."""
    if node == Name(""):
        raise FormulaError(
            "attempt to use zero-length variable name: the '.' stands for all columns of the data, "
            "and one has no name. Give it a name, or leave it out."
        )
    if not isinstance(node, FunctionCall):
        return
    if depth(node) > _DEEPEST_CALL:
        message = f"a call in the formula is nested too deeply (more than {_DEEPEST_CALL} levels). "
        raise with_place(FormulaError(message + "Compute it as a column of the data."), node)
    if sum(isinstance(n, FunctionCall) and n.function == ":" for n in walk(node)) > MOST_SEQUENCES:
        message = f"there are more than {MOST_SEQUENCES} sequences a:b in one variable."
        raise with_place(FormulaError(message), node)
