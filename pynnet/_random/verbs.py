"""R's verbs for random numbers, and the global stream they draw from."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pynnet._ground import AnyArray, FloatArray, entry, public

from .mersenne_twister import RRandom, SampleKind
from .sampling import draw_sample
from .stream import GeneratorStream, RandomStateStream, Stream

__all__ = [
    "as_stream",
    "global_stream",
    "rnorm",
    "runif",
    "sample",
    "set_seed",
]

_GLOBAL = RRandom()
if hasattr(os, "register_at_fork"):  # no thread may be in the midst of a draw at that moment
    os.register_at_fork(
        before=_GLOBAL._keep_others_out,
        after_in_parent=_GLOBAL._let_others_in,
        after_in_child=_GLOBAL._let_others_in,
    )


def global_stream() -> RRandom:
    """The stream used where no seed is given; the same object always."""
    return _GLOBAL


def as_stream(
    seed: int | np.integer[Any] | Stream | np.random.Generator | np.random.RandomState | None,
) -> Stream:
    """Turn what a user passes as ``seed=`` into a stream.

    An integer starts R's generator anew, None means the global stream, and a stream or one of
    NumPy's generators is used, and advanced, as it is.

    Raises
    ------
    ArgumentError
        If `seed` is none of these.

    Examples
    --------
    >>> as_stream(42).runif(2).round(4).tolist()
    [0.9148, 0.9371]
    """
    if seed is None:
        return _GLOBAL
    if isinstance(seed, Stream):
        return seed
    if isinstance(seed, np.random.Generator):
        return GeneratorStream(seed)
    if isinstance(seed, np.random.RandomState):
        return RandomStateStream(seed)
    return RRandom(seed)


@public
@entry
def set_seed(seed: int | np.integer[Any] | None, sample_kind: SampleKind | None = None) -> None:
    """Seed the global stream, as R's ``set.seed``.

    Afterwards `runif`, `rnorm`, `sample`, and all fits without a seed of their own, use the
    numbers that R uses after ``set.seed(seed)``.

    Parameters
    ----------
    seed : int or None
        A whole number from ``-(2**31 - 1)`` to ``2**31 - 1``. None takes one from the
        operating system.
    sample_kind : {"Rejection", "Rounding"}, optional
        How indices are made from now on: "Rounding" is R before 3.6.0. Default: as before.

    Raises
    ------
    ArgumentError
        If the seed is not a whole number of that range, or the kind is unknown. The stream
        stays as it was.

    Warns
    -----
    RWarning
        If the kind is "Rounding", as R does.

    References
    ----------
    .. [1] R manual page ``Random``.

    Examples
    --------
    >>> set_seed(42)
    >>> sample(10).tolist()
    [1, 5, 10, 8, 2, 4, 6, 9, 7, 3]
    """
    _GLOBAL.set_seed(seed, sample_kind)


@public
@entry
def runif(n: float, min: ArrayLike = 0.0, max: ArrayLike = 1.0) -> FloatArray:
    """Draw uniform numbers from the global stream, as R's ``runif``.

    Parameters
    ----------
    n : int
        How many, 0 or more; a fraction is cut off.
    min, max : array_like of float, optional
        Limits, finite, repeated to length `n` as R does. Defaults 0 and 1.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN where the limits are missing, infinite or in the wrong order. Where they are equal
        no number is drawn.

    Raises
    ------
    ArgumentError
        If `n` is no such number, or a limit is not numeric. Nothing is drawn.

    Warns
    -----
    RWarning
        If a NaN is produced.

    Examples
    --------
    >>> set_seed(1)
    >>> runif(3, -0.5, 0.5)
    array([-0.23449134, -0.1278761 ,  0.07285336])
    """
    return _GLOBAL.runif(n, min, max)


@public
@entry
def rnorm(n: float, mean: ArrayLike = 0.0, sd: ArrayLike = 1.0) -> FloatArray:
    """Draw normal numbers from the global stream, as R's ``rnorm``.

    Each takes two uniform numbers, and is a quantile of the normal distribution.

    Parameters
    ----------
    n : int
        How many, 0 or more; a fraction is cut off.
    mean, sd : array_like of float, optional
        Mean and standard deviation, repeated to length `n` as R does. Defaults 0 and 1.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN where the mean is missing, or `sd` missing, infinite or negative. Where `sd` is 0 or
        the mean infinite it is the mean, and no number is drawn.

    Raises
    ------
    ArgumentError
        If `n` is no such number, or a parameter is not numeric. Nothing is drawn.

    Warns
    -----
    RWarning
        If a NaN is produced.

    References
    ----------
    .. [1] M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
       Applied Statistics 37 (1988), 477-484.

    Examples
    --------
    >>> set_seed(1)
    >>> rnorm(3)
    array([-0.62645381,  0.18364332, -0.83562861])
    """
    return _GLOBAL.rnorm(n, mean, sd)


@public
@entry
def sample(
    x: ArrayLike,
    size: float | None = None,
    replace: bool = False,
    prob: ArrayLike | None = None,
) -> AnyArray:
    """Draw a sample or a permutation from the global stream, as R's ``sample``.

    Parameters
    ----------
    x : number, str or array_like
        One number of at least 1 means the numbers 1, ..., `x`: counted from 1 as in R, so take
        1 off for positions in Python. Anything else, one-dimensional, is sampled itself.
    size : int, optional
        Size of the sample; a fraction is cut off. Default: all, a random permutation.
    replace : bool, optional
        Whether an element can come more than once. Default False.
    prob : array_like of float, optional
        Weight of each element, not negative; the sum need not be 1. Default: all equal.

    Returns
    -------
    ndarray, shape (size,)
        Numbers from 1, or elements of `x`, in the order R draws them.

    Raises
    ------
    ArgumentError
        If an argument is not as above, `size` is larger than the population (or, with `prob`,
        than its part of positive weight) and `replace` is false, or there is nothing to sample
        from. Nothing is drawn.

    Notes
    -----
    As in R, a list or array with a single number in it means that number: ``sample([5])`` is
    ``sample(5)``, a permutation of 1, ..., 5. Where a list may be that short, sample positions:
    ``x[sample(len(x), size) - 1]``.

    References
    ----------
    .. [1] R manual page ``sample``.
    .. [2] A. J. Walker, "An efficient method for generating discrete random variables with
       general distributions", ACM Transactions on Mathematical Software 3 (1977), 253-256.

    Examples
    --------
    >>> set_seed(42)
    >>> sample(5).tolist()
    [1, 5, 4, 3, 2]
    >>> sample(["a", "b", "c"], 4, replace=True).tolist()
    ['b', 'b', 'a', 'c']
    >>> sample(3, 2, prob=[0.5, 0.25, 0.25]).tolist()
    [3, 2]
    """
    return draw_sample(_GLOBAL, x, size, replace, prob)
