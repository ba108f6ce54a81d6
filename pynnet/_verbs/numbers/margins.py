"""Sums and means of the rows and columns of matrices and frames, in R's bits."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pynnet._data import Matrix
from pynnet._ground import flag

from ..calls import column_of, of_r, verb

__all__ = ["colMeans", "colSums", "rowMeans", "rowSums"]


@verb
def colMeans(x: Any, na_rm: bool = False) -> Any:
    """Mean of each column.

    Parameters
    ----------
    x : DataFrame or array_like, shape (n, p)
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    Series or ndarray of float, shape (p,)
        A Series with the names of the columns if they have names.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is no matrix of numbers.

    Notes
    -----
    R adds in one pass: a mean may differ from that of :func:`mean` in the last bit.

    References
    ----------
    .. [1] R manual page ``colSums``.

    Examples
    --------
    >>> colMeans([[1, 2], [3, 5]]).tolist()
    [2.0, 3.5]
    """
    return _of_columns("colMeans", x, na_rm)


@verb
def colSums(x: Any, na_rm: bool = False) -> Any:
    """Sum of each column.

    Parameters
    ----------
    x : DataFrame or array_like, shape (n, p)
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    Series or ndarray of float, shape (p,)
        A Series with the names of the columns if they have names.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is no matrix of numbers.

    References
    ----------
    .. [1] R manual page ``colSums``.

    Examples
    --------
    >>> colSums([[1, 2], [3, 5]]).tolist()
    [4.0, 7.0]
    """
    return _of_columns("colSums", x, na_rm)


@verb
def rowMeans(x: Any, na_rm: bool = False) -> Any:
    """Mean of each row.

    Parameters
    ----------
    x : DataFrame or array_like, shape (n, p)
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    Series or ndarray of float, shape (n,)
        A Series with the index of a frame.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is no matrix of numbers.

    References
    ----------
    .. [1] R manual page ``colSums``.

    Examples
    --------
    >>> rowMeans([[1, 2], [3, 5]]).tolist()
    [1.5, 4.0]
    """
    return _of_rows("rowMeans", x, na_rm)


@verb
def rowSums(x: Any, na_rm: bool = False) -> Any:
    """Sum of each row.

    Parameters
    ----------
    x : DataFrame or array_like, shape (n, p)
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    Series or ndarray of float, shape (n,)
        A Series with the index of a frame.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is no matrix of numbers.

    References
    ----------
    .. [1] R manual page ``colSums``.

    Examples
    --------
    >>> rowSums([[1, 2], [3, 5]]).tolist()
    [3.0, 8.0]
    """
    return _of_rows("rowSums", x, na_rm)


def _of_columns(name: str, x: Any, na_rm: bool) -> Any:
    flag("na_rm", na_rm)
    matrix = _as_matrix(x)
    values = of_r(name, matrix, na_rm=na_rm)
    names = x.columns if isinstance(x, pd.DataFrame) else None
    return values if names is None else pd.Series(values, index=names)


def _of_rows(name: str, x: Any, na_rm: bool) -> Any:
    flag("na_rm", na_rm)
    values = of_r(name, _as_matrix(x), na_rm=na_rm)
    return pd.Series(values, index=x.index) if isinstance(x, pd.DataFrame) else values


def _as_matrix(x: Any) -> Any:
    """Return the numbers of a matrix as an array, of rows in lists as well."""
    column = column_of(x, "x")
    return column.values if isinstance(column, Matrix) else x
