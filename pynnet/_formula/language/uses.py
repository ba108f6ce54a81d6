"""How an expression uses a variable."""

from __future__ import annotations

from .expressions import FunctionCall, Name, Node

__all__ = ["functions_around"]


def functions_around(expression: Node, name: str) -> frozenset[str]:
    """Functions and operators that stand around a name, at any depth."""
    found: set[str] = set()
    stack: list[tuple[Node, tuple[str, ...]]] = [(expression, ())]
    while stack:
        node, around = stack.pop()
        if isinstance(node, Name) and node.name == name:
            found.update(around)
        elif isinstance(node, FunctionCall):
            inside = (*around, node.function)
            chosen = node.function == "["  # the column of X in X[, 1] is what it was
            for position, operand in enumerate(node.operands):
                stack.append((operand, around if chosen and not position else inside))
    return frozenset(found)
