"""scikit-learn's scorers as metrics of a search: by name, or the object itself.

A scorer asks an estimator for predictions. Here they are there already: it is given an estimator
that hands them out.
"""

from __future__ import annotations

import importlib.util
import warnings
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, FloatArray, require, shown

from .metrics import Metric

__all__ = ["Scorer", "is_scorer", "scorer_named", "scorer_names", "scorer_of"]

_TWICE = 2  # rows of each class in the trial of a scorer: some want more than one


@dataclass(frozen=True, slots=True)
class Scorer(Metric):
    """A scorer; its `function` takes an estimator, rows and the truth.

    `classes` are the values that the levels of the response stand for, None if it is numbers.
    """

    classes: AnyArray | None = field(kw_only=True)

    def judge(
        self, truth: AnyArray, predicted: AnyArray, probabilities: FloatArray | None = None
    ) -> float:
        """Score predictions: positions of levels with their probabilities, or numbers.

        scikit-learn takes it that classes are sorted, the columns of probabilities among them.
        """
        if self.classes is None:
            estimator = _estimator(predicted, None, None)
        else:
            truth, predicted = self.classes[truth], self.classes[predicted]
            classes, order = np.unique(self.classes, return_index=True)
            if probabilities is not None:
                probabilities = probabilities[:, order]
            estimator = _estimator(predicted, probabilities, classes)
        scorer: Any = self.function
        return float(scorer(estimator, np.zeros((len(truth), 1)), truth))


def is_scorer(given: Any) -> bool:
    """Whether an object is one of scikit-learn's scorers, which is not imported for it."""
    return callable(given) and type(given).__module__.partition(".")[0] == "sklearn"


def scorer_named(name: str, classes: AnyArray | None, *, probabilities: bool) -> Scorer | None:
    """The scorer of a name; None if there is none, or no scikit-learn.

    Raises
    ------
    ArgumentError
        If the scorer does not suit the response.
    """
    if name not in scorer_names():
        return None
    metrics = require("sklearn.metrics", extra="sklearn", caller=f"metrics={name!r}")
    return scorer_of(metrics.get_scorer(name), classes, name, probabilities=probabilities)


def scorer_of(
    given: Any,
    classes: AnyArray | None,
    name: str | None = None,
    *,
    probabilities: bool,
) -> Scorer:
    """Make a metric of a scorer; what it cannot judge is refused before any work is done.

    Parameters
    ----------
    given : scorer
        One of scikit-learn's.
    classes : ndarray of object, shape (levels,), or None
        The values that the levels of the response stand for; None if the response is numbers.
    name : str, optional
        The name it goes by. Default what it shows of itself.
    probabilities : bool
        Whether there will be probabilities of classes.

    Raises
    ------
    ArgumentError
        If it fails where every prediction is right, in scikit-learn's words.
    """
    name = name or shown(given)
    metric = Scorer(
        name,
        given,
        "number" if classes is None else "class",
        greater_is_better=True,
        classes=classes,
    )
    truth: AnyArray = np.array([0.5, 1.25, 2.5])
    right = None
    if classes is not None:
        truth = np.tile(np.arange(len(classes)), _TWICE)
        right = np.eye(len(classes))[truth] if probabilities else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ratios that right predictions leave undefined
            metric.judge(truth, truth, right)
    except Exception as error:
        response = "numbers" if classes is None else f"a factor of {len(classes)} levels"
        words = " ".join(str(error).split())
        raise ArgumentError(
            f"invalid metric: the scorer {name} does not suit the response, which is {response}"
            f"{'' if probabilities else ', of which there are no probabilities here'}. "
            f"scikit-learn says: {words}"
        ) from error
    return metric


def scorer_names() -> list[str]:
    """Names of all scorers; none where there is no scikit-learn."""
    if not _is_installed():
        return []
    metrics = require("sklearn.metrics", extra="sklearn", caller="metrics=")
    return list(metrics.get_scorer_names())


def _is_installed() -> bool:
    return importlib.util.find_spec("sklearn") is not None


def _estimator(
    predicted: AnyArray, probabilities: FloatArray | None, classes: AnyArray | None
) -> Any:
    """An estimator of scikit-learn that hands out predictions, whatever it is asked for."""
    base = require("sklearn.base", extra="sklearn", caller="a scorer")
    mixin = base.RegressorMixin if classes is None else base.ClassifierMixin

    class Predicted(mixin, base.BaseEstimator):  # type: ignore[misc,name-defined,valid-type]
        """Predictions, made already."""

        def __sklearn_is_fitted__(self) -> bool:
            return True

        def fit(self, X: Any, y: Any = None) -> Any:  # noqa: ARG002  as scikit-learn has it
            return self

        def predict(self, X: Any) -> Any:  # noqa: ARG002
            return predicted

        if probabilities is not None:

            def predict_proba(self, X: Any) -> Any:  # noqa: ARG002
                return probabilities

    estimator = Predicted()
    if classes is not None:
        estimator.classes_ = classes
    return estimator
