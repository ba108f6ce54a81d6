"""The uniform and the exponential distribution."""

from __future__ import annotations

from typing import Any

from pynnet._ground import flag

from ..calls import each_cell, verb
from .sides import sides

__all__ = ["dexp", "dunif", "pexp", "punif", "qexp", "qunif"]


@verb
def dunif(x: Any, min: Any = 0, max: Any = 1, log: bool = False) -> Any:
    """Density of the uniform distribution, R's ``dunif``.

    Parameters
    ----------
    x : number or array_like
        Where the density is asked for.
    min : number or array_like, optional
        Lower limit. Default 0.
    max : number or array_like, optional
        Upper limit. Default 1.
    log : bool, optional
        Whether its logarithm is given. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the limits are in the wrong order, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Uniform``.

    Examples
    --------
    >>> dunif([0.5, 2]).tolist()
    [1.0, 0.0]
    """
    return each_cell("dunif", x, min, max, log=flag("log", log))


@verb
def punif(q: Any, min: Any = 0, max: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Probability of values up to a number by the uniform distribution, R's ``punif``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    min : number or array_like, optional
        Lower limit. Default 0.
    max : number or array_like, optional
        Upper limit. Default 1.
    lower_tail : bool, optional
        Whether probabilities are those of values up to `q`, or else of those above.
        Default True.
    log_p : bool, optional
        Whether probabilities are logarithms. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the limits are in the wrong order, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Uniform``.

    Examples
    --------
    >>> punif(3, 0, 4)
    0.75
    """
    return each_cell("punif", q, min, max, **sides(lower_tail, log_p))


@verb
def qunif(p: Any, min: Any = 0, max: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Quantile of the uniform distribution, R's ``qunif``.

    Parameters
    ----------
    p : number or array_like
        Probabilities from 0 to 1.
    min : number or array_like, optional
        Lower limit. Default 0.
    max : number or array_like, optional
        Upper limit. Default 1.
    lower_tail : bool, optional
        Whether probabilities are those of values up to the quantile, or else of those above.
        Default True.
    log_p : bool, optional
        Whether probabilities are logarithms. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the limits are in the wrong order, or a probability is outside
        of 0 to 1, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Uniform``.

    Examples
    --------
    >>> qunif(0.25, 0, 4)
    1.0
    """
    return each_cell("qunif", p, min, max, **sides(lower_tail, log_p))


@verb
def dexp(x: Any, rate: Any = 1, log: bool = False) -> Any:
    """Density of the exponential distribution, R's ``dexp``.

    Parameters
    ----------
    x : number or array_like
        Where the density is asked for.
    rate : number or array_like, optional
        Rate, one over the mean. Default 1.
    log : bool, optional
        Whether its logarithm is given. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the rate is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Exponential``.

    Examples
    --------
    >>> dexp(0, rate=2)
    2.0
    """
    return each_cell("dexp", x, rate, log=flag("log", log))


@verb
def pexp(q: Any, rate: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Probability of values up to a number by the exponential distribution, R's ``pexp``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    rate : number or array_like, optional
        Rate, one over the mean. Default 1.
    lower_tail : bool, optional
        Whether probabilities are those of values up to `q`, or else of those above.
        Default True.
    log_p : bool, optional
        Whether probabilities are logarithms. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the rate is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Exponential``.

    Examples
    --------
    >>> pexp(1)
    0.6321205588285577
    """
    return each_cell("pexp", q, rate, **sides(lower_tail, log_p))


@verb
def qexp(p: Any, rate: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Quantile of the exponential distribution, R's ``qexp``.

    Parameters
    ----------
    p : number or array_like
        Probabilities from 0 to 1.
    rate : number or array_like, optional
        Rate, one over the mean. Default 1.
    lower_tail : bool, optional
        Whether probabilities are those of values up to the quantile, or else of those above.
        Default True.
    log_p : bool, optional
        Whether probabilities are logarithms. Default False.

    Returns
    -------
    float, ndarray or Series of float
        In the form of the longest argument; shorter ones are repeated.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False.
    DataError
        If an argument is text, a factor or a matrix, or the indices of two Series differ.

    Warns
    -----
    RWarning
        If the rate is negative, or a probability is outside
        of 0 to 1, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Exponential``.

    Examples
    --------
    >>> qexp(0.5)
    0.6931471805599453
    """
    return each_cell("qexp", p, rate, **sides(lower_tail, log_p))
