"""R's ``round(x, digits)`` as steps of arithmetic, with all bits where doubles are doubles.

Since version 4.0.0 R takes the nearer of the two decimals around a number, where nearness is judged
by differences of doubles, and the even digit if they are equal. These are sums, products, quotients
and whole parts, which every target rounds alike.
"""

from __future__ import annotations

import math

from .bases import Keep
from .expressions import ZERO, Apply, Compare, Expression, Number

__all__ = ["MOST_DIGITS", "rounded_to_digits"]

MOST_DIGITS = 15


def rounded_to_digits(x: Expression, digits: int, term: str, keep: Keep) -> Expression:
    """Return a number rounded to decimals; to tens, hundreds, ... where `digits` are negative."""

    def step(name: str, function: str, *arguments: Expression) -> Expression:
        return keep(f"{term}, {name}", Apply(function, arguments))

    x, power = keep(f"{term}, rounded", x), Number(10.0**digits)
    size, limit = Apply("abs", (x,)), Number(_exact_from(digits))
    short = keep(f"{term}, short", Compare(size, ">=", limit, ZERO, x))  # no target overflows
    scaled = step("scaled", "*", short, power)
    below = step("below", "floor", scaled)
    low = step("low", "/", below, power)
    high = step("high", "/", Apply("ceil", (scaled,)), power)
    down, up = step("down", "-", short, low), step("up", "-", high, short)
    half = Apply("*", (Number(0.5), below))
    even = Compare(half, "==", Apply("floor", (half,)), low, high)
    nearer = Compare(down, "<", up, low, Compare(down, "==", up, even, high))
    return Compare(size, ">=", limit, x, nearer)


def _exact_from(digits: int) -> float:
    """Return the power of two from which on R leaves numbers as they are."""
    exponent = 0
    while digits + (exponent - 0.5) * math.log10(2) <= MOST_DIGITS:
        exponent += 1
    return math.ldexp(1.0, exponent - 1)
