"""Positions counted from 1, and the elements at them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, as_numeric
from pynnet._ground import (
    MOST_WHOLE,
    ArgumentError,
    DataError,
    FitWarning,
    FloatArray,
    IntArray,
    warn,
    whole_number,
)

from ..calls import column_of, verb
from ..elements import as_vector, length_of, picked

__all__ = ["head", "tail", "take"]


@verb
def take(x: Any, i: Any) -> Any:
    """Elements of a vector or rows of a frame, R's ``x[i]`` and ``x[i, ]``: from 1.

    Parameters
    ----------
    x : array_like or DataFrame
        Any vector; or a matrix or frame, of which rows are taken.
    i : number, str, bool or array_like
        Positions from 1, of which 0 is passed over; negative ones leave elements out. Or truths,
        repeated as often as needed. Or labels of a Series or a frame.

    Returns
    -------
    ndarray, Series, Categorical or DataFrame
        In the form of `x`; missing where `i` is missing or beyond the end. A factor keeps all its
        levels.

    Raises
    ------
    ArgumentError
        If positive and negative positions are mixed.
    DataError
        If `i` is missing or beyond the end of a matrix or frame: R's rows of NA are not offered.

    Warns
    -----
    FitWarning
        If 0 is among positions from 1: those of `pynnet.caret`, NumPy and pandas count from 0, and
        are for ``x.iloc[i]``.

    References
    ----------
    .. [1] R manual page ``Extract``.

    Examples
    --------
    >>> take(["a", "b", "c"], [3, 1]).tolist()
    ['c', 'a']
    >>> take([5, 6, 7], -1).tolist()
    [6, 7]
    >>> take([5, 6, 7, 8], [True, False]).tolist()
    [5, 7]
    """
    values = _rows(x, "take")
    places = _places(values, column_of(i, "i"))
    if np.ndim(values) == 2 and (places < 0).any():
        raise DataError(
            f"subscript out of bounds: x has {len(values)} rows, and there are none of what is "
            "missing or beyond the end."
        )
    return picked(values, places)


def _places(values: Any, column: Column) -> IntArray:
    """Places from 0 that labels, truths or positions from 1 choose; -1 where there is none."""
    if isinstance(column, np.ndarray) and column.dtype.kind == "O":
        labelled = isinstance(values, (pd.Series, pd.DataFrame))
        labels = [str(label) for label in values.index] if labelled else []
        places = {label: k for k, label in reversed(list(enumerate(labels)))}
        return np.array([places.get(label, -1) for label in column], dtype=np.intp)
    if isinstance(column, np.ndarray) and column.dtype.kind == "i":
        return _of_truths(column, length_of(values))
    numbers = as_numeric(column)
    if not isinstance(numbers, np.ndarray):
        raise DataError("take() of a matrix of positions is not offered: pass a vector.")
    return _of_numbers(np.trunc(np.asarray(numbers)), length_of(values))


def _of_truths(truths: Any, count: int) -> IntArray:
    """Places from 0 of what is true, -1 of what is missing."""
    length = max(len(truths), count)
    repeated = np.resize(truths, length) if len(truths) else np.empty(0, dtype=np.int8)
    places = np.arange(len(repeated))
    places[(repeated < 0) | (places >= count)] = -1
    return places[repeated != 0]


def _of_numbers(numbers: FloatArray, count: int) -> IntArray:
    """Places from 0 of positions from 1; -1 of what is missing or beyond the end."""
    if (numbers < 0).any():
        if (numbers > 0).any() or np.isnan(numbers).any():
            raise ArgumentError(
                "only 0's may be mixed with negative subscripts: positions are all positive, or "
                "all negative to leave elements out."
            )
        kept = np.ones(count, dtype=bool)
        kept[[int(-n) - 1 for n in numbers.tolist() if n < 0 and -n <= count]] = False
        return np.flatnonzero(kept)
    if (numbers == 0).any():
        if (numbers > 0).any():
            warn(
                "take() passes over 0, as R does, whose positions count from 1. Those of "
                "pynnet.caret, NumPy and pandas count from 0: take rows by x.iloc[i], or add 1.",
                FitWarning,
            )
        numbers = numbers[numbers != 0]
    inside = numbers <= count
    return np.where(inside, np.where(inside, numbers, 0.0) - 1.0, -1.0).astype(np.intp)


@verb
def head(x: Any, n: int = 6) -> Any:
    """First elements of a vector, or rows of a matrix or frame.

    Parameters
    ----------
    x : array_like or DataFrame
        What to look at.
    n : int, optional
        How many; a negative number leaves so many out at the end. Default 6.

    Returns
    -------
    ndarray, Series, Categorical or DataFrame
        In the form of `x`.

    Raises
    ------
    ArgumentError
        If `n` is no whole number.
    DataError
        If `x` is no vector, matrix or frame.

    References
    ----------
    .. [1] R manual page ``head``.

    Examples
    --------
    >>> head([1, 2, 3, 4], 2).tolist()
    [1, 2]
    >>> head([1, 2, 3, 4], -1).tolist()
    [1, 2, 3]
    """
    rows, count = _rows(x, "head"), whole_number("n", n, least=-MOST_WHOLE)
    share = min(count, len(rows)) if count >= 0 else max(len(rows) + count, 0)
    return picked(rows, np.arange(share))


@verb
def tail(x: Any, n: int = 6) -> Any:
    """Last elements of a vector, or rows of a matrix or frame.

    Parameters
    ----------
    x : array_like or DataFrame
        What to look at.
    n : int, optional
        How many; a negative number leaves so many out at the beginning. Default 6.

    Returns
    -------
    ndarray, Series, Categorical or DataFrame
        In the form of `x`.

    Raises
    ------
    ArgumentError
        If `n` is no whole number.
    DataError
        If `x` is no vector, matrix or frame.

    References
    ----------
    .. [1] R manual page ``head``.

    Examples
    --------
    >>> tail([1, 2, 3, 4], 2).tolist()
    [3, 4]
    """
    rows, count = _rows(x, "tail"), whole_number("n", n, least=-MOST_WHOLE)
    share = min(count, len(rows)) if count >= 0 else max(len(rows) + count, 0)
    return picked(rows, np.arange(len(rows) - share, len(rows)))


def _rows(x: Any, name: str) -> Any:
    """What has rows: frames and matrices as they are, anything else as a vector."""
    if isinstance(x, pd.DataFrame) or (isinstance(x, np.ndarray) and x.ndim == 2):
        return x
    return as_vector(x, name)
