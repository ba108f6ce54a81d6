"""Texts joined, counted and written with numbers."""

from __future__ import annotations

from typing import Any

from pynnet._ground import given_text

from ..calls import each, one, verb

__all__ = ["nchar", "paste", "paste0", "sprintf", "substr", "tolower", "toupper"]


@verb
def paste(*x: Any, sep: str = " ", collapse: str | None = None) -> Any:
    """Join values as text, element by element.

    Parameters
    ----------
    *x : number, str or array_like
        Values; shorter ones are repeated. What is missing reads ``NA``.
    sep : str, optional
        What stands between them. Default " ".
    collapse : str, optional
        What the results are joined by to one text. Default: they are not.

    Returns
    -------
    str, ndarray or Series of str
        As long as the longest; one str with `collapse`.

    Raises
    ------
    ArgumentError
        If `sep` or `collapse` is no text.
    DataError
        If a value is a matrix or a frame, or the indices of two Series differ.

    References
    ----------
    .. [1] R manual page ``paste``.

    Examples
    --------
    >>> paste("x", [1, 2], sep="_").tolist()
    ['x_1', 'x_2']
    >>> paste(["a", "b"], collapse="+")
    'a+b'
    """
    given = {"sep": given_text("sep", sep)}
    if collapse is None:
        return each("paste", *x, **given)
    return one("paste", *x, **given, collapse=given_text("collapse", collapse))


@verb
def paste0(*x: Any, collapse: str | None = None) -> Any:
    """Join values as text with nothing between them.

    Parameters
    ----------
    *x : number, str or array_like
        Values; shorter ones are repeated. What is missing reads ``NA``.
    collapse : str, optional
        What the results are joined by to one text. Default: they are not.

    Returns
    -------
    str, ndarray or Series of str
        As long as the longest; one str with `collapse`.

    Raises
    ------
    ArgumentError
        If `collapse` is no text.
    DataError
        If a value is a matrix or a frame, or the indices of two Series differ.

    References
    ----------
    .. [1] R manual page ``paste``.

    Examples
    --------
    >>> paste0("x", [1, 2]).tolist()
    ['x1', 'x2']
    """
    if collapse is None:
        return each("paste0", *x)
    return one("paste0", *x, collapse=given_text("collapse", collapse))


@verb
def nchar(x: Any, type: str = "chars") -> Any:
    """Number of characters of each text.

    Parameters
    ----------
    x : number, str or array_like
        Text, or what has a text.
    type : {"chars", "bytes"}, optional
        What is counted. Default "chars".

    Returns
    -------
    int, ndarray or Series
        In the form of `x`.

    Raises
    ------
    ArgumentError
        If `type` is none of its words.
    DataError
        If `x` is a factor, a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``nchar``.

    Examples
    --------
    >>> nchar(["a", "Straße"]).tolist()
    [1, 6]
    """
    return each("nchar", x, type=type)


@verb
def toupper(x: Any) -> Any:
    """Texts in capitals, letter by letter.

    Parameters
    ----------
    x : str or array_like
        Text, or what has a text.

    Returns
    -------
    str, ndarray or Series of str
        In the form of `x`. A letter whose capitals are several stays as it is.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``chartr``.

    Examples
    --------
    >>> toupper("abc")
    'ABC'
    """
    return each("toupper", x)


@verb
def tolower(x: Any) -> Any:
    """Texts in small letters, letter by letter.

    Parameters
    ----------
    x : str or array_like
        Text, or what has a text.

    Returns
    -------
    str, ndarray or Series of str
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``chartr``.

    Examples
    --------
    >>> tolower("ABC")
    'abc'
    """
    return each("tolower", x)


@verb
def substr(x: Any, start: Any, stop: Any) -> Any:
    """Part of each text, from one place to another.

    Parameters
    ----------
    x : str or array_like
        Text, or what has a text.
    start, stop : int or array_like of int
        First and last place, counted from 1 as in R.

    Returns
    -------
    str, ndarray or Series of str
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is a matrix or a frame, or a place is no number.

    References
    ----------
    .. [1] R manual page ``substr``.

    Examples
    --------
    >>> substr("setosa", 1, 3)
    'set'
    """
    return each("substr", x, start=start, stop=stop)


@verb
def sprintf(fmt: Any, *x: Any) -> Any:
    """Write values by a format in the manner of C.

    Parameters
    ----------
    fmt : str or array_like of str
        Text with ``%d``, ``%s``, ``%5.2f`` and so on, one for each value.
    *x : number, str or array_like
        Values; shorter ones are repeated.

    Returns
    -------
    str, ndarray or Series of str
        As long as the longest.

    Raises
    ------
    ArgumentError
        If a format is not understood, or a value does not fit it.
    DataError
        If a value is a matrix or a frame, or does not fit the format.

    References
    ----------
    .. [1] R manual page ``sprintf``.

    Examples
    --------
    >>> sprintf("%s: %.2f", ["a", "b"], [1, 2.345]).tolist()
    ['a: 1.00', 'b: 2.35']
    """
    return each("sprintf", fmt, *x)
