"""What is missing, and what is left when it is taken out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_numeric, is_missing
from pynnet._formula import dimensions
from pynnet._ground import BoolArray, DataError

from ..calls import column_of, verb, with_index
from ..elements import as_vector, picked

__all__ = ["complete_cases", "is_finite", "is_infinite", "is_na", "is_nan", "na_omit"]


@verb
def is_na(x: Any) -> Any:
    """Whether each value is missing, R's ``is.na``.

    Parameters
    ----------
    x : any value, array_like or DataFrame
        None, NaN and pandas' own are missing.

    Returns
    -------
    bool, ndarray, Series or DataFrame of bool
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` cannot be a column.

    References
    ----------
    .. [1] R manual page ``NA``.

    Examples
    --------
    >>> is_na([1, None, 3]).tolist()
    [False, True, False]
    """
    if isinstance(x, pd.DataFrame):
        return x.isna()
    if x is None:
        return True
    column = column_of(x, "x")
    gaps = np.isnan(column.values) if isinstance(column, Matrix) else is_missing(column)
    return _answer("is.na", gaps, x)


@verb
def is_nan(x: Any) -> Any:
    """Whether each number is NaN, R's ``is.nan``.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    bool, ndarray or Series of bool
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    Notes
    -----
    A float has NaN for R's NA and NaN both: either is NaN here, where R says that NA is not.

    References
    ----------
    .. [1] R manual page ``is.finite``.

    Examples
    --------
    >>> is_nan([1, float("nan")]).tolist()
    [False, True]
    """
    return _answer("is.nan", np.isnan(_numbers(x, "is.nan")), x)


@verb
def is_finite(x: Any) -> Any:
    """Whether each number is neither missing nor infinite, R's ``is.finite``.

    Parameters
    ----------
    x : number or array_like
        Numbers, truths, or text, which is not finite.

    Returns
    -------
    bool, ndarray or Series of bool
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is a factor.

    References
    ----------
    .. [1] R manual page ``is.finite``.

    Examples
    --------
    >>> is_finite([1, float("inf"), None]).tolist()
    [True, False, False]
    """
    return _answer("is.finite", np.isfinite(_numbers(x, "is.finite", of_text=np.nan)), x)


@verb
def is_infinite(x: Any) -> Any:
    """Whether each number is infinite, R's ``is.infinite``.

    Parameters
    ----------
    x : number or array_like
        Numbers, truths, or text, which is not infinite.

    Returns
    -------
    bool, ndarray or Series of bool
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is a factor.

    References
    ----------
    .. [1] R manual page ``is.finite``.

    Examples
    --------
    >>> is_infinite([1, float("-inf"), None]).tolist()
    [False, True, False]
    """
    return _answer("is.infinite", np.isinf(_numbers(x, "is.infinite", of_text=np.nan)), x)


def _numbers(x: Any, name: str, of_text: float | None = None) -> Any:
    """The numbers of what was passed; text may stand for one."""
    column = column_of(x, "x")
    if isinstance(column, pd.Categorical):
        raise DataError(f"{name}() of a factor is not offered: is_na() tells what is missing.")
    if isinstance(column, np.ndarray) and column.dtype.kind == "O":
        if of_text is None:
            raise DataError(f"{name}() of text is not offered: is_na() tells what is missing.")
        return np.full(len(column), of_text)
    numbers = as_numeric(column)
    return numbers.values if isinstance(numbers, Matrix) else np.asarray(numbers)


def _answer(name: str, truths: BoolArray, x: Any) -> Any:
    """Truths in the form of what was asked about."""
    if not dimensions(x):
        return bool(truths[0])
    if isinstance(x, pd.DataFrame):
        return pd.DataFrame(truths, index=x.index, columns=x.columns)
    return with_index(name, truths, (x,))


@verb
def complete_cases(*x: Any) -> Any:
    """Whether each row has no missing value, R's ``complete.cases``.

    Parameters
    ----------
    *x : DataFrame or array_like
        Frames, matrices and vectors with the same number of rows.

    Returns
    -------
    ndarray or Series of bool
        A Series with the index of the first Series or frame.

    Raises
    ------
    DataError
        If there are no columns, or their lengths differ.

    References
    ----------
    .. [1] R manual page ``complete.cases``.

    Examples
    --------
    >>> complete_cases([1, None, 3], ["a", "b", "c"]).tolist()
    [True, False, True]
    """
    gaps = [is_missing(column) for given in x for column in _columns(given)]
    if not gaps:
        raise DataError("no input has determined the number of cases")
    if len({len(missing) for missing in gaps}) > 1:
        raise DataError("not all arguments have the same length")
    return with_index("complete.cases", ~np.any(gaps, axis=0), x)


def _columns(given: Any) -> list[Column]:
    """The columns of a frame, or what was passed as one."""
    if isinstance(given, pd.DataFrame):
        return [column_of(values, str(name)) for name, values in given.items()]
    return [column_of(given, "x")]


@verb
def na_omit(object: Any) -> Any:
    """Leave out what is missing, R's ``na.omit``.

    Parameters
    ----------
    object : array_like or DataFrame
        A vector, or a frame whose rows with missing values are left out.

    Returns
    -------
    ndarray, Series, Categorical or DataFrame
        In the form of `object`, with the labels of what is left. R also says what was left out.

    Raises
    ------
    DataError
        If `object` is no vector, matrix or frame.

    References
    ----------
    .. [1] R manual page ``na.fail``.

    Examples
    --------
    >>> na_omit([1, None, 3]).tolist()
    [1.0, 3.0]
    """
    if isinstance(object, pd.DataFrame) or (isinstance(object, np.ndarray) and object.ndim == 2):
        return picked(object, np.flatnonzero(np.asarray(complete_cases(object))))
    values = as_vector(object, "na.omit")
    return picked(values, np.flatnonzero(~np.asarray(is_missing(column_of(values, "object")))))
