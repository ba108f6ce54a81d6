"""Householder reflections, rounded in the order of LAPACK's dlarfg and dlarf.

References
----------
.. [1] G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, Johns Hopkins 2013,
   sections 5.1 and 5.4.
.. [2] J. L. Blue, A portable Fortran program to find the Euclidean norm of a vector, ACM
   Transactions on Mathematical Software 4, 1978.
"""

from __future__ import annotations

from math import copysign, sqrt
from typing import NamedTuple

import numpy as np

from pynnet._ground import FloatArray

from ..arithmetic import add_rows
from .rotations import EPSILON, SAFE

__all__ = ["Reflection", "hypotenuse", "norm", "reflect_left", "reflect_right", "reflection"]

_HUGE = 2.0**486  # squares of what is between this and 2^-511 are added as they are
_TINY = 2.0**-511
_ENLARGED, _REDUCED = 2.0**537, 2.0**-538  # what the others are multiplied by
_FEW_DIGITS = SAFE / EPSILON  # shorter vectors are lengthened before they are divided
_NO_CHANGE = -0.0  # LAPACK passes zeros over, which keeps the signs of others: x + -0.0 is x


class Reflection(NamedTuple):
    """The reflection I - factor v v', and what it makes of the first element; v begins with 1."""

    v: FloatArray
    factor: float
    first: float


def reflection(x: FloatArray) -> Reflection:
    """Return the reflection that makes all elements of a vector but the first zero."""
    v, first = x.copy(), float(x[0])
    v[0] = 1.0
    rest = norm(v[1:])
    if rest == 0.0:
        return Reflection(v, 0.0, first)
    beta = -copysign(hypotenuse(first, rest), first)
    times = 0
    while abs(beta) < _FEW_DIGITS and times < 20:
        times += 1
        v[1:] *= 1.0 / _FEW_DIGITS
        beta *= 1.0 / _FEW_DIGITS
        first *= 1.0 / _FEW_DIGITS
    if times:
        beta = -copysign(hypotenuse(first, norm(v[1:])), first)
    factor = (beta - first) / beta
    v[1:] *= 1.0 / (first - beta)
    for _ in range(times):
        beta *= _FEW_DIGITS
    return Reflection(v, factor, beta)


def reflect_left(r: Reflection, block: FloatArray, *, first_last: bool) -> None:
    """Reflect the columns of a block, in place.

    Parameters
    ----------
    r : Reflection
        The reflection.
    block : ndarray of shape (len(r.v), p)
        What is reflected.
    first_last : bool
        Whether the first product is the last to be added, as it is from LAPACK 3.12.1 on.
    """
    if not r.factor or not block.shape[1]:
        return
    v, rows = _trimmed(r.v, block)
    products = _products(v, rows, first_last)
    change = np.multiply.outer(-r.factor * products, v).T
    if not products.all():
        change[:, products == 0.0] = _NO_CHANGE
    rows += change


def reflect_right(r: Reflection, block: FloatArray, *, first_last: bool) -> None:
    """Reflect the rows of a block, in place; the parameters are those of :func:`reflect_left`."""
    if not r.factor or not len(block):
        return
    v, columns = _trimmed(r.v, block.T)
    products = _products(v, columns, first_last)
    change = np.multiply.outer(products, -r.factor * v).T
    if not products.all():
        used = np.flatnonzero(columns.any(axis=0))
        change[:, used[-1] + 1 if len(used) else 0 :] = _NO_CHANGE
    if not v.all():
        change[v == 0.0] = _NO_CHANGE
    columns += change


def _trimmed(v: FloatArray, block: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Leave out the end of a vector that is zero, and the rows that it would multiply."""
    if v[-1]:
        return v, block
    v = np.trim_zeros(v, "b")
    return v, block[: len(v)]


def _products(v: FloatArray, columns: FloatArray, first_last: bool) -> FloatArray:
    """Products of v and columns, added from the top."""
    products = v[:, np.newaxis] * columns
    if not first_last:
        return add_rows(products) + 0.0  # +0.0: a sum that begins at zero
    return (add_rows(products[1:]) + 0.0 if len(v) > 1 else 0.0) + columns[0]


def hypotenuse(x: float, y: float) -> float:
    """Length of two numbers, as LAPACK's dlapy2."""
    low, high = sorted((abs(x), abs(y)))
    if low == 0.0:
        return high
    share = low / high  # not (low / high)**2: the power of the C library is rounded otherwise
    return high * sqrt(1.0 + share * share)


def norm(x: FloatArray) -> float:
    """Length of a vector, Blue's way: squares of tiny, usual and huge elements by themselves."""
    if not len(x):
        return 0.0
    squares = x * x
    square = float(np.add.accumulate(squares)[-1])
    if squares.min() >= SAFE and square < _HUGE**2:
        return sqrt(square)
    sizes = np.abs(x)
    small = _square(sizes[sizes < _TINY] * _ENLARGED)
    medium = _square(sizes[(sizes >= _TINY) & (sizes <= _HUGE)])
    large = _square(sizes[sizes > _HUGE] * _REDUCED)
    if large > 0.0:
        return 1.0 / _REDUCED * sqrt(large + medium * _REDUCED * _REDUCED)
    if small == 0.0:
        return sqrt(medium)
    if medium == 0.0:
        return 1.0 / _ENLARGED * sqrt(small)
    low, high = sorted((sqrt(medium), sqrt(small) / _ENLARGED))
    share = low / high
    return sqrt(high * high * (1.0 + share * share))


def _square(x: FloatArray) -> float:
    return float(np.add.accumulate(x * x)[-1]) if len(x) else 0.0
