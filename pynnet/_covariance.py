"""Covariance of the coefficients of a multinomial model, from its second derivatives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["information", "pseudo_inverse"]

FloatArray = npt.NDArray[np.float64]

_NEGLIGIBLE = 1.5e-8  # R's relative tolerance for a singular value that counts as zero


def information(x: FloatArray, probabilities: FloatArray, w: FloatArray) -> FloatArray:
    """Second derivatives of the negative log-likelihood, shape (q * p, q * p), class by class.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    probabilities : ndarray, shape (n, q)
        Fitted probabilities of the classes that have coefficients.
    w : ndarray, shape (n,)
        Number of observations of each case.
    """
    p, q = x.shape[1], probabilities.shape[1]
    H = np.empty((q, p, q, p))
    for k in range(q):
        for m in range(k + 1):
            curvature = -probabilities[:, k] * probabilities[:, m]
            if k == m:
                curvature += probabilities[:, k]
            block = (x * (w * curvature)[:, np.newaxis]).T @ x
            H[k, :, m], H[m, :, k] = block, block.T
    return H.reshape(q * p, q * p)


def pseudo_inverse(H: FloatArray) -> FloatArray:
    """Moore-Penrose inverse as R takes it: directions of small singular value are left out."""
    left, values, right = np.linalg.svd(H)
    kept = values > _NEGLIGIBLE * values[0]
    return np.asarray((right[kept].T / values[kept]) @ left[:, kept].T)
