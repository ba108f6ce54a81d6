"""Confusion matrices: worked by hand, and what is refused."""

from __future__ import annotations

import math
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import pynnet
from pynnet import ArgumentError, DataError, RWarning, Table, load_iris
from pynnet.caret import confusion_matrix, post_resample, train, train_control

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
        (lambda: confusion_matrix([1.0, 2.0], ["a", "b"]), DataError, "levels that overlap"),
        (lambda: confusion_matrix(["a", "b"], [1, 2]), DataError, "levels that overlap"),
        (lambda: confusion_matrix(dict, ["a", "b"]), DataError, "column of values, got type"),
        (
            lambda: confusion_matrix(list("abc"), list("abc"), positive="z"),
            ArgumentError,
            "subscript out of bounds: 'positive' is 'z'",
        ),
        (lambda: confusion_matrix(TWO, prevalence=2), ArgumentError, "from 0 to 1"),
        (lambda: confusion_matrix(TWO, prevalence=[0.1]), ArgumentError, "with two levels, one"),
        (lambda: confusion_matrix(TWO, prevalence=[[1, 2], [3]]), ArgumentError, "'prevalence'"),
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


def _found(control, decays=(0.01, 0.1)):
    return train("Species ~ Petal.Width", load_iris(), "multinom", control=control, trace=False,
                 seed=1, tune_grid={"decay": decays}, maxit=500)  # fmt: skip


def test_of_a_search_rows_held_out_are_counted():
    """By the setting that was chosen, each row once in ten folds; shares are of all of them."""
    found = _found(train_control("cv", save_predictions="final"))
    said = found.pred
    counts = np.asarray(confusion_matrix(found, norm="none").table)
    assert counts.tolist() == pd.crosstab(said["pred"], said["obs"]).to_numpy().tolist()
    assert counts.sum() == 150
    shares = confusion_matrix(found)
    assert (shares.norm, shares.B) == ("overall", 10)
    assert np.allclose(np.asarray(shares.table), counts / 1.5)
    means = np.asarray(confusion_matrix(found, norm="average").table)
    assert np.allclose(means, counts / 10)
    assert repr(pickle.loads(pickle.dumps(shares))) == repr(shares)
    assert "<table" in shares._repr_html_()
    with pytest.raises(FrozenInstanceError):
        shares.B = 1


def test_of_a_search_other_arguments_are_refused():
    """They are for classes; and `norm` is for a search."""
    found = _found(train_control("cv", 3))
    for how in (
        {"reference": ["setosa"]},
        {"positive": "setosa"},
        {"prevalence": 0.5},
        {"mode": "everything"},
    ):
        with pytest.raises(ArgumentError, match="unused argument"):
            confusion_matrix(found, **how)
    with pytest.raises(ArgumentError, match="should be one of"):
        confusion_matrix(found, norm="all")
    with pytest.raises(ArgumentError, match="both names"):
        confusion_matrix(found, dnn=["a", "a"])
    with pytest.raises(ArgumentError, match="'dnn' holds half a character"):
        confusion_matrix(found, dnn=["\ud800", "a"])
    with pytest.raises(ArgumentError, match="it is for what train"):
        confusion_matrix(["a", "b"], ["a", "b"], norm="none")
    with pytest.raises(ArgumentError, match="no resampling"):
        confusion_matrix(_found(train_control("none"), [0.1]))


def test_post_resample_wants_one_kind():
    """Numbers or classes, as many of the one as of the other."""
    with pytest.raises(DataError, match="of one kind: got classes and numbers"):
        post_resample(["a", "b"], [1, 2])
    with pytest.raises(DataError, match="got 1 predictions and 2 true values"):
        post_resample([1.5], [1, 2])
    with pytest.raises(DataError, match="known are a, b"):
        post_resample(["c", "b"], pd.Categorical(["a", "b"]))
    classes = [True, False, True], [True, True, False]
    assert post_resample(*classes)["Accuracy"] == pytest.approx(1 / 3)
    pred = pd.Series([1.0, 2.0, 4.0], index=[5, 6, 7])
    before = pred.copy()
    assert post_resample(pred, [1, 2, 3])["MAE"] == pytest.approx(1 / 3)
    pd.testing.assert_series_equal(pred, before)


def test_a_class_that_was_named_is_kept_with_more_than_two():
    """It has no effect there, as in caret."""
    three = Table([[5, 1, 0], [2, 7, 1], [0, 1, 9]], [list("abc")] * 2)
    assert confusion_matrix(three, positive="b").positive == "b"
    assert str(confusion_matrix(three, positive="b")) == str(confusion_matrix(three))
    for shares in (0.2, sparse.eye(3)):
        with pytest.raises(ArgumentError, match="must be the same as the number of levels"):
            confusion_matrix(three, prevalence=shares)
