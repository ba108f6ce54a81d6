"""How far predicted classes agree with the true ones: the numbers of a confusion matrix."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy import special

from pynnet._ground import FloatArray
from pynnet._numerics import total

__all__ = ["BY_CLASS", "OVERALL", "agreement", "kappa_of", "one_against_others"]

OVERALL = (
    "Accuracy",
    "Kappa",
    "AccuracyLower",
    "AccuracyUpper",
    "AccuracyNull",
    "AccuracyPValue",
    "McnemarPValue",
)
BY_CLASS = (
    "Sensitivity",
    "Specificity",
    "Pos Pred Value",
    "Neg Pred Value",
    "Precision",
    "Recall",
    "F1",
    "Prevalence",
    "Detection Rate",
    "Detection Prevalence",
    "Balanced Accuracy",
)
_TAIL = (1 - 0.95) / 2  # beyond each end of the interval


def agreement(counts: FloatArray) -> dict[str, float]:
    """Return accuracy, kappa and their tests; rows are predicted classes, columns true ones."""
    n, right = float(counts.sum()), float(np.trace(counts))
    null = float(counts.sum(axis=0).max()) / n
    low, high = _exact_interval(right, n)
    values = (
        right / n,
        kappa_of(counts),
        low,
        high,
        null,
        _probability_of_more(right, n, null),
        _mcnemar(counts),
    )
    return dict(zip(OVERALL, values, strict=True))


def kappa_of(counts: FloatArray) -> float:
    """Return Cohen's kappa, how much better than by chance; NaN where chance is always right.

    References
    ----------
    .. [1] J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
       Measurement 20 (1960), 37-46.
    """
    n = float(counts.sum())
    observed = float(np.trace(counts)) / n
    expected = float(total(counts.sum(axis=1) / n * (counts.sum(axis=0) / n)))
    return math.nan if expected == 1 else (observed - expected) / (1 - expected)


def _exact_interval(right: float, n: float) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share."""
    low = float(special.betaincinv(right, n - right + 1, _TAIL)) if right else 0.0
    high = float(special.betaincinv(right + 1, n - right, 1 - _TAIL)) if right < n else 1.0
    return low, high


def _probability_of_more(right: float, n: float, share: float) -> float:
    """Probability of at least as many right ones, if each is right with that probability."""
    if not right or share == 1:
        return 1.0
    return float(special.betainc(right, n - right + 1, share))


def _mcnemar(counts: FloatArray) -> float:
    """McNemar's test of symmetry; with two classes continuity is corrected for.

    References
    ----------
    .. [1] Q. McNemar, Note on the sampling error of the difference between correlated
       proportions or percentages, Psychometrika 12 (1947), 153-157.
    """
    upper = np.triu_indices(len(counts), 1)
    one, other = counts[upper], counts.T[upper]
    gaps = np.abs(one - other)
    if len(counts) == 2 and gaps.any():
        gaps = gaps - 1
    with np.errstate(invalid="ignore"):
        statistic = float((gaps**2 / (one + other)).sum())
    if math.isnan(statistic):
        return math.nan
    return float(special.chdtrc(len(one), statistic))


def one_against_others(counts: FloatArray, k: int, prevalence: float | None) -> Mapping[str, float]:
    """Return the rates of one class against all others together.

    References
    ----------
    .. [1] D. G. Altman and J. M. Bland, Diagnostic tests, BMJ 308 (1994), 1552; 309 (1994), 102.
    .. [2] D. R. Velez et al., A balanced accuracy function for epistasis modeling in imbalanced
       datasets, Genetic Epidemiology 31 (2007), 306-315.
    """
    n = float(counts.sum())
    hits, predicted = float(counts[k, k]), float(counts[k].sum())
    true = float(counts[:, k].sum())
    rejected = n - predicted - true + hits
    sensitivity = _share(hits, true)
    specificity = _share(rejected, n - true)
    share = _share(true, n) if prevalence is None else prevalence
    precision = _share(hits, predicted)
    values = (
        sensitivity,
        specificity,
        _share(sensitivity * share, sensitivity * share + (1 - specificity) * (1 - share)),
        _share(
            specificity * (1 - share),
            (1 - sensitivity) * share + specificity * (1 - share),
        ),
        precision,
        sensitivity,
        _share(2 * precision * sensitivity, precision + sensitivity),
        share,
        _share(hits, n),
        _share(predicted, n),
        (sensitivity + specificity) / 2,
    )
    return dict(zip(BY_CLASS, values, strict=True))


def _share(part: float, whole: float) -> float:
    """A part of a whole; NaN of nothing."""
    return part / whole if whole else math.nan
