"""Probabilities of a multinomial logit, their derivatives, and intervals by the delta method."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from pynnet._ground import FloatArray
from pynnet._numerics import quiet

__all__ = ["logit_interval", "mean_jacobian", "slope_jacobian", "slopes", "standard_errors"]


def _probabilities_by_log_odds(P: FloatArray) -> FloatArray:
    """Derivatives by the log odds, shape (n, classes, classes - 1): P_k * ((k == m) - P_m)."""
    own = np.eye(P.shape[1])[:, 1:]
    return np.asarray(P[:, :, np.newaxis] * (own - P[:, np.newaxis, 1:]))


def mean_jacobian(x: FloatArray, P: FloatArray, w: FloatArray) -> FloatArray:
    """Derivatives of the mean probabilities by the coefficients, shape (classes, coefficients).

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    P : ndarray, shape (n, classes)
        Probabilities.
    w : ndarray, shape (n,)
        Weights of the mean.
    """
    mean = np.einsum("i,ikm,ij->kmj", w / w.sum(), _probabilities_by_log_odds(P), x)
    return np.asarray(mean.reshape(P.shape[1], -1))


def slopes(P: FloatArray, d: FloatArray) -> FloatArray:
    """Derivatives of the probabilities along a direction, shape (n, classes).

    Parameters
    ----------
    d : ndarray, shape (n, classes)
        Derivatives of the log odds along it, 0 for the first class.
    """
    return np.asarray(P * (d - (P * d).sum(axis=1, keepdims=True)))


def slope_jacobian(
    x: FloatArray, dx: FloatArray, P: FloatArray, d: FloatArray, w: FloatArray
) -> FloatArray:
    """Derivatives of the mean :func:`slopes` by the coefficients, shape (classes, coefficients).

    `dx` has the derivatives of the design matrix `x` along the direction.
    """
    E = slopes(P, d)
    by_log_odds = _probabilities_by_log_odds(P)
    own = np.eye(P.shape[1])[:, 1:]
    # The product rule on P_k * (d_k - sum of P_m * d_m).
    along_x = by_log_odds * (d - (P * d).sum(axis=1, keepdims=True))[:, :, np.newaxis]
    along_x = along_x - P[:, :, np.newaxis] * E[:, np.newaxis, 1:]
    along_dx = P[:, :, np.newaxis] * (own - P[:, np.newaxis, 1:])
    share = w / w.sum()
    mean = np.einsum("i,ikm,ij->kmj", share, along_x, x)
    mean += np.einsum("i,ikm,ij->kmj", share, along_dx, dx)
    return np.asarray(mean.reshape(P.shape[1], -1))


@quiet  # none where rounding leaves a variance below 0
def standard_errors(jacobian: FloatArray, covariance: FloatArray) -> FloatArray:
    """Standard errors of functions of the coefficients, by the delta method."""
    return np.asarray(np.sqrt(np.einsum("ki,ij,kj->k", jacobian, covariance, jacobian)))


def logit_interval(p: FloatArray, error: FloatArray, width: float) -> tuple[FloatArray, FloatArray]:
    """Limits that are symmetric on the scale of the log odds, and so stay between 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore"):  # at 0 and 1 there is no interval
        center, half = logit(p), width * error / (p * (1 - p))
        return np.asarray(expit(center - half)), np.asarray(expit(center + half))
