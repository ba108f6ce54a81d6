"""Metrics by name, and a user's own: what a search is judged by."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    choice,
    flag,
    given_text,
    invalid,
    nearest_name,
    public_record,
    shown,
)

from .known_scores import known_direction
from .measures import auc, brier, log_loss, mean_absolute, mean_square, r_squared, wrong_classes

__all__ = [
    "Metric",
    "Needs",
    "find_metric",
    "function_name",
    "is_metric",
    "is_reward",
    "label_of",
    "metric_names",
]

Needs = Literal["class", "probability", "number"]


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
