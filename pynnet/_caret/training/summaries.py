"""How well predictions do: caret's summaries of rows held out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, DataError, FloatArray, shown
from pynnet._numerics import log, mean, total

from ..agreement import kappa_of

__all__ = ["NEED_PROBABILITIES", "QUICK", "SUMMARIES", "Summary", "summarised"]

Summary: TypeAlias = Callable[..., Any]

NEED_PROBABILITIES = ("two_class", "mn_log_loss")
_LEAST = 1e-15  # of a probability in the log loss


# Of arrays: codes of classes, -1 where there is none, or numbers; the truth; probabilities -------


def _quick_default(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Accuracy and kappa of classes; root mean square error, R squared, mean error of numbers."""
    del chances
    return _of_numbers(said, truth) if lev is None else _of_classes(said, truth, len(lev))


def _of_classes(predicted: AnyArray, true: AnyArray, n_levels: int) -> dict[str, float]:
    present = (predicted >= 0) & (true >= 0)
    if not present.any():
        return {"Accuracy": math.nan, "Kappa": math.nan}
    cells = predicted[present].astype(np.int64) * n_levels + true[present]
    counts = np.bincount(cells, minlength=n_levels**2).reshape(n_levels, n_levels).astype(float)
    return {"Accuracy": float(np.trace(counts)) / float(counts.sum()), "Kappa": kappa_of(counts)}


def _of_numbers(predicted: FloatArray, true: FloatArray) -> dict[str, float]:
    present = ~np.isnan(predicted) & ~np.isnan(true)
    predicted, true = predicted[present].astype(float), true[present].astype(float)
    if not len(true):
        return dict.fromkeys(("RMSE", "Rsquared", "MAE"), math.nan)
    errors = predicted - true
    correlation = _correlation(predicted, true)
    return {
        "RMSE": math.sqrt(mean(errors * errors)),
        "Rsquared": correlation * correlation,
        "MAE": mean(np.abs(errors)),
    }


def _correlation(x: FloatArray, y: FloatArray) -> float:
    """R's ``cor`` of the pairs that are there; NaN where values do not vary.

    All but the result is in long double.
    """
    if len(x) < 2 or (x == x[0]).all() or (y == y[0]).all():
        return math.nan
    a, b = (v.astype(np.longdouble) - total(v) / len(v) for v in (x, y))
    products = [np.add.accumulate(u * v)[-1] for u, v in ((a, b), (a, a), (b, b))]
    spread = np.sqrt(products[1]) * np.sqrt(products[2])
    return math.nan if spread == 0 else float(np.clip(products[0] / spread, -1, 1))


def _quick_two_class(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Area under the ROC curve, sensitivity and specificity for the first class."""
    if lev is None or len(lev) != 2:
        raise ArgumentError(
            "Your outcome has more than two levels. The two_class summary isn't appropriate: pass "
            '"default" or "mn_log_loss".'
        )
    is_event, says_event = truth == 0, said == 0
    with np.errstate(invalid="ignore"):
        sensitivity = float(np.float64((is_event & says_event).sum()) / is_event.sum())
        specificity = float(np.float64((~is_event & ~says_event).sum()) / (~is_event).sum())
    return {"ROC": _area(chances[:, 0], is_event), "Sens": sensitivity, "Spec": specificity}


def _area(scores: FloatArray, is_event: Any) -> float:
    """How often an event has the higher score, ties by half."""
    events, others = scores[is_event], scores[~is_event]
    if not len(events) or not len(others):
        return math.nan
    above = float((events[:, np.newaxis] > others).sum())
    equal = float((events[:, np.newaxis] == others).sum())
    return (above + equal / 2) / (len(events) * len(others))


def _quick_log_loss(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Mean of minus the logarithm of what the true class is given."""
    del said
    if lev is None:
        raise ArgumentError('the "mn_log_loss" summary goes with classes.')
    probabilities = np.clip(chances, _LEAST, 1 - _LEAST)
    logarithms = log(probabilities[np.arange(len(truth)), truth])
    by_class = logarithms[np.argsort(truth, kind="stable")]  # as caret adds them
    return {"logLoss": -1.0 / len(truth) * float(np.add.accumulate(by_class)[-1])}


QUICK = {
    "default": _quick_default,
    "mn_log_loss": _quick_log_loss,
    "two_class": _quick_two_class,
}

# Of the table that a user's summary is given, too ------------------------------------------------


def _of_table(name: str, data: pd.DataFrame, lev: tuple[str, ...] | None) -> dict[str, float]:
    if lev is None:
        return QUICK[name](data["pred"].to_numpy(), data["obs"].to_numpy(), None, lev)
    said, truth = (
        np.asarray(pd.Categorical(data[column], list(lev)).codes) for column in ("pred", "obs")
    )
    chances = data[list(lev)].to_numpy() if name in NEED_PROBABILITIES else None
    return QUICK[name](said, truth, chances, lev)


def _default(data: pd.DataFrame, lev: tuple[str, ...] | None, model: str) -> dict[str, float]:  # noqa: ARG001
    return _of_table("default", data, lev)


def _mn_log_loss(data: pd.DataFrame, lev: tuple[str, ...] | None, model: str) -> dict[str, float]:  # noqa: ARG001
    return _of_table("mn_log_loss", data, lev)


def _two_class(data: pd.DataFrame, lev: tuple[str, ...] | None, model: str) -> dict[str, float]:  # noqa: ARG001
    return _of_table("two_class", data, lev)


SUMMARIES: dict[str, Summary] = {
    "default": _default,
    "mn_log_loss": _mn_log_loss,
    "two_class": _two_class,
}


def summarised(
    summary: Summary, data: pd.DataFrame, lev: tuple[str, ...] | None, model: str
) -> dict[str, float]:
    """What a summary says, by name; a user's may return a dict or a Series."""
    found = summary(data, lev, model)
    if isinstance(found, pd.Series):
        found = found.to_dict()
    if not isinstance(found, Mapping) or not found:
        raise DataError(
            f"the summary must return numbers by name, a dict or a Series: got {shown(found)}."
        )
    return {str(name): float(value) for name, value in found.items()}
