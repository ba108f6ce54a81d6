"""Corrections of the bootstrap in train: what they are made of, and what a fit that failed does."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

import pynnet
from pynnet import ArgumentError, DataError, RWarning
from pynnet.caret import post_resample, resamples, train, train_control

QUIET = {"trace": False, "maxit": 20}
GRID = {"size": [1, 2], "decay": [0.1]}
METRICS = ["Accuracy", "Kappa"]
pytestmark = pytest.mark.filterwarnings("ignore:the fit stopped after")


def searched(method, number=3, **how):
    """A search of iris; the samples are the same for each method."""
    data = pynnet.load_iris().iloc[::3]
    given = {"tune_grid": GRID, **QUIET, **how}
    return train("Species ~ .", data, control=train_control(method, number), seed=1, **given)


@pytest.fixture(scope="module")
def all_of_them():
    """Both corrections beside the bootstrap."""
    return searched("boot_all")


def test_rule_weighs_with_the_fit_to_all_rows(all_of_them):
    """By 1 - 1/e."""
    results = searched("boot632").results
    for name in METRICS:
        plain, seen = all_of_them.results[name], results[f"{name}Apparent"]
        by_hand = (1 - math.exp(-1)) * plain + math.exp(-1) * seen
        assert results[name].tolist() == by_hand.tolist()
        assert all_of_them.results[f"{name}_632"].tolist() == by_hand.tolist()


def test_optimism_is_added_to_the_fit_to_all_rows(all_of_them):
    """It is chosen by the corrected numbers."""
    results = searched("optimism_boot").results
    for name in METRICS:
        by_hand = results[f"{name}Apparent"] + results[f"{name}Optimism"]
        assert results[name].tolist() == by_hand.tolist()
        assert all_of_them.results[f"{name}_OptBoot"].tolist() == by_hand.tolist()


def test_optimism_is_of_the_fits_to_samples(all_of_them):
    """They are judged on all rows, and on their own."""
    found, data = all_of_them, pynnet.load_iris().iloc[::3]
    gains = []
    for rows, seeds in zip(found.index.values(), found.seeds[1:], strict=False):
        own = data.iloc[rows]
        fit = pynnet.nnet("Species ~ .", own, size=1, decay=0.1, seed=seeds[0], **QUIET)
        accuracy = [
            post_resample(fit.predict(part, type="class"), part["Species"])["Accuracy"]
            for part in (data, own)
        ]
        gains.append(accuracy)
    on_all, on_own = np.mean(gains, axis=0)
    assert found.results["AccuracyOptimism"][0] == pytest.approx(on_all - on_own, abs=1e-14)


def test_fit_to_all_rows_has_the_first_seeds(all_of_them):
    """One set more than there are samples, and that of the final fit."""
    assert len(all_of_them.seeds) == 5
    assert list(all_of_them.index) == ["Resample1", "Resample2", "Resample3"]
    data = pynnet.load_iris().iloc[::3]
    fit = pynnet.nnet("Species ~ .", data, size=2, decay=0.1, seed=all_of_them.seeds[0][1], **QUIET)
    right = (np.asarray(fit.predict(type="class")) == data["Species"].to_numpy()).mean()
    assert all_of_them.results["AccuracyApparent"][1] == pytest.approx(right, abs=1e-14)


def test_samples_and_predictions_are_those_held_out():
    """The further rows are judged, and not kept."""
    control = train_control("optimism_boot", 3, save_predictions="all")
    data = pynnet.load_iris().iloc[::3]
    found = train("Species ~ .", data, control=control, tune_grid=GRID, seed=1, **QUIET)
    for name, rows in found.index.items():
        held_out = found.pred.loc[found.pred["Resample"] == name, "rowIndex"]
        assert not set(rows) & set(held_out)
        assert len(held_out) == 2 * (50 - len(set(rows)))
    assert len(found.resample) == 3
    assert resamples([found, searched("boot")]).values.shape[0] == 3


def test_workers_change_nothing(all_of_them):
    """Whatever is fitted first."""
    two = searched("boot_all", n_jobs=2)
    assert two.results.equals(all_of_them.results)
    assert str(two) == str(all_of_them)


def test_all_are_printed(all_of_them):
    """Of "boot_all" both corrections."""
    assert "Accuracy_632  Kappa_632  Accuracy_OptBoot" in str(all_of_them)
    assert "Resampling: Bootstrapped (3 reps)" in str(all_of_them)
    assert "AccuracyApparent" not in str(searched("boot632"))


def test_setting_whose_fits_fail_is_lost():
    """As in caret, where the optimism is asked for; else it is missing."""
    large = {"size": [1, 20], "decay": [0.1]}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RWarning)
        found = searched("optimism_boot", tune_grid=large, MaxNWts=20)
        other = searched("boot632", tune_grid=large, MaxNWts=20)
        with pytest.raises(DataError, match="every fit failed"):
            searched("boot_all", MaxNWts=5)
    assert found.results["size"].tolist() == [1]
    assert other.results["Accuracy"].isna().tolist() == [False, True]
    words = [str(one.message).split(":")[0] for one in said]
    assert words[0] == "model fit failed for AllData"
    assert "There were missing values in the apparent performance measures." in words


@pytest.mark.parametrize("method", ["boot632", "optimism_boot", "boot_all"])
def test_fits_to_samples_that_all_fail_leave_nothing(method):
    """Though the fit to all rows does not."""
    x = pynnet.load_iris().iloc[::10, :1].assign(rare=[1.0] + [0.0] * 14)
    y = pynnet.load_iris()["Species"].iloc[::10]
    control = train_control(method, index=[range(1, 14), range(2, 15)])
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RWarning)
        with pytest.raises(DataError, match="Stopping: all the Accuracy metric values are missing"):
            train(x[["rare"]].assign(one=x["rare"] * 2), y, "pcaNNet", control=control,
                  tune_grid=GRID, seed=1, **QUIET)  # fmt: skip
    assert not any("AllData" in str(one.message) for one in said)
    assert any("model fit failed for Resample" in str(one.message) for one in said)


def test_seeds_that_are_passed_need_those_of_the_fit_to_all_rows():
    """For each sample is too few."""
    control = train_control("boot632", 3, seeds=[[1, 2], [3, 4], [5, 6], 7])
    with pytest.raises(ArgumentError, match="a list of length 5 with 4 integer vectors of size 2"):
        train("Species ~ .", pynnet.load_iris(), control=control, tune_grid=GRID, seed=1, **QUIET)
    control = train_control("boot632", 3, seeds=[[1, 2], [3, 4], [5, 6], [7, 8], 9])
    found = train(
        "Species ~ .", pynnet.load_iris(), control=control, tune_grid=GRID, seed=1, **QUIET
    )
    assert found.seeds[0] == (1, 2)


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("cv", "aSD"),
        ("boot_all", "a_632"),
        ("boot632", "aApparent"),
        ("optimism_boot", "aOptimism"),
    ],
)
def test_metrics_have_names_of_their_own(method, name):
    """Not those of another's deviation or correction."""
    control = train_control(method, 2, summary=lambda *_: {"a": 0.5, name: 0.5})
    with pytest.raises(DataError, match=f"must not name '{name}', which is a column"):
        train("Species ~ .", pynnet.load_iris(), control=control, tune_grid=GRID, metric="a",
              seed=1, **QUIET)  # fmt: skip


@pytest.mark.parametrize("method", ["oob", "adaptive_cv", "boot_632", "Boot632"])
def test_other_methods_are_refused(method):
    """With those that there are."""
    with pytest.raises(ArgumentError, match="boot632, optimism_boot, boot_all"):
        train_control(method)
