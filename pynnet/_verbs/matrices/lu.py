"""Gaussian elimination in the order of LAPACK's unblocked routines, whose bits R's are.

LAPACK halves the columns, eliminates in the left half, carries that over to the right half, and
goes on there. Products are added from left to right, as the reference BLAS adds them. Of more
than 64 columns LAPACK takes blocks of these, and the last digits may differ.
"""

from __future__ import annotations

import numpy as np

from pynnet._ground import FloatArray, IntArray

__all__ = ["eliminated", "substituted"]

_SMALLEST = float(np.finfo(np.float64).tiny)  # whose inverse is finite


def eliminated(a: FloatArray) -> tuple[FloatArray, IntArray]:
    """The triangular factors of a matrix, one below the other, and the rows exchanged in turn."""
    factors = np.array(a, dtype=np.float64, order="F")
    with np.errstate(all="ignore"):
        return factors, np.array(_eliminate(factors), dtype=np.intp)


def _eliminate(a: FloatArray) -> list[int]:
    """Eliminate in place; return for each column the row that its own was exchanged with."""
    rows, columns = a.shape
    if not a.size:
        return []
    if columns == 1:
        return [_pivot(a[:, 0])]
    if rows == 1:
        return [0]
    left = min(rows, columns) // 2
    pivots = _eliminate(a[:, :left])
    right = a[:, left:]
    _exchange(right, pivots)
    _forward(a[:left, :left], right[:left])
    for k in range(left):
        right[left:] -= np.multiply.outer(a[left:, k], right[k])
    further = _eliminate(right[left:])
    _exchange(a[left:, :left], further)
    return pivots + [k + left for k in further]


def _pivot(column: FloatArray) -> int:
    """Bring the largest number of a column to its top, and divide those below by it."""
    k = int(np.argmax(np.where(np.isnan(column), -1.0, np.abs(column))))
    if column[k] == 0:
        return k
    column[[0, k]] = column[[k, 0]]
    if abs(column[0]) >= _SMALLEST:
        column[1:] *= 1.0 / column[0]
    else:
        column[1:] /= column[0]
    return k


def _exchange(a: FloatArray, pivots: list[int]) -> None:
    for row, other in enumerate(pivots):
        if row != other:
            a[[row, other]] = a[[other, row]]


def _forward(lower: FloatArray, b: FloatArray) -> None:
    """Solve in place with a triangle that has ones on its diagonal."""
    for k in range(len(b)):
        counted = b[k] != 0
        b[k + 1 :, counted] -= np.multiply.outer(lower[k + 1 :, k], b[k, counted])


def substituted(factors: FloatArray, pivots: IntArray, b: FloatArray) -> FloatArray:
    """The solution for right sides, by the factors."""
    x = np.array(b, dtype=np.float64, order="F")
    with np.errstate(all="ignore"):
        _exchange(x, pivots.tolist())
        _forward(factors, x)
        for k in range(len(x) - 1, -1, -1):
            counted = x[k] != 0  # a zero keeps its sign
            x[k, counted] /= factors[k, k]
            x[:k, counted] -= np.multiply.outer(factors[:k, k], x[k, counted])
    return x
