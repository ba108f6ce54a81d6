"""Exponentials, logarithms and roots, as R's C library rounds them.

NumPy's own differ in the last bit in up to 7 % of values.
"""

from __future__ import annotations

from typing import Any

from ..calls import each, verb

__all__ = ["exp", "expm1", "log", "log10", "log1p", "log2", "sqrt"]


@verb
def exp(x: Any) -> Any:
    """Exponential function, in R's bits.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths; a frame of numbers counts as a matrix.

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
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> exp([0, 1, -2]).tolist()
    [1.0, 2.718281828459045, 0.1353352832366127]
    """
    return each("exp", x)


@verb
def expm1(x: Any) -> Any:
    """Exponential less one, exact near zero, in R's bits.

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
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> expm1(1e-10)
    1.00000000005e-10
    """
    return each("expm1", x)


@verb
def log(x: Any, base: Any = None) -> Any:
    """Logarithm, natural or to a base, in R's bits.

    Parameters
    ----------
    x : number or array_like
        Numbers or truths.
    base : number or array_like, optional
        Base of the logarithm. Default: e.

    Returns
    -------
    float, ndarray, Series or DataFrame
        A value for each, in the form of `x`; minus infinity at 0.

    Raises
    ------
    DataError
        If `x` or `base` is text or a factor.

    Warns
    -----
    RWarning
        If a number is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> log([1, 10, 100]).tolist()
    [0.0, 2.302585092994046, 4.605170185988092]
    >>> log(8, base=2)
    3.0
    """
    return each("log", x) if base is None else each("log", x, base)


@verb
def log10(x: Any) -> Any:
    """Logarithm to base 10, in R's bits.

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

    Warns
    -----
    RWarning
        If a number is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> log10([1, 20, 1000]).tolist()
    [0.0, 1.3010299956639813, 3.0]
    """
    return each("log10", x)


@verb
def log1p(x: Any) -> Any:
    """Logarithm of one and a number, exact near zero, in R's bits.

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

    Warns
    -----
    RWarning
        If a number is below -1, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> log1p(1e-10)
    9.999999999500001e-11
    """
    return each("log1p", x)


@verb
def log2(x: Any) -> Any:
    """Logarithm to base 2, in R's bits.

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

    Warns
    -----
    RWarning
        If a number is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Log``.

    Examples
    --------
    >>> log2([1, 8, 0.5]).tolist()
    [0.0, 3.0, -1.0]
    """
    return each("log2", x)


@verb
def sqrt(x: Any) -> Any:
    """Square root.

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

    Warns
    -----
    RWarning
        If a number is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``MathFun``.

    Examples
    --------
    >>> sqrt([4, 2]).tolist()
    [2.0, 1.4142135623730951]
    """
    return each("sqrt", x)
