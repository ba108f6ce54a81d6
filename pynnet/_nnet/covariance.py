"""Covariance of a network's weights, from the second derivatives of its criterion.

With H these derivatives, decay included, and L the part of the decay, 2 * decay on the diagonal,
the covariance is s * inv(H), or as a sandwich s * inv(H) (H - L) inv(H): s is 1 where the criterion
is the negative log-likelihood, and twice the variance of the noise for least squares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._data import as_matrix
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    DataError,
    FitWarning,
    FloatArray,
    choice,
    real_number,
    shown,
    warn,
)
from pynnet._network import LEAST_SQUARES
from pynnet._numerics import quiet

from .fitted import FittedNetwork, not_stored
from .weights import decay_vector, free_weights

__all__ = ["METHODS", "WeightCovariance", "weight_covariance"]

METHODS = ("posterior", "sandwich")

# The scaled Hessian has a diagonal of 1 and is known to some 1e-14: curvature of less than this,
# relative to the largest, is no curvature.
_FLAT = 1e-10
# Share of such a direction from which on a weight, or an output, has a part in it.
_PART = 1e-6
_MOST_NAMED = 5  # weights in a warning


@dataclass(frozen=True, slots=True, eq=False)
class WeightCovariance:
    """Covariance of the weights, and what is not determined.

    Attributes
    ----------
    matrix : ndarray, shape (n_weights, n_weights)
        The covariance in the directions that are determined; 0 in the others.
    undetermined : ndarray, shape (n_weights, k)
        Directions without positive curvature, of length 1.
    dispersion : float
        Variance of the noise for least squares; 1 otherwise.
    residual_df : float
        Numbers that were fitted by least squares minus the effective number of weights; NaN
        otherwise, and where a fit was stored without its cases.
    """

    matrix: FloatArray
    undetermined: FloatArray
    dispersion: float
    residual_df: float

    @property
    def doubtful(self) -> BoolArray:
        """Which weights have a part in what is not determined."""
        return np.asarray((np.abs(self.undetermined) > _PART).any(axis=1), dtype=bool)

    @quiet
    def standard_errors(self, jacobian: FloatArray) -> FloatArray:
        """Standard errors of quantities by their derivatives, shape (..., n_weights).

        NaN for those that move in a direction that is not determined.
        """
        variance = np.einsum("...i,ij,...j->...", jacobian, self.matrix, jacobian)
        errors = np.sqrt(np.maximum(variance, 0.0))
        length = np.sqrt((jacobian**2).sum(axis=-1))
        moved = (np.abs(jacobian @ self.undetermined) > _PART * length[..., None]).any(axis=-1)
        return np.where(moved, np.nan, errors)


def weight_covariance(
    fit: FittedNetwork,
    method: object,
    dispersion: object,
    mask: Any,
    hessian: Any,
) -> WeightCovariance:
    """Compute the covariance for the arguments of ``NNet.covariance()``, which documents them."""
    how = choice("method", method, METHODS)
    H = _second_derivatives(fit, hessian)
    free = free_weights(mask, fit._network)
    decay = decay_vector(fit._options, fit._network)
    if not free.any():
        raise ArgumentError("invalid 'mask': no weight is fitted, so that none is uncertain.")
    if fit.convergence != 0:
        warn(
            f"the fit {fit.message} without converging: the covariance is that of a minimum, and "
            "this is none. Fit with a larger maxit.",
            FitWarning,
        )
    inverse, undetermined, signs = _inverse(H[np.ix_(free, free)])
    inverse, undetermined = _in_place(inverse, free), _in_rows(undetermined, free)
    with np.errstate(all="ignore"):  # weights, cases and decay may be of any size
        effective = float(free.sum() - undetermined.shape[1] - (2 * decay * np.diag(inverse)).sum())
        s2, df = _dispersion(fit, decay, effective, dispersion)
        scale = 2 * s2 if fit._options.criterion is LEAST_SQUARES else 1.0
        if how == "sandwich":
            inverse = inverse @ (H - np.diag(2 * decay)) @ inverse
        found = WeightCovariance(scale * inverse, undetermined, s2, df)
    _warn_of(found, signs, fit._network.weight_labels, decays=bool((decay[free] > 0).all()))
    return found


@quiet
def _second_derivatives(fit: FittedNetwork, hessian: Any) -> FloatArray:
    if hessian is None:
        if fit.Hessian is None:
            raise ArgumentError(
                "the fit has no Hessian and keeps no training data. "
                "Fit with Hess=True, or pass hessian=nnet_hess(fit, x, y)."
            )
        return np.asarray(fit.Hessian)
    H = as_matrix(hessian, "hessian").values
    m = fit._network.n_weights
    if H.shape != (m, m) or not np.isfinite(H).all():
        raise ArgumentError(
            f"invalid 'hessian': got {shown(hessian)}. Pass finite second derivatives, a row and a "
            f"column for each of the {m} weights, as nnet_hess(fit, x, y) gives them."
        )
    return (H + H.T) / 2


@quiet
def _inverse(H: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Inverse where there is curvature, the other directions, and the signs of curvature there."""
    diagonal = np.diag(H)
    root = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    scaled_H = H / root / root[:, None]
    if not np.isfinite(scaled_H).all():
        raise DataError("the Hessian is so badly scaled that it cannot be inverted: scale inputs.")
    values, vectors = np.linalg.eigh(scaled_H)
    curved = values > _FLAT * max(1.0, float(np.abs(values).max()))
    scaled = vectors[:, curved] / root[:, None]
    others = vectors[:, ~curved] / root[:, None]
    others = others / np.sqrt((others**2).sum(axis=0))
    signs = np.where(values[~curved] < -_FLAT, -1.0, 0.0)
    return (scaled / values[curved]) @ scaled.T, others, signs


def _in_place(matrix: FloatArray, free: BoolArray) -> FloatArray:
    """A matrix of the free weights among all; 0 for the others, which are known."""
    whole = np.zeros((len(free), len(free)))
    whole[np.ix_(free, free)] = matrix
    return whole


def _in_rows(columns: FloatArray, free: BoolArray) -> FloatArray:
    whole = np.zeros((len(free), columns.shape[1]))
    whole[free] = columns
    return whole


def _dispersion(
    fit: FittedNetwork, decay: FloatArray, effective: float, given: object
) -> tuple[float, float]:
    """Variance of the noise, given or estimated, and what is left of the numbers to do so."""
    if fit._options.criterion is not LEAST_SQUARES:
        if given is not None:
            raise ArgumentError(
                "invalid 'dispersion': it is the variance of the noise of a least-squares fit; "
                "this one is by likelihood. Leave it out."
            )
        return 1.0, math.nan
    residuals = fit._known_residuals
    df = math.nan if residuals is None else float(residuals.size) - effective
    if given is not None:
        return real_number("dispersion", given, least=0.0), df
    if residuals is None:
        raise not_stored("the variance of the noise", "pass dispersion=")
    if df <= 0:
        raise ArgumentError(
            f"no covariance: {residuals.size} numbers were fitted by {effective:.4g} weights, "
            "which leaves none to estimate the noise. Pass dispersion=, its variance."
        )
    return float(fit.value - (decay * fit.wts**2).sum()) / df, df


def _warn_of(
    found: WeightCovariance, signs: FloatArray, labels: Sequence[str], *, decays: bool
) -> None:
    """Warn of directions in which the criterion has no minimum at the weights."""
    if not len(signs):
        return
    doubtful = [label for label, has in zip(labels, found.doubtful, strict=True) if has]
    named = ", ".join(doubtful[:_MOST_NAMED]) + (", …" if len(doubtful) > _MOST_NAMED else "")
    if (signs < 0).any():
        what = "the Hessian is not positive definite: the fit is at no minimum"
        remedy = "Fit with a smaller reltol and a larger maxit, or from another seed."
    else:
        what = "the criterion is flat in some directions: the data do not determine all weights"
        remedy = "Fit with fewer units." if decays else "Fit with decay > 0, or with fewer units."
    warn(
        f"{what}. The covariance of {named} is missing, and so are standard errors of what depends "
        f"on {len(signs)} such direction{'s' if len(signs) > 1 else ''}. {remedy}",
        FitWarning,
    )
