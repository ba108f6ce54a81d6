"""Confusion matrices: worked by hand, and what is refused."""

from __future__ import annotations

import math
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, DataError, RWarning, Table
from pynnet.caret import confusion_matrix

TWO = Table([[7, 3], [5, 10]], {"Prediction": ["x", "y"], "Reference": ["x", "y"]})


def test_rates_are_those_of_the_manual():
    """A, B, C, D as there."""
    a, b, c, d = 7, 3, 5, 10
    found = confusion_matrix(TWO).by_class
    assert found["Sensitivity"] == a / (a + c)
    assert found["Specificity"] == d / (b + d)
    assert found["Precision"] == a / (a + b)
    assert found["Prevalence"] == (a + c) / 25
    assert found["Detection Rate"] == a / 25
    assert found["Detection Prevalence"] == (a + b) / 25
    assert found["Balanced Accuracy"] == (a / (a + c) + d / (b + d)) / 2
    assert confusion_matrix(TWO, prevalence=0.25).by_class["Prevalence"] == 0.25


def test_one_class_after_another_is_the_event():
    """With three classes each row is that class against the rest."""
    three = Table([[5, 1, 0], [2, 7, 1], [0, 1, 9]], [list("abc")] * 2)
    found = confusion_matrix(three)
    assert found.positive is None
    counts = np.asarray(three)
    for k, level in enumerate("abc"):
        rest = [j for j in range(3) if j != k]
        two = [
            [counts[k, k], counts[k, rest].sum()],
            [counts[rest, k].sum(), counts[np.ix_(rest, rest)].sum()],
        ]
        alone = confusion_matrix(Table(two, [["yes", "no"]] * 2)).by_class
        assert found.by_class.loc[f"Class: {level}"].tolist() == alone.tolist()


def test_all_ways_to_pass_classes_agree():
    """Categories, text, arrays of numbers, a table of pandas."""
    true, predicted = list("abbaab"), list("abbbab")
    expected = confusion_matrix(predicted, true)
    factors = [pd.Categorical(x, list("ab")) for x in (predicted, true)]
    table = pd.crosstab(pd.Series(predicted, name="Prediction"), pd.Series(true, name="Reference"))
    for found in (
        confusion_matrix(*factors),
        confusion_matrix(factors[0], true),
        confusion_matrix(predicted, factors[1]),
        confusion_matrix(table),
    ):
        assert str(found) == str(expected)
    assert confusion_matrix([1, 2, 10], [1, 10, 10]).by_class.index.tolist() == [
        "Class: 1",
        "Class: 2",
        "Class: 10",
    ]


def test_result_is_read_only_and_pickles():
    """Its text stays."""
    found = confusion_matrix(TWO)
    assert str(pickle.loads(pickle.dumps(found))) == str(found)
    with pytest.raises(FrozenInstanceError, match="read-only"):
        found.mode = "everything"
    assert repr(found) == str(found)


def test_what_cannot_be_said_is_nan():
    """No case is of the first class."""
    found = confusion_matrix(Table([[0, 3], [0, 4]], [["x", "y"]] * 2))
    assert math.isnan(found.by_class["Sensitivity"])
    assert "            Sensitivity :     NA " in str(found)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: confusion_matrix(TWO, positive="z"), ArgumentError, "subscript out of bounds"),
        (lambda: confusion_matrix(TWO, mode="all"), ArgumentError, "`mode` should be either"),
        (lambda: confusion_matrix(TWO, mode=np.ones(2)), ArgumentError, "`mode` should be either"),
        (lambda: confusion_matrix(dict, ["a", "b"]), DataError, "column of values, got type"),
        (
            lambda: confusion_matrix(list("abc"), list("abc"), positive="z"),
            ArgumentError,
            "subscript out of bounds: 'positive' is 'z'",
        ),
        (lambda: confusion_matrix(TWO, prevalence=2), ArgumentError, "from 0 to 1"),
        (lambda: confusion_matrix(TWO, prevalence=[0.1]), ArgumentError, "with two levels, one"),
        (lambda: confusion_matrix(["a", "b"]), ArgumentError, 'argument "reference" is missing'),
        (lambda: confusion_matrix(["a", "b"], ["a"]), DataError, "must have the same length"),
        (lambda: confusion_matrix(["a"], ["a"]), DataError, "at least 2 factors levels"),
        (lambda: confusion_matrix([None, "a"], ["b", None]), DataError, "there are no cases"),
        (lambda: confusion_matrix(["a", "b"], ["a", "b"], dnn="x"), ArgumentError, "'dnn'"),
        (
            lambda: confusion_matrix(["a", "c"], pd.Categorical(["a", "b"])),
            DataError,
            "should be factors with the same levels: data has 'c'",
        ),
        (
            lambda: confusion_matrix(Table([[1, 2]], [["a"], ["a", "b"]])),
            DataError,
            "the table must nrow = ncol",
        ),
        (
            lambda: confusion_matrix(Table([[1, -2], [1, 1]], [["a", "b"]] * 2)),
            DataError,
            "must be nonnegative and finite",
        ),
        (
            lambda: confusion_matrix(Table([[1, 0.5], [1, 1]], [["a", "b"]] * 2)),
            DataError,
            "whole numbers",
        ),
        (
            lambda: confusion_matrix(Table([[0, 0], [0, 0]], [["a", "b"]] * 2)),
            DataError,
            "at least one case",
        ),
    ],
)
def test_bad_input_is_refused(call, error, words):
    """In caret's words where it has them."""
    with pytest.raises(error, match=words):
        call()


def test_order_of_levels_is_warned_about():
    """And that of the true classes counts."""
    one, other = pd.Categorical(["x", "y"]), pd.Categorical(["x", "y"], ["y", "x"])
    with pytest.warns(RWarning, match="Levels are not in the same order"):
        assert confusion_matrix(one, other).positive == "y"


def test_digits_are_those_of_options():
    """Three fewer, at least three."""
    with pynnet.options(digits=10):
        assert "Accuracy : 0.68 " in str(confusion_matrix(TWO))
        assert "Kappa : 0.3548387 " in str(confusion_matrix(TWO))
