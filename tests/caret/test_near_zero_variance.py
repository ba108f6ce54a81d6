"""caret's nearZeroVar: which columns are found, and what is refused."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError
from pynnet.caret import near_zero_var

X = pd.DataFrame(
    {
        "rare": [1] + [0] * 39,
        "few": [1, 1] + [0] * 38,
        "many": range(40),
        "one": 1.5,
        "none": np.nan,
        "text": ["a"] + ["b"] * 39,
    }
)


def test_columns_are_found_by_both_cuts():
    """More than so many times as frequent, and at most so many values in a hundred."""
    assert near_zero_var(X).tolist() == [0, 3, 4, 5]
    assert near_zero_var(X, names=True) == ["rare", "one", "none", "text"]
    assert near_zero_var(X, freq_cut=39).tolist() == [3, 4]
    assert near_zero_var(X, freq_cut=18.9, unique_cut=5).tolist() == [0, 1, 3, 4, 5]
    assert near_zero_var(X, freq_cut=18.9, unique_cut=4.9).tolist() == [3, 4]


def test_metrics_are_of_all_columns():
    """By name; missing values are rows."""
    found = near_zero_var(X.assign(gap=[np.nan] * 20 + [1.0, 2.0] * 10), save_metrics=True)
    assert found.loc["rare"].tolist() == [39.0, 5.0, False, True]
    assert found.loc["none"].tolist() == [0.0, 0.0, True, True]
    assert found.loc["gap"].tolist() == [1.0, 5.0, False, False]


def test_arrays_and_columns_have_positions():
    """A column is the first of one; nothing is changed."""
    before = copy.deepcopy(X)
    assert near_zero_var(X[["many", "one"]].to_numpy()).tolist() == [1]
    assert near_zero_var(X["one"]).tolist() == [0]
    assert near_zero_var(["a", "b"]).tolist() == []
    assert near_zero_var(pd.Categorical(["a", "a"], ["a", "b"])).tolist() == [0]
    assert near_zero_var(X.iloc[:, :0]).tolist() == []
    assert near_zero_var(X.iloc[:0], save_metrics=True)["percentUnique"].isna().all()
    assert X.equals(before)


def test_numbers_are_the_same_if_their_text_is():
    """In 15 digits, as for R's tables."""
    assert near_zero_var([0.1 + 0.2, 0.3]).tolist() == [0]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: near_zero_var(3), DataError, "must be a data frame, a matrix or a column: got 3"),
        (lambda: near_zero_var(None), DataError, "got None"),
        (lambda: near_zero_var(X, freq_cut="a"), ArgumentError, "invalid 'freq_cut': got 'a'"),
        (lambda: near_zero_var(X, unique_cut=np.nan), ArgumentError, "invalid 'unique_cut'"),
        (lambda: near_zero_var(X, save_metrics=1), ArgumentError, "invalid 'save_metrics'"),
        (lambda: near_zero_var([[1]], names=True), ArgumentError, "an array has no names"),
        (lambda: near_zero_var(np.zeros((2, 2, 2))), DataError, "3 dimensions"),
    ],
)
def test_what_cannot_be_is_refused(call, error, words):
    """With what was got."""
    with pytest.raises(error, match=words):
        call()
