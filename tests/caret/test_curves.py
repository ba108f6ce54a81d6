"""Areas under curves, on scores of which they can be counted."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet._caret.curves import precision_recall_area, roc_area, share_ranked_above

SCORES = np.array([0.9, 0.8, 0.8, 0.3])
IS_EVENT = np.array([True, False, True, False])


def test_area_under_the_roc_curve_counts_pairs():
    """Of four pairs three are in order, one ties: 3.5 of 4."""
    assert roc_area(SCORES, IS_EVENT) == share_ranked_above(SCORES, IS_EVENT) == 3.5 / 4


def test_area_under_the_precision_recall_curve_begins_at_the_highest_score():
    """Recall 1/2 at precision 1, then 1 at 2/3: a trapezoid, as before there is no precision."""
    assert precision_recall_area(SCORES, IS_EVENT) == pytest.approx(0.5 * (1 + 2 / 3) / 2)


@pytest.mark.parametrize("area", [roc_area, precision_recall_area, share_ranked_above])
@pytest.mark.parametrize("event", [True, False])
def test_one_class_has_no_area(area, event):
    """There is nothing to rank."""
    assert math.isnan(area(SCORES, np.full(4, event)))
