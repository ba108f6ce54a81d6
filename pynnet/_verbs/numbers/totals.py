"""Sums, products and extremes of all values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_text
from pynnet._ground import DataError, flag

from ..calls import column_of, of_r, one, verb

__all__ = ["all_", "any_", "max_", "min_", "prod", "range_", "sum_"]


@verb
def sum_(*x: Any, na_rm: bool = False) -> int | float:
    """Sum of all values, in R's bits; ``pynnet.r.sum`` too.

    Parameters
    ----------
    *x : number or array_like
        Numbers or truths, as many arguments as you like.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the sum is NaN.

    Returns
    -------
    int or float
        An int if all arguments hold whole numbers or truths. It does not overflow, as R's does.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text or a factor.

    Notes
    -----
    R adds from left to right in extended precision; NumPy adds pairs, and differs in the last bits.

    References
    ----------
    .. [1] R manual page ``sum``.

    Examples
    --------
    >>> sum_([0.1, 0.2, 0.3])
    0.6
    >>> sum_([True, False, True])
    2
    """
    return one("sum", *x, na_rm=flag("na_rm", na_rm))


@verb
def prod(*x: Any, na_rm: bool = False) -> float:
    """Product of all values, in R's bits.

    Parameters
    ----------
    *x : number or array_like
        Numbers or truths, as many arguments as you like.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the product is NaN.

    Returns
    -------
    float
        1.0 if there are no values.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text or a factor.

    References
    ----------
    .. [1] R manual page ``prod``.

    Examples
    --------
    >>> prod([1, 2, 3, 4])
    24.0
    """
    return float(one("prod", *x, na_rm=flag("na_rm", na_rm)))


@verb
def max_(*x: Any, na_rm: bool = False) -> Any:
    """Largest of all values; ``pynnet.r.max`` too.

    Parameters
    ----------
    *x : number, str or array_like
        Numbers or truths, or text, or one ordered factor.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the result is missing.

    Returns
    -------
    int, float or str
        The text of the level of an ordered factor; minus infinity of no values.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is a factor without order, or numbers stand beside text.

    Warns
    -----
    RWarning
        If there are no values.

    References
    ----------
    .. [1] R manual page ``Extremes``.

    Examples
    --------
    >>> max_([3, 8], 5)
    8
    >>> max_(["b", "a"])
    'b'
    """
    return _extreme("max", x, flag("na_rm", na_rm))


@verb
def min_(*x: Any, na_rm: bool = False) -> Any:
    """Smallest of all values; ``pynnet.r.min`` too.

    Parameters
    ----------
    *x : number, str or array_like
        Numbers or truths, or text, or one ordered factor.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the result is missing.

    Returns
    -------
    int, float or str
        The text of the level of an ordered factor; infinity of no values.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is a factor without order, or numbers stand beside text.

    Warns
    -----
    RWarning
        If there are no values.

    References
    ----------
    .. [1] R manual page ``Extremes``.

    Examples
    --------
    >>> min_([3, None, 8], na_rm=True)
    3
    """
    return _extreme("min", x, flag("na_rm", na_rm))


@verb
def range_(*x: Any, na_rm: bool = False) -> Any:
    """Smallest and largest of all values; ``pynnet.r.range`` is R's too, not Python's.

    Parameters
    ----------
    *x : number, str or array_like
        Numbers or truths, or text, or one ordered factor.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then both are missing.

    Returns
    -------
    ndarray, shape (2,)
        Of numbers, or of text.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is a factor without order, or numbers stand beside text.

    Warns
    -----
    RWarning
        If there are no values.

    References
    ----------
    .. [1] R manual page ``range``.

    Examples
    --------
    >>> range_([3, 1, 2]).tolist()
    [1, 3]
    """
    na_rm = flag("na_rm", na_rm)
    if not _is_in_words(x):
        return of_r("range", *x, na_rm=na_rm)
    ends = [_extreme(end, x, na_rm) for end in ("min", "max")]
    return np.array(ends, dtype=object)


def _is_in_words(values: tuple[Any, ...]) -> bool:
    """Whether the extreme is that of text or of the levels of an ordered factor."""
    columns = [column_of(value, "x") for value in values if value is not None]
    texts = [isinstance(c, np.ndarray) and c.dtype.kind == "O" for c in columns]
    if any(texts) and not all(texts):
        raise DataError("invalid 'type' (character) of argument: numbers stand beside text.")
    alone = columns[0] if len(columns) == 1 else None
    return any(texts) or (isinstance(alone, pd.Categorical) and bool(alone.ordered))


def _extreme(name: str, values: tuple[Any, ...], na_rm: bool) -> Any:
    """The smallest or the largest value."""
    if not _is_in_words(values):
        return one(name, *values, na_rm=na_rm)
    columns = [column_of(value, "x") for value in values if value is not None]
    factor = columns[0] if isinstance(columns[0], pd.Categorical) else None
    texts = np.concatenate([as_text(c) for c in columns])  # type: ignore[arg-type]
    absent = np.array([text is None for text in texts], dtype=bool)
    if absent.any() and not na_rm:
        return None
    present = np.flatnonzero(~absent)
    if not len(present):
        raise DataError(f"no non-missing arguments to {name}: text has no largest or smallest.")
    among = texts[present] if factor is None else factor[present]
    order = of_r("order", among)
    return texts[present][order[-1 if name == "max" else 0] - 1]


@verb
def all_(*x: Any, na_rm: bool = False) -> bool | None:
    """Whether all values are true; ``pynnet.r.all`` too.

    Parameters
    ----------
    *x : bool or array_like
        Truths; numbers are true unless 0.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    bool or None
        None where it hangs on a missing value.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``all``.

    Examples
    --------
    >>> all_([True, None]), all_([False, None])
    (None, False)
    """
    return one("all", *x, na_rm=flag("na_rm", na_rm))


@verb
def any_(*x: Any, na_rm: bool = False) -> bool | None:
    """Whether a value is true; ``pynnet.r.any`` too.

    Parameters
    ----------
    *x : bool or array_like
        Truths; numbers are true unless 0.
    na_rm : bool, optional
        Whether missing values are left out. Default False.

    Returns
    -------
    bool or None
        None where it hangs on a missing value.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``any``.

    Examples
    --------
    >>> any_([False, None], na_rm=True)
    False
    """
    return one("any", *x, na_rm=flag("na_rm", na_rm))
