"""Values as numbers, whole numbers, truths and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from pynnet._ground import ObjectArray

from ..calls import each, verb

__all__ = ["as_character", "as_factor", "as_integer", "as_logical", "as_numeric", "texts_array"]


@verb
def as_numeric(x: Any) -> Any:
    """Values as numbers, R's ``as.numeric``.

    Parameters
    ----------
    x : number, str, bool or array_like
        Of a factor the codes come, counted from 1 as in R, not the numbers that its levels spell;
        those are ``as_numeric(as_character(x))``.

    Returns
    -------
    float, ndarray or Series of float
        In the form of `x`; NaN of text that spells no number.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    Warns
    -----
    RWarning
        If a text spells no number.

    References
    ----------
    .. [1] R manual page ``numeric``.

    Examples
    --------
    >>> as_numeric(["1.5", "2"]).tolist()
    [1.5, 2.0]
    """
    return each("as.numeric", x)


@verb
def as_factor(x: Any) -> Any:
    """Values as a factor, R's ``as.factor``.

    Parameters
    ----------
    x : array_like
        Numbers, text or truths; a factor stays as it is, with all its levels.

    Returns
    -------
    Categorical or Series
        With the sorted values as levels, text as in an English locale.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``factor``.

    Examples
    --------
    >>> as_factor([10, 9, 10]).categories.tolist()
    ['9', '10']
    """
    return each("as.factor", x)


@verb
def as_integer(x: Any) -> Any:
    """Values as whole numbers, fractions cut off; of a factor its codes. R's ``as.integer``.

    Parameters
    ----------
    x : number, str, bool or array_like
        Of a factor the codes come, counted from 1 as in R.

    Returns
    -------
    int, ndarray or Series
        In the form of `x`; of float where something is missing.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    Warns
    -----
    RWarning
        If a text spells no number, or a number is too large for R's integers.

    References
    ----------
    .. [1] R manual page ``integer``.

    Examples
    --------
    >>> as_integer([1.9, -1.9]).tolist()
    [1, -1]
    """
    return each("as.integer", x)


@verb
def as_character(x: Any) -> Any:
    """Values as text, R's ``as.character``: numbers with at most 15 significant digits.

    Parameters
    ----------
    x : number, str, bool or array_like
        Of a factor the levels come.

    Returns
    -------
    str, ndarray or Series of str
        In the form of `x`; None of what is missing.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``character``.

    Examples
    --------
    >>> as_character([0.1, 100000.0, 123456.5]).tolist()
    ['0.1', '1e+05', '123456.5']
    """
    return each("as.character", x)


@verb
def as_logical(x: Any) -> Any:
    """Values as truths, R's ``as.logical``.

    Parameters
    ----------
    x : number, str, bool or array_like
        Numbers are true unless 0; text and levels if they read ``TRUE``, ``true``, ``True``, ``T``.

    Returns
    -------
    bool, ndarray or Series
        In the form of `x`; None of what is missing or reads otherwise.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``logical``.

    Examples
    --------
    >>> as_logical([0, 2]).tolist()
    [False, True]
    """
    return each("as.logical", x)


def texts_array(texts: Iterable[Any]) -> ObjectArray:
    """Texts in an array; None is missing."""
    listed = list(texts)
    array = np.empty(len(listed), dtype=object)
    array[:] = [None if text is None else str(text) for text in listed]
    return array
