"""What a search computes from predictions: e1071's two errors, a user's own, and metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, FloatArray

from .known_scores import known_direction
from .metrics import Metric, find_metric, function_name, probabilities

__all__ = ["Predictions", "choose_metrics", "score"]


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
    return tuple(_value(metric, predictions) for metric in metrics)


def _value(metric: Metric, predictions: Predictions) -> float:
    if metric.needs != "probability" or predictions.outputs is None:
        return metric(predictions.truth, predictions.predicted)
    place = {level: k for k, level in enumerate(predictions.levels)}
    codes = np.array([place[label] for label in predictions.truth], dtype=np.intp)
    return metric(codes, probabilities(predictions.outputs, predictions.lev, predictions.levels))


def choose_metrics(
    given: Any, error_fun: Callable[[Any, Any], float] | None, *, is_class: bool
) -> tuple[Metric, ...]:
    """Return what to compute, what decides first: the user's error, or the first metric.

    Raises
    ------
    ArgumentError
        If a metric is unknown, does not suit the response, or comes twice.
    """
    several = isinstance(given, (list, tuple))
    asked = list(given) if several else [given] if given is not None else []
    metrics = [find_metric(metric, is_class=is_class) for metric in asked]
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


def _refuse_reward(error_fun: Callable[[Any, Any], float]) -> None:
    """Raise for a score of which more is better: an error is minimised."""
    if known_direction(error_fun) in ("greater", "probabilities"):
        name = function_name(error_fun)
        raise ArgumentError(
            f"invalid 'error_fun': {name} is no error: the least would be chosen. Pass "
            f"metrics={name} instead, or an error."
        )
