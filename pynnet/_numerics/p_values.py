"""P values that allow for the number of tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pynnet._ground import FloatArray

from .statistics import total

__all__ = ["P_ADJUSTMENTS", "adjusted_p_values"]


def adjusted_p_values(p: FloatArray, method: str, n: int | None = None) -> FloatArray:
    """Return p values adjusted for the number of tests, in R's bits; missing ones stay missing.

    Parameters
    ----------
    p : ndarray, shape (tests,)
        P values, NaN where missing.
    method : str
        One of `P_ADJUSTMENTS`.
    n : int, optional
        How many tests were made, those with a missing p value among them, at least as many as there
        are p values that are not missing. Default: these alone, as R's ``p.adjust`` counts.

    References
    ----------
    .. [1] S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
       Statistics 6 (1979), 65-70.
    .. [2] Y. Hochberg, A sharper Bonferroni procedure for multiple tests of significance,
       Biometrika 75 (1988), 800-802.
    .. [3] Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
       Statistical Society B 57 (1995), 289-300; Y. Benjamini and D. Yekutieli, The control of the
       false discovery rate in multiple testing under dependency, Annals of Statistics 29 (2001),
       1165-1188.
    .. [4] S. P. Wright, Adjusted p-values for simultaneous inference, Biometrics 48 (1992),
       1005-1013, whose appendix has Hommel's.
    """
    known = np.flatnonzero(~np.isnan(p))
    n = len(known) if n is None else n
    result = p.copy()
    if n <= 1:  # as R: even a value above 1 stays
        return result
    order = known[np.argsort(p[known], kind="stable")]
    result[order] = _METHODS[method](p[order], n)
    return result


def _none(ranked: FloatArray, _: int) -> FloatArray:
    return ranked


def _bonferroni(ranked: FloatArray, n: int) -> FloatArray:
    return np.minimum(1.0, n * ranked)


def _holm(ranked: FloatArray, n: int) -> FloatArray:
    return np.minimum(1.0, np.maximum.accumulate((n + 1 - _ranks(ranked)) * ranked))


def _hochberg(ranked: FloatArray, n: int) -> FloatArray:
    return _stepped_up((n + 1 - _ranks(ranked)) * ranked)


def _benjamini_hochberg(ranked: FloatArray, n: int) -> FloatArray:
    return _stepped_up(n / _ranks(ranked) * ranked)


def _benjamini_yekutieli(ranked: FloatArray, n: int) -> FloatArray:
    harmonic = float(total(1 / np.arange(1.0, n + 1)))
    return _stepped_up(harmonic * n / _ranks(ranked) * ranked)


def _hommel(ranked: FloatArray, n: int) -> FloatArray:
    """For each number m of the largest, Simes' test of them; tests without a p value have 1."""
    if n == 2:  # two tests: Hochberg's, in R's bits
        return _hochberg(ranked, n)
    p = np.append(ranked, np.ones(n - len(ranked)))
    adjusted = np.full(n, (n * p / np.arange(1, n + 1)).min())
    for m in range(n - 1, 1, -1):
        first = n - m + 1  # how many are not among the m - 1 largest
        least = (m * p[first:] / np.arange(2, m + 1)).min()
        bounds = np.minimum(m * p[:first], least)
        np.maximum(adjusted[:first], bounds, out=adjusted[:first])
        np.maximum(adjusted[first:], bounds[-1], out=adjusted[first:])
    return np.maximum(adjusted, p)[: len(ranked)]


def _ranks(ranked: FloatArray) -> FloatArray:
    return np.arange(1.0, len(ranked) + 1)


def _stepped_up(steps: FloatArray) -> FloatArray:
    """The least from each place on, at most 1."""
    return np.minimum(1.0, np.minimum.accumulate(steps[::-1]))[::-1]


_METHODS: dict[str, Callable[[FloatArray, int], FloatArray]] = {
    "holm": _holm,
    "hochberg": _hochberg,
    "hommel": _hommel,
    "bonferroni": _bonferroni,
    "BH": _benjamini_hochberg,
    "BY": _benjamini_yekutieli,
    "fdr": _benjamini_hochberg,
    "none": _none,
}
P_ADJUSTMENTS = tuple(_METHODS)
