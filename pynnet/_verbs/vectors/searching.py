"""Where values are: positions counted from 1, and whether something is among others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import IntArray

from ..calls import each, of_r, one, verb

__all__ = ["is_in", "match", "which", "which_max", "which_min"]


@verb
def which(x: Any) -> IntArray:
    """Positions, counted from 1, of what is true.

    Parameters
    ----------
    x : array_like of bool
        Truths; what is missing is not true.

    Returns
    -------
    ndarray of int
        For :func:`take`, which counts from 1. R names them if `x` has names.

    Raises
    ------
    DataError
        If `x` is not of truths, or a matrix.

    References
    ----------
    .. [1] R manual page ``which``.

    Examples
    --------
    >>> which([False, True, True]).tolist()
    [2, 3]
    """
    return np.asarray(of_r("which", x))


@verb
def which_max(x: Any) -> int | None:
    """Position, counted from 1, of the first of the largest numbers; R's ``which.max``.

    Parameters
    ----------
    x : array_like
        Numbers or truths; missing ones are passed over.

    Returns
    -------
    int or None
        None if there are no numbers. R names it if `x` has names.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``which.min``.

    Examples
    --------
    >>> which_max([2, 9, 9])
    2
    """
    place = one("which.max", x)
    return place if isinstance(place, int) else None


@verb
def which_min(x: Any) -> int | None:
    """Position, counted from 1, of the first of the smallest numbers; R's ``which.min``.

    Parameters
    ----------
    x : array_like
        Numbers or truths; missing ones are passed over.

    Returns
    -------
    int or None
        None if there are no numbers. R names it if `x` has names.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``which.min``.

    Examples
    --------
    >>> which_min([2, 9, 1])
    3
    """
    place = one("which.min", x)
    return place if isinstance(place, int) else None


@verb
def match(x: Any, table: Any, nomatch: float | None = None) -> Any:
    """Position, counted from 1, of the first element of a table that equals each value.

    Parameters
    ----------
    x : array_like
        Values to look for.
    table : array_like
        Where to look for them.
    nomatch : int, optional
        What stands for a value that is not there. Default: NaN.

    Returns
    -------
    int, float, ndarray or Series
        In the form of `x`; of float where something is not there.

    Raises
    ------
    DataError
        If `x` or `table` is a matrix or a frame, or `nomatch` is no whole number.

    Notes
    -----
    Text and factors are compared as text, with numbers too.

    References
    ----------
    .. [1] R manual page ``match``.

    Examples
    --------
    >>> match(["b", "a"], ["a", "b"]).tolist()
    [2, 1]
    >>> match([3, 1], [1, 2]).tolist()
    [nan, 1.0]
    """
    return _among("match", x, table, **({} if nomatch is None else {"nomatch": nomatch}))


@verb
def is_in(x: Any, table: Any) -> Any:
    """Whether each value is among others, R's ``x %in% table``.

    Parameters
    ----------
    x : array_like
        Values to look for.
    table : array_like
        Where to look for them.

    Returns
    -------
    bool, ndarray or Series of bool
        In the form of `x`. What is missing is found if something is missing in `table`.

    Raises
    ------
    DataError
        If `x` or `table` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``match``.

    Examples
    --------
    >>> is_in(["b", "z"], ["a", "b"]).tolist()
    [True, False]
    """
    return _among("%in%", x, table)


def _among(name: str, x: Any, table: Any, **options: Any) -> Any:
    """Call a function that looks each value up; labels of the table say nothing."""
    plain = table.array if isinstance(table, pd.Series) else table
    return each(name, x, plain, **options) if dimensions(x) else one(name, x, plain, **options)
