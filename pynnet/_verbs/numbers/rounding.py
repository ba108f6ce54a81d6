"""Numbers rounded, and their signs and sizes."""

from __future__ import annotations

from typing import Any

from ..calls import each, verb

__all__ = ["abs_", "ceiling", "floor", "round_", "sign", "signif", "trunc"]


@verb
def abs_(x: Any) -> Any:
    """Absolute value; ``pynnet.r.abs`` too.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    int, float, ndarray, Series or DataFrame
        A value for each, in the form of `x`; whole numbers stay whole.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``MathFun``.

    Examples
    --------
    >>> abs_([-2, 3]).tolist()
    [2, 3]
    """
    return each("abs", x)


@verb
def ceiling(x: Any) -> Any:
    """Smallest whole number that is not less.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``Round``.

    Examples
    --------
    >>> ceiling([1.2, -1.2]).tolist()
    [2.0, -1.0]
    """
    return each("ceiling", x)


@verb
def floor(x: Any) -> Any:
    """Largest whole number that is not greater.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``Round``.

    Examples
    --------
    >>> floor([1.8, -1.8]).tolist()
    [1.0, -2.0]
    """
    return each("floor", x)


@verb
def round_(x: Any, digits: float = 0) -> Any:
    """Round to decimals by the algorithm of R 4; ``pynnet.r.round`` too.

    Of the two candidates with so many decimals the nearer is taken, and the even one if both are
    as near. Python's and NumPy's ``round`` differ.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.
    digits : int, optional
        Decimals; negative ones round to tens, hundreds and so on. Default 0.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor, or `digits` is not one number.

    References
    ----------
    .. [1] R manual page ``Round``.

    Examples
    --------
    >>> round_([0.15, 2.675, 2.5]).tolist()
    [0.0, 3.0, 2.0]
    >>> round_([0.15, 2.675, 2.5], 1).tolist()
    [0.1, 2.7, 2.5]
    """
    return each("round", x, digits=digits)


@verb
def sign(x: Any) -> Any:
    """Sign of each number: 1, 0 or -1.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``sign``.

    Examples
    --------
    >>> sign([-0.5, 0, 7]).tolist()
    [-1.0, 0.0, 1.0]
    """
    return each("sign", x)


@verb
def signif(x: Any, digits: float = 6) -> Any:
    """Round to significant digits, in R's bits.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.
    digits : int, optional
        Significant digits, at least 1. Default 6.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor, or `digits` is not one number.

    References
    ----------
    .. [1] R manual page ``Round``.

    Examples
    --------
    >>> signif([123456.789, 0.00123456], 3).tolist()
    [123000.0, 0.00123]
    """
    return each("signif", x, digits=digits)


@verb
def trunc(x: Any) -> Any:
    """Whole part of each number.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`.

    Raises
    ------
    DataError
        If `x` is text or a factor.

    References
    ----------
    .. [1] R manual page ``Round``.

    Examples
    --------
    >>> trunc([1.8, -1.8]).tolist()
    [1.0, -1.0]
    """
    return each("trunc", x)
