"""The expressions a formula is made of.

Every operator is a call, as in R: ``x + z`` is a call of ``+`` and ``(x)`` a call of ``(``. Two
expressions are equal if they have the same structure and their numbers the same values, which is
R's rule for two calls being one variable of the model. `start` is the place in the text, for
messages; -1 if there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pynnet._ground import FormulaError

__all__ = [
    "Argument",
    "CALLED",
    "Constant",
    "FUNCTION",
    "FunctionCall",
    "Name",
    "Node",
    "Number",
    "Text",
    "depth",
    "expression_of",
    "is_plain_call",
    "names_in",
    "walk",
]

FUNCTION = "function"
"""The call that makes a function: an argument for each parameter, with its name, then the body."""
CALLED = "()"
"""The call of what an expression gives, which is its first argument: ``(function(v) v)(x)``."""

_WRITTEN_OTHERWISE = frozenset(("function", "if", "{", "(", "[", "[[", "$", "<-", "="))


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed; ``1L`` equals ``1``."""

    value: float
    integer: bool = field(default=False, compare=False)
    start: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    value: str
    start: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """One of R's reserved constants: TRUE, FALSE, NULL, NA, Inf, NaN."""

    name: str
    start: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol: a column, or ``.``."""

    name: str
    start: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call; `value` is None where nothing stands (``x[, 1]``)."""

    value: Node | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a function or operator, with the package of ``package::function``."""

    function: str
    arguments: tuple[Argument, ...]
    package: str | None = None
    start: int = field(default=-1, compare=False, repr=False)

    @property
    def operands(self) -> tuple[Node, ...]:
        """The values of the arguments, without the empty ones."""
        return tuple(a.value for a in self.arguments if a.value is not None)


Node: TypeAlias = Number | Text | Constant | Name | FunctionCall


def walk(node: Node) -> Iterator[Node]:
    """All nodes, each before its arguments, left to right."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, FunctionCall):
            stack.extend(reversed(node.operands))


def names_in(node: Node) -> Iterator[str]:
    """All symbols, left to right; what a function calls its own is none of them."""
    stack: list[tuple[Node, frozenset[str]]] = [(node, frozenset())]
    while stack:
        node, own = stack.pop()
        if isinstance(node, Name) and node.name not in own:
            yield node.name
        if isinstance(node, FunctionCall):
            own |= _own_names(node)
            stack.extend((operand, own) for operand in reversed(node.operands))


def _own_names(call: FunctionCall) -> frozenset[str]:
    """Return the parameters of a function, and the names that its body assigns."""
    if call.function != FUNCTION:
        return frozenset()
    assigned = (
        part.operands[0].name
        for part in walk(call)
        if isinstance(part, FunctionCall)
        and part.function in ("<-", "=")
        and isinstance(part.operands[0], Name)
    )
    return frozenset((*(a.name for a in call.arguments if a.name is not None), *assigned))


def expression_of(argument: Argument) -> Node:
    """Return the expression of an argument, which must not be empty."""
    if argument.value is None:
        raise FormulaError("argument is empty: a value must stand between two commas.")
    return argument.value


def is_plain_call(node: FunctionCall) -> bool:
    """Whether a call is written as a name, or an expression, with arguments in parentheses."""
    word = node.function.replace(".", "").replace("_", "")
    return node.function == CALLED or (
        node.function not in _WRITTEN_OTHERWISE and (word.isalnum() or not word)
    )


def depth(node: Node) -> int:
    """The number of calls inside one another."""
    deepest = 0
    stack = [(node, 0)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        if isinstance(node, FunctionCall):
            stack.extend((operand, level + 1) for operand in node.operands)
    return deepest
