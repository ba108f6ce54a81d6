"""How large things are, what their rows and columns are called, and what is on their diagonal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..calls import of_r, verb

__all__ = ["colnames", "diag", "dim", "names", "ncol", "nrow", "rownames"]


@verb
def nrow(x: Any) -> int | None:
    """Number of rows, R's ``nrow``.

    Parameters
    ----------
    x : DataFrame or array_like
        A data frame or a matrix.

    Returns
    -------
    int or None
        None of a vector, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``nrow``.

    Examples
    --------
    >>> from pynnet.r import load_iris, nrow
    >>> nrow(load_iris())
    150
    """
    shape = _shape(x)
    return None if shape is None else shape[0]


@verb
def ncol(x: Any) -> int | None:
    """Number of columns, R's ``ncol``.

    Parameters
    ----------
    x : DataFrame or array_like
        A data frame or a matrix.

    Returns
    -------
    int or None
        None of a vector, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``nrow``.

    Examples
    --------
    >>> from pynnet.r import load_iris, ncol
    >>> ncol(load_iris())
    5
    """
    shape = _shape(x)
    return None if shape is None else shape[1]


@verb
def dim(x: Any) -> tuple[int, ...] | None:
    """Numbers of rows and columns, R's ``dim``.

    Parameters
    ----------
    x : DataFrame or array_like
        A data frame, a matrix or an array.

    Returns
    -------
    tuple of int, or None
        None of a vector, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``dim``.

    Examples
    --------
    >>> from pynnet.r import dim, load_iris
    >>> dim(load_iris())
    (150, 5)
    """
    return _shape(x)


def _shape(x: Any) -> tuple[int, ...] | None:
    shape: tuple[int, ...] = np.shape(x) if not hasattr(x, "shape") else tuple(x.shape)
    return shape if len(shape) > 1 else None


@verb
def names(x: Any) -> list[str] | None:
    """Names of the columns of a data frame, or of the values of a Series or dict, R's ``names``.

    Parameters
    ----------
    x : DataFrame, Series or mapping
        What has names.

    Returns
    -------
    list of str, or None
        None where there are no names, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``names``.

    Examples
    --------
    >>> from pynnet.r import load_iris, names
    >>> names(load_iris())[-1]
    'Species'
    """
    if isinstance(x, pd.DataFrame):
        return [str(name) for name in x.columns]
    if isinstance(x, Mapping):
        return [str(name) for name in x]
    if isinstance(x, pd.Series) and not isinstance(x.index, pd.RangeIndex):
        return [str(name) for name in x.index]
    return None


@verb
def colnames(x: Any) -> list[str] | None:
    """Names of the columns, R's ``colnames``.

    Parameters
    ----------
    x : DataFrame or array_like
        A data frame or a matrix.

    Returns
    -------
    list of str, or None
        None where there are none, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``colnames``.

    Examples
    --------
    >>> from pynnet.r import colnames, load_iris
    >>> colnames(load_iris())[0]
    'Sepal.Length'
    """
    return [str(name) for name in x.columns] if isinstance(x, pd.DataFrame) else None


@verb
def rownames(x: Any) -> list[str] | None:
    """Names of the rows, R's ``rownames``.

    Parameters
    ----------
    x : DataFrame or array_like
        A data frame or a matrix.

    Returns
    -------
    list of str, or None
        Rows that pandas numbers from 0 R numbers from 1. None of an array, as R gives NULL.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``rownames``.

    Examples
    --------
    >>> from pynnet.r import load_iris, rownames
    >>> rownames(load_iris())[:2]
    ['1', '2']
    """
    if not isinstance(x, pd.DataFrame):
        return None
    counted = isinstance(x.index, pd.RangeIndex) and x.index.start == 0 and x.index.step == 1
    return [str(label) for label in (range(1, len(x) + 1) if counted else x.index)]


@verb
def diag(x: Any) -> Any:
    """Diagonal of a matrix or table; a matrix with a given diagonal, R's ``diag``.

    Parameters
    ----------
    x : Table, DataFrame or array_like
        A matrix or table; or a vector, which becomes the diagonal; or a whole number, the size of
        an identity matrix.

    Returns
    -------
    ndarray
        A vector, or a matrix of zeros but for its diagonal.

    Raises
    ------
    DataError
        If `x` holds no numbers.

    References
    ----------
    .. [1] R manual page ``diag``.

    Examples
    --------
    >>> diag([[1, 2], [3, 4]]).tolist()
    [1, 4]
    >>> diag([2.0, 3.0]).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    return np.diagonal(np.asarray(x)).copy() if np.ndim(x) == 2 else of_r("diag", x)
