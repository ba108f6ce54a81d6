"""caret's summaries of classes beyond accuracy: one class against all others, and curves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, BoolArray, FloatArray
from pynnet._numerics import column_mean, log, mean

from ...agreement import kappa_of, one_against_others
from ...curves import precision_recall_area, roc_area

__all__ = ["mn_log_loss", "multi_class", "of_classes", "precision_recall", "two_class"]

_LEAST = 1e-15  # of a probability in the log loss
_NO_CURVE = (
    "Class probabilities are needed to score models using the area under the PR curve, of classes: "
    "this"
)
_RATES = {
    "F1": "F1",
    "Sensitivity": "Sensitivity",
    "Specificity": "Specificity",
    "Pos_Pred_Value": "Pos Pred Value",
    "Neg_Pred_Value": "Neg Pred Value",
    "Precision": "Precision",
    "Recall": "Recall",
    "Detection_Rate": "Detection Rate",
    "Balanced_Accuracy": "Balanced Accuracy",
}


def of_classes(said: AnyArray, truth: AnyArray, n_levels: int) -> dict[str, float]:
    """Accuracy and kappa; NaN if nothing was predicted."""
    counts = _counts(said, truth, n_levels)
    if not counts.any():
        return {"Accuracy": math.nan, "Kappa": math.nan}
    return {"Accuracy": float(np.trace(counts)) / float(counts.sum()), "Kappa": kappa_of(counts)}


def _counts(said: AnyArray, truth: AnyArray, n_levels: int) -> FloatArray:
    """Numbers of cases by predicted and by true class."""
    present = (said >= 0) & (truth >= 0)
    cells = said[present].astype(np.int64) * n_levels + truth[present]
    return np.bincount(cells, minlength=n_levels**2).reshape(n_levels, n_levels).astype(float)


def two_class(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Area under the ROC curve, sensitivity and specificity for the first class."""
    if lev is None or len(lev) != 2:
        said_of = "inputs must be factors: the" if lev is None else f"{_levels_text(lev)} The"
        raise ArgumentError(
            f"{said_of} twoClassSummary() function isn't appropriate. Pass "
            'summary="default", or "multi_class" or "mn_log_loss" for classes.'
        )
    counts = _counts(said, truth, 2)
    with np.errstate(invalid="ignore"):
        sensitivity, specificity = (float(v) for v in counts.diagonal() / counts.sum(axis=0))
    # To caret the second class is the event, of which the lower score speaks.
    area = _roc_area_of_present(-chances[:, 0], truth != 0)
    return {"ROC": area, "Sens": sensitivity, "Spec": specificity}


def _levels_text(lev: tuple[str, ...]) -> str:
    return f"Your outcome has {len(lev)} levels."


def precision_recall(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Area under the precision-recall curve, precision, recall and F for the first class."""
    if lev is None or len(lev) != 2:
        said_of = _NO_CURVE if lev is None else f"{_levels_text(lev)} `prSummary``"
        raise ArgumentError(
            f'{said_of} function isn\'t appropriate. Pass summary="default", or "multi_class", of '
            "which prAUC is a part, for classes."
        )
    rates = one_against_others(_counts(said, truth, 2), 0, None)
    return {
        "AUC": _precision_recall_area(chances[:, 0], truth == 0),
        "Precision": rates["Precision"],
        "Recall": rates["Recall"],
        "F": rates["F1"],
    }


def mn_log_loss(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Mean of minus the logarithm of what the true class is given, over the complete rows."""
    if lev is None:
        raise ArgumentError(
            "'data' should have columns consistent with 'lev': the \"mn_log_loss\" summary goes "
            "with classes."
        )
    complete = ~np.isnan(chances).any(axis=1) & (said >= 0) & (truth >= 0)
    if not complete.any():
        return {"logLoss": math.nan}
    truth = truth[complete]
    probabilities = np.clip(chances[complete], _LEAST, 1 - _LEAST)
    logarithms = log(probabilities[np.arange(len(truth)), truth])
    by_class = logarithms[np.argsort(truth, kind="stable")]  # as caret adds them
    return {"logLoss": -1.0 / len(truth) * float(np.add.accumulate(by_class)[-1])}


def multi_class(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Log loss and areas under curves, if there are probabilities; accuracy; rates of classes.

    With more than two classes rates are means over the classes, each against all others, and NaN
    if one of them is; areas are means over the classes that have one.
    """
    if lev is None:
        raise ArgumentError(
            '`data` and `reference` should be factors with the same levels: the "multi_class" '
            "summary goes with classes."
        )
    n_levels, found = len(lev), dict[str, float]()
    if chances is not None and np.isnan(chances).all(axis=0).any():  # of a class that had no rows
        found = dict.fromkeys(("logLoss", "AUC", "prAUC"), math.nan)
    elif chances is not None:
        found = mn_log_loss(said, truth, chances, lev)
        found |= {
            "AUC": _mean_over_classes(_roc_area_of_present, chances, truth),
            "prAUC": _mean_over_classes(_precision_recall_area, chances, truth),
        }
    found |= of_classes(said, truth, n_levels)
    counts = _counts(said, truth, n_levels)
    if n_levels == 2:
        of_first = one_against_others(counts, 0, None)
        return found | {name: of_first[source] for name, source in _RATES.items()}
    rates = pd.DataFrame([one_against_others(counts, k, None) for k in range(n_levels)])
    return found | {
        f"Mean_{name}": float(column_mean(rates[source].to_numpy()))
        for name, source in _RATES.items()
    }


def _roc_area_of_present(scores: FloatArray, is_event: BoolArray) -> float:
    """Of the rows that have a score."""
    present = ~np.isnan(scores)
    return roc_area(scores[present], is_event[present])


def _precision_recall_area(scores: FloatArray, is_event: BoolArray) -> float:
    """NaN if a row has no score."""
    return math.nan if np.isnan(scores).any() else precision_recall_area(scores, is_event)


def _mean_over_classes(area: Any, chances: FloatArray, truth: AnyArray) -> float:
    """Mean area under the curves of the classes that have one."""
    areas = np.array([area(chances[:, k], truth == k) for k in range(chances.shape[1])])
    known = areas[~np.isnan(areas)]
    return mean(known) if len(known) else math.nan
