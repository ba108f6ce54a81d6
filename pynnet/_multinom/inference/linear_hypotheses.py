"""Linear hypotheses about coefficients, written as equations: ``L b = r``."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pynnet._ground import ArgumentError, FloatArray, nearest_name, shown

__all__ = ["Hypotheses", "hypotheses_of"]

_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


class Hypotheses(NamedTuple):
    """Equations ``L b = r``, a row each.

    Attributes
    ----------
    L : ndarray, shape (equations, coefficients)
        What the coefficients are multiplied by.
    r : ndarray, shape (equations,)
        The right-hand sides.
    """

    L: FloatArray
    r: FloatArray


def hypotheses_of(equations: Sequence[str], names: Sequence[str]) -> Hypotheses:
    """Read equations such as ``2 * b:x - c:x = 1``; a name alone says that it is 0.

    Raises
    ------
    ArgumentError
        If an equation names what is no coefficient, or cannot be read.
    """
    rows = [_equation(text, names) for text in equations]
    L = np.array([row for row, _ in rows]).reshape(len(rows), len(names))
    return Hypotheses(L, np.array([value for _, value in rows]))


def _equation(text: str, names: Sequence[str]) -> tuple[FloatArray, float]:
    """Multipliers of the coefficients, and the right-hand side."""
    left, number, rest = _side(text, text, names)
    if rest:
        right, other, rest = _side(rest[1:], text, names)
        if rest:
            raise _unreadable(text, "it has more than one '='")
        left, number = left - right, number - other
    if not left.any():
        raise _unreadable(text, "no coefficient is left in it")
    return left, -number


def _side(rest: str, text: str, names: Sequence[str]) -> tuple[FloatArray, float, str]:
    """Multipliers and the constant of one side, a sum of numbers times names; and what follows."""
    multipliers, constant = np.zeros(len(names)), 0.0
    rest = rest.strip()
    if not rest or rest[0] == "=":
        raise _unreadable(text, "one side is empty")
    if rest[0] not in "+-" or _name_at(rest, names):
        rest = f"+{rest}"
    while rest and rest[0] != "=":
        if rest[0] not in "+-":
            raise _unreadable(text, f"a sign is missing before {shown(rest)}")
        factor = 1.0 if rest[0] == "+" else -1.0
        rest = rest[1:].lstrip()
        name = _name_at(rest, names)
        number = None if name else _NUMBER.match(rest)
        if number is not None:
            factor *= float(number[0])
            if not math.isfinite(factor):
                raise _unreadable(text, f"{number[0]} is too large")
            rest = rest[number.end() :].lstrip()
            if not rest.startswith("*"):
                constant += factor
                continue
            rest = rest[1:].lstrip()
            name = _name_at(rest, names)
        if name is None:
            raise _no_coefficient(text, rest, names)
        multipliers[list(names).index(name)] += factor
        rest = rest[len(name) :].lstrip()
    return multipliers, constant, rest


def _name_at(text: str, names: Sequence[str]) -> str | None:
    """The longest name that the text begins with, and that ends there."""
    begun = [name for name in names if text.startswith(name) and _ends(text[len(name) :])]
    return max(begun, key=len, default=None)


def _ends(rest: str) -> bool:
    return rest.lstrip()[:1] in ("", "+", "-", "=")


def _unreadable(text: str, why: str) -> ArgumentError:
    return ArgumentError(
        f"hypothesis {shown(text)} cannot be read: {why}. Write an equation such as "
        "'b:x - 2 * c:x = 0', with the names of vcov()."
    )


def _no_coefficient(text: str, rest: str, names: Sequence[str]) -> ArgumentError:
    word = re.split(r"\s*[-+=]", rest, maxsplit=1)[0].strip()
    near = nearest_name(word, names)
    hint = f" Did you mean {near!r}?" if near else ""
    some = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return ArgumentError(
        f"hypothesis {shown(text)} cannot be read: {shown(word)} is no coefficient; they are "
        f"{some}.{hint}"
    )
