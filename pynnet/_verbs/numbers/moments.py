"""Variances, covariances and correlations, as R adds them up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import DataError, FloatArray, RWarning, flag, one_word, warn
from pynnet._numerics import mean, variance

from ..calls import of_r, verb
from ..elements import matrix_of

__all__ = ["cor", "cov", "sd", "var"]

_PAIRWISE = "pairwise.complete.obs"
_USES = ("everything", "all.obs", "complete.obs", "na.or.complete", _PAIRWISE)
_METHODS = ("pearson", "kendall", "spearman")


@verb
def var(x: Any, y: Any = None, na_rm: bool = False) -> Any:
    """Variance, in R's bits; of a matrix or of two vectors the covariances.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, p)
        Numbers or truths.
    y : array_like, shape (n,) or (n, q), optional
        Numbers or truths, for covariances.
    na_rm : bool, optional
        Whether rows with missing values are left out. Default False: then the result is NaN.

    Returns
    -------
    float, ndarray or DataFrame
        Divided by n - 1; NaN of fewer than two values. A matrix has the names of the columns.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` or `y` is text or a factor, or their lengths differ.

    References
    ----------
    .. [1] R manual page ``cor``.

    Examples
    --------
    >>> var([1, 2, 4])
    2.3333333333333335
    """
    asked = _Asked(
        "var", "complete.obs" if flag("na_rm", na_rm) else "everything", "pearson", False
    )
    return _moments(x, y, asked)


@verb
def sd(x: Any, na_rm: bool = False) -> float:
    """Standard deviation, in R's bits.

    Parameters
    ----------
    x : array_like
        Numbers or truths; of a matrix all numbers count.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the result is NaN.

    Returns
    -------
    float
        In the unit of `x`; NaN of fewer than two values.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``sd``.

    Examples
    --------
    >>> sd([1, 2, 4])
    1.5275252316519468
    """
    values = matrix_of("x", x).values.ravel(order="F")
    present = values[~np.isnan(values)] if flag("na_rm", na_rm) else values
    with np.errstate(all="ignore"):
        return math.sqrt(variance(present))


@verb
def cov(x: Any, y: Any = None, use: str = "everything", method: str = "pearson") -> Any:
    """Covariance of two vectors, or of the columns of matrices, in R's bits.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, p)
        Numbers or truths.
    y : array_like, shape (n,) or (n, q), optional
        Numbers or truths. Default: the columns of `x`.
    use : str, optional
        Of missing values: with "everything" columns that have some give NaN, with "all.obs" an
        error; "complete.obs" leaves their rows out, as does "na.or.complete", which gives NaN if
        none are left; "pairwise.complete.obs" leaves out, for each two columns, the rows where one
        of them is missing. Default "everything".
    method : {"pearson", "kendall", "spearman"}, optional
        Of the numbers; of pairs of cases, whether both go up; or of their ranks. Default "pearson".

    Returns
    -------
    float, ndarray or DataFrame
        Of two vectors a float; a matrix has the names of the columns.

    Raises
    ------
    ArgumentError
        If `use` or `method` is none of its words.
    DataError
        If `x` or `y` is text or a factor, their lengths differ, a vector stands alone, or no rows
        are complete.

    References
    ----------
    .. [1] R manual page ``cor``.

    Examples
    --------
    >>> cov([1, 2, 4], [2, 1, 5])
    2.6666666666666665
    """
    return _moments(x, y, _Asked("cov", use, method, False))


@verb
def cor(x: Any, y: Any = None, use: str = "everything", method: str = "pearson") -> Any:
    """Correlation of two vectors, or of the columns of matrices, in R's bits.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, p)
        Numbers or truths.
    y : array_like, shape (n,) or (n, q), optional
        Numbers or truths. Default: the columns of `x`.
    use : str, optional
        Of missing values: with "everything" columns that have some give NaN, with "all.obs" an
        error; "complete.obs" leaves their rows out, as does "na.or.complete", which gives NaN if
        none are left; "pairwise.complete.obs" leaves out, for each two columns, the rows where one
        of them is missing. Default "everything".
    method : {"pearson", "kendall", "spearman"}, optional
        Of the numbers; of pairs of cases, whether both go up; or of their ranks. Default "pearson".

    Returns
    -------
    float, ndarray or DataFrame
        Of two vectors a float; a matrix has the names of the columns. NaN where values do not vary.

    Raises
    ------
    ArgumentError
        If `use` or `method` is none of its words.
    DataError
        If `x` or `y` is text or a factor, their lengths differ, a vector stands alone, or no rows
        are complete.

    Warns
    -----
    RWarning
        If values do not vary.

    References
    ----------
    .. [1] R manual page ``cor``.

    Examples
    --------
    >>> cor([1, 2, 4], [2, 1, 5])
    0.8386278693775345
    """
    return _moments(x, y, _Asked("cor", use, method, True))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which verb, what of missing values, of numbers or ranks, and whether in units of spread."""

    verb: str
    use: str
    method: str
    standardised: bool


def _moments(x: Any, y: Any, asked: _Asked) -> Any:
    """Return a matrix of covariances or correlations; of two vectors one number."""
    one_word("use", asked.use, _USES)
    one_word("method", asked.method, _METHODS)
    if (asked.verb, asked.use) == ("cov", _PAIRWISE) and asked.method != "pearson":
        raise DataError(f"cannot handle {_PAIRWISE!r} in cov() of method {asked.method!r}.")
    left = matrix_of("x", x)
    right = None if y is None else matrix_of("y", y)
    vectors = [dimensions(given) < 2 for given in (x, y) if given is not None]
    if asked.verb != "var" and vectors == [True]:
        raise DataError(
            "supply both 'x' and 'y' or a matrix-like 'x': a vector has no "
            f"{asked.verb}() of its own."
        )
    if right is not None and len(left) != len(right):
        raise DataError(f"incompatible dimensions: {len(left)} and {len(right)} values.")
    a, b = _rows_used(left.values, None if right is None else right.values, asked)
    with np.errstate(all="ignore"):
        if asked.use == _PAIRWISE or asked.method == "kendall":
            values, constant = _of_pairs(a, a if b is None else b, asked)
            if b is None and asked.standardised and len(a) > 1 and asked.use != _PAIRWISE:
                np.fill_diagonal(values, 1.0)
        else:
            values, constant = _of_columns(a, b, asked.standardised), _are_constant(a, b)
    if asked.standardised and constant:
        warn("the standard deviation is zero", RWarning)
    if all(vectors):
        return float(values[0, 0])
    names = left.names, (left if right is None else right).names
    if names == (None, None):
        return values
    return pd.DataFrame(values, index=_labels(names[0]), columns=_labels(names[1]))


def _labels(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _rows_used(
    a: FloatArray, b: FloatArray | None, asked: _Asked
) -> tuple[FloatArray, FloatArray | None]:
    """Return the rows that count, as ranks if these are asked for."""
    absent = np.isnan(a).any(axis=1)
    absent |= False if b is None else np.isnan(b).any(axis=1)
    if asked.use in ("all.obs", _PAIRWISE) and not len(a):
        raise DataError("'x' is empty: there are no observations.")
    if asked.method == "spearman" and len(a) == 1 and asked.use == "all.obs":
        absent = np.zeros(1, dtype=bool)  # R ranks one row before it looks
    if asked.use == "all.obs" and absent.any():
        raise DataError('missing observations in cov/cor: use="complete.obs" leaves them out.')
    if asked.use in ("complete.obs", "na.or.complete"):
        if absent.all() and asked.verb != "var" and asked.use == "complete.obs":
            raise DataError("no complete element pairs: every row has a missing value.")
        a, b = a[~absent], None if b is None else b[~absent]
    if asked.method == "spearman" and asked.use != _PAIRWISE:
        a, b = _ranks(a), None if b is None else _ranks(b)
    return a, b


def _ranks(values: FloatArray) -> FloatArray:
    """Return the ranks in each column; ties share their mean, what is missing stays so."""
    columns = [of_r("rank", column, na_last="keep") for column in values.T]
    return np.column_stack(columns) if columns else values


def _of_columns(a: FloatArray, b: FloatArray | None, standardised: bool) -> FloatArray:
    """Return what each column of one matrix has in common with each of another.

    Deviations are from the rounded means; their products are added in extended precision. Alone, a
    matrix has its spreads from its rounded variances; of two, R takes them before rounding.
    """
    left = _deviations(a)
    right = left if b is None else _deviations(b)
    count = len(a) - 1
    if count < 1:
        return np.full((left.shape[1], right.shape[1]), np.nan)
    products = [[(np.add.accumulate(u * v)[-1] + 0.0) / count for v in right.T] for u in left.T]
    values = np.array(products, dtype=np.longdouble).reshape(left.shape[1], right.shape[1])
    covariances = values.astype(np.float64)
    if not standardised:
        return covariances
    if b is None:
        spreads = np.sqrt(np.diagonal(covariances))
        ratios = covariances / np.multiply.outer(spreads, spreads)
        ratios[:, spreads == 0] = ratios[spreads == 0] = np.nan
        np.fill_diagonal(ratios, 1.0)
    else:
        rows, columns = (
            np.sqrt(np.add.accumulate(d * d)[-1] / count).astype(np.float64) for d in (left, right)
        )
        ratios = covariances / np.multiply.outer(rows, columns)
        ratios[:, columns == 0] = np.nan
        ratios[rows == 0] = np.nan
    return np.clip(ratios, -1.0, 1.0)


def _of_pairs(a: FloatArray, b: FloatArray, asked: _Asked) -> tuple[FloatArray, bool]:
    """Return the same from the rows of each two columns, and whether a column does not vary."""
    values, constant = np.full((a.shape[1], b.shape[1]), np.nan), False
    shared = _shared_by_concordance if asked.method == "kendall" else _shared_by_deviations
    for i, u in enumerate(a.T):
        for j, v in enumerate(b.T):
            present = ~(np.isnan(u) | np.isnan(v))
            if present.sum() < 2 or not (present.all() or asked.use == _PAIRWISE):
                continue
            pair = np.column_stack([u[present], v[present]])
            if asked.method == "spearman":
                ranks = _ranks(pair)
                values[i, j] = _of_columns(ranks[:, :1], ranks[:, 1:], True)[0, 0]
                constant |= _are_constant(ranks, None)
                continue
            both, own = shared(pair)
            if not asked.standardised:
                values[i, j] = both
            elif not own.all():
                constant = True
            else:
                values[i, j] = np.clip(both / (np.sqrt(own[0]) * np.sqrt(own[1])), -1.0, 1.0)
    return values, constant


def _shared_by_deviations(pair: FloatArray) -> tuple[Any, Any]:
    """Return the mean product of deviations, and their squares'; all in extended precision."""
    wide = pair.astype(np.longdouble)
    u, v = (wide - np.add.accumulate(wide)[-1] / len(wide)).T
    products = np.stack([u * v, u * u, v * v])
    both, *own = np.add.accumulate(products, axis=1)[:, -1] / (len(wide) - 1)
    return both, np.array(own)


def _shared_by_concordance(pair: FloatArray) -> tuple[Any, Any]:
    """Return how many pairs of cases go up in both less those that do not, and in each alone."""
    sums = np.zeros(3)
    for case in pair:
        u, v = np.where(pair > case, 1.0, np.where(pair < case, -1.0, 0.0)).T
        sums += (u @ v, u @ u, v @ v)
    return sums[0], sums[1:]


def _deviations(values: FloatArray) -> npt.NDArray[np.longdouble]:
    """Return the distances of values from the means of their columns."""
    columns = [column.astype(np.longdouble) - mean(column) for column in values.T]
    return np.column_stack(columns) if columns else values.astype(np.longdouble)


def _are_constant(a: FloatArray, b: FloatArray | None) -> bool:
    """Whether a column of several values has one value only."""
    matrices = [m for m in (a, b) if m is not None and len(m) > 1]
    return any(bool((m == m[0]).all(axis=0).any()) for m in matrices)
