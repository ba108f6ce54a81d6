"""Totals and extremes as they run along, side by side, and differences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pynnet._ground import flag, refuse_unknown, whole_number

from ..calls import each, of_r, verb
from ..models.generic import is_of_caret, method_of

__all__ = ["cummax", "cummin", "cumprod", "cumsum", "diff", "pmax", "pmin"]


@verb
def cumsum(x: Any) -> Any:
    """Sums of the first one, two, three ... values, in R's bits.

    Parameters
    ----------
    x : array_like
        Numbers or truths.

    Returns
    -------
    ndarray or Series
        As long as `x`; whole numbers stay whole and do not overflow, as R's do.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``cumsum``.

    Examples
    --------
    >>> cumsum([0.1, 0.2, 0.3]).tolist()
    [0.1, 0.30000000000000004, 0.6]
    """
    return each("cumsum", x)


@verb
def cumprod(x: Any) -> Any:
    """Products of the first one, two, three ... values, in R's bits.

    Parameters
    ----------
    x : array_like
        Numbers or truths.

    Returns
    -------
    ndarray or Series of float
        As long as `x`.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``cumsum``.

    Examples
    --------
    >>> cumprod([1, 2, 3, 4]).tolist()
    [1.0, 2.0, 6.0, 24.0]
    """
    return each("cumprod", x)


@verb
def cummax(x: Any) -> Any:
    """Largest of the first one, two, three ... values.

    Parameters
    ----------
    x : array_like
        Numbers or truths.

    Returns
    -------
    ndarray or Series
        As long as `x`; missing from the first missing value on.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``cumsum``.

    Examples
    --------
    >>> cummax([1, 3, 2]).tolist()
    [1, 3, 3]
    """
    return each("cummax", x)


@verb
def cummin(x: Any) -> Any:
    """Smallest of the first one, two, three ... values.

    Parameters
    ----------
    x : array_like
        Numbers or truths.

    Returns
    -------
    ndarray or Series
        As long as `x`; missing from the first missing value on.

    Raises
    ------
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``cumsum``.

    Examples
    --------
    >>> cummin([3, 1, 2]).tolist()
    [3, 1, 1]
    """
    return each("cummin", x)


@verb
def pmax(*x: Any, na_rm: bool = False) -> Any:
    """Largest of the arguments at each place.

    Parameters
    ----------
    *x : number or array_like
        Numbers or truths; shorter ones are repeated.
    na_rm : bool, optional
        Whether missing values are passed over. Default False.

    Returns
    -------
    int, float, ndarray or Series
        As long as the longest argument.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If an argument is not repeated a whole number of times.

    References
    ----------
    .. [1] R manual page ``Extremes``.

    Examples
    --------
    >>> pmax([1, 5, 2], 3).tolist()
    [3, 5, 3]
    """
    return each("pmax", *x, na_rm=flag("na_rm", na_rm))


@verb
def pmin(*x: Any, na_rm: bool = False) -> Any:
    """Smallest of the arguments at each place.

    Parameters
    ----------
    *x : number or array_like
        Numbers or truths; shorter ones are repeated.
    na_rm : bool, optional
        Whether missing values are passed over. Default False.

    Returns
    -------
    int, float, ndarray or Series
        As long as the longest argument.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If an argument is not repeated a whole number of times.

    References
    ----------
    .. [1] R manual page ``Extremes``.

    Examples
    --------
    >>> pmin([1, 5, 2], 3).tolist()
    [1, 3, 2]
    """
    return each("pmin", *x, na_rm=flag("na_rm", na_rm))


@verb
def diff(x: Any, lag: int = 1, differences: int = 1, **more: Any) -> Any:
    """Differences between values and those some places before.

    Parameters
    ----------
    x : array_like, or Resamples
        Numbers or truths; or models that were judged side by side, by caret's ``resamples``.
    lag : int, optional
        How many places before. Default 1.
    differences : int, optional
        How often differences are taken of differences. Default 1.
    **more
        Arguments of the method ``diff()`` of models, such as ``metric``.

    Returns
    -------
    ndarray, Series, or what the method of models gives
        Shorter than `x` by `lag` times `differences`; a Series keeps the labels of the later ones.

    Raises
    ------
    ArgumentError
        If `lag` or `differences` is not a whole number from 1, or as the method says.
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``diff``.

    Examples
    --------
    >>> diff([1, 4, 9, 16]).tolist()
    [3, 5, 7]
    """
    if is_of_caret(x):
        return method_of(x, "diff")(**more)
    refuse_unknown(more, ("x", "lag", "differences"))
    steps = whole_number("lag", lag, least=1), whole_number("differences", differences, least=1)
    result = of_r("diff", x, lag=steps[0], differences=steps[1])
    if isinstance(x, pd.Series):
        return pd.Series(result, index=x.index[len(x) - len(result) :], name=x.name)
    return result
