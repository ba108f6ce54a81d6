"""What ``poly``, ``bs``, ``ns`` and ``scale`` remember, as steps of arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pynnet._formula import SplinePieces, spline_pieces
from pynnet._ground import FloatArray

from .expressions import ONE, ZERO, Apply, Compare, Expression, Interval, Number, product

__all__ = ["Keep", "polynomial_columns", "power_columns", "scaled_columns", "spline_columns"]

Keep = Callable[[str, Expression], Expression]
"""Makes a step of an expression, and reads it."""


def power_columns(x: Expression, degree: int) -> list[Expression]:
    """Return the powers of a variable, those of ``poly(raw = TRUE)``."""
    higher = [Apply("^", (x, Number(float(k)))) for k in range(3, degree + 1)]
    return [x, Apply("*", (x, x)), *higher][:degree]


def polynomial_columns(x: Expression, state: Any, degree: int, keep: Keep) -> list[Expression]:
    """Return orthogonal polynomials, by the recurrence that ``poly`` remembers."""
    alpha, norm2 = state.alpha, state.norm2
    polynomials: list[Expression] = [ONE, keep("p1", _minus(x, alpha[0]))]
    for k in range(1, degree):
        ratio = Number(norm2[k + 1] / norm2[k])
        risen = Apply("*", (_minus(x, alpha[k]), polynomials[k]))
        before = ratio if polynomials[k - 1] is ONE else Apply("*", (ratio, polynomials[k - 1]))
        polynomials.append(keep(f"p{k + 1}", Apply("-", (risen, before))))
    scales = [Number(math.sqrt(norm)) for norm in norm2[2 : degree + 2]]
    return [Apply("/", (p, s)) for p, s in zip(polynomials[1:], scales, strict=True)]


def scaled_columns(columns: Sequence[Expression], state: Any) -> list[Expression]:
    """Return columns less what was subtracted, by what they were divided by."""
    made = list(columns)
    if state.center is not None:
        made = [_minus(x, middle) for x, middle in zip(made, state.center, strict=True)]
    if state.scale is not None:
        made = [
            Apply("/", (x, Number(spread))) for x, spread in zip(made, state.scale, strict=True)
        ]
    return made


def _minus(x: Expression, number: float) -> Expression:
    return Apply("-", (x, Number(number)))


# Splines -----------------------------------------------------------------------------------------


def spline_columns(
    function: str, x: Expression, state: Any, n_columns: int, keep: Keep
) -> list[Expression]:
    """Return the columns of ``bs`` or ``ns``, by de Boor's recurrence."""
    pieces = spline_pieces(function, state, n_columns)
    low, high = pieces.boundary
    splines = []
    for j, inside in enumerate(_b_splines(pieces, x, keep)):
        below = _beyond(pieces, x, j, 0)
        above = _beyond(pieces, x, j, 1)
        chosen = Compare(x, "<", Number(low), below, Compare(x, ">", Number(high), above, inside))
        splines.append(keep(f"b{j + 1}", chosen))
    if pieces.natural is None:
        return splines[-n_columns:]
    return [_combined(row, splines) for row in pieces.natural]


def _combined(weights: FloatArray, splines: Sequence[Expression]) -> Expression:
    terms = [
        Apply("*", (Number(float(w)), b)) for w, b in zip(weights, splines, strict=True) if w != 0
    ]
    return _sum(terms)


def _sum(terms: Sequence[Expression]) -> Expression:
    total: Expression = terms[0] if terms else ZERO
    for term in terms[1:]:
        total = Apply("+", (total, term))
    return total


def _b_splines(pieces: SplinePieces, x: Expression, keep: Keep) -> list[Expression]:
    """Return all B-splines inside of the boundary."""
    knots, degree = pieces.knots, pieces.degree
    spans = [
        k for k in range(degree, len(knots) - degree - 1) if knots[k] < knots[k + 1]
    ]  # intervals that have a width
    ends = tuple(float(knots[k]) for k in spans[1:])

    def by_span(values: Sequence[Expression]) -> Expression:
        same = all(value == values[0] for value in values)
        return values[0] if same else Interval(x, ends, tuple(values))

    def knot(offset: int) -> Expression:
        return by_span([Number(float(knots[k + offset])) for k in spans])

    local: list[Expression] = [ONE]
    for j in range(1, degree + 1):
        saved: Expression = ZERO
        for r in range(j):
            name = f"d{j}_{r}"
            right = keep(f"{name}_right", Apply("-", (knot(r + 1), x)))
            left = keep(f"{name}_left", Apply("-", (x, knot(r + 1 - j))))
            term = keep(name, Apply("/", (local[r], Apply("+", (right, left)))))
            risen = Apply("*", (right, term))
            local[r] = keep(f"{name}_sum", risen if saved is ZERO else Apply("+", (saved, risen)))
            saved = Apply("*", (left, term))
        local.append(keep(f"d{j}_{j}_sum", saved))
    count = len(knots) - degree - 1
    return [
        by_span([local[c - k + degree] if 0 <= c - k + degree <= degree else ZERO for k in spans])
        for c in range(count)
    ]


def _beyond(pieces: SplinePieces, x: Expression, spline: int, side: int) -> Expression:
    """Return the polynomial that continues a spline below or above the boundary."""
    coefficients = (pieces.below, pieces.above)[side][:, spline]
    if not np.any(coefficients):
        return ZERO
    away = _minus(x, pieces.pivots[side])
    powers = [ONE, *power_columns(away, len(coefficients) - 1)]
    terms = [
        product([power, Number(float(c))]) if power is not ONE else Number(float(c))
        for power, c in zip(powers, coefficients, strict=True)
        if c != 0 or power is ONE
    ]
    return _sum(terms)
