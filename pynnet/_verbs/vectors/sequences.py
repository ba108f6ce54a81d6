"""Regular sequences, repeated values, and lagged columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import DataError, FloatArray, IntArray, invalid, whole_number

from ..calls import LONGEST, of_r, prepared, verb
from ..elements import as_vector, length_of, picked

__all__ = ["embed", "rep", "rep_len", "seq", "seq_along", "seq_len", "tabulate"]


@verb
def seq(
    from_: Any = None,
    to: float | None = None,
    by: float | None = None,
    length_out: float | None = None,
    along_with: Any = None,
) -> Any:
    """Regular sequence of numbers, ends included.

    Parameters
    ----------
    from_ : float or array_like, optional
        Where it begins, R's ``from``. Alone it is the end of a sequence from 1, or what the
        positions, counted from 1, are of.
    to : float, optional
        Where it ends at most.
    by : float, optional
        Step. Default: 1 or -1, or what the length asks for.
    length_out : int, optional
        How many numbers; a fraction is rounded up.
    along_with : array_like, optional
        What the sequence is as long as.

    Returns
    -------
    ndarray of int or float
        Of int where R has integers. At most 100,000 numbers.

    Raises
    ------
    ArgumentError
        If `from_`, `to`, `by` and a length are all given.
    DataError
        If a number is not finite, the step leads away from `to`, or the sequence is too long.

    References
    ----------
    .. [1] R manual page ``seq``.

    Examples
    --------
    >>> seq(1, 10, by=3).tolist()
    [1, 4, 7, 10]
    >>> seq(0, 1, length_out=5).tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0]
    >>> seq(4).tolist()
    [1, 2, 3, 4]
    """
    options = {"to": to, "by": by, "length_out": length_out, "along_with": along_with}
    given = {name: value for name, value in options.items() if value is not None}
    if from_ is None and not given:
        return np.ones(1, dtype=np.int64)
    return of_r("seq", *([] if from_ is None else [from_]), **given)


@verb
def seq_len(length_out: int) -> IntArray:
    """Whole numbers 1, 2, 3 ... of a length.

    Parameters
    ----------
    length_out : int
        How many.

    Returns
    -------
    ndarray of int
        They count from 1, as R's positions do.

    Raises
    ------
    ArgumentError
        If `length_out` is no whole number from 0.

    References
    ----------
    .. [1] R manual page ``seq``.

    Examples
    --------
    >>> seq_len(3).tolist()
    [1, 2, 3]
    """
    return np.arange(1, whole_number("length_out", length_out, most=LONGEST) + 1)


@verb
def seq_along(along_with: Any) -> IntArray:
    """Positions, counted from 1, of the elements of a vector.

    Parameters
    ----------
    along_with : array_like or DataFrame
        What has the positions; of a frame they are those of its columns, as in R.

    Returns
    -------
    ndarray of int
        They count from 1, as R's positions do.

    Raises
    ------
    ArgumentError
        If `along_with` has no length.

    References
    ----------
    .. [1] R manual page ``seq``.

    Examples
    --------
    >>> seq_along(["a", "b"]).tolist()
    [1, 2]
    """
    if isinstance(along_with, (dict, set)):
        raise invalid("along_with", along_with, "a vector")
    if isinstance(along_with, pd.DataFrame):
        return np.arange(1, along_with.shape[1] + 1)
    if isinstance(along_with, np.ndarray):
        return np.arange(1, along_with.size + 1)
    try:
        count = length_of(along_with)
    except TypeError:  # of what has no length, or none that is certain
        raise invalid("along_with", along_with, "a vector") from None
    if count > LONGEST:
        raise invalid("along_with", along_with, f"a vector of at most {LONGEST} elements")
    return np.arange(1, count + 1)


@verb
def rep(x: Any, times: Any = 1, length_out: int | None = None, each: int = 1) -> Any:
    """Repeat values.

    Parameters
    ----------
    x : number, str or array_like
        Any vector.
    times : int or array_like of int, optional
        How often the whole is repeated, or each element. Default 1.
    length_out : int, optional
        Length of the result, whatever `times` says.
    each : int, optional
        How often each element is repeated first. Default 1.

    Returns
    -------
    ndarray, Series or Categorical
        In the form of `x`; a Series repeats its labels.

    Raises
    ------
    ArgumentError
        If a count is not a whole number from 0, or there are not as many as elements.
    DataError
        If `x` is a matrix or a frame, or nothing is to be repeated to a length.

    References
    ----------
    .. [1] R manual page ``rep``.

    Examples
    --------
    >>> rep(["a", "b"], 2).tolist()
    ['a', 'b', 'a', 'b']
    >>> rep(["a", "b"], [2, 1]).tolist()
    ['a', 'a', 'b']
    >>> rep([0, 1], each=2).tolist()
    [0, 0, 1, 1]
    """
    values = as_vector([None] if x is None else x, "rep")
    places = _repeated(np.arange(length_of(values)), whole_number("each", each))
    if length_out is not None:
        return picked(
            values, _resized(places, whole_number("length_out", length_out, most=LONGEST))
        )
    counts = list(as_vector(times, "times")) if dimensions(times) else [prepared(times)]
    whole = [whole_number("times", count) for count in counts]
    if len(whole) == 1:
        return picked(values, np.tile(places, _checked(whole[0], len(places))))
    if len(whole) != len(places):
        raise invalid("times", times, f"one count, or one for each of the {len(places)} elements")
    _checked(sum(whole), 1)
    return picked(values, np.repeat(places, whole))


def _repeated(places: IntArray, count: int) -> IntArray:
    return np.repeat(places, _checked(count, len(places)))


def _checked(count: int, of_length: int) -> int:
    """Return how often so many places are repeated, if memory can hold them."""
    if count * of_length > LONGEST:
        raise DataError(f"long vectors are not supported: {count} times {of_length} elements.")
    return count


@verb
def rep_len(x: Any, length_out: int) -> Any:
    """Repeat values until there are so many.

    Parameters
    ----------
    x : number, str or array_like
        Any vector.
    length_out : int
        Length of the result.

    Returns
    -------
    ndarray, Series or Categorical
        In the form of `x`; a Series repeats its labels.

    Raises
    ------
    ArgumentError
        If `length_out` is not a whole number from 0.
    DataError
        If `x` is a matrix or a frame, or empty.

    References
    ----------
    .. [1] R manual page ``rep``.

    Examples
    --------
    >>> rep_len([1, 2], 5).tolist()
    [1, 2, 1, 2, 1]
    """
    values = as_vector([None] if x is None else x, "rep_len")
    places = np.arange(length_of(values))
    return picked(values, _resized(places, whole_number("length_out", length_out, most=LONGEST)))


def _resized(places: IntArray, length: int) -> IntArray:
    """Repeat places to a length."""
    if length and not len(places):
        raise DataError("invalid 'length_out' argument: there is nothing to repeat.")
    return np.resize(places, length)


@verb
def embed(x: Any, dimension: int = 1) -> FloatArray:
    """Put a series beside itself, each column one step later than the next.

    Parameters
    ----------
    x : array_like, shape (n,)
        Numbers.
    dimension : int, optional
        How many columns. Default 1.

    Returns
    -------
    ndarray, shape (n - dimension + 1, dimension)
        The present in the first column, the past in those after it.

    Raises
    ------
    DataError
        If `x` is not of numbers, or `dimension` is not from 1 to its length.

    References
    ----------
    .. [1] R manual page ``embed``.

    Examples
    --------
    >>> embed([1, 2, 3, 4], 2).tolist()
    [[2.0, 1.0], [3.0, 2.0], [4.0, 3.0]]
    """
    return np.asarray(of_r("embed", x, dimension=dimension))


@verb
def tabulate(bin: Any, nbins: int | None = None) -> IntArray:
    """Count the whole numbers 1, 2, 3 ...

    Parameters
    ----------
    bin : array_like
        Numbers, whose fractions are cut off, or a factor.
    nbins : int, optional
        How many numbers are counted. Default: up to the largest.

    Returns
    -------
    ndarray of int
        How often 1 comes, 2 comes and so on. The number n stands at place n - 1.

    Raises
    ------
    DataError
        If `bin` is text or truths, or `nbins` not from 0 to 100,000.

    Notes
    -----
    In R a factor has a place for each of its levels, here too.

    References
    ----------
    .. [1] R manual page ``tabulate``.

    Examples
    --------
    >>> tabulate([1, 3, 3]).tolist()
    [1, 0, 2]
    """
    return np.asarray(of_r("tabulate", bin, **({} if nbins is None else {"nbins": nbins})))
