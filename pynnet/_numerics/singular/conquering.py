"""Singular values and right vectors of long bidiagonal matrices: divided, and put together again.

A matrix is divided until its parts have 25 rows at most, which implicit QR steps decompose; two
parts and the row between them make a diagonal with one full row, whose singular values are roots of
the secular equation. Steps and rounding are those of LAPACK's dbdsdc, dlasd0, dlasd1, dlasd2 and
dlasd3. What follows is about right vectors alone, on which the left ones have no bearing.

References
----------
.. [1] M. Gu and S. C. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM
   Journal on Matrix Analysis and Applications 16, 1995.
"""

from __future__ import annotations

from heapq import merge
from math import copysign, log
from typing import NamedTuple

import numpy as np

from pynnet._ground import FloatArray

from .bidiagonal import ascending_vectors, lower
from .householder import hypotenuse, norm
from .rotations import EPSILON
from .secular import roots

__all__ = ["SMALL", "conquered"]

SMALL = 25  # rows of a matrix that is not divided
_NEGLIGIBLE = 0.9 * EPSILON


class _Solved(NamedTuple):
    """A part: its singular values, the order in which they ascend, right vectors in rows.

    Where it has a column more than rows the last vector has no value.
    """

    values: FloatArray
    order: list[int]
    vectors: FloatArray


def conquered(d: list[float], e: list[float]) -> tuple[FloatArray, FloatArray]:
    """Return singular values, in no order, and right vectors of an upper bidiagonal matrix."""
    n = len(d)
    vectors = np.eye(n)
    scale = max(map(abs, (*d, *e)))
    if scale == 0.0:
        return np.zeros(n), vectors
    scaled, beside = ([x * (1.0 / scale) for x in numbers] for numbers in (d, e))
    scaled = [copysign(_NEGLIGIBLE, x) if abs(x) < _NEGLIGIBLE else x for x in scaled]
    values = np.abs(scaled)
    ends = [k + 1 for k in range(n - 1) if abs(beside[k]) < _NEGLIGIBLE]
    for begin, end in zip([0, *ends], [*ends, n], strict=True):
        if end - begin > 1 or end < n:
            part = _of_block(scaled[begin:end], beside[begin : end - 1])
            values[begin:end], vectors[begin:end, begin:end] = part.values, part.vectors
    return values * scale, vectors


def _of_block(d: list[float], e: list[float]) -> _Solved:
    if len(d) <= SMALL:
        return _small(d, e)
    return _divided(d, e, int(log(len(d) / (SMALL + 1)) / log(2.0)) + 1)


def _divided(d: list[float], e: list[float], levels: int) -> _Solved:
    """Divide a matrix; where it has as many numbers beside the diagonal, a column is to come."""
    if not levels:
        return _small(d, e)
    k = len(d) // 2
    left = _divided(d[:k], e[:k], levels - 1)
    right = _divided(d[k + 1 :], e[k + 1 :], levels - 1)
    return _Joint(left, right, d[k], e[k]).solved()


def _small(d: list[float], e: list[float]) -> _Solved:
    d, e = d[:], e[:]
    vectors = [[float(i == k) for k in range(len(e) + 1)] for i in range(len(e) + 1)]
    wide = len(e) == len(d)
    if wide:
        lower(d, e, vectors)
    vectors[: len(d)] = ascending_vectors(d, e[: len(d) - 1], vectors[: len(d)])
    return _Solved(np.array(d), list(range(len(d))), np.array(vectors))


def _merged(first: list[float], second: list[float]) -> list[int]:
    """The places of two ascending lists, put behind one another, where all of them ascend."""
    both, begin = [*first, *second], len(first)
    return list(merge(range(begin), range(begin, len(both)), key=both.__getitem__))


class _Joint:
    """Two parts and the row between them, with `alpha` and `beta` in it.

    Places are those of the diagonal: 0 is that of the row between, whose value is 0; then come
    those of the left part, then those of the right.
    """

    def __init__(self, left: _Solved, right: _Solved, alpha: float, beta: float) -> None:
        nl, nr = len(left.values), len(right.values)
        self.nl, self.n, self.m = nl, nl + nr + 1, nl + 1 + len(right.vectors)
        self.vectors = np.zeros((self.m, self.m))
        self.vectors[: nl + 1, : nl + 1] = left.vectors
        self.vectors[nl + 1 :, nl + 1 :] = right.vectors
        values = np.concatenate([[0.0], left.values, right.values])
        self.scale = max(abs(alpha), abs(beta), float(np.abs(values).max()))
        values = values * (1.0 / self.scale)
        alpha, beta = alpha / self.scale, beta / self.scale
        z_left = alpha * self.vectors[: nl + 1, nl]
        z_right = beta * self.vectors[nl + 1 :, nl + 1]
        self.own, self.other = float(z_left[nl]), float(z_right[-1])
        z = np.concatenate([[0.0], z_left[:nl], z_right[:nr]])
        firsts = [1 + k for k in left.order]
        seconds = [nl + 1 + k for k in right.order]
        places = [*firsts, *seconds]
        order = _merged(values[firsts].tolist(), values[seconds].tolist())
        self.places = [0, *(places[k] for k in order)]
        self.d = values[self.places].tolist()
        self.z = z[self.places].tolist()
        self.kinds = [0, *(1 if p <= nl else 2 for p in self.places[1:])]
        self.tolerance = 8.0 * EPSILON * max(abs(self.d[-1]), max(abs(alpha), abs(beta)))

    def _row(self, j: int) -> int:
        """Where the vector of the j-th of the ascending values is."""
        place = self.places[j]
        return place - 1 if place <= self.nl else place

    def _deflated(self) -> list[int]:
        """Which values remain, before those that are singular values already, or become so.

        They are so where z is negligible; of two values that tie z is turned into one.
        """
        kept, gone = [0], []
        before: int | None = None
        for j in range(1, self.n):
            if abs(self.z[j]) <= self.tolerance:
                gone.append(j)
                self.kinds[j] = 4
                continue
            if before is not None and abs(self.d[j] - self.d[before]) <= self.tolerance:
                self._turn(before, j)
                gone.append(before)
            elif before is not None:
                kept.append(before)
            before = j
        if before is not None:
            kept.append(before)
        self.k = len(kept)
        return [*kept, *reversed(gone)]

    def _turn(self, i: int, j: int) -> None:
        """Rotate two vectors so that z of the first is 0."""
        s, c = self.z[i], self.z[j]
        length = hypotenuse(c, s)
        c, s = c / length, -s / length
        self.z[i], self.z[j] = 0.0, length
        row, other = self.vectors[self._row(i)], self.vectors[self._row(j)]
        turned = c * row + s * other
        other[:] = c * other - s * row
        row[:] = turned
        if self.kinds[i] != self.kinds[j]:
            self.kinds[j] = 3
        self.kinds[i] = 4

    def solved(self) -> _Solved:
        """Values and vectors of the whole."""
        order = self._deflated()
        k, tolerance = self.k, self.tolerance
        kinds = [self.kinds[j] for j in order]
        grouped = sorted(range(1, self.n), key=lambda place: kinds[place])
        count = [kinds[1:].count(kind) for kind in (1, 2, 3)]
        poles = np.array([self.d[j] for j in order])
        poles[0] = 0.0
        if abs(poles[1]) <= tolerance / 2.0:
            poles[1] = tolerance / 2.0
        rows = [self._row(order[place]) for place in grouped]
        basis = np.empty_like(self.vectors)
        basis[1 : self.n] = self.vectors[rows]
        z = np.array([0.0, *(self.z[j] for j in order[1:k])])
        z[0] = self._between(basis)
        values, vectors = poles.copy(), np.empty_like(self.vectors)
        vectors[k : self.n] = basis[k : self.n]
        vectors[self.n :] = self.vectors[self.n :]
        if k == 1:
            values[0] = abs(z[0])
            vectors[0] = basis[0]
        else:
            values[:k], q = _roots(poles[:k], z)
            q[:, 1:] = q[:, grouped[: k - 1]]
            self._put_together(q, basis, count, vectors[:k])
        order_of_all = _merged(values[:k].tolist(), values[k:][::-1].tolist())
        ascending = [p if p < k else self.n - 1 - (p - k) for p in order_of_all]
        return _Solved(values * self.scale, ascending, vectors)

    def _between(self, basis: FloatArray) -> float:
        """The element of z for the row between, and its vector; also of the column to come."""
        nl, own, tolerance = self.nl, self.own, self.tolerance
        row = self.vectors[nl]
        if self.m == self.n:
            basis[0] = row
            return tolerance if abs(own) <= tolerance else own
        length = hypotenuse(own, self.other)
        c, s = (1.0, 0.0) if length <= tolerance else (own / length, self.other / length)
        last = self.vectors[self.m - 1]
        basis[0, : nl + 1], basis[0, nl + 1 :] = c * row[: nl + 1], s * last[nl + 1 :]
        last[: nl + 1], last[nl + 1 :] = -s * row[: nl + 1], c * last[nl + 1 :]
        return max(length, tolerance)

    def _put_together(
        self, q: FloatArray, basis: FloatArray, count: list[int], result: FloatArray
    ) -> None:
        """Multiply, leaving out what is zero in the vectors of either part."""
        k, nl = len(q), self.nl
        if k == 2:
            result[:] = _product(q, basis[:2])
            return
        first, second = count[0], count[0] + count[1]
        result[:, : nl + 1] = _product(q[:, : 1 + first], basis[: 1 + first, : nl + 1])
        for j in range(1 + second, k):
            result[:, : nl + 1] += np.multiply.outer(q[:, j], basis[j, : nl + 1])
        chosen = [0, *range(1 + first, k)]
        result[:, nl + 1 :] = _product(q[:, chosen], basis[chosen, nl + 1 :])


def _product(a: FloatArray, b: FloatArray) -> FloatArray:
    """The product of two matrices, each element summed in order."""
    result = np.zeros((len(a), b.shape[1]))
    for column, row in zip(a.T, b, strict=True):
        result += np.multiply.outer(column, row)
    return result


def _roots(poles: FloatArray, z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Singular values of the diagonal with a full row; right vectors in rows.

    z is formed anew from the roots, so that the vectors are orthogonal whatever rounding did.
    """
    k = len(poles)
    rho = norm(z)
    scaled = z if rho == 1.0 else z * (1.0 / rho)
    found = roots(poles, scaled, rho * rho)
    differences = np.array([r.differences for r in found])  # in rows, one for each root
    sums = np.array([r.sums for r in found])
    squares = differences[-1] * sums[-1]
    places = np.arange(k)
    for j in range(k - 1):
        other = np.where(places > j, poles[j], poles[j + 1])
        squares = squares * (differences[j] * sums[j] / (poles - other) / (poles + other))
    anew = np.copysign(np.sqrt(np.abs(squares)), z)
    vectors = anew / differences / sums
    lengths = np.array([norm(row) for row in vectors])
    return np.array([r.value for r in found]), vectors / lengths[:, np.newaxis]
