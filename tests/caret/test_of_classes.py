"""Summaries of classes where a prediction or a probability is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet._caret.training.summaries.of_classes import (
    mn_log_loss,
    multi_class,
    precision_recall,
    two_class,
)

TRUTH = np.array([0, 1, 0, 1, 0, 1])
SAID = np.array([0, 0, 1, 1, 0, 1])
CHANCES = np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7], [0.2, 0.8], [0.7, 0.3], [0.4, 0.6]])
LEV = ("a", "b")


def without(k):
    """All but a row."""
    rows = np.arange(6) != k
    return SAID[rows], TRUTH[rows], CHANCES[rows], LEV


def lacking(k, *, said=False):
    """A row without probabilities, and without a prediction."""
    chances, classes = CHANCES.copy(), SAID.copy()
    chances[k] = np.nan
    classes[k] = -1 if said else classes[k]
    return classes, TRUTH, chances, LEV


@pytest.mark.parametrize("said", [False, True])
def test_log_loss_and_roc_are_of_the_rows_that_have_probabilities(said):
    """As in caret."""
    assert mn_log_loss(*lacking(2, said=said)) == mn_log_loss(*without(2))
    assert two_class(*lacking(2, said=said))["ROC"] == two_class(*without(2))["ROC"]
    found = multi_class(*lacking(2, said=said))
    assert found["AUC"] == multi_class(*without(2))["AUC"]


def test_there_is_no_precision_recall_area_with_a_gap():
    """The curve would need all scores."""
    assert math.isnan(precision_recall(*lacking(2))["AUC"])
    assert math.isnan(multi_class(*lacking(2))["prAUC"])


def test_a_row_without_a_prediction_is_no_case_of_a_rate():
    """Sensitivity is of those that were predicted."""
    assert two_class(*lacking(2, said=True))["Sens"] == 1.0
    assert two_class(*lacking(2))["Sens"] == 2 / 3


def test_log_loss_of_nothing_is_missing():
    """If no row is complete."""
    chances = np.full((6, 2), np.nan)
    assert math.isnan(mn_log_loss(SAID, TRUTH, chances, LEV)["logLoss"])
