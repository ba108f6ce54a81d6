"""How large things are, what their rows and columns are called, and what is on their diagonal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions, is_array
from pynnet._ground import ObjectArray
from pynnet._multinom import ConfidenceIntervals
from pynnet._printing import Table, has_counted_labels

from ..calls import of_r, verb
from ..vectors.combining import labels_of
from ..vectors.converting import texts_array

__all__ = ["colnames", "diag", "dim", "dimnames", "names", "ncol", "nrow", "rownames"]


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
    if isinstance(getattr(x, "shape", None), tuple):
        shape = x.shape
    else:
        shape = np.shape(x) if dimensions(x) > 1 or is_array(x) else ()
    return shape if len(shape) > 1 else None


@verb
def names(x: Any) -> ObjectArray | None:
    """Names of the columns of a data frame, or of the values of a Series or dict, R's ``names``.

    Parameters
    ----------
    x : DataFrame, Series, Table or mapping
        What has names.

    Returns
    -------
    ndarray of str, or None
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
    >>> names(load_iris()).tolist()[0]
    'Sepal.Length'
    """
    if isinstance(x, pd.DataFrame):
        return texts_array(x.columns)
    if isinstance(x, Mapping):
        return texts_array(list(x))
    if isinstance(x, Table):
        return texts_array(x.dimnames[0][1]) if x.values.ndim == 1 else None
    return None if (labels := labels_of(x)) is None else texts_array(labels)


@verb
def colnames(x: Any) -> ObjectArray | None:
    """Names of the columns, R's ``colnames``.

    Parameters
    ----------
    x : DataFrame, Table or array_like
        A data frame, a table or a matrix.

    Returns
    -------
    ndarray of str, or None
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
    >>> colnames(load_iris()).tolist()[0]
    'Sepal.Length'
    """
    found = _names_of_dimensions(x)
    return found[1] if len(found) > 1 else None


@verb
def rownames(x: Any) -> ObjectArray | None:
    """Names of the rows, R's ``rownames``.

    Parameters
    ----------
    x : DataFrame, Table or array_like
        A data frame, a table or a matrix.

    Returns
    -------
    ndarray of str, or None
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
    >>> rownames(load_iris()).tolist()[:2]
    ['1', '2']
    """
    found = _names_of_dimensions(x)
    if found and found[0] is None and isinstance(x, pd.DataFrame):
        return texts_array(range(1, len(x) + 1))
    return found[0] if found else None


@verb
def dimnames(x: Any) -> Any:
    """Names of the rows, the columns and further dimensions, R's ``dimnames``.

    Parameters
    ----------
    x : DataFrame, Table, ConfidenceIntervals or array_like
        A data frame, a table, or a matrix.

    Returns
    -------
    list, dict or None
        For each dimension an array of text, or None where it has no names; a dict where dimensions
        themselves have names, as those of a table. None of what has no names at all.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``dimnames``.

    Examples
    --------
    >>> from pynnet.r import data_frame, dimnames
    >>> [names.tolist() for names in dimnames(data_frame(a=[1, 2], b=[3, 4]))]
    [['1', '2'], ['a', 'b']]
    """
    found = _names_of_dimensions(x)
    if isinstance(x, pd.DataFrame) and not isinstance(x.columns, pd.RangeIndex):
        found[0] = rownames(x)
    if all(names is None for names in found):
        return None
    if isinstance(x, Table) and any(name for name, _ in x.dimnames):
        return dict(zip((name for name, _ in x.dimnames), found, strict=True))
    return found


def _names_of_dimensions(x: Any) -> list[Any]:
    """Text for each dimension; None where pandas counts, or there are no names."""
    if isinstance(x, Table):
        return [texts_array(labels) for _, labels in x.dimnames]
    if isinstance(x, ConfidenceIntervals):
        parts = [x.terms, x.labels, *([] if x.classes is None else [x.classes])]
        return [texts_array(part) for part in parts]
    if isinstance(x, pd.DataFrame):
        rows = None if has_counted_labels(x.index) else texts_array(x.index)
        counted = isinstance(x.columns, pd.RangeIndex) and has_counted_labels(x.columns)
        return [rows, None if counted else texts_array(x.columns)]
    return [None] * len(_shape(x) or ())


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
    cells = np.asarray(x) if dimensions(x) == 2 else None
    if cells is None or cells.ndim != 2:  # what says it is a matrix need not be one
        return of_r("diag", x)
    return np.diagonal(cells).copy()
