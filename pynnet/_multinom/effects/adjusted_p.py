"""Probabilities of several tests that allow for their number."""

from __future__ import annotations

from math import log, pi, sqrt

import numpy as np
from scipy.special import log_ndtr

from pynnet._ground import FloatArray
from pynnet._numerics import adjusted_p_values, quiet

__all__ = ["ADJUSTMENTS", "adjusted_p"]

_FAR, _STEPS = 38.0, 2001  # beyond, the density of a normal number is 0
ADJUSTMENTS = ("tukey", "holm", "bonferroni", "none")


def adjusted_p(z: FloatArray, p: FloatArray, adjust: str, n_means: int) -> FloatArray:
    """Probabilities of all comparisons of some means; those of missing ones are missing.

    Missing ones count among the comparisons, as in R's package emmeans.

    Parameters
    ----------
    z, p : ndarray, shape (comparisons,)
        Differences in standard errors, and the two-sided probability of each alone.
    """
    if adjust == "tukey":
        return _by_the_range(z, n_means)
    return adjusted_p_values(p, adjust, len(p))


@quiet  # at no distance it is certain, at an unknown one unknown
def _by_the_range(z: FloatArray, n_means: int) -> FloatArray:
    """How probable it is that so many normal numbers range as far, in units of one's deviation.

    If the largest is at x, with density k phi(x) Phi(x)^(k - 1), all others are within q below it
    with probability (1 - Phi(x - q) / Phi(x))^(k - 1) [1]_. What is left of 1 is integrated itself,
    so that small probabilities are exact, too. The rule of equal steps is exact to all digits for
    functions that are smooth and vanish at both ends.

    References
    ----------
    .. [1] Miller, R. G., *Simultaneous Statistical Inference*, 2nd ed., Springer, 1981, section
       2.1.
    """
    x, step = np.linspace(-_FAR, _FAR, _STEPS, retstep=True)
    others, largest = n_means - 1, log_ndtr(x)
    density = n_means * np.exp(-(x**2) / 2 - log(2 * pi) / 2 + others * largest)

    def beyond(q: float) -> float:
        within = others * np.log1p(-np.exp(log_ndtr(x - q) - largest))
        return float(step * (density * -np.expm1(within)).sum())

    probabilities = [beyond(q) for q in (sqrt(2) * np.abs(z)).tolist()]
    return np.minimum(probabilities, 1.0)  # but for rounding
