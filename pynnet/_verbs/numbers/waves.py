"""Functions of angles, and the hyperbolic tangent, as R's C library rounds them."""

from __future__ import annotations

from typing import Any

from ..calls import each, verb

__all__ = ["cos", "sin", "tan", "tanh"]


@verb
def sin(x: Any) -> Any:
    """Sine of an angle in radians, in R's bits.

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
        If a number is infinite, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Trig``.

    Examples
    --------
    >>> sin([0, 1]).tolist()
    [0.0, 0.8414709848078965]
    """
    return each("sin", x)


@verb
def cos(x: Any) -> Any:
    """Cosine of an angle in radians, in R's bits.

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
        If a number is infinite, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Trig``.

    Examples
    --------
    >>> cos([0, 1]).tolist()
    [1.0, 0.5403023058681398]
    """
    return each("cos", x)


@verb
def tan(x: Any) -> Any:
    """Tangent of an angle in radians, in R's bits.

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
        If a number is infinite, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Trig``.

    Examples
    --------
    >>> tan([0, 1]).tolist()
    [0.0, 1.5574077246549023]
    """
    return each("tan", x)


@verb
def tanh(x: Any) -> Any:
    """Hyperbolic tangent, in R's bits.

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
    .. [1] R manual page ``Hyperbolic``.

    Examples
    --------
    >>> tanh([0, 1]).tolist()
    [0.0, 0.7615941559557649]
    """
    return each("tanh", x)
