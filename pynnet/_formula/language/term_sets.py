"""Sets of terms, and the operators of a formula that make new ones of them.

A term is a set of variables. It is kept as an integer whose bit i says that variable i takes part,
so that ``:`` is ``|`` and "is part of" is one mask.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pynnet._ground import FormulaError

from .deparse import deparse
from .error_places import with_place
from .expressions import Node, Number

__all__ = ["OPERATORS", "TermSet", "members", "power"]

_MANY = 2 * 10**5  # terms of a product

TermSet: TypeAlias = dict[int, None]
"""Terms in the order in which they came."""


def members(term: int) -> tuple[int, ...]:
    """Return the numbers of a term's variables in ascending order."""
    numbers = []
    while term:
        lowest = term & -term
        numbers.append(lowest.bit_length() - 1)
        term ^= lowest
    return tuple(numbers)


def _union(left: TermSet, right: TermSet) -> TermSet:
    left.update(right)  # in place, so that a sum of n terms costs n steps
    return left


def _without(left: TermSet, right: TermSet) -> TermSet:
    for term in right:
        left.pop(term, None)
    return left


def _interact(left: TermSet, right: TermSet) -> TermSet:
    if len(left) * len(right) > _MANY:
        raise FormulaError(f"the formula expands to more than {_MANY} terms.")
    return {a | b: None for a in left for b in right}


def _cross(left: TermSet, right: TermSet) -> TermSet:
    return {**left, **right, **_interact(left, right)} if left else {}


def _all_variables(terms: TermSet) -> int:
    everything = 0
    for term in terms:
        everything |= term
    return everything


def _nest(left: TermSet, right: TermSet) -> TermSet:
    parents = _all_variables(left)
    return {**left, **{parents | term: None for term in right}} if left else {}


def _inside(left: TermSet, right: TermSet) -> TermSet:
    parents = _all_variables(right)
    return {term | parents: None for term in left}


OPERATORS: dict[str, Callable[[TermSet, TermSet], TermSet]] = {
    "+": _union,
    "-": _without,
    ":": _interact,
    "*": _cross,
    "/": _nest,
    "%in%": _inside,
}


def power(terms: TermSet, exponent: Node) -> TermSet:
    """Join a list of terms with itself; it stops growing long before a large power."""
    if not (isinstance(exponent, Number) and exponent.value >= 2 and exponent.value % 1 == 0):
        message = f"invalid power in formula: {deparse(exponent)} is no whole number from 2 up. "
        remedy = "A power of a variable is written I(x^2)."
        raise with_place(FormulaError(message + remedy), exponent)
    grown = terms
    for _ in range(int(min(exponent.value, _MANY)) - 1):
        before = list(grown)
        grown = _interact(grown, terms)
        if list(grown) == before:
            break
    return grown
