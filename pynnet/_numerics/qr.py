"""The QR decomposition behind orthogonal polynomials, in the order of operations R uses.

The steps are LINPACK's (dqrdc and dqrqy) with the reference BLAS; the last bits depend on it. As in
R, a column that is nearly a combination of those before it goes to the end.

References
----------
.. [1] Dongarra, Moler, Bunch and Stewart, *LINPACK Users' Guide*, SIAM 1979, chapter 9.
.. [2] R manual page ``qr``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.blas import dsyrk
from scipy.linalg.lapack import dpotrf

from pynnet._ground import FloatArray

from .arithmetic import quiet

__all__ = ["QR", "decompose", "matrix_rank", "orthogonalised", "surely_independent"]

_COLLINEAR = 1e-7  # R's tolerance for a column that depends on those before it
# Far above what rounding does to a Cholesky factor, so that the decomposition is left to doubt.
_SURELY = 1e-4
_SMALLEST_SQUARE = 1e-280  # of a norm: the squares of shorter vectors lose digits, or are 0


@dataclass(frozen=True, slots=True)
class QR:
    """Householder vectors (the k-th begins at row k), the diagonal of R, and the rank."""

    reflections: list[FloatArray]
    diagonal: list[float]
    rank: int

    @quiet
    def q(self, vector: FloatArray) -> FloatArray:
        """Return Q times a vector."""
        result = vector.copy()
        for j in reversed(range(min(self.rank, len(self.reflections)))):
            _reflect(self.reflections[j], result, j)
        return result

    @quiet
    def transposed_q(self, vectors: FloatArray) -> FloatArray:
        """Return Q' times each column of an array."""
        result = vectors.copy()
        for j, v in enumerate(self.reflections[: self.rank]):
            _reflect(v, result, j)
        return result


def orthogonalised(columns: Sequence[FloatArray]) -> tuple[list[FloatArray], int]:
    """Return Q diag(R), each column less its part along those before it, and the rank."""
    qr = decompose(columns)
    result = []
    for k, value in enumerate(qr.diagonal):
        unit = np.zeros(len(columns[0]))
        unit[k] = value
        result.append(qr.q(unit))
    return result, qr.rank


@quiet
def decompose(columns: Sequence[FloatArray]) -> QR:
    """Decompose the matrix of these columns; of infinite numbers it makes NaN."""
    work = [column.copy() for column in columns]
    lengths = [_norm(column) for column in work]
    rests, bases = lengths[:], lengths[:]  # norms below row k, and when they were last formed anew
    lengths = [length or 1.0 for length in lengths]  # columns of zeros go to the end
    rank = len(work)
    reflections: list[FloatArray] = []
    diagonal: list[float] = []
    for k in range(min(len(work), len(work[0]))):
        while k < rank and rests[k] < lengths[k] * _COLLINEAR:
            work.append(work.pop(k))
            for norms in (lengths, rests, bases):
                norms.append(norms.pop(k))
            rank -= 1
        if k == len(work[k]) - 1:
            diagonal.append(float(work[k][k]))
            break
        norm = math.copysign(_norm(work[k][k:]), work[k][k])
        if norm == 0.0:
            diagonal.append(0.0)
            reflections.append(np.append(1.0, np.zeros(len(work[k]) - k - 1)))
            continue
        v = work[k][k:] * (1.0 / norm)
        v[0] += 1.0
        for j in range(k + 1, len(work)):
            _reflect(v, work[j], k)
            rests[j], bases[j] = _downdated(work[j], k, rests[j], bases[j])
        reflections.append(v)
        diagonal.append(-norm)
    return QR(reflections, diagonal, rank)


def _downdated(column: FloatArray, k: int, rest: float, base: float) -> tuple[float, float]:
    """Return the norm of a column below row k from that above it, anew if digits were lost."""
    if rest == 0.0:
        return rest, base
    share = max(0.0, 1.0 - (abs(float(column[k])) / rest) ** 2)
    if 1.0 + 0.05 * share * (rest / base) ** 2 == 1.0:
        anew = _norm(column[k + 1 :])
        return anew, anew
    return rest * math.sqrt(share), base


def _norm(x: FloatArray) -> float:
    """Length of a vector, scaled by a power of 2 where its squares leave the range of numbers."""
    square = float(_dot(x, x))
    if _SMALLEST_SQUARE < square < math.inf or not x.any():
        return math.sqrt(square)
    scale = math.ldexp(1.0, math.frexp(float(np.abs(x).max()))[1] - 1)
    scaled = x / scale
    return math.sqrt(float(_dot(scaled, scaled))) * scale


def _dot(x: FloatArray, y: FloatArray) -> FloatArray:
    """Sum of products from left to right, for each column of `y`; of infinite ones it is NaN."""
    products = np.multiply(x if y.ndim == 1 else x[:, np.newaxis], y)
    return np.add.accumulate(products, axis=0)[-1] + 0.0  # +0.0: a sum that begins at zero


def _reflect(v: FloatArray, columns: FloatArray, start: int) -> None:
    """Apply the reflection `v` to the rows from `start` on, in place."""
    factor = -_dot(v, columns[start:]) / v[0]
    columns[start:] += np.multiply.outer(v, factor)


def matrix_rank(x: FloatArray) -> int:
    """Rank: the number of columns that are no combination of those before them, within 1e-7.

    At most as many columns count as there are rows, and columns of zeros never do.
    """
    first = x[:, : len(x)]  # if these are independent, nothing behind them can be
    if surely_independent(first):
        return first.shape[1]
    return _rank_in_order(x.copy())


def surely_independent(x: FloatArray) -> bool:
    """Whether a Cholesky factor, which is quick, leaves no doubt that the columns are independent.

    Squares of what is huge or tiny are not finite or 0; they are no proof.
    """
    if not x.size:
        return not x.shape[1]
    gram = dsyrk(1.0, x.T, lower=1)  # BLAS itself, which warns of no number
    squares = gram.diagonal().tolist()
    if not all(_SMALLEST_SQUARE < square < math.inf for square in squares):
        return False
    factor, failed = dpotrf(gram, lower=1, overwrite_a=1)
    rests = factor.diagonal().tolist()  # what is left of each column beside those before it
    if failed:
        return False
    return all(r * r > _SURELY**2 * square for r, square in zip(rests, squares, strict=True))


@quiet
def _rank_in_order(work: FloatArray) -> int:
    """Rank by the steps of :func:`decompose`, all columns at a time; `work` is overwritten.

    A column that goes to the end never comes back, so that it is passed over here.
    """
    n, p = work.shape
    rests = np.array([_norm(column) for column in work.T])
    bases, needed = rests.copy(), np.where(rests > 0, rests, 1.0) * _COLLINEAR
    rank = 0
    for j in range(p):
        if rank == n:
            break
        if rests[j] < needed[j]:
            continue
        k, rank = rank, rank + 1
        norm = math.copysign(_norm(work[k:, j]), work[k, j])
        if rank == n or norm == 0.0:
            continue
        v = work[k:, j] * (1.0 / norm)
        v[0] += 1.0
        _reflect(v, work[:, j + 1 :], k)
        for m in np.flatnonzero(rests[j + 1 :]) + (j + 1):
            rests[m], bases[m] = _downdated(work[:, m], k, float(rests[m]), float(bases[m]))
    return rank
