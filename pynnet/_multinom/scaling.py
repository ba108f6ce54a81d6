"""Predictors whose scale stops the search before the maximum.

R's search moves all coefficients at once, each as far as its derivative is large, and ends when the
criterion falls no more. Where a column is large, or far from 0 beside its spread (seconds since
1970), the derivatives of all other directions are lost beside its own. What one step of Newton's
would still gain along the column's deviations from its mean tells so.
"""

from __future__ import annotations

import numpy as np

from pynnet._ground import FitWarning, IntArray, warn

from .fitted import MultinomFit

__all__ = ["warn_about_scale"]

_FAR = 1e3  # sizes of columns beyond this, or below its inverse, are looked at
_GAIN = 0.05  # of log-likelihood that is left; at a maximum it is 0


def warn_about_scale(fit: MultinomFit) -> None:
    """Warn of columns along which a search that has ended could go on; nothing is changed."""
    if fit.convergence or not fit._options.maxit or np.any(fit._options.decay):
        return
    try:
        stopped = [fit.vcoefnames[j] for j in _far_columns(fit) if _gain(fit, int(j)) > _GAIN]
    except MemoryError:
        warn(
            "the scale of the predictors was not checked: there is no memory left for it. "
            "The fit is as it would be otherwise.",
            FitWarning,
        )
        return
    if stopped:
        warn(
            f"the search stopped before the maximum, as R's does, because of the scale of "
            f"{', '.join(repr(name) for name in stopped)}: subtract the mean and divide by the "
            "standard deviation, scale(x), and fit again.",
            FitWarning,
        )


def _far_columns(fit: MultinomFit) -> IntArray:
    x = fit._cases.design
    largest = np.maximum(x.max(axis=0), -x.min(axis=0))
    return np.flatnonzero((largest > _FAR) | ((largest < 1 / _FAR) & (largest > 0)))


def _gain(fit: MultinomFit, column: int) -> float:
    """Largest gain of a Newton step for a class along a column's deviations from its mean."""
    x, w = fit._cases.design[:, column], fit._cases.weights
    if not w.sum() > 0:
        return 0.0
    x = x / np.abs(x).max()
    x = x - w @ x / w.sum()
    P = fit._outputs
    slope = (w * x) @ fit._residuals
    with np.errstate(under="ignore"):
        bend = (w * x * x) @ (P * (1 - P))
    known = bend > 0
    return float(np.max(slope[known] ** 2 / (2 * bend[known]), initial=0.0))
