"""Areas under the ROC and the precision-recall curve of scores, summed as R sums them."""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import BoolArray, FloatArray
from pynnet._numerics import total

__all__ = ["precision_recall_area", "roc_area", "share_ranked_above"]


def roc_area(scores: FloatArray, is_event: BoolArray) -> float:
    """Area under the ROC curve by trapezoids; NaN without events, or without others.

    The curve has a point for each distinct score, at which it and all above count as events.

    References
    ----------
    .. [1] T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006),
       861-874.
    """
    n_events = int(is_event.sum())
    n_others = len(is_event) - n_events
    if not n_events or not n_others:
        return math.nan
    hits, alarms = _counts_above(scores, is_event)
    sensitivity = np.append(0.0, hits / n_events)
    specificity = np.append(1.0, (n_others - alarms) / n_others)
    heights = (sensitivity[1:] + sensitivity[:-1]) / 2
    return float(total(-np.diff(specificity) * heights))


def precision_recall_area(scores: FloatArray, is_event: BoolArray) -> float:
    """Area under the curve of precision against recall; NaN where `roc_area` is.

    By trapezoids from the highest score on: without any case above it there is no precision.

    References
    ----------
    .. [1] J. Davis and M. Goadrich, The relationship between precision-recall and ROC curves,
       Proceedings of the 23rd International Conference on Machine Learning, 2006, 233-240.
    """
    n_events = int(is_event.sum())
    if not n_events or n_events == len(is_event):
        return math.nan
    hits, alarms = _counts_above(scores, is_event)
    recall, precision = hits / n_events, hits / (hits + alarms)
    return float(total(np.diff(recall) * ((precision[1:] + precision[:-1]) / 2)))


def share_ranked_above(scores: FloatArray, is_event: BoolArray) -> float:
    """How often an event has the higher score, ties by half: the area under the ROC curve.

    It is counted, not summed: the last bit may differ from `roc_area`.
    """
    events, others = scores[is_event], np.sort(scores[~is_event])
    if not len(events) or not len(others):
        return math.nan
    below = np.searchsorted(others, events, side="left").sum()
    not_above = np.searchsorted(others, events, side="right").sum()
    return float((below + not_above) / 2 / (len(events) * len(others)))


def _counts_above(scores: FloatArray, is_event: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Events and others that score at least as high as each distinct score, highest first."""
    distinct, which = np.unique(-scores, return_inverse=True)
    hits = np.bincount(which, is_event.astype(float), len(distinct))
    alarms = np.bincount(which, (~is_event).astype(float), len(distinct))
    return np.cumsum(hits), np.cumsum(alarms)
