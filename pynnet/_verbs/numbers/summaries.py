"""Means, spreads and quantiles, in R's arithmetic: totals are formed in extended precision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import flag

from ..calls import of_r, one, verb

__all__ = ["IQR", "mad", "mean", "median", "quantile", "weighted_mean"]


@verb
def mean(x: Any, trim: float = 0, na_rm: bool = False) -> float:
    """Arithmetic mean, in R's bits.

    Parameters
    ----------
    x : array_like
        Numbers or truths; of a frame or a matrix all numbers count.
    trim : float, optional
        Share of the numbers that is left out at each end, from 0 to 0.5. Default 0.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the mean is NaN.

    Returns
    -------
    float
        NaN if there are no numbers.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `trim` is not one number.

    Warns
    -----
    RWarning
        If `x` is text or a factor, whose mean is NaN.

    Notes
    -----
    R forms the sum in extended precision and corrects the mean once; the means of NumPy and pandas
    often differ in the last bit. In R the mean of a data frame is missing.

    References
    ----------
    .. [1] R manual page ``mean``.

    Examples
    --------
    >>> mean([0.1, 0.2, 0.4])
    0.23333333333333334
    >>> mean([1, None, 3], na_rm=True)
    2.0
    """
    flag("na_rm", na_rm)
    return float(one("mean", x, trim=trim, na_rm=na_rm))


@verb
def median(x: Any, na_rm: bool = False) -> float | int:
    """Middle value, or the mean of the two in the middle.

    Parameters
    ----------
    x : array_like
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the median is NaN.

    Returns
    -------
    float or int
        An int if `x` holds whole numbers and one of them is in the middle.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``median``.

    Examples
    --------
    >>> median([5, 1, 3])
    3
    >>> median([5, 1, 3, 4])
    3.5
    """
    flag("na_rm", na_rm)
    middle = one("median", x, na_rm=na_rm)
    return float("nan") if middle is None else middle


@verb
def mad(
    x: Any, center: float | None = None, constant: float = 1.4826, na_rm: bool = False
) -> float:
    """Median absolute deviation.

    Parameters
    ----------
    x : array_like
        Numbers or truths.
    center : float, optional
        What deviations are from. Default: the median.
    constant : float, optional
        Factor that makes it a standard deviation where numbers are normal. Default 1.4826.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then the result is NaN.

    Returns
    -------
    float
        In the unit of `x`.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is text, a factor or a matrix.

    References
    ----------
    .. [1] R manual page ``mad``.

    Examples
    --------
    >>> mad([1, 2, 3, 4, 100])
    1.4826
    """
    flag("na_rm", na_rm)
    given = {} if center is None else {"center": center}
    return float(one("mad", x, **given, constant=constant, na_rm=na_rm))


@verb
def IQR(x: Any, na_rm: bool = False) -> float:
    """Interquartile range, by quantiles of type 7.

    Parameters
    ----------
    x : array_like
        Numbers or truths.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then they are an error.

    Returns
    -------
    float
        In the unit of `x`.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If `x` is text, a factor or a matrix, or has missing values that are not left out.

    References
    ----------
    .. [1] R manual page ``IQR``.

    Examples
    --------
    >>> IQR([1, 2, 3, 4, 10])
    2.0
    """
    flag("na_rm", na_rm)
    return float(one("IQR", x, na_rm=na_rm))


@verb
def weighted_mean(x: Any, w: Any = None, *, na_rm: bool = False) -> float:
    """Weighted mean, R's ``weighted.mean``.

    Parameters
    ----------
    x : array_like
        Numbers or truths.
    w : array_like, optional
        A weight for each. Default: all equal.
    na_rm : bool, optional
        Whether missing numbers are left out; missing weights are not. Default False.

    Returns
    -------
    float
        NaN if the weights add up to 0.

    Raises
    ------
    ArgumentError
        If `na_rm` is neither True nor False.
    DataError
        If there is not one weight for each number, or they are not numbers.

    References
    ----------
    .. [1] R manual page ``weighted.mean``.

    Examples
    --------
    >>> weighted_mean([1, 2, 3], [3, 2, 1])
    1.6666666666666667
    """
    flag("na_rm", na_rm)
    return float(one("weighted.mean", x, *([] if w is None else [w]), na_rm=na_rm))


@verb
def quantile(
    x: Any, probs: Any = None, na_rm: bool = False, names: bool = True, type: int = 7
) -> Any:
    """Sample quantiles.

    Parameters
    ----------
    x : array_like
        Numbers or truths.
    probs : float or array_like, optional
        Probabilities from 0 to 1. Default: the quarters.
    na_rm : bool, optional
        Whether missing values are left out. Default False: then they are an error.
    names : bool, optional
        Whether the quantiles are named by their per cent. Default True.
    type : int, optional
        Which of the nine definitions. Default 7.

    Returns
    -------
    Series or ndarray of float
        A Series with R's names, ``"0%"``, ``"25%"`` ...; an array without `names`.

    Raises
    ------
    ArgumentError
        If `type`, `na_rm` or `names` is none of its values.
    DataError
        If `x` is text, a factor or a matrix, has missing values that are not left out, or a
        probability is missing or outside of 0 to 1.

    References
    ----------
    .. [1] R manual page ``quantile``.
    .. [2] R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
       Statistician 50 (1996), 361-365.

    Examples
    --------
    >>> quantile([1, 2, 4, 8])
    0%      1.00
    25%     1.75
    50%     3.00
    75%     5.00
    100%    8.00
    dtype: float64
    """
    flag("na_rm", na_rm)
    shares = np.arange(5) / 4 if probs is None else of_r("as.numeric", probs)
    quantiles = of_r("quantile", x, probs=shares, na_rm=na_rm, type=type)
    if isinstance(quantiles, np.ndarray) and quantiles.dtype.kind == "b":
        quantiles = quantiles.astype(np.float64)  # of truths as well: R's types 1 and 3 give truths
    if not flag("names", names):
        return quantiles
    labels = [f"{_seven_digits(100 * share)}%" for share in shares.tolist()]
    return pd.Series(quantiles, index=pd.Index(labels, dtype=object))


def _seven_digits(number: float) -> str:
    """A number with seven significant digits, never in powers of ten."""
    return f"{Decimal(f'{number:.7g}').normalize():f}"
