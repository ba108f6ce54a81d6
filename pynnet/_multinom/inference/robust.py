"""Covariances that hold if the model's variances do not: the sandwich, by cases or by clusters.

An estimate that solves an estimating equation has the covariance ``B M B``: the slices of *bread*
`B` are the inverse of the information, and the *meat* `M` is what the scores of independent units
show of their own variance [1]_, [2]_. Units are cases, or clusters of cases that depend on one
another [3]_.

References
----------
.. [1] White, H., "Maximum likelihood estimation of misspecified models", *Econometrica*, 50, 1-25,
   1982.
.. [2] Zeileis, A., "Object-oriented computation of sandwich estimators", *Journal of Statistical
   Software*, 16(9), 2006.
.. [3] Zeileis, A., Köll, S. and Graham, N., "Various versatile variances: an object-oriented
   implementation of clustered covariances in R", *Journal of Statistical Software*, 95(1), 2020.
"""

from __future__ import annotations

import numpy as np

from pynnet._ground import FloatArray, IntArray
from pynnet._numerics import quiet

__all__ = ["clustered_meat", "sandwich"]


@quiet  # the scores of vast weights have infinite squares
def clustered_meat(
    x: FloatArray, residuals: FloatArray, w: FloatArray, clusters: IntArray
) -> FloatArray:
    """Sum of the outer squares of the clusters' scores, shape (q * p, q * p), class by class.

    The sum over G clusters is multiplied by G / (G - 1), because their scores add up to 0.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    residuals : ndarray, shape (n, q)
        Shares of the classes that have coefficients, less their fitted probabilities.
    w : ndarray, shape (n,)
        Weight of each case.
    clusters : ndarray of int, shape (n,)
        Number of the cluster of each case, from 0 on; none is empty, and there are two at least.
    """
    order = np.argsort(clusters, kind="stable")
    starts = np.searchsorted(clusters[order], np.arange(clusters.max() + 1))
    x, weighted = x[order], (residuals * w[:, np.newaxis])[order]
    scores = [np.add.reduceat(x * column[:, np.newaxis], starts, axis=0) for column in weighted.T]
    by_cluster = np.hstack(scores)
    return by_cluster.T @ by_cluster * (len(starts) / (len(starts) - 1))


@quiet
def sandwich(bread: FloatArray, meat: FloatArray) -> FloatArray:
    """The covariance, exactly symmetric."""
    covariance = bread @ meat @ bread
    return np.asarray((covariance + covariance.T) / 2)
