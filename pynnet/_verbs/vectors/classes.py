"""The largest of several numbers, counted from 1, ties broken at random as R breaks them."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from pynnet._nnet import max_col as _column_from_0
from pynnet._nnet import which_is_max as _position_from_0

from ..calls import as_python, column_of, verb
from ..elements import matrix_of

__all__ = ["max_col", "which_is_max"]


@verb
def max_col(m: Any, ties_method: Literal["random", "first", "last"] = "random") -> Any:
    """Position of the largest number of each row, R's ``max.col``.

    Ties are broken by R's random numbers, and the stream is then where R's is.

    Parameters
    ----------
    m : array_like or DataFrame of float, shape (n, p)
        Numbers.
    ties_method : {"random", "first", "last"}, optional
        Which of several largest numbers is taken. Default "random".

    Returns
    -------
    ndarray, shape (n,)
        Positions, counted from 1 as in R; :func:`pynnet.max_col` counts from 0. NaN where a row
        has a missing value, which draws nothing.

    Raises
    ------
    ArgumentError
        If `ties_method` is none of its words.
    DataError
        If `m` is no matrix of numbers.

    References
    ----------
    .. [1] R manual page ``max.col``.

    Examples
    --------
    >>> max_col([[0.2, 0.7, 0.1], [0.5, 0.2, 0.3]]).tolist()
    [2, 1]
    """
    values = matrix_of("m", m).values
    missing = np.isnan(values).any(axis=1)
    if not missing.any():
        return _column_from_0(values, ties_method) + 1
    places = np.full(len(values), np.nan)
    places[~missing] = _column_from_0(values[~missing], ties_method) + 1
    return places


@verb
def which_is_max(x: Any) -> int:
    """Position of the largest number, R's ``which.is.max``; ties are broken at random.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Numbers, at least one, none missing.

    Returns
    -------
    int
        Position, counted from 1 as in R; :func:`pynnet.which_is_max` counts from 0.

    Raises
    ------
    DataError
        If `x` is empty, not a vector, or has missing values, where R answers NA.

    References
    ----------
    .. [1] R manual page ``which.is.max`` of package nnet.

    Examples
    --------
    >>> which_is_max([0.2, 0.7, 0.1])
    2
    """
    return _position_from_0(as_python(column_of(x, "x"))) + 1
