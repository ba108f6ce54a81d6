"""Covariance of the coefficients of a multinomial model, from derivatives of its likelihood."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray
from pynnet._numerics import quiet

__all__ = [
    "badly_scaled",
    "information",
    "pseudo_inverse",
    "squared_scores",
    "stable_covariance",
]

# R keeps the directions whose singular value, relative to the largest, is above this.
_NEGLIGIBLE = 2.0**-26
# The scaled information is known to a few units of 1e-16 times the number of its rows; in a
# direction of less than this it is mostly rounding error.
_SINGULAR = 1e-12
# Share of a direction without information from which on a coefficient counts as part of it. The
# directions of the eigen-decomposition are known to about 1e-12, so shares below are errors.
_PART = 1e-6

# Beyond this many coefficients R's inverse comes from a Cholesky factor or, with directions to be
# left out, an eigen-decomposition: they need less memory than singular values. Of 600 coefficients
# whose information spanned a factor of 1e6, the inverse differed by up to 4e-11 of its largest
# value, the standard errors by up to 3e-11 of their own size.
_LARGE = 500

# The estimate of the condition is seldom wrong by more than a factor of 10.
_SURELY = 100 * _NEGLIGIBLE

_BLOCK = 2**19  # products of columns held at a time: 4 MB, which a processor's cache holds


def information(x: FloatArray, probabilities: FloatArray, w: FloatArray) -> FloatArray:
    """Second derivatives of the negative log-likelihood, shape (q * p, q * p), class by class.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    probabilities : ndarray, shape (n, q)
        Fitted probabilities of the classes that have coefficients.
    w : ndarray, shape (n,)
        Number of observations of each case.

    Notes
    -----
    Infinite or missing where the squares of a column are beyond the range of numbers.
    """
    q = probabilities.shape[1]
    return _sum_of_products(x, q, lambda rows: _curvatures(probabilities[rows].T, w[rows]))


def squared_scores(x: FloatArray, residuals: FloatArray, w: FloatArray) -> FloatArray:
    """Sum of the outer squares of the cases' scores, shape (q * p, q * p), class by class.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    residuals : ndarray, shape (n, q)
        Shares of the classes that have coefficients, less their fitted probabilities.
    w : ndarray, shape (n,)
        Weight of each case, by which its score is multiplied.
    """
    q = residuals.shape[1]
    k, m = np.tril_indices(q)

    def of_pairs(rows: slice) -> FloatArray:
        weighted = residuals[rows].T * w[rows]
        return np.asarray(weighted[k] * weighted[m])

    return _sum_of_products(x, q, of_pairs)


def _sum_of_products(x: FloatArray, q: int, of_pairs: Callable[[slice], FloatArray]) -> FloatArray:
    """Sum over the cases of what pairs of classes have, times products of pairs of columns.

    Parameters
    ----------
    q : int
        Number of classes.
    of_pairs : function
        Takes a range of cases; returns a row of numbers for each pair of classes ``k >= m``.

    Notes
    -----
    One matrix product, (pairs of classes, cases) by (cases, pairs of columns), in blocks of cases.
    """
    p = x.shape[1]
    classes, columns = _pair_numbers(q), _pair_numbers(p)
    n_pairs = p * (p + 1) // 2
    sums = np.zeros((q * (q + 1) // 2, n_pairs))
    step = min(2048, max(16, _BLOCK // max(1, n_pairs, len(sums))))
    products = np.empty((n_pairs, step))
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for start in range(0, len(x), step):
            rows = slice(start, start + step)
            block = np.ascontiguousarray(x[rows].T)
            of_block = products[:, : block.shape[1]]
            _multiply_pairs(block, of_block)
            sums += of_pairs(rows) @ of_block.T
    H = np.empty((q, p, q, p))  # filled in place: it may be the largest thing there is
    for k in range(q):
        for m in range(q):
            H[k, :, m] = sums[classes[k, m]][columns]
    return H.reshape(q * p, q * p)


def _pair_numbers(size: int) -> IntArray:
    """Number of each pair of `size` things, in the order of a lower triangle's rows."""
    rows, columns = np.tril_indices(size)
    numbers = np.empty((size, size), dtype=np.intp)
    numbers[rows, columns] = numbers[columns, rows] = np.arange(len(rows))
    return numbers


def _multiply_pairs(rows: FloatArray, products: FloatArray) -> None:
    """Write the product of each pair of rows to `products`."""
    end = 0
    for j, row in enumerate(rows):
        start, end = end, end + j + 1
        np.multiply(rows[: j + 1], row, out=products[start:end])


def _curvatures(P: FloatArray, w: FloatArray) -> FloatArray:
    """Second derivatives of the cases' losses by the net inputs of each pair of classes."""
    k, m = np.tril_indices(len(P))
    return np.asarray(P[k] * np.where((k == m)[:, np.newaxis], 1 - P[m], -P[m]) * w)


@quiet  # of cases that weigh next to nothing the inverse is infinite
def pseudo_inverse(H: FloatArray) -> FloatArray:
    """Moore-Penrose inverse as R takes it: directions of small singular value are left out."""
    if len(H) > _LARGE:
        inverse = _inverse_in_place(H.T.copy(order="F"))  # any other order is copied again
        return _pseudo_inverse_in_place(H.T.copy(order="F")) if inverse is None else inverse
    left, values, right = np.linalg.svd(H)
    informed = values > _NEGLIGIBLE * values[:1]
    return np.asarray((right[informed].T / values[informed]) @ left[:, informed].T)


def _factor_in_place(H: FloatArray) -> FloatArray | None:
    """Cholesky factor below the diagonal, if it is certain that no direction is to be left out.

    The condition of a symmetric matrix by its singular values is at most that by its sums of rows.
    """
    from scipy.linalg.lapack import dpocon, dpotrf

    size = max(float(np.abs(column).sum()) for column in H.T)
    factor, failed = dpotrf(H, lower=1, clean=0, overwrite_a=1)
    if failed or not size < np.inf:
        return None
    return np.asarray(factor) if dpocon(factor, size, uplo="L")[0] > _SURELY else None


def _inverse_in_place(H: FloatArray) -> FloatArray | None:
    """Inverse that takes the place of `H`, in Fortran's order; None if a direction is left out."""
    from scipy.linalg.lapack import dpotri

    factor = _factor_in_place(H)
    if factor is None:
        return None
    inverse, failed = dpotri(factor, lower=1, overwrite_c=1)
    if failed:
        return None
    for j in range(len(inverse)):  # LAPACK fills one triangle; a row at a time needs no memory
        inverse[j, j + 1 :] = inverse[j + 1 :, j]
    return np.asarray(inverse)


def _pseudo_inverse_in_place(H: FloatArray) -> FloatArray:
    """The same by the eigenvectors, which take the place of `H`, in Fortran's order.

    The matrix is positive semi-definite, so that its eigenvalues are its singular values.
    """
    from scipy.linalg import eigh

    values, vectors = eigh(H, overwrite_a=True, driver="ev", check_finite=False)
    informed = values > _NEGLIGIBLE * values[-1]
    roots = np.sqrt(np.where(informed, values, 1.0))
    vectors *= np.where(informed, 1.0 / roots, 0.0)
    return np.asarray(vectors @ vectors.T)


@quiet  # a scale of 0 is not estimable
def stable_covariance(H: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Inverse of the information, whatever the units of the columns.

    Returns
    -------
    covariance : ndarray, shape (m, m)
        NaN in the rows and columns of coefficients that the data do not determine.
    estimable : ndarray of bool, shape (m,)
        Which coefficients the data determine.
    """
    scaled, scale = _unit_diagonal(H)
    values, vectors = np.linalg.eigh(scaled)
    informed = values > _SINGULAR * values[-1:]
    estimable = (np.abs(vectors[:, ~informed]) <= _PART).all(axis=1) & (scale > 0)
    if informed.all():
        root = np.linalg.inv(np.linalg.cholesky(scaled))
        inverse = root.T @ root
    else:
        inverse = (vectors[:, informed] / values[informed]) @ vectors[:, informed].T
        inverse[~estimable] = inverse[:, ~estimable] = np.nan
    return inverse / scale / scale[:, np.newaxis], estimable


@quiet  # columns of zeros
def badly_scaled(H: FloatArray, sizes: FloatArray) -> list[int]:
    """Columns of the design whose size makes R leave out directions that the data determine.

    Parameters
    ----------
    H : ndarray, shape (q * p, q * p)
        Information.
    sizes : ndarray, shape (p,)
        Root mean square of each column.

    Returns
    -------
    list of int
        The fewest columns, those furthest from a size of 1 first, that have to be rescaled; none
        if R leaves out nothing, or if rescaling is of no help.
    """
    if not _leaves_out(H) or _leaves_out(_unit_diagonal(H)[0]):
        return []
    furthest = np.argsort(-np.abs(np.log(sizes)), kind="stable")
    scale = np.ones_like(sizes)
    for count, column in enumerate(furthest, start=1):
        scale[column] = sizes[column]
        by_row = np.tile(scale, len(H) // len(sizes))
        if not _leaves_out(H / by_row / by_row[:, np.newaxis]):
            return [int(j) for j in furthest[:count]]
    return []


def _unit_diagonal(H: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`H` with its rows and columns divided so that its diagonal is 1, and the divisors."""
    scale = np.sqrt(np.diag(H))
    divisor = np.where(scale > 0, scale, 1.0)
    scaled = H / divisor
    scaled /= divisor[:, np.newaxis]
    return scaled, scale


def _leaves_out(H: FloatArray) -> bool:
    """Whether the pseudo-inverse leaves out a direction, or there is none."""
    if not np.isfinite(H).all():
        return True
    if len(H) > _LARGE and _factor_in_place(H.T.copy(order="F")) is not None:
        return False
    values = np.linalg.svd(H, compute_uv=False) if len(H) <= _LARGE else _eigenvalues(H)
    return bool((values <= _NEGLIGIBLE * values[:1]).any())


def _eigenvalues(H: FloatArray) -> FloatArray:
    """Sizes of the eigenvalues of a symmetric matrix, the largest first."""
    return np.asarray(np.sort(np.abs(np.linalg.eigvalsh(H)))[::-1])
