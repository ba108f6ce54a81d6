"""Rows drawn for resampling: what holds whatever is drawn, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RRandom, RWarning
from pynnet.caret import (
    create_data_partition,
    create_folds,
    create_multi_folds,
    create_resample,
)

Y = pd.Categorical(["a"] * 7 + ["b"] * 5 + ["c"] * 3)


def test_folds_are_rs():
    """Positions are one less than what createFolds(y, 3) gives after set.seed(1)."""
    folds = create_folds(Y, 3, seed=1)
    assert {name: (rows + 1).tolist() for name, rows in folds.items()} == {
        "Fold1": [1, 2, 6, 9, 11, 15],
        "Fold2": [3, 7, 10, 12, 13],
        "Fold3": [4, 5, 8, 14],
    }


@pytest.mark.parametrize("y", [Y, np.arange(15.0), list("abcde") * 3, [True, False, True] * 5])
def test_folds_are_a_partition_and_training_rows_the_rest(y):
    """Each row is in one fold, whatever the kind of the response."""
    folds = create_folds(y, 4, seed=3)
    training = create_folds(y, 4, return_train=True, seed=3)
    assert sorted(np.concatenate(list(folds.values()))) == list(range(15))
    for name, rows in folds.items():
        assert sorted([*rows, *training[name]]) == list(range(15))
    numbers = create_folds(y, 4, list=False, seed=3)
    assert [(numbers == k + 1).nonzero()[0].tolist() for k in range(4)] == [
        rows.tolist() for rows in folds.values()
    ]


def test_repeated_folds_continue_the_stream():
    """Each repeat is what create_folds would draw next."""
    stream = RRandom(5)
    together = create_multi_folds(Y, 3, 2, seed=5)
    apart = [create_folds(Y, 3, return_train=True, seed=stream) for _ in range(2)]
    assert list(together) == [f"Fold{k}.Rep{r}" for r in (1, 2) for k in (1, 2, 3)]
    rows = [r.tolist() for folds in apart for r in folds.values()]
    assert [r.tolist() for r in together.values()] == rows


def test_names_have_numbers_of_one_width():
    """Two digits from ten on."""
    assert list(create_resample([1, 2], times=10, seed=1))[::9] == ["Resample01", "Resample10"]
    assert list(create_data_partition(Y, times=2, seed=1)) == ["Resample1", "Resample2"]


def test_partitions_have_their_share_of_each_class():
    """Rounded up."""
    rows = create_data_partition(Y, p=0.5, seed=2)["Resample1"]
    assert pd.Series(Y[rows]).value_counts().to_dict() == {"a": 4, "b": 3, "c": 2}
    assert create_data_partition(Y, times=2, list=False, seed=2)["Resample1"].tolist() == [*rows]


def test_nothing_passed_in_is_changed_and_the_seed_is_kept():
    """A seed stands for a call; a stream moves on."""
    y = np.arange(30.0)
    first = create_folds(y, seed=1)
    assert (y == np.arange(30.0)).all()
    again = create_folds(y, seed=1)
    assert all((first[name] == again[name]).all() for name in first)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: create_folds([1.0]), DataError, "y must have at least 2 data points"),
        (lambda: create_folds([1.0, np.nan]), DataError, "missing values and NaN's not allowed"),
        (lambda: create_folds([None, None]), DataError, "all values of y are missing"),
        (lambda: create_data_partition([None, None]), DataError, "all values of y are missing"),
        (lambda: create_folds(pd.Categorical([None, None], ["a"])), DataError, "are missing"),
        (lambda: create_folds(int), DataError, "must be a column of values, got type"),
        (lambda: create_folds(Y, True), ArgumentError, "invalid 'k': got True"),
        (lambda: create_folds(Y, 0), ArgumentError, "invalid 'k': got 0"),
        (lambda: create_folds(Y, 2.5), ArgumentError, "invalid 'k': got 2.5"),
        (lambda: create_folds(Y, list=None), ArgumentError, "invalid 'list'"),
        (lambda: create_folds(Y, return_train=1), ArgumentError, "invalid 'return_train'"),
        (lambda: create_folds(np.ones((3, 2))), DataError, "2 dimensions"),
        (lambda: create_multi_folds(Y, times=0), ArgumentError, "invalid 'times'"),
        (lambda: create_data_partition(Y, p=1.5), ArgumentError, "invalid 'p': got 1.5"),
        (lambda: create_data_partition(Y, groups=-1), ArgumentError, "invalid 'groups'"),
        (lambda: create_resample([]), DataError, "y has no rows"),
        (lambda: create_resample(Y, times="3"), ArgumentError, "invalid 'times'"),
    ],
)
def test_bad_input_is_refused(call, error, words):
    """Before anything is drawn."""
    with pytest.raises(error, match=words):
        call()


def test_classes_without_rows_are_warned_about():
    """In caret's words, and the rest is drawn from."""
    y = pd.Categorical(["a", "b", "b"], ["a", "b", "z"])
    with pytest.warns(RWarning) as caught:
        rows = create_data_partition(y, seed=1)["Resample1"]
    assert [str(w.message)[:40] for w in caught] == [
        "Some classes have no records ( z ) and t",
        "Some classes have a single record ( a ) ",
    ]
    assert rows[0] == 0
    assert len(rows) == 2


def test_missing_classes_belong_to_no_fold():
    """As with R: a row whose class is missing is held out nowhere."""
    folds = create_folds(["a", "a", None, "b", "b"], 2, seed=1)
    assert sorted(np.concatenate(list(folds.values()))) == [0, 1, 3, 4]
