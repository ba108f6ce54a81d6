"""Probabilities of the chi-squared and the t distribution, which tests of models are made of.

They are SciPy's: within 1e-11 of the size of R's where that is above 1e-300, not in all bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from pynnet._data import Matrix, as_numeric
from pynnet._formula import dimensions
from pynnet._ground import DataError, FloatArray, RWarning, warn

from ..calls import column_of, verb, with_index
from .sides import sides

__all__ = ["pchisq", "pt"]


@verb
def pchisq(q: Any, df: Any, *, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Probability of values up to a number by the chi-squared distribution, R's ``pchisq``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    df : number or array_like
        Degrees of freedom, not negative, whole or not.
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
        If degrees of freedom are negative, where the value is NaN.

    Notes
    -----
    It is SciPy's, within 1e-11 of the size of R's where that is above 1e-300, not in all bits.

    References
    ----------
    .. [1] R manual page ``Chisquare``.

    Examples
    --------
    >>> round(pchisq(3.84, 1, lower_tail=False), 6)
    0.050044
    """
    given = sides(lower_tail, log_p)

    def probability(x: FloatArray, degrees: FloatArray) -> FloatArray:
        x = np.maximum(x, 0.0)
        point = (x > 0) == given["lower_tail"]  # without freedom all is at zero; R has it above
        tail = special.chdtr if given["lower_tail"] else special.chdtrc
        return np.where(degrees == 0, point, tail(np.where(degrees == 0, 1.0, degrees), x))

    return _each_pair("pchisq", q, df, probability, log_p)


@verb
def pt(q: Any, df: Any, *, lower_tail: bool = True, log_p: bool = False) -> Any:
    """Probability of values up to a number by Student's t distribution, R's ``pt``.

    Parameters
    ----------
    q : number or array_like
        Quantiles.
    df : number or array_like
        Degrees of freedom, above 0, whole or not, infinite too.
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
        If degrees of freedom are not above 0, where the value is NaN.

    Notes
    -----
    It is SciPy's, within 1e-11 of the size of R's where that is above 1e-300, not in all bits.

    References
    ----------
    .. [1] R manual page ``TDist``.

    Examples
    --------
    >>> round(2 * pt(-2.5, 20), 6)
    0.021234
    """
    sign = 1.0 if sides(lower_tail, log_p)["lower_tail"] else -1.0

    def probability(x: FloatArray, degrees: FloatArray) -> FloatArray:
        return np.asarray(special.stdtr(np.where(degrees > 0, degrees, np.nan), sign * x))

    return _each_pair("pt", q, df, probability, log_p)


def _each_pair(
    name: str,
    q: Any,
    df: Any,
    probability: Callable[[FloatArray, FloatArray], FloatArray],
    in_logarithms: bool,
) -> Any:
    """Return probabilities of quantiles and degrees of freedom that go together."""
    quantiles, degrees = _numbers(name, q), _numbers(name, df)
    length = max(len(quantiles), len(degrees)) if len(quantiles) and len(degrees) else 0
    x, freedom = np.resize(quantiles, length), np.resize(degrees, length)
    missing = np.isnan(x) | np.isnan(freedom)
    with np.errstate(all="ignore"):
        values = np.where(missing | (freedom < 0), np.nan, probability(x, freedom))
        values = np.log(values) if in_logarithms else values
    if (np.isnan(values) & ~missing).any():
        warn("NaNs produced", RWarning)
    if not dimensions(q) and not dimensions(df):
        return float(values[0])
    return with_index(name, values, (q, df))


def _numbers(name: str, x: Any) -> FloatArray:
    column = column_of(x, "x")
    if not isinstance(column, np.ndarray) or column.dtype.kind == "O":
        raise DataError(f"Non-numeric argument to mathematical function: {name}().")
    numbers = as_numeric(column)
    assert not isinstance(numbers, Matrix)
    return np.asarray(numbers)
