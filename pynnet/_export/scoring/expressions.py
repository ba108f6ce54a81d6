"""What a scoring program computes: few kinds of expressions, which every target can say.

Values are doubles, truths 0 and 1; any may be missing (NaN here, NULL in SQL), and what is computed
of a missing value is missing, but for the branch of a `Compare`, `Match` or `Interval` that is not
taken and for ``and`` and ``or`` where one side decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

__all__ = [
    "Apply",
    "Compare",
    "Expression",
    "Interval",
    "MISSING",
    "Match",
    "Number",
    "ONE",
    "Read",
    "Step",
    "ZERO",
    "parts",
    "product",
    "reads",
    "rebuilt",
]


@dataclass(frozen=True, slots=True)
class Number:
    """A number; NaN is missing."""

    value: float

    @property
    def is_missing(self) -> bool:
        """Whether it stands for a missing value."""
        return math.isnan(self.value)


MISSING = Number(math.nan)
ZERO, ONE = Number(0.0), Number(1.0)


@dataclass(frozen=True, slots=True)
class Read:
    """The value of an input, or of an earlier step, which may have the name of an input."""

    name: str
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or a function: ``+ - * / ^``, ``negative``, ``and or``, or one of C's.

    ``%%`` and ``%/%`` are R's, ``round`` goes to the even number, and ``is.na`` is asked of an
    input alone, a text one too: it is 1 where that is missing.
    """

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """One of two values, as two numbers compare; missing if either is."""

    left: Expression
    symbol: str
    right: Expression
    then: Expression = ONE
    otherwise: Expression = ZERO


@dataclass(frozen=True, slots=True)
class Match:
    """The value that belongs to a text, or to a number; missing if that is."""

    source: Expression
    keys: tuple[str | float, ...]
    values: tuple[Expression, ...]
    otherwise: Expression = MISSING


@dataclass(frozen=True, slots=True)
class Interval:
    """The value of the interval that a number lies in; missing if the number is.

    There is one value more than ends. Intervals hold their right end if they are `closed_right`,
    and else their left one.
    """

    point: Expression
    ends: tuple[float, ...]
    values: tuple[Expression, ...]
    closed_right: bool = False


Expression: TypeAlias = Number | Read | Apply | Compare | Match | Interval


@dataclass(frozen=True, slots=True)
class Step:
    """A value that is computed once, and its name, which says what it is in R's words."""

    name: str
    value: Expression


def product(factors: list[Expression]) -> Expression:
    """Return a product, multiplied from left to right."""
    result = factors[0]
    for factor in factors[1:]:
        result = Apply("*", (result, factor))
    return result


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions that one is directly made of."""
    if isinstance(expression, Apply):
        return expression.arguments
    if isinstance(expression, Compare):
        return expression.left, expression.right, expression.then, expression.otherwise
    if isinstance(expression, Match):
        return expression.source, *expression.values, expression.otherwise
    if isinstance(expression, Interval):
        return expression.point, *expression.values
    return ()


def rebuilt(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Return an expression whose parts are changed, those that :func:`parts` gives."""
    if isinstance(expression, Apply):
        return replace(expression, arguments=tuple(map(change, expression.arguments)))
    if isinstance(expression, Compare):
        left, right, then, otherwise = map(change, parts(expression))
        return replace(expression, left=left, right=right, then=then, otherwise=otherwise)
    if isinstance(expression, Match):
        source, *values, otherwise = map(change, parts(expression))
        return replace(expression, source=source, values=tuple(values), otherwise=otherwise)
    if isinstance(expression, Interval):
        point, *values = map(change, parts(expression))
        return replace(expression, point=point, values=tuple(values))
    return expression


def reads(expression: Expression) -> Iterator[Read]:
    """All inputs and steps that an expression reads."""
    stack: list[Expression] = [expression]
    while stack:
        one = stack.pop()
        if isinstance(one, Read):
            yield one
        stack.extend(parts(one))
