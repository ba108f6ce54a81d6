"""Singular values and right singular vectors, in the order of operations of LAPACK's dgesdd.

R's ``svd`` and ``prcomp`` are made of it. Sums are those of the reference BLAS: from left to right,
each product rounded. Other libraries, as OpenBLAS, add in another order, on each machine its own.

References
----------
.. [1] G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, Johns Hopkins 2013,
   sections 5.4 and 8.6.
.. [2] E. Anderson et al., LAPACK Users' Guide, 3rd edition, SIAM 1999, section 2.4.6.
.. [3] T. F. Chan, An improved algorithm for computing the singular value decomposition, ACM
   Transactions on Mathematical Software 8, 1982: a tall matrix is made a triangle first.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from pynnet._ground import FloatArray

from ..arithmetic import quiet
from .bidiagonal import ascending_vectors, descending, upper
from .blocks import undo
from .conquering import SMALL, conquered
from .householder import Reflection, reflect_left, reflect_right, reflection
from .rotations import EPSILON, SAFE

__all__ = ["LAPACK_VERSIONS", "MOST_SINGULAR_VALUES", "right_singular_vectors"]

LAPACK_VERSIONS = {"3.11": False, "3.12.1": True}  # whether its reflections add the first last

MOST_SINGULAR_VALUES = 128  # beyond them LAPACK makes a triangle, and a bidiagonal, in blocks
# Matrices whose largest number is less are enlarged; those where it is above 1 / this are reduced.
_LEAST = sqrt(SAFE) / (2 * EPSILON)
_TALL = 11.0 / 6.0


class _Bidiagonal(NamedTuple):
    """The diagonal, what is beside it, and the reflections of rows with their first columns."""

    d: list[float]
    e: list[float]
    turns: list[tuple[int, Reflection]]


@quiet
def right_singular_vectors(x: FloatArray, *, first_last: bool) -> tuple[FloatArray, FloatArray]:
    """Return the singular values, descending, and the right singular vectors in rows.

    Parameters
    ----------
    x : ndarray of shape (n, p)
        Finite numbers; at most `MOST_SINGULAR_VALUES` rows, or columns.
    first_last : bool
        Whether reflections add the first product last, as they do from LAPACK 3.12.1 on.

    Returns
    -------
    values : ndarray of shape (min(n, p),)
    vectors : ndarray of shape (min(n, p), p)
    """
    norm = float(np.abs(x).max())
    scale = min(max(norm, _LEAST), 1 / _LEAST) if norm > 0 else norm
    work = np.array(x, order="F") if scale == norm else np.asfortranarray(x * (scale / norm))
    few = int(min(x.shape) * _TALL)
    room = max(64, 3 * min(x.shape) + 4) * min(x.shape)  # workspace that LAPACK asks for
    if x.shape[0] >= x.shape[1]:
        if x.shape[0] >= few:
            work = _triangle(work, first_last)
        else:
            room = max(room, 32 * sum(x.shape))
        d, vectors = _decomposed(_to_upper(work, first_last), x.shape[1], room, first_last)
    elif x.shape[1] >= few:
        work, rows = _lower_triangle(work, first_last)
        d, inner = _decomposed(_to_upper(work, first_last), x.shape[0], room, first_last)
        vectors = np.zeros(x.shape)
        for column, row in zip(inner.T, rows, strict=True):
            vectors += np.multiply.outer(column, row)
    else:
        lower = _to_lower(work, first_last)
        upper(lower.d, lower.e)
        room = max(room, 32 * sum(x.shape))
        d, vectors = _decomposed(lower, x.shape[1], room, first_last)
    return (d if scale == norm else d * (norm / scale)), vectors


def _decomposed(
    b: _Bidiagonal, p: int, room: int, first_last: bool
) -> tuple[FloatArray, FloatArray]:
    """Singular values of an upper bidiagonal matrix; its right vectors, the reflections undone."""
    n = len(b.d)
    vectors = np.zeros((n, p))
    d = b.d
    if n > SMALL:
        values, inner = conquered(d, b.e)
        d = values.tolist()
    elif n == 1:
        d, inner = [abs(d[0])], np.eye(1)  # the sign is that of the left vector
    else:
        inner = np.array(ascending_vectors(d, b.e, np.eye(n).tolist()))
    vectors[:, :n] = inner[descending(d)]
    undo(b.turns, vectors, room, first_last=first_last)
    return np.array(d), vectors


def _triangle(a: FloatArray, first_last: bool) -> FloatArray:
    """R of the QR decomposition of a tall matrix, which is overwritten."""
    p = a.shape[1]
    for k in range(p):
        turn = reflection(a[k:, k])
        a[k, k] = turn.first
        reflect_left(turn, a[k:, k + 1 :], first_last=first_last)
    return np.triu(a[:p])


def _lower_triangle(a: FloatArray, first_last: bool) -> tuple[FloatArray, FloatArray]:
    """L and Q of the decomposition LQ of a wide matrix, which is overwritten."""
    n, p = a.shape
    turns = []
    for k in range(n):
        turn = reflection(a[k, k:])
        a[k, k] = turn.first
        reflect_right(turn, a[k + 1 :, k:], first_last=first_last)
        turns.append(turn)
    q = np.zeros((n, p))
    for k, turn in reversed(list(enumerate(turns))):
        q[k, k] = 1.0
        reflect_right(turn, q[k + 1 :, k:], first_last=first_last)
        q[k, k:] = -turn.factor * turn.v
        q[k, k] = 1.0 - turn.factor
    return np.tril(a[:, :n]), q


def _to_upper(a: FloatArray, first_last: bool) -> _Bidiagonal:
    """Make a matrix with no more columns than rows upper bidiagonal; it is overwritten."""
    d, e, turns = [], [], []
    for k in range(a.shape[1]):
        turn = reflection(a[k:, k])
        d.append(turn.first)
        reflect_left(turn, a[k:, k + 1 :], first_last=first_last)
        if k + 1 < a.shape[1]:
            turn = reflection(a[k, k + 1 :])
            e.append(turn.first)
            turns.append((k + 1, turn))
            reflect_right(turn, a[k + 1 :, k + 1 :], first_last=first_last)
    return _Bidiagonal(d, e, turns)


def _to_lower(a: FloatArray, first_last: bool) -> _Bidiagonal:
    """Make a matrix with more columns than rows lower bidiagonal; it is overwritten."""
    d, e, turns = [], [], []
    for k in range(len(a)):
        turn = reflection(a[k, k:])
        d.append(turn.first)
        turns.append((k, turn))
        reflect_right(turn, a[k + 1 :, k:], first_last=first_last)
        if k + 1 < len(a):
            turn = reflection(a[k + 1 :, k])
            e.append(turn.first)
            reflect_left(turn, a[k + 1 :, k + 1 :], first_last=first_last)
    return _Bidiagonal(d, e, turns)
