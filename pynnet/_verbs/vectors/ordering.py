"""Orders, ranks, and what comes more than once."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from pynnet._data import in_own_byte_order, is_missing
from pynnet._ground import DataError, IntArray, flag, invalid, is_flag, one_word
from pynnet._random import runif

from ..calls import column_of, each, of_r, verb, with_index
from ..elements import as_vector, length_of, picked

__all__ = ["duplicated", "order", "rank", "rev", "sort", "unique"]

_TIES = ("average", "first", "last", "random", "max", "min")


@verb
def order(*x: Any, na_last: bool | None = True, decreasing: bool = False) -> IntArray:
    """Positions, counted from 1, that sort one or more keys.

    Parameters
    ----------
    *x : array_like
        Numbers, text, truths or factors of the same length; later ones break ties of earlier ones.
    na_last : bool or None, optional
        Whether missing values are last or first; None leaves them out, as R's NA does. Default
        True.
    decreasing : bool, optional
        Whether the largest is first. Default False.

    Returns
    -------
    ndarray of int
        For :func:`take`, which counts from 1; take 1 off for ``x[...]`` and ``.iloc[...]``. What
        ties stays in its order.

    Raises
    ------
    ArgumentError
        If `na_last` or `decreasing` is none of its values.
    DataError
        If the lengths differ, or there are no keys.

    Notes
    -----
    Text sorts as in an English locale, factors by their levels.

    References
    ----------
    .. [1] R manual page ``order``.

    Examples
    --------
    >>> order([3, 1, 2]).tolist()
    [2, 3, 1]
    >>> order(["b", "a", "a"], [1, 2, 1]).tolist()
    [3, 2, 1]
    """
    flag("decreasing", decreasing)
    if na_last is not None and not is_flag(na_last):
        raise invalid("na_last", na_last, "True, False, or None to leave missing values out")
    keys = [as_vector(key, "order") for key in x]
    if not keys or len({len(key) for key in keys}) > 1:
        raise DataError(f"argument lengths differ: {', '.join(str(len(k)) for k in keys)}.")
    absent = [is_missing(column_of(key, "x")) for key in keys]
    if na_last or not np.any(absent):
        return np.asarray(of_r("order", *keys, decreasing=decreasing))
    if na_last is None:
        present = np.flatnonzero(~np.any(absent, axis=0))
        kept = [picked(key, present) for key in keys]
        return np.asarray(present[of_r("order", *kept, decreasing=decreasing) - 1] + 1)
    first = [np.where(gaps == decreasing, 1.0, 0.0) for gaps in absent]
    pairs = [part for pair in zip(first, keys, strict=True) for part in pair]
    return np.asarray(of_r("order", *pairs, decreasing=decreasing))


@verb
def sort(x: Any, decreasing: bool = False, na_last: bool | None = None) -> Any:
    """Sort values.

    Parameters
    ----------
    x : array_like
        Numbers, text, truths or a factor.
    decreasing : bool, optional
        Whether the largest is first. Default False.
    na_last : bool or None, optional
        Whether missing values are last or first; by default they are left out.

    Returns
    -------
    ndarray, Series or Categorical
        In the form of `x`; a Series keeps the labels of its values.

    Raises
    ------
    ArgumentError
        If `decreasing` or `na_last` is none of its values.
    DataError
        If `x` is a matrix or a frame.

    Notes
    -----
    Text sorts as in an English locale, factors by their levels.

    References
    ----------
    .. [1] R manual page ``sort``.

    Examples
    --------
    >>> sort([3, 1, None, 2]).tolist()
    [1.0, 2.0, 3.0]
    >>> sort(["b", "A", "a"]).tolist()
    ['a', 'A', 'b']
    """
    values = as_vector(x, "sort")
    return picked(values, order(values, na_last=na_last, decreasing=decreasing) - 1)


@verb
def rank(x: Any, na_last: bool | str | None = True, ties_method: str = "average") -> Any:
    """Rank of each value, the smallest having 1.

    Parameters
    ----------
    x : array_like
        Numbers, text, truths or a factor.
    na_last : bool, "keep" or None, optional
        Whether missing values have the last ranks or the first; "keep" leaves them missing, None
        leaves them out. Default True.
    ties_method : {"average", "first", "last", "random", "max", "min"}, optional
        Ranks of equal values; "random" draws a number of the global stream for each value. Default
        "average".

    Returns
    -------
    ndarray or Series
        In the form of `x`; of int unless ranks are averaged.

    Raises
    ------
    ArgumentError
        If `na_last` or `ties_method` is none of its values.
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``rank``.

    Examples
    --------
    >>> rank([10, 30, 10]).tolist()
    [1.5, 3.0, 1.5]
    >>> rank([10, 30, 10], ties_method="min").tolist()
    [1, 3, 1]
    """
    one_word("ties_method", ties_method, _TIES)
    keep = isinstance(na_last, str) and na_last == "keep"
    if na_last is not None and not is_flag(na_last) and not keep:
        raise invalid("na_last", na_last, 'True, False, "keep", or None to leave them out')
    values = as_vector(x, "rank")
    gaps = np.asarray(is_missing(column_of(values, "x")))
    present, absent = np.flatnonzero(~gaps), np.flatnonzero(gaps)
    among = _ranks(picked(values, present), ties_method)
    if na_last is None:
        labels = picked(values, present)
        return with_index("rank", among, (labels,))
    ranks = np.full(len(gaps), np.nan)
    start = 0 if na_last else len(absent)
    ranks[present] = among + (0 if keep else start)
    if not keep:
        start = len(present) if na_last else 0
        ranks[absent] = start + 1.0 + np.arange(len(absent))
    whole = among.dtype.kind == "i" and not np.isnan(ranks).any()
    return with_index("rank", ranks.astype(np.int64) if whole else ranks, (values,))


def _ranks(values: Any, ties_method: str) -> Any:
    """Ranks of values of which none is missing."""
    if ties_method != "random":
        return of_r("rank", values, ties_method=ties_method)
    ranks = np.empty(length_of(values), dtype=np.int64)
    ranks[order(values, runif(len(ranks))) - 1] = np.arange(1, len(ranks) + 1)
    return ranks


@verb
def rev(x: Any) -> Any:
    """Values in reverse order.

    Parameters
    ----------
    x : array_like
        Any vector.

    Returns
    -------
    ndarray, Series or Categorical
        In the form of `x`; a Series keeps the labels of its values.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``rev``.

    Examples
    --------
    >>> rev([1, 2, 3]).tolist()
    [3, 2, 1]
    """
    values = as_vector(x, "rev")
    return picked(values, np.arange(length_of(values))[::-1])


@verb
def unique(x: Any) -> Any:
    """Distinct values, in the order in which they first come.

    Parameters
    ----------
    x : array_like or DataFrame
        Any vector, or the rows of a frame.

    Returns
    -------
    ndarray, Categorical or DataFrame
        A factor keeps all its levels, a frame the labels of its rows. A Series becomes an array.

    Raises
    ------
    DataError
        If `x` is a matrix.

    Notes
    -----
    What is missing counts as one value, whether R has NA or NaN for it.

    References
    ----------
    .. [1] R manual page ``unique``.

    Examples
    --------
    >>> unique([2, 1, 2, 3]).tolist()
    [2, 1, 3]
    """
    if isinstance(x, pd.DataFrame):
        return x[~_repeated_rows(x, "first")]
    values = as_vector(x, "unique")
    first = picked(values, np.flatnonzero(~np.asarray(duplicated(values), dtype=bool)))
    if not isinstance(first, pd.Series):
        return first
    return first.array if isinstance(first.dtype, pd.CategoricalDtype) else first.to_numpy()


@verb
def duplicated(x: Any, *, fromLast: bool = False) -> Any:
    """Whether a value has come before.

    Parameters
    ----------
    x : array_like or DataFrame
        Any vector, or the rows of a frame.
    fromLast : bool, optional
        Whether the last of equal values counts as the first. Default False.

    Returns
    -------
    ndarray or Series of bool
        In the form of `x`.

    Raises
    ------
    ArgumentError
        If `fromLast` is neither True nor False.
    DataError
        If `x` is a matrix.

    Notes
    -----
    What is missing counts as one value, whether R has NA or NaN for it.

    References
    ----------
    .. [1] R manual page ``duplicated``.

    Examples
    --------
    >>> duplicated([2, 1, 2]).tolist()
    [False, False, True]
    """
    backwards = flag("fromLast", fromLast)
    if isinstance(x, pd.DataFrame):
        return _repeated_rows(x, "last" if backwards else "first")
    return each("duplicated", as_vector(x, "duplicated"), fromLast=backwards)


def _repeated_rows(table: pd.DataFrame, keep: Literal["first", "last"]) -> pd.Series[bool]:
    """Which rows are those of others."""
    try:
        return in_own_byte_order(table).duplicated(keep=keep)
    except TypeError as error:  # pandas' own, of values such as lists
        raise DataError(f"x has values that cannot be compared: {error}.") from error
