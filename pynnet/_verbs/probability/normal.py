"""The normal and the logistic distribution."""

from __future__ import annotations

from typing import Any

from pynnet._ground import flag

from ..calls import each_cell, verb
from .sides import sides

__all__ = ["dlogis", "dnorm", "plogis", "pnorm", "qlogis", "qnorm"]


@verb
def dnorm(x: Any, mean: Any = 0, sd: Any = 1, log: bool = False) -> Any:
    """Density of the normal distribution, R's ``dnorm``.

    Parameters
    ----------
    x : number or array_like
        Where the density is asked for.
    mean : number or array_like, optional
        Mean. Default 0.
    sd : number or array_like, optional
        Standard deviation. Default 1.
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
        If the standard deviation is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Normal``.

    Examples
    --------
    >>> dnorm([0, 1]).tolist()
    [0.3989422804014327, 0.24197072451914337]
    """
    return each_cell("dnorm", x, mean, sd, log=flag("log", log))


@verb
def pnorm(q: Any, mean: Any = 0, sd: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Probability of values up to a number by the normal distribution, R's ``pnorm``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    mean : number or array_like, optional
        Mean. Default 0.
    sd : number or array_like, optional
        Standard deviation. Default 1.
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
        If the standard deviation is negative, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Normal``.

    Examples
    --------
    >>> pnorm([0, 1.96]).tolist()
    [0.5, 0.9750021048517796]
    """
    return each_cell("pnorm", q, mean, sd, **sides(lower_tail, log_p))


@verb
def qnorm(p: Any, mean: Any = 0, sd: Any = 1, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Quantile of the normal distribution, R's ``qnorm``.

    Parameters
    ----------
    p : number or array_like
        Probabilities from 0 to 1.
    mean : number or array_like, optional
        Mean. Default 0.
    sd : number or array_like, optional
        Standard deviation. Default 1.
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
        If the standard deviation is negative, or a probability is outside
        of 0 to 1, where the value is NaN.

    Notes
    -----
    In far tails, of logarithms below -700, it has the digits of R 4.2.

    References
    ----------
    .. [1] R manual page ``Normal``.

    Examples
    --------
    >>> qnorm([0.5, 0.975]).tolist()
    [0.0, 1.9599639845400536]
    """
    return each_cell("qnorm", p, mean, sd, **sides(lower_tail, log_p))


@verb
def dlogis(x: Any, location: Any = 0, scale: Any = 1, log: bool = False) -> Any:
    """Density of the logistic distribution, R's ``dlogis``.

    Parameters
    ----------
    x : number or array_like
        Where the density is asked for.
    location : number or array_like, optional
        Location. Default 0.
    scale : number or array_like, optional
        Scale. Default 1.
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
        If the scale is not positive, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Logistic``.

    Examples
    --------
    >>> dlogis(0)
    0.25
    """
    return each_cell("dlogis", x, location, scale, log=flag("log", log))


@verb
def plogis(
    q: Any, location: Any = 0, scale: Any = 1, lower_tail: bool = True, log_p: bool = False
) -> Any:
    """Probability of values up to a number by the logistic distribution, R's ``plogis``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    location : number or array_like, optional
        Location. Default 0.
    scale : number or array_like, optional
        Scale. Default 1.
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
        If the scale is not positive, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Logistic``.

    Examples
    --------
    >>> plogis([0, 2]).tolist()
    [0.5, 0.8807970779778823]
    """
    return each_cell("plogis", q, location, scale, **sides(lower_tail, log_p))


@verb
def qlogis(
    p: Any, location: Any = 0, scale: Any = 1, lower_tail: bool = True, log_p: bool = False
) -> Any:
    """Quantile of the logistic distribution, R's ``qlogis``.

    Parameters
    ----------
    p : number or array_like
        Probabilities from 0 to 1.
    location : number or array_like, optional
        Location. Default 0.
    scale : number or array_like, optional
        Scale. Default 1.
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
        If the scale is not positive, or a probability is outside
        of 0 to 1, where the value is NaN.

    References
    ----------
    .. [1] R manual page ``Logistic``.

    Examples
    --------
    >>> qlogis(0.75)
    1.0986122886681098
    """
    return each_cell("qlogis", p, location, scale, **sides(lower_tail, log_p))
