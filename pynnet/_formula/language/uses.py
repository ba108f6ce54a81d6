"""How an expression uses a variable."""

from __future__ import annotations

from collections.abc import Iterator

from .expressions import FUNCTION, FunctionCall, Name, Node, Text, walk

__all__ = ["APPLYING", "functions_around", "mentions"]

APPLYING = frozenset(
    (
        *("Filter", "Map", "Negate", "Reduce", "Vectorize", "apply", "do.call", "lapply"),
        *("match.fun", "mapply", "outer", "sapply", "tapply", "vapply", "ave"),
    )
)
"""Functions that call one which is among their arguments, by its name or its text."""


def functions_around(expression: Node, name: str) -> frozenset[str]:
    """Functions and operators that stand around a name, at any depth.

    What stands beside it to be applied to it is around it too: ``floor`` in ``sapply(x, floor)``,
    and all that a function calls which is written there.
    """
    found: set[str] = set()
    stack: list[tuple[Node, tuple[str, ...]]] = [(expression, ())]
    while stack:
        node, around = stack.pop()
        if isinstance(node, Name) and node.name == name:
            found.update(around)
        elif isinstance(node, FunctionCall):
            inside = (*around, node.function, *_applied_by(node))
            chosen = node.function == "["  # the column of X in X[, 1] is what it was
            for position, operand in enumerate(node.operands):
                stack.append((operand, around if chosen and not position else inside))
    return frozenset(found)


def mentions(expression: Node, name: str) -> bool:
    """Whether an expression calls a function of this name, or hands its name on."""
    for node in walk(expression):
        if isinstance(node, FunctionCall) and node.function == name:
            return True
        if (isinstance(node, Name) and node.name == name) or node == Text(name):
            return True
    return False


def _applied_by(call: FunctionCall) -> Iterator[str]:
    """Functions that a call applies to its other arguments."""
    for operand in call.operands:
        while isinstance(operand, FunctionCall) and operand.function == "(":
            operand = operand.operands[0]
        if isinstance(operand, FunctionCall) and operand.function == FUNCTION:
            yield from (n.function for n in walk(operand) if isinstance(n, FunctionCall))
        elif call.function in APPLYING:
            if isinstance(operand, Name):
                yield operand.name
            elif isinstance(operand, Text):
                yield operand.value
