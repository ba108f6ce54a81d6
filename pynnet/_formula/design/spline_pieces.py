"""What a spline that is remembered is outside of its boundary, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pynnet._ground import FloatArray
from pynnet._numerics import decompose

from ..functions.splines import Knots, derivative

__all__ = ["SplinePieces", "spline_pieces"]


@dataclass(frozen=True, slots=True)
class SplinePieces:
    """B-splines by their knots, and the polynomials that continue them beyond either end.

    Attributes
    ----------
    knots : ndarray
        All knots in order, those of the boundary repeated.
    boundary : tuple of float
        Where the splines end.
    degree : int
        Their degree.
    pivots : tuple of float
        The point below and the point above at which the polynomials are expanded.
    below, above : ndarray, shape (terms, splines)
        Their coefficients, the constant first.
    natural : ndarray, shape (columns, splines), or None
        How the columns of natural splines are made of B-splines.
    """

    knots: FloatArray
    boundary: tuple[float, float]
    degree: int
    pivots: tuple[float, float]
    below: FloatArray
    above: FloatArray
    natural: FloatArray | None


def spline_pieces(function: str, state: Knots, n_columns: int) -> SplinePieces:
    """Return the pieces of what ``bs`` or ``ns`` remembers; `n_columns` are those of the basis."""
    knots, degree, (low, high) = state.full, state.degree, state.boundary
    if function == "bs":
        pivots = 0.75 * low + 0.25 * knots[degree + 1], 0.75 * high + 0.25 * knots[-degree - 2]
        orders = degree
    else:
        pivots, orders = (low, high), 1
    below, above = (_taylor(state, pivot, orders) for pivot in pivots)
    natural = None if function == "bs" else _natural(state, n_columns)
    ends = (float(pivots[0]), float(pivots[1]))
    return SplinePieces(knots, (low, high), degree, ends, below, above, natural)


def _taylor(state: Knots, pivot: float, orders: int) -> FloatArray:
    at = np.array([pivot])
    terms = [derivative(state, at, k)[0] / math.factorial(k) for k in range(orders + 1)]
    return np.array(terms)


def _natural(state: Knots, n_columns: int) -> FloatArray:
    """Return the combinations of B-splines that are straight beyond the ends."""
    curvature = derivative(state, np.array(state.boundary), 2)
    count = curvature.shape[1]
    left_out = count - 2 - n_columns  # 1 without an intercept
    free = decompose(list(np.ascontiguousarray(curvature[:, left_out:])))
    rows = free.transposed_q(np.eye(count - left_out))[2:]
    return np.hstack([np.zeros((len(rows), left_out)), rows])
