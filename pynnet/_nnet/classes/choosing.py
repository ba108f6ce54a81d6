"""Classes: indicator matrices, and the largest of several outputs with ties broken as in R."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import as_factor, as_matrix, indicators
from pynnet._ground import (
    BoolArray,
    DataError,
    FloatArray,
    IntArray,
    entry,
    one_word,
    public,
    shown,
)
from pynnet._random import RRandom, Uniforms, as_stream

__all__ = ["class_ind", "first_largest", "largest_columns", "max_col", "which_is_max"]

_TIE = 1e-5  # relative to the largest absolute value of a row


@public
@entry
def class_ind(cl: Any) -> pd.DataFrame:
    """Indicator matrix of a factor, R's ``class.ind``.

    Parameters
    ----------
    cl : array_like, Series or Categorical, shape (n,)
        Classes. What is not categorical is made a factor first: text is sorted as R sorts it,
        numbers by value.

    Returns
    -------
    DataFrame, shape (n, number of levels)
        1.0 in the column of a case's level and 0.0 elsewhere; a row of a missing class is all 0.
        Columns are named by the levels, the index is that of `cl`.

    Raises
    ------
    DataError
        If `cl` has more than one dimension or holds values that cannot be levels.

    References
    ----------
    .. [1] R manual page ``class.ind`` of package nnet.

    Examples
    --------
    >>> from pynnet import class_ind
    >>> class_ind(["b", "a", "b"])
         a    b
    0  0.0  1.0
    1  1.0  0.0
    2  0.0  1.0
    """
    factor = as_factor(cl)
    index = cl.index if isinstance(cl, pd.Series) else None
    return pd.DataFrame(indicators(factor), index=index, columns=list(factor.categories))


@public
@entry
def which_is_max(
    x: npt.ArrayLike,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
) -> int:
    """Position of the largest element, R's ``which.is.max``.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Numbers, at least one, none missing.
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where ties are broken at random; by default pynnet's global stream.

    Returns
    -------
    int
        Position, counted from 0 (R counts from 1).

    Raises
    ------
    DataError
        If `x` is empty, not a vector, or has missing values.

    References
    ----------
    .. [1] R manual page ``which.is.max`` of package nnet.

    Examples
    --------
    >>> from pynnet import which_is_max
    >>> which_is_max([0.2, 0.7, 0.1])
    1
    """
    values = as_matrix(x, "x").values
    if values.shape[1] != 1 or not values.size or np.isnan(values).any():
        raise DataError(f"x must be a vector of numbers, none of them missing: got {shown(x)}.")
    values = values[:, 0]
    largest = np.flatnonzero(values == values.max())
    if len(largest) == 1:
        return int(largest[0])
    return int(as_stream(seed).sample(largest, 1)[0])


@public
@entry
def max_col(
    m: npt.ArrayLike,
    ties_method: Literal["random", "first", "last"] = "random",
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
) -> IntArray:
    """Position of the largest number of each row, R's ``max.col``.

    Parameters
    ----------
    m : array_like or DataFrame of float, shape (n, p)
        Numbers, none missing, in at least one column.
    ties_method : {"random", "first", "last"}, optional
        Which of several largest numbers is taken. At random, those count as equal that differ by
        less than 1e-5 of the largest finite size in the row. Default "random".
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where ties are broken at random; by default pynnet's global stream.

    Returns
    -------
    ndarray of int, shape (n,)
        Positions, counted from 0 (R counts from 1).

    Raises
    ------
    ArgumentError
        If `ties_method` is none of its words, or `seed` no seed.
    DataError
        If `m` has no columns, is not of numbers, or has missing values.

    References
    ----------
    .. [1] R manual page ``max.col``.

    Examples
    --------
    >>> from pynnet import max_col
    >>> max_col([[0.2, 0.7, 0.1], [0.5, 0.2, 0.3]]).tolist()
    [1, 0]
    """
    ties = one_word("ties_method", ties_method, ("random", "first", "last"))
    values = as_matrix(m, "m").values
    if not values.shape[1] or np.isnan(values).any():
        raise DataError("m must be a matrix of numbers, none of them missing.")
    stream = as_stream(seed)
    if ties == "random":
        return largest_columns(values, stream)
    if ties == "first":
        return np.asarray(values.argmax(axis=1))
    return np.asarray(values.shape[1] - 1 - values[:, ::-1].argmax(axis=1))


def largest_columns(scores: FloatArray, stream: Uniforms) -> IntArray:
    """Column of the largest score of each row; near ties are broken as R's ``max.col`` does.

    Walking along a row, a score above the largest so far by more than the tolerance takes over; one
    within the tolerance is the m-th of its tie and takes over with probability 1/m.
    """
    best, tied, tolerance = first_largest(scores)
    for row in np.flatnonzero(tied):
        best[row] = _walk(scores[row], tolerance[row], stream)
    return best


def first_largest(scores: FloatArray) -> tuple[IntArray, BoolArray, FloatArray]:
    """First of the largest scores of each row, whether another ties with it, and how near is a tie.

    Nothing is drawn.
    """
    tolerance = _TIE * np.abs(scores).max(axis=1, initial=0.0)
    if np.isinf(tolerance).any():  # infinite numbers are no measure
        finite = np.where(np.isinf(scores), 0.0, np.abs(scores))
        tolerance = _TIE * finite.max(axis=1, initial=0.0)
    near = tolerance[:, None]
    before, later = np.maximum.accumulate(scores, axis=1)[:, :-1], scores[:, 1:]
    if ((later > before + near) | (later < before - near)).all():  # as a rule: no walk is needed
        return scores.argmax(axis=1), np.zeros(len(scores), dtype=bool), tolerance
    best = np.zeros(len(scores), dtype=int)
    largest = scores[:, 0].copy()
    tied = np.zeros(len(scores), dtype=bool)
    for k in range(1, scores.shape[1]):
        column = scores[:, k]
        above = column > largest + tolerance
        tied |= ~above & (column >= largest - tolerance)
        best[above], largest[above] = k, column[above]
    return best, tied, tolerance


def _walk(scores: FloatArray, tolerance: float, stream: Uniforms) -> int:
    best, largest, ties = 0, scores[0], 1
    for k in range(1, len(scores)):
        if scores[k] > largest + tolerance:
            best, largest, ties = k, scores[k], 1
        elif scores[k] >= largest - tolerance:
            ties += 1
            if ties * stream.unif_rand(1)[0] < 1.0:
                best = k
    return best
