"""What a search computes from predictions: e1071's two errors, a user's own, and metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, DataError, FloatArray, IntArray, invalid, shown

from .known_scores import known_direction
from .measures import probabilities
from .metrics import Metric, find_metric, function_name, is_metric
from .scorers import Scorer, is_scorer, scorer_named, scorer_names, scorer_of

__all__ = ["Predictions", "choose_metrics", "failing_as", "score", "what_failed"]

_FAILED = "failed"


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """Predictions beside the truth.

    Attributes
    ----------
    truth, predicted : ndarray
        Labels, or numbers.
    outputs : ndarray, shape (n, q), or None
        Outputs of the network, if the response is a factor.
    lev, levels : tuple of str
        The levels these outputs stand for, and all levels of the response.
    """

    truth: AnyArray
    predicted: AnyArray
    outputs: FloatArray | None = None
    lev: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def score(metrics: tuple[Metric, ...], predictions: Predictions) -> tuple[float, ...]:
    """Return every metric of some predictions."""
    return tuple(_noted_value(metric, predictions) for metric in metrics)


@contextmanager
def failing_as(what: str) -> Iterator[None]:
    """Have what fails say what it was: a note goes with an exception from process to process."""
    try:
        yield
    except Exception as failure:
        note = f"{what} {_FAILED}"
        if note not in getattr(failure, "__notes__", ()):
            failure.add_note(note)
        raise


def what_failed(failure: Exception) -> str:
    """Say whether a metric failed, predictions did, or else the fit, as the beginning of words."""
    notes: list[str] = getattr(failure, "__notes__", [])
    return next((note for note in notes if note.endswith(_FAILED)), f"The fit {_FAILED}")


def _noted_value(metric: Metric, predictions: Predictions) -> float:
    with failing_as(f"The metric '{metric.name}'"):
        return _value(metric, predictions)


def _value(metric: Metric, predictions: Predictions) -> float:
    if isinstance(metric, Scorer):
        return _score_of(metric, predictions)
    if metric.needs != "probability" or predictions.outputs is None:
        return metric(predictions.truth, predictions.predicted)
    return metric(_codes(predictions.truth, predictions.levels), _probabilities(predictions))


def _score_of(scorer: Scorer, predictions: Predictions) -> float:
    """What a scorer of scikit-learn's says."""
    if scorer.classes is None:
        return scorer.judge(predictions.truth, predictions.predicted)
    levels = predictions.levels
    outputs = None if predictions.outputs is None else _probabilities(predictions)
    return scorer.judge(
        _codes(predictions.truth, levels), _codes(predictions.predicted, levels), outputs
    )


def _probabilities(predictions: Predictions) -> FloatArray:
    assert predictions.outputs is not None  # asked before
    return probabilities(predictions.outputs, predictions.lev, predictions.levels)


def _codes(labels: AnyArray, levels: tuple[str, ...]) -> IntArray:
    """Positions of labels among the levels."""
    place = {level: k for k, level in enumerate(levels)}
    others = sorted({shown(label) for label in labels if label not in place})
    if others:
        raise DataError(
            f"predicted was {others[0]}, which is no class: the data have {', '.join(levels)}."
        )
    return np.array([place[label] for label in labels], dtype=np.intp)


def choose_metrics(
    given: Any,
    error_fun: Callable[[Any, Any], float] | None,
    classes: AnyArray | None,
    *,
    probabilities: bool = True,
) -> tuple[Metric, ...]:
    """Return what to compute, what decides first: the user's error, or the first metric.

    `classes` are the values that the levels of the response stand for, None if it is numbers;
    `probabilities` says whether there will be any of these classes.

    Raises
    ------
    ArgumentError
        If a metric is unknown, does not suit the response, or comes twice.
    """
    several = isinstance(given, (list, tuple))
    asked = list(given) if several else [given] if given is not None else []
    if several and not asked:
        raise invalid("metrics", given, "one metric or more, or leave it out")
    is_class = classes is not None
    metrics = [_metric(metric, classes, probabilities=probabilities) for metric in asked]
    if error_fun is not None:
        _refuse_reward(error_fun)
        metrics.insert(0, Metric("error", error_fun, "class" if is_class else "number", False))
    if not metrics:
        metrics = [find_metric("error", is_class=is_class)]
    names = [metric.name for metric in metrics]
    for name in names:
        if names.count(name) > 1:
            raise ArgumentError(f"invalid 'metrics': '{name}' comes twice. Pass it once.")
    return tuple(metrics)


def _metric(given: Any, classes: AnyArray | None, *, probabilities: bool) -> Metric:
    """The metric that is meant: one of pynnet's, a user's own, or a scorer of scikit-learn's."""
    is_class = classes is not None
    if is_scorer(given):
        return scorer_of(given, classes, probabilities=probabilities)
    if isinstance(given, str) and not is_metric(given):
        scorer = scorer_named(given, classes, probabilities=probabilities)
        if scorer is not None:
            return scorer
    metric = find_metric(given, scorer_names(), is_class=is_class)
    if metric.needs == "probability" and not probabilities:
        raise ArgumentError(
            f"the metric '{metric.name}' judges probabilities of classes, and the function that is "
            "tuned predicts classes. Pass 'error', or search with method='nnet'."
        )
    return metric


def _refuse_reward(error_fun: Callable[[Any, Any], float]) -> None:
    """Raise for a score of which more is better: an error is minimised."""
    if known_direction(error_fun) in ("greater", "probabilities"):
        name = function_name(error_fun)
        raise ArgumentError(
            f"invalid 'error_fun': {name} is no error: the least would be chosen. Pass "
            f"metrics={name} instead, or an error."
        )
