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

from pynnet._ground import FloatArray

__all__ = ["QR", "decompose", "matrix_rank", "orthogonalised"]

_COLLINEAR = 1e-7  # R's tolerance for a column that depends on those before it
# Far above what rounding does to a Cholesky factor, so that the decomposition is left to doubt.
_SURELY_INDEPENDENT = 1e-4


@dataclass(frozen=True, slots=True)
class QR:
    """Householder vectors (the k-th begins at row k), the diagonal of R, and the rank."""

    reflections: list[FloatArray]
    diagonal: list[float]
    rank: int

    def q(self, vector: FloatArray) -> FloatArray:
        """Return Q times a vector."""
        result = vector.copy()
        for j in reversed(range(min(self.rank, len(self.reflections)))):
            _reflect(self.reflections[j], result, j)
        return result

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


def decompose(columns: Sequence[FloatArray]) -> QR:
    """Decompose the matrix of these columns."""
    work = [column.copy() for column in columns]
    lengths = [_norm(column) for column in work]
    rests, bases = lengths[:], lengths[:]  # norms below row k, and when they were last formed anew
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
    return math.sqrt(float(_dot(x, x)))


def _dot(x: FloatArray, y: FloatArray) -> FloatArray:
    """Sum of products from left to right, for each column of `y`."""
    products = np.multiply(x if y.ndim == 1 else x[:, np.newaxis], y)
    return np.add.accumulate(products, axis=0)[-1] + 0.0  # +0.0: a sum that begins at zero


def _reflect(v: FloatArray, columns: FloatArray, start: int) -> None:
    """Apply the reflection `v` to the rows from `start` on, in place."""
    factor = -_dot(v, columns[start:]) / v[0]
    columns[start:] += np.multiply.outer(v, factor)


def matrix_rank(x: FloatArray) -> int:
    """Rank: the number of columns that are no combination of those before them, within 1e-7."""
    if len(x) >= x.shape[1]:
        gram = x.T @ x
        norms = np.sqrt(gram.diagonal())
        if norms.all():
            try:
                left_over = np.linalg.cholesky(gram / (norms[:, np.newaxis] * norms)).diagonal()
            except np.linalg.LinAlgError:
                left_over = np.zeros(1)
            if left_over.min() > _SURELY_INDEPENDENT:
                return x.shape[1]
    return decompose([np.ascontiguousarray(column) for column in x.T]).rank
