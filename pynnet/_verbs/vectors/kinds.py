"""What kind of vector something is in R."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Dates, Matrix
from pynnet._ground import PynnetError

from ..calls import column_of, verb

__all__ = ["is_character", "is_factor", "is_logical", "is_numeric"]


@verb
def is_factor(x: Any) -> bool:
    """Whether values are a factor, R's ``is.factor``.

    Parameters
    ----------
    x : object
        A Series or anything else.

    Returns
    -------
    bool
        True of pandas' categories, ordered or not.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``factor``.

    Examples
    --------
    >>> is_factor(["a"])
    False
    """
    return _kind(x) == "factor"


@verb
def is_numeric(x: Any) -> bool:
    """Whether values are numbers, R's ``is.numeric``.

    Parameters
    ----------
    x : object
        A vector, a matrix or anything else.

    Returns
    -------
    bool
        True of whole numbers and others; truths, dates and factors are none.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``numeric``.

    Examples
    --------
    >>> is_numeric([1, 2.5]), is_numeric([True])
    (True, False)
    """
    return _kind(x) == "numeric"


@verb
def is_character(x: Any) -> bool:
    """Whether values are text, R's ``is.character``.

    Parameters
    ----------
    x : object
        A vector, a matrix or anything else.

    Returns
    -------
    bool
        True of text; factors are none.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``character``.

    Examples
    --------
    >>> is_character(["a", None])
    True
    """
    return _kind(x) == "character"


@verb
def is_logical(x: Any) -> bool:
    """Whether values are truths, R's ``is.logical``.

    Parameters
    ----------
    x : object
        A vector, a matrix or anything else.

    Returns
    -------
    bool
        True of truths, and of missing values alone.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    References
    ----------
    .. [1] R manual page ``logical``.

    Examples
    --------
    >>> is_logical([True, None])
    True
    """
    return _kind(x) == "logical"


def _kind(x: Any) -> str:
    """R's kind of a vector or matrix; of frames and other things none."""
    if x is None or isinstance(x, pd.DataFrame):
        return "other"
    if isinstance(x, np.ndarray) and x.ndim > 1:
        x = x.ravel()
    try:
        column = column_of(x, "x")
    except PynnetError:  # it is no vector
        return "other"
    if isinstance(column, pd.Categorical):
        return "factor"
    if isinstance(column, Matrix):
        return "numeric"
    if isinstance(column, Dates):
        return "other"
    return {"O": "character", "i": "logical"}.get(column.dtype.kind, "numeric")
