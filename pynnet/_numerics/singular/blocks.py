"""Reflections that are undone one after the other, or, if there are many, in blocks.

A product of reflections is I - V' T V with a triangle T. Order and rounding are those of LAPACK's
dormlq, dlarft and dlarfb with the reference BLAS; from 3.12.1 on LAPACK makes T by halves.

References
----------
.. [1] R. Schreiber and C. Van Loan, A storage-efficient WY representation for products of
   Householder transformations, SIAM Journal on Scientific and Statistical Computing 10, 1989.
.. [2] E. Elmroth and F. Gustavson, Applying recursion to serial and parallel QR factorization
   leads to better performance, IBM Journal of Research and Development 44, 2000.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pynnet._ground import FloatArray

from ..arithmetic import add_rows
from .householder import Reflection, reflect_right

__all__ = ["undo"]

_MOST = 32  # reflections that are applied together
_TRIANGLE = 65 * 64  # numbers of workspace that LAPACK sets aside for T


def undo(
    turns: Sequence[tuple[int, Reflection]], vectors: FloatArray, room: int, *, first_last: bool
) -> None:
    """Apply reflections to rows, the last one first, in place.

    Parameters
    ----------
    turns : sequence of (int, Reflection)
        Each with the column it begins at, one behind the other.
    vectors : ndarray of shape (n, p)
        The rows.
    room : int
        Numbers of workspace; where they are few LAPACK makes smaller blocks, or none.
    first_last : bool
        As for :func:`~pynnet._numerics.singular.householder.reflect_right`.
    """
    size = min(_MOST, int((room - _TRIANGLE) / len(vectors)))
    if len(turns) <= _MOST or size < 2:
        for k, turn in reversed(turns):
            reflect_right(turn, vectors[:, k:], first_last=first_last)
        return
    for begin in reversed(range(0, len(turns), size)):
        block = turns[begin : begin + size]
        start = block[0][0]
        v = np.zeros((len(block), vectors.shape[1] - start))
        for row, (k, turn) in zip(v, block, strict=True):
            row[k - start :] = turn.v
        factors = [turn.factor for _, turn in block]
        triangle = _by_halves(v, factors) if first_last else _by_columns(v, factors)
        _apply(v, triangle, vectors[:, start:])


def _apply(v: FloatArray, triangle: FloatArray, rows: FloatArray) -> None:
    """Multiply rows by I - V' T' V."""
    k = len(v)
    work = rows[:, :k].copy()
    _times_transposed(work, v, unit=True)
    work = _added(work, rows[:, k:].T, v[:, k:].T)
    _times_transposed(work, triangle, unit=False)
    rows[:, k:] = _added(rows[:, k:], work.T, -v[:, k:])
    _times(work, v, unit=True)
    rows[:, :k] -= work


def _added(start: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    """Add the products of the rows of `a` and `b`, one pair after the other."""
    products = a[:, :, np.newaxis] * b[:, np.newaxis]
    return add_rows(np.concatenate([start[np.newaxis], products]))


def _times_transposed(work: FloatArray, upper: FloatArray, *, unit: bool) -> None:
    """Multiply by the transposed of an upper triangle from the right, in place."""
    for k in range(work.shape[1]):
        work[:, :k] += np.multiply.outer(work[:, k], upper[:k, k])
        if not unit:
            work[:, k] *= upper[k, k]


def _times(work: FloatArray, upper: FloatArray, *, unit: bool) -> None:
    """Multiply by an upper triangle from the right, in place."""
    for k in reversed(range(work.shape[1])):
        if not unit:
            work[:, k] *= upper[k, k]
        if k:
            work[:, k] = add_rows(np.vstack([work[:, k], upper[:k, k, np.newaxis] * work[:, :k].T]))


def _by_columns(v: FloatArray, factors: list[float]) -> FloatArray:
    """The triangle, a column for each reflection."""
    triangle = np.zeros((len(v), len(v)))
    for i, factor in enumerate(factors):
        if factor == 0.0:
            continue
        column = add_rows((-factor * v[i])[i:, np.newaxis] * v[:i, i:].T) if i else np.zeros(0)
        for j in range(i):
            column[:j] += column[j] * triangle[:j, j]
            column[j] *= triangle[j, j]
        triangle[:i, i] = column
        triangle[i, i] = factor
    return triangle


def _by_halves(v: FloatArray, factors: list[float]) -> FloatArray:
    """The triangle from those of the first half and of the second."""
    k = len(v)
    if k == 1:
        return np.array([factors])
    half = k // 2
    triangle = np.zeros((k, k))
    triangle[:half, :half] = first = _by_halves(v[:half], factors[:half])
    triangle[half:, half:] = second = _by_halves(v[half:, half:], factors[half:])
    corner = v[:half, half:k].copy()
    _times_transposed(corner, v[half:, half:], unit=True)
    corner = _added(corner, v[:half, k:].T, v[half:, k:].T)
    for j in range(half):  # the first triangle from the left, negative
        row = -corner[j]
        corner[:j] += np.multiply.outer(first[:j, j], row)
        corner[j] = row * first[j, j]
    _times(corner, second, unit=False)
    triangle[:half, half:] = corner
    return triangle
