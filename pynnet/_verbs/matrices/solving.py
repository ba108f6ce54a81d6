"""Linear equations, determinants and eigenvalues."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import scipy.linalg

from pynnet._formula import dimensions
from pynnet._ground import AnyArray, DataError, FloatArray, flag
from pynnet._numerics import exp, log

from ..calls import verb
from ..elements import matrix_of
from .lu import eliminated, substituted
from .making import labelled, names_of

__all__ = ["Eigen", "det", "eigen", "solve"]

_EPSILON = float(np.finfo(np.float64).eps)


class Eigen(NamedTuple):
    """Eigenvalues, the largest first, and a column for the vector of each."""

    values: AnyArray
    vectors: AnyArray | None


Eigen.__module__ = "pynnet.r"


@verb
def solve(a: Any, b: Any = None) -> Any:
    """Solve linear equations, or invert a matrix, R's ``solve``.

    Parameters
    ----------
    a : array_like or DataFrame, shape (n, n)
        The coefficients.
    b : array_like or DataFrame, shape (n,) or (n, k), optional
        The right sides. Default: those of the inverse.

    Returns
    -------
    ndarray, Series or DataFrame
        ``x`` of ``a x = b``, in the form of `b`; with the names of the columns of `a`.

    Raises
    ------
    DataError
        If `a` is not square or singular, or `b` does not fit.

    References
    ----------
    .. [1] R manual page ``solve``.

    Examples
    --------
    >>> solve([[2, 0], [0, 4]]).tolist()
    [[0.5, 0.0], [0.0, 0.25]]
    >>> solve([[2, 0], [0, 4]], [1, 1]).tolist()
    [0.5, 0.25]
    """
    left = _square(a, "a", "solve.default")
    right = np.eye(len(left)) if b is None else matrix_of("b", b).values
    if len(right) != len(left):
        raise DataError(
            f"'b' ({len(right)} x {right.shape[1]}) must be compatible with 'a' "
            f"({len(left)} x {len(left)})"
        )
    if not len(left):
        raise DataError("'a' is 0-diml: it has no rows. Pass a matrix with some.")
    factors, pivots = eliminated(left)
    _refuse_singular(left, factors)
    found = substituted(factors, pivots, right)
    rows, columns = names_of(a)
    if b is None:
        return labelled(found, [columns, rows])
    if dimensions(b) < 2:
        return found[:, 0] if columns is None else labelled(found, [columns, None])[0]
    return labelled(found, [columns, names_of(b)[1]])


def _refuse_singular(a: FloatArray, factors: FloatArray) -> None:
    """R's two errors: an exact zero on the diagonal, and one that is as good as zero."""
    zeros = np.flatnonzero(np.diagonal(factors) == 0)
    if len(zeros):
        k = int(zeros[0]) + 1
        raise DataError(
            f"Lapack routine dgesv: system is exactly singular: U[{k},{k}] = 0. One column is made "
            "of the others."
        )
    condition, _ = scipy.linalg.lapack.dgecon(factors, float(np.abs(a).sum(axis=0).max()))
    if condition < _EPSILON:
        raise DataError(
            f"system is computationally singular: reciprocal condition number = {condition:.6g}. "
            "One column is nearly made of the others."
        )


@verb
def det(x: Any) -> float:
    """Determinant of a square matrix, R's ``det``.

    Parameters
    ----------
    x : array_like or DataFrame, shape (n, n)
        Numbers.

    Returns
    -------
    float
        1 of a matrix without rows.

    Raises
    ------
    DataError
        If `x` is not square, or holds no numbers.

    References
    ----------
    .. [1] R manual page ``det``.

    Examples
    --------
    >>> det([[1, 2], [3, 4]])
    -2.0000000000000004
    """
    factors, pivots = eliminated(_square(x, "a", "det"))
    diagonal = np.diagonal(factors)
    exchanges = int(np.count_nonzero(pivots != np.arange(len(pivots))))
    negative = (exchanges + int(np.count_nonzero(diagonal < 0))) % 2
    with np.errstate(all="ignore"):
        size = float(exp(np.array([sum(log(np.abs(diagonal)).tolist())]))[0])
    return -size if negative and size else size


@verb
def eigen(x: Any, symmetric: bool | None = None, only_values: bool = False) -> Eigen:
    """Eigenvalues and eigenvectors of a square matrix, R's ``eigen``.

    Parameters
    ----------
    x : array_like or DataFrame, shape (n, n)
        Numbers.
    symmetric : bool, optional
        Whether only the lower triangle counts. Default: whether `x` is symmetric to within 100
        times the precision of numbers.
    only_values : bool, optional
        Whether the vectors are left out. Default False.

    Returns
    -------
    Eigen
        A named tuple: ``values``, in the order of falling size, those of complex numbers by their
        modulus; ``vectors``, a column of length 1 for each, or None.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If `x` is not square, or holds missing or infinite numbers.

    Notes
    -----
    The numbers are LAPACK's as in R, but added in another order: they differ in the last digits,
    and a vector may point the other way.

    References
    ----------
    .. [1] R manual page ``eigen``.

    Examples
    --------
    >>> eigen([[2, 0], [0, 3]]).values.tolist()
    [3.0, 2.0]
    """
    a = _square(x, "x", "eigen")
    if not np.isfinite(a).all():
        raise DataError("infinite or missing values in 'x'")
    is_symmetric = _is_symmetric(a) if symmetric is None else flag("symmetric", symmetric)
    values_only = flag("only_values", only_values)
    if is_symmetric:
        values, vectors = scipy.linalg.eigh(a, lower=True, driver="evr")
        order = np.arange(len(a))[::-1]
    else:
        values, vectors = scipy.linalg.eig(a)
        values, vectors = _as_real(values), _as_real(vectors)
        order = np.argsort(-np.abs(values), kind="stable")
    chosen = np.ascontiguousarray(vectors[:, order])
    return Eigen(values[order].copy(), None if values_only else chosen)


def _as_real(values: AnyArray) -> AnyArray:
    return values.real.copy() if not np.iscomplexobj(values) or (values.imag == 0).all() else values


def _is_symmetric(a: FloatArray) -> bool:
    """R's ``isSymmetric``: the mean difference, relative to the mean size."""
    size, difference = (
        np.abs(a).mean() if a.size else 0.0,
        np.abs(a - a.T).mean() if a.size else 0.0,
    )
    limit = 100 * _EPSILON
    return bool((difference / size if size > limit else difference) <= limit)


def _square(x: Any, name: str, function: str) -> FloatArray:
    values = matrix_of(name, x).values
    if values.shape[0] != values.shape[1]:
        raise DataError(
            f"'{name}' ({values.shape[0]} x {values.shape[1]}) must be square: {function}()."
        )
    return values
