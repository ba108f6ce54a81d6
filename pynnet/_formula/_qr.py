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

__all__ = ["orthogonalised"]

_COLLINEAR = 1e-7  # R's tolerance for a column that depends on those before it

_Vector = list[float]


def orthogonalised(columns: list[_Vector]) -> list[_Vector]:
    """Return the columns of Q diag(R): each column less its part along those before it."""
    reflections, diagonal, rank = _decompose([column[:] for column in columns])
    result = []
    for k, value in enumerate(diagonal):
        unit = [0.0] * len(columns[0])
        unit[k] = value
        for j, v in reversed(list(enumerate(reflections[:rank]))):
            _reflect(v, unit, j)
        result.append(unit)
    return result


def _decompose(work: list[_Vector]) -> tuple[list[_Vector], _Vector, int]:
    """Return the Householder vectors, the diagonal of R and the rank; `work` becomes R."""
    lengths = [_norm(column) for column in work]
    rests, bases = lengths[:], lengths[:]  # norms below row k, and when they were last formed anew
    rank = len(work)
    reflections: list[_Vector] = []
    diagonal: _Vector = []
    for k in range(len(work)):
        while k < rank and rests[k] < lengths[k] * _COLLINEAR:
            work.append(work.pop(k))
            for norms in (lengths, rests, bases):
                norms.append(norms.pop(k))
            rank -= 1
        if k == len(work[k]) - 1:
            diagonal.append(work[k][k])
            break
        norm = math.copysign(_norm(work[k][k:]), work[k][k])
        v = [x * (1.0 / norm) for x in work[k][k:]]
        v[0] += 1.0
        for j in range(k + 1, len(work)):
            _reflect(v, work[j], k)
            rests[j], bases[j] = _downdated(work[j], k, rests[j], bases[j])
        reflections.append(v)
        diagonal.append(-norm)
    return reflections, diagonal, rank


def _downdated(column: _Vector, k: int, rest: float, base: float) -> tuple[float, float]:
    """Return the norm of a column below row k from that above it, anew if digits were lost."""
    if rest == 0.0:
        return rest, base
    share = max(0.0, 1.0 - (abs(column[k]) / rest) ** 2)
    if 1.0 + 0.05 * share * (rest / base) ** 2 == 1.0:
        anew = _norm(column[k + 1 :])
        return anew, anew
    return rest * math.sqrt(share), base


def _norm(x: _Vector) -> float:
    return math.sqrt(_dot(x, x))


def _dot(x: _Vector, y: _Vector) -> float:
    total = 0.0
    for a, b in zip(x, y, strict=True):
        total += a * b
    return total


def _reflect(v: _Vector, column: _Vector, start: int) -> None:
    """Apply the reflection `v` to the part of a column from `start` on, in place."""
    factor = -_dot(v, column[start:]) / v[0]
    for i, x in enumerate(v):
        column[start + i] += factor * x
