"""Exponential, Poisson and binomial random numbers from the global stream, in R's bits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from pynnet._data import as_numeric
from pynnet._ground import ArgumentError, DataError, FloatArray, RWarning, warn, whole_number
from pynnet._random import (
    Binomial,
    Poisson,
    RewindableUniforms,
    Uniforms,
    exponential,
    global_stream,
)

from ..calls import LONGEST, column_of, verb

__all__ = ["rbinom", "rexp", "rpois"]

_MOST_KEPT = 64  # distributions whose constants are kept during a call
_LARGEST_SIZE = 2**31 - 2  # R takes another way for more trials


@verb
def rexp(n: int, rate: Any = 1) -> FloatArray:
    """Draw exponential numbers from the global stream, as R's ``rexp``.

    Parameters
    ----------
    n : int
        How many.
    rate : number or array_like, optional
        One over the mean, repeated to length `n`. Default 1.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN where the rate is missing or not above 0. Where it is infinite 0, and nothing is drawn.

    Raises
    ------
    ArgumentError
        If `n` is no whole number from 0. Nothing is drawn.
    DataError
        If `rate` is not of numbers. Nothing is drawn.

    Warns
    -----
    RWarning
        If a NaN is produced.

    References
    ----------
    .. [1] R manual page ``Exponential``.
    .. [2] J. H. Ahrens and U. Dieter, "Computer methods for sampling from the exponential and
       normal distributions", Communications of the ACM 15 (1972), 873-882.

    Examples
    --------
    >>> from pynnet.r import rexp, set_seed
    >>> set_seed(1)
    >>> rexp(3).round(4).tolist()
    [0.7552, 1.1816, 0.1457]
    """
    (rates,) = _recycled(n, rate=rate)

    with np.errstate(divide="ignore", over="ignore"):
        scales = 1.0 / rates

    def draw(k: int, source: Uniforms) -> float:
        return float(scales[k] * exponential(source)) if scales[k] > 0 else 0.0

    return _drawn((scales >= 0) & (scales < np.inf), draw)


@verb
def rpois(n: int, lambda_: Any) -> FloatArray:
    """Draw Poisson numbers from the global stream, as R's ``rpois``.

    Parameters
    ----------
    n : int
        How many.
    lambda_ : number or array_like
        Mean, R's ``lambda``, repeated to length `n`.

    Returns
    -------
    ndarray of float, shape (n,)
        Whole numbers; NaN where the mean is missing, infinite or negative. Where it is 0 nothing
        is drawn.

    Raises
    ------
    ArgumentError
        If `n` is no whole number from 0. Nothing is drawn.
    DataError
        If the mean is not of numbers. Nothing is drawn.

    Warns
    -----
    RWarning
        If a NaN is produced.

    References
    ----------
    .. [1] R manual page ``Poisson``.
    .. [2] J. H. Ahrens and U. Dieter, "Computer generation of Poisson deviates from modified
       normal distributions", ACM Transactions on Mathematical Software 8 (1982), 163-179.

    Examples
    --------
    >>> from pynnet.r import rpois, set_seed
    >>> set_seed(1)
    >>> rpois(4, 3).tolist()
    [2.0, 2.0, 3.0, 5.0]
    """
    (means,) = _recycled(n, lambda_=lambda_)

    of_mean = functools.lru_cache(_MOST_KEPT)(Poisson)

    def draw(k: int, source: Uniforms) -> float:
        return of_mean(float(means[k])).draw(source) if means[k] else 0.0

    return _drawn(np.isfinite(means) & (means >= 0), draw)


@verb
def rbinom(n: int, size: Any, prob: Any) -> FloatArray:
    """Draw binomial numbers from the global stream, as R's ``rbinom``.

    Parameters
    ----------
    n : int
        How many.
    size : number or array_like
        Numbers of trials, whole, below 2147483647, repeated to length `n`.
    prob : number or array_like
        Chances of success, from 0 to 1, repeated likewise.

    Returns
    -------
    ndarray of float, shape (n,)
        Whole numbers; NaN where a parameter is missing or not as above. Where nothing is left to
        chance nothing is drawn.

    Raises
    ------
    ArgumentError
        If `n` is no whole number from 0, or a size is too large. Nothing is drawn.
    DataError
        If a parameter is not of numbers. Nothing is drawn.

    Warns
    -----
    RWarning
        If a NaN is produced.

    References
    ----------
    .. [1] R manual page ``Binomial``.
    .. [2] V. Kachitvichyanukul and B. W. Schmeiser, "Binomial random variate generation",
       Communications of the ACM 31 (1988), 216-222.

    Examples
    --------
    >>> from pynnet.r import rbinom, set_seed
    >>> set_seed(1)
    >>> rbinom(4, 10, 0.5).tolist()
    [4.0, 4.0, 5.0, 7.0]
    """
    sizes, chances = _recycled(n, size=size, prob=prob)
    if (np.isfinite(sizes) & (sizes > _LARGEST_SIZE)).any():
        raise ArgumentError(f"invalid 'size': at most {_LARGEST_SIZE} trials.")
    valid = np.isfinite(sizes) & (sizes >= 0) & (sizes == np.floor(sizes))

    of_parameters = functools.lru_cache(_MOST_KEPT)(Binomial)

    def draw(k: int, source: Uniforms) -> float:
        if sizes[k] == 0 or chances[k] in (0.0, 1.0):
            return float(sizes[k] * chances[k])
        return of_parameters(int(sizes[k]), float(chances[k])).draw(source)

    return _drawn(valid & (chances >= 0) & (chances <= 1), draw)


def _recycled(n: int, **parameters: Any) -> list[FloatArray]:
    """Parameters repeated to length `n`; an empty one counts as missing."""
    count = whole_number("n", n, most=LONGEST)
    vectors = []
    for name, value in parameters.items():
        column = column_of(value, name.rstrip("_"))
        if not isinstance(column, np.ndarray) or column.dtype.kind == "O":
            raise DataError(f"invalid arguments: '{name.rstrip('_')}' must be numbers.")
        numbers = np.asarray(as_numeric(column))
        vectors.append(np.resize(numbers, count) if len(numbers) else np.full(count, np.nan))
    return vectors


def _drawn(valid: Any, draw: Callable[[int, Uniforms], float]) -> FloatArray:
    """Draw a number at each place whose parameters have a distribution."""
    values = np.full(len(valid), np.nan)
    if not valid.all():
        warn("NAs produced", RWarning)
    stream = global_stream()
    with stream.restored_on_error():
        uniforms = RewindableUniforms(stream)  # how many are needed is not known before
        for k in np.flatnonzero(valid).tolist():
            values[k] = draw(k, uniforms)
            uniforms.keep_from(uniforms.position)
        uniforms.settle()
    return values
