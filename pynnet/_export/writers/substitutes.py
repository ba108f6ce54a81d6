"""Functions that a target lacks, made of those that every target has."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..scoring import ONE, ZERO, Apply, Compare, Expression, Number

__all__ = ["SUBSTITUTES"]


def _of(function: str, *arguments: Expression) -> Expression:
    return Apply(function, arguments)


def _half(x: Expression) -> Expression:
    return _of("*", Number(0.5), x)


def _by_log(base: float) -> Callable[[Expression], Expression]:
    return lambda x: _of("/", _of("log", x), Number(float(np.log(base))))


def _log1p(x: Expression) -> Expression:
    """Return log(1 + x), exact where x is small (Kahan)."""
    u = _of("+", ONE, x)
    exact = _of("*", _of("log", u), _of("/", x, _of("-", u, ONE)))
    return Compare(u, "==", ONE, x, exact)


def _expm1(x: Expression) -> Expression:
    """Return exp(x) - 1, exact where x is small (Kahan)."""
    u = _of("exp", x)
    exact = _of("*", _of("-", u, ONE), _of("/", x, _of("log", u)))
    large = Compare(x, "<", Number(-40.0), Number(-1.0), exact)
    return Compare(u, "==", ONE, x, large)


def _with_sign_of(x: Expression, size: Expression) -> Expression:
    return Compare(x, "<", Number(0.0), _of("negative", size), size)


def _asinh(x: Expression) -> Expression:
    size = _of("abs", x)
    root = _of("sqrt", _of("+", _of("*", x, x), ONE))
    return _with_sign_of(x, _of("log", _of("+", size, root)))


def _round(x: Expression) -> Expression:
    """Return the nearest whole number, of two the even one."""
    below = _of("floor", x)
    above, away = _of("+", below, ONE), _of("-", x, below)
    even = _of("*", Number(2.0), _of("floor", _half(above)))
    half = Number(0.5)
    return Compare(away, "<", half, below, Compare(away, ">", half, above, even))


def _atan2(y: Expression, x: Expression) -> Expression:
    """Return the angle of a point, from that of the line through it."""
    angle = _of("atan", _of("/", y, x))
    turn, quarter = Number(math.pi), Number(math.pi / 2)
    left = Compare(y, "<", ZERO, _of("-", angle, turn), _of("+", angle, turn))
    below = Compare(y, "<", ZERO, Number(-math.pi / 2), ZERO)
    upright = Compare(y, ">", ZERO, quarter, below)
    return Compare(x, ">", ZERO, angle, Compare(x, "<", ZERO, left, upright))


SUBSTITUTES: dict[str, Callable[..., Expression]] = {
    "log2": _by_log(2.0),
    "log10": _by_log(10.0),
    "log1p": _log1p,
    "expm1": _expm1,
    "tan": lambda x: _of("/", _of("sin", x), _of("cos", x)),
    "sinh": lambda x: _half(_of("-", _of("exp", x), _of("exp", _of("negative", x)))),
    "cosh": lambda x: _half(_of("+", _of("exp", x), _of("exp", _of("negative", x)))),
    "asinh": _asinh,
    "acosh": lambda x: _of("log", _of("+", x, _of("sqrt", _of("-", _of("*", x, x), ONE)))),
    "atanh": lambda x: _half(_of("log", _of("/", _of("+", ONE, x), _of("-", ONE, x)))),
    "round": _round,
    "atan2": _atan2,
    "trunc": lambda x: _with_sign_of(x, _of("floor", _of("abs", x))),
}
