"""Predictors whose scale stops the search before the maximum.

R's search moves all coefficients at once, each as far as its derivative is large, and ends when the
criterion falls no more. Where a column is large, or far from 0 beside its spread (seconds since
1970), the derivatives of all other directions are lost beside its own. What one step of Newton's
would still gain along the column's deviations from its mean tells so.
"""

from __future__ import annotations

import numpy as np

from pynnet._network import CENSORED
from pynnet._numerics import column_range, quiet

from ..fitted import MultinomFit

__all__ = ["advice_on_scale"]

_FAR = 1e3  # sizes of columns beyond this, or below its inverse, are looked at
_GAIN = 0.05  # of log-likelihood that is left; at a maximum it is 0


def advice_on_scale(fit: MultinomFit) -> str | None:
    """Say along which columns a search that has ended could go on; None if there are none.

    Of censored cases the residuals are not the slope of the criterion, so that nothing is looked
    for.
    """
    options = fit._options
    if fit.convergence or not options.maxit or options.decays:
        return None
    if options.criterion is CENSORED:
        return None
    stopped = [fit.vcoefnames[j] for j in _far_columns(fit) if _gain(fit, j) > _GAIN]
    if not stopped:
        return None
    return (
        f"the search stopped before the maximum, as R's does, because of the scale of "
        f"{', '.join(repr(name) for name in stopped)}: subtract the mean and divide by the "
        "standard deviation, scale(x), and fit again."
    )


def _far_columns(fit: MultinomFit) -> list[int]:
    low, high = column_range(fit._cases.design)
    sizes = np.maximum(high, -low).tolist()
    return [j for j, size in enumerate(sizes) if size > _FAR or 0 < size < 1 / _FAR]


@quiet  # weights may be of any size
def _gain(fit: MultinomFit, column: int) -> float:
    """Largest gain of a Newton step for a class along a column's deviations from its mean."""
    x, w = fit._cases.design[:, column], fit._cases.weights
    if not w.sum() > 0:
        return 0.0
    x = x / np.abs(x).max()
    x = x - w @ x / w.sum()
    P = fit._outputs
    slope = (w * x) @ fit._residuals
    bend = (w * x * x) @ (P * (1 - P))
    if (np.abs(slope[bend == 0]) > _GAIN).any():  # all cases are beyond doubt, and some are wrong
        return np.inf
    known = bend > 0
    return float(np.max(slope[known] ** 2 / (2 * bend[known]), initial=0.0))
