"""The arithmetic of metrics: what predictions are worth beside the truth.

Every row counts the same. Sums and means are R's, formed in extended precision and rounded once, so
that a metric is what its formula gives in R. Of no rows at all every metric is NaN, and so is a
metric of probabilities or numbers one of which is NaN: a fit that went wrong never looks good.
"""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import AnyArray, BoolArray, FloatArray, IntArray
from pynnet._numerics import log, mean, running_total, total

__all__ = [
    "auc",
    "brier",
    "log_loss",
    "mean_absolute",
    "mean_square",
    "probabilities",
    "r_squared",
    "wrong_classes",
]

_LEAST = float(np.finfo(float).eps)  # of a probability in log_loss


# Classes ---------------------------------------------------------------------------------------


def wrong_classes(truth: AnyArray, predicted: AnyArray) -> float:
    """Share of wrong labels, as e1071 computes it: from the share of right ones."""
    if not len(truth):
        return math.nan
    return 1.0 - int(np.count_nonzero(truth == predicted)) / len(truth)


def log_loss(truth: IntArray, predicted: FloatArray) -> float:
    """Mean of minus the logarithm of the probability that was given to the true level.

    Networks without decay saturate, and then give a probability of exactly 0. One such row would
    make the mean infinite, and all settings with such a row equally bad; so a probability counts as
    at least the spacing of numbers at 1, 2.2e-16, and a row costs at most 36.04.
    """
    of_true_level = predicted[np.arange(len(truth)), truth]
    return mean(-log(np.maximum(of_true_level, _LEAST)))


def brier(truth: IntArray, predicted: FloatArray) -> float:
    """Mean squared distance of the probabilities from what came true: 1 and 0.

    For two levels it is that of one probability, from 0 to 1; for more the sum over the levels,
    from 0 to 2 (Brier, Monthly Weather Review 78, 1950, 1-3).
    """
    levels = predicted.shape[1]
    distance = predicted - (truth[:, None] == np.arange(levels))
    if levels == 2:
        return mean(distance[:, 1] ** 2)
    return mean(np.add.accumulate((distance**2).astype(np.longdouble), axis=1)[:, -1].astype(float))


def auc(truth: IntArray, predicted: FloatArray) -> float:
    """Area under the ROC curve; for more than two levels the mean of each against the rest.

    For two levels it is the share of pairs, one row of each level, in which the row of the second
    level has the larger probability; a tie is half a pair (the statistic of Mann and Whitney;
    Hanley and McNeil, Radiology 143, 1982, 29-36). Pairs are counted exactly and divided once.
    With more levels the mean is that of the areas, all weighted the same, over the levels that can
    be told apart: those with rows of their own and of others (one against the rest: Fawcett,
    Pattern Recognition Letters 27, 2006, 861-874). If all rows have one level it is NaN.
    """
    if predicted.shape[1] == 2:
        # Not the mean of both levels: 1 - p makes ties of different small p.
        return _area(truth == 1, predicted[:, 1])
    areas = [_area(truth == level, predicted[:, level]) for level in range(predicted.shape[1])]
    present = set(np.unique(truth).tolist())
    told_apart = [area for level, area in enumerate(areas) if level in present]
    return mean(np.array(told_apart))


def _area(is_case: BoolArray, score: FloatArray) -> float:
    """Share of pairs of a case and another row in which the case has the larger score."""
    n_cases = int(is_case.sum())
    n_others = len(is_case) - n_cases
    if not n_cases or not n_others or np.isnan(score).any():
        return math.nan
    _, place = np.unique(score, return_inverse=True)
    cases = np.bincount(place, weights=is_case)
    others = np.bincount(place, weights=~is_case)
    won = cases * (np.cumsum(others) - others / 2)  # whole numbers and halves: no rounding
    return float(won.sum() / (n_cases * n_others))


def probabilities(outputs: FloatArray, lev: tuple[str, ...], levels: tuple[str, ...]) -> FloatArray:
    """Make a matrix of probabilities, a column for each of the levels, from a network's outputs.

    A single output is the probability of the second level. A level that the network was not
    trained on has the probability 0.
    """
    trained = np.column_stack([1.0 - outputs, outputs]) if outputs.shape[1] == 1 else outputs
    matrix = np.zeros((len(outputs), len(levels)))
    matrix[:, [levels.index(level) for level in lev]] = trained
    return matrix


# Numbers ---------------------------------------------------------------------------------------


def mean_square(truth: FloatArray, predicted: FloatArray) -> float:
    """Mean squared error, as e1071 computes it.

    The squares are added in double precision, one after the other. That is the order of the
    reference BLAS, on which R's cross product depends; with another BLAS the last bit of R's own
    error may differ.
    """
    difference = np.ravel(truth - predicted, order="F")
    if not difference.size:
        return math.nan
    return running_total(0.0, difference * difference) / difference.size


def mean_absolute(truth: FloatArray, predicted: FloatArray) -> float:
    """Mean absolute error."""
    return mean(np.abs(np.ravel(truth - predicted, order="F")))


def r_squared(truth: FloatArray, predicted: FloatArray) -> float:
    """Share of the variation about the mean of these rows that is explained.

    It is 1 for a perfect prediction, 0 for one no better than that mean, and negative for a worse
    one. Where nothing varies, in a single row for instance, it is NaN. Several responses are taken
    together, each about its own mean.
    """
    columns = truth[:, None] if truth.ndim == 1 else truth
    deviations = columns - np.array([mean(column) for column in columns.T])
    variation = _sum_of_squares(deviations)
    return 1.0 - _sum_of_squares(truth - predicted) / variation if variation > 0 else math.nan


def _sum_of_squares(values: FloatArray) -> float:
    return float(total(np.ravel(values**2, order="F")))
