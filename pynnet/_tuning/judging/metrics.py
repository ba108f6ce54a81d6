"""Metrics by name: what predictions are worth beside the truth.

Every row counts the same. Sums and means are R's, formed in extended precision and rounded once, so
that a metric is what its formula gives in R. Of no rows at all every metric is NaN, and so is a
metric of probabilities or numbers one of which is NaN: a fit that went wrong never looks good.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    BoolArray,
    FloatArray,
    IntArray,
    choice,
    flag,
    given_text,
    invalid,
    nearest_name,
    public_record,
    shown,
)
from pynnet._numerics import log, mean, running_total, total

from .known_scores import known_direction

__all__ = [
    "Metric",
    "Needs",
    "auc",
    "brier",
    "find_metric",
    "is_metric",
    "is_reward",
    "label_of",
    "log_loss",
    "mean_absolute",
    "mean_square",
    "metric_names",
    "probabilities",
    "r_squared",
    "wrong_classes",
]

Needs = Literal["class", "probability", "number"]
_LEAST = float(np.finfo(float).eps)  # of a probability in log_loss


@public_record
@dataclass(frozen=True, slots=True)
class Metric:
    """A number that judges predictions, for the `metrics` of :func:`pynnet.tune`.

    pynnet's own have names: for a factor "error", "log_loss", "auc" and "brier", for numbers
    "error", "mse", "mae" and "r2". Of a function this says what it judges, and which is better.

    Parameters
    ----------
    name : str
        Name in the tables of results.
    function : callable
        The metric, a function of the truth and of what is predicted.
    needs : {"class", "probability", "number"}
        What the function takes. "class": true and predicted labels. "probability": positions of
        the true levels, from 0, and a matrix of probabilities with a column for each level.
        "number": true and predicted numbers.
    greater_is_better : bool, optional
        Whether the largest is best, not the smallest. Default False, but what is known of
        scikit-learn's ``accuracy_score``, ``r2_score`` and the like.

    Attributes
    ----------
    name, function, needs, greater_is_better : object
        As given.

    Examples
    --------
    >>> from pynnet import Metric, load_iris, tune_nnet
    >>> accuracy = Metric("accuracy", lambda truth, guess: (truth == guess).mean(), "class", True)
    >>> found = tune_nnet(
    ...     "Species ~ .", load_iris(), size=1, decay=[0.01, 1], metrics=accuracy, seed=1
    ... )
    >>> found.best_parameters
    {'size': 1, 'decay': 0.01}
    >>> round(found.best_performance, 3)
    0.963
    """

    name: str
    function: Callable[[Any, Any], float]
    needs: Needs
    greater_is_better: bool | None = None  # a bool when it has been made

    def __post_init__(self) -> None:
        """Check what was given, and fill in which is better where it is known."""
        given_text("name", self.name)
        if not callable(self.function):
            raise invalid("function", self.function, "a function of two arrays")
        choice("needs", self.needs, ("class", "probability", "number"))
        if self.greater_is_better is None:
            greater = known_direction(self.function) == "greater"
            object.__setattr__(self, "greater_is_better", greater)
        flag("greater_is_better", self.greater_is_better)

    def __call__(self, truth: AnyArray, predicted: AnyArray) -> float:
        """Judge."""
        return float(self.function(truth, predicted))

    @property
    def judges_classes(self) -> bool:
        """Whether the response must be a factor; otherwise it must be numbers."""
        return self.needs != "number"


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


# By name ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _NamedMetric(Metric):
    """A metric that users can ask for by its name; `label` is what pictures call it."""

    label: str = field(kw_only=True)


# "error" is e1071's word for whichever of its two errors the response asks for.
_METRICS = (
    _NamedMetric("error", wrong_classes, "class", label="error"),
    _NamedMetric("log_loss", log_loss, "probability", label="log loss"),
    _NamedMetric("auc", auc, "probability", greater_is_better=True, label="AUC"),
    _NamedMetric("brier", brier, "probability", label="Brier score"),
    _NamedMetric("error", mean_square, "number", label="error"),
    _NamedMetric("mse", mean_square, "number", label="mean squared error"),
    _NamedMetric("mae", mean_absolute, "number", label="mean absolute error"),
    _NamedMetric("r2", r_squared, "number", greater_is_better=True, label="R²"),
)


def metric_names(*, is_class: bool) -> list[str]:
    """Names of the metrics that suit classes, or numbers."""
    return [metric.name for metric in _METRICS if metric.judges_classes == is_class]


def is_metric(name: str) -> bool:
    """Whether a metric has this name."""
    return any(metric.name == name for metric in _METRICS)


def is_reward(name: str) -> bool:
    """Whether a metric of this name is known of which more is better."""
    return any(metric.name == name and bool(metric.greater_is_better) for metric in _METRICS)


def label_of(name: str) -> str:
    """Return what pictures call a metric; one that is not known goes by its name."""
    return next((metric.label for metric in _METRICS if metric.name == name), name)


def find_metric(given: Any, scorers: Sequence[str] = (), *, is_class: bool) -> Metric:
    """Return the metric for a name, a function or a `Metric`, if it suits the response.

    A function must be one of scikit-learn's, of which it is known whether more is better.

    Parameters
    ----------
    given : str, callable or Metric
        What to judge by.
    scorers : sequence of str, optional
        Names of scikit-learn's scorers, which could have been meant.
    is_class : bool
        Whether the response is a factor.

    Raises
    ------
    ArgumentError
        If there is no such metric, or if it does not suit the response.
    """
    if isinstance(given, Metric):
        if given.judges_classes == is_class:
            return given
        raise _unsuitable(given.name, given.needs, is_class=is_class)
    if isinstance(given, str):
        return _named(given, scorers, is_class=is_class)
    if callable(given):
        return _function(given, is_class=is_class)
    raise ArgumentError(
        f"invalid metric: got {shown(given)}. "
        f"Pass one of {', '.join(metric_names(is_class=is_class))}, "
        "or a function of the true and the predicted values."
    )


def _function(function: Callable[[Any, Any], float], *, is_class: bool) -> Metric:
    """Make a metric of a function that says which is better; others are refused."""
    kind: Needs = "class" if is_class else "number"
    name = function_name(function)
    direction = known_direction(function)
    if direction in ("greater", "less"):
        return Metric(name, function, kind, direction == "greater")
    if direction is not None:
        raise ArgumentError(
            f"invalid metric: {name} of scikit-learn is not known to judge labels or numbers. Pass "
            f"one of {', '.join(metric_names(is_class=is_class))}, or a function of your own that "
            "calls it, as Metric(name, function, needs, greater_is_better=...)."
        )
    raise ArgumentError(
        f"invalid metric: nobody knows whether more of {name} is better, or less. Pass "
        f"Metric({name!r}, {name}, {kind!r}, greater_is_better=True), or greater_is_better=False."
    )


def function_name(function: Any) -> str:
    """Name of a function, that of a partial one included."""
    while isinstance(function, functools.partial):
        function = function.func
    return str(getattr(function, "__name__", type(function).__name__))


def _named(name: str, scorers: Sequence[str], *, is_class: bool) -> Metric:
    of_this_name = [metric for metric in _METRICS if metric.name == name]
    for metric in of_this_name:
        if metric.judges_classes == is_class:
            return metric
    if of_this_name:
        raise _unsuitable(name, of_this_name[0].needs, is_class=is_class)
    suitable = metric_names(is_class=is_class)
    near = nearest_name(name, [*suitable, *scorers])
    all_of_them = f"{', '.join(suitable)}, or the name of one of scikit-learn's scorers"
    hint = f"did you mean '{near}'?" if near else f"pass one of {all_of_them}."
    raise ArgumentError(f"unknown metric '{name}': {hint}")


def _unsuitable(name: str, needs: Needs, *, is_class: bool) -> ArgumentError:
    wanted = {"class": "classes", "probability": "probabilities of classes", "number": "numbers"}
    response = "a factor" if is_class else "numbers"
    return ArgumentError(
        f"the metric '{name}' judges {wanted[needs]}, but the response is {response}. "
        f"Pass one of {', '.join(metric_names(is_class=is_class))}."
    )
