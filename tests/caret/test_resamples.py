"""Results of train() side by side; their numbers are compared with caret's in compat/."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet import ArgumentError, DataError, FitWarning, RWarning, load_iris
from pynnet.caret import create_folds, resamples, train, train_control


@pytest.fixture(scope="module")
def results():
    iris = load_iris()
    folds = create_folds(iris["Species"], 4, return_train=True, seed=1)
    how = {"tune_grid": {"decay": [0.1]}, "trace": False, "seed": 1}
    how["control"] = train_control("cv", index=folds)
    names = ("Sepal.Width", "Sepal.Length", "Petal.Width")
    return {name: train(f"Species ~ {name}", iris, "multinom", **how) for name in names}


@pytest.fixture(scope="module")
def found(results):
    return resamples(results)


def test_values_are_those_of_the_results(results, found):
    """Sample by sample."""
    for name, one in results.items():
        assert found.table("Kappa")[name].tolist() == one.resample["Kappa"].tolist()
    assert found.methods == dict.fromkeys(results, "multinom")
    assert found.summary("Kappa").statistics["Kappa"].shape == (3, 7)


def test_equal_models_do_not_differ(results):
    """Without a p value, as there is nothing to test."""
    same = resamples([results["Petal.Width"]] * 2).diff()
    tests = same.statistics["Accuracy"]
    assert tests["estimate"].tolist() == [0]
    assert math.isnan(tests["p_value"].iloc[0])
    assert "NA" in str(same.summary())


def test_boxes_are_drawn(found):
    """The largest median on top, and a dot for each sample."""
    pytest.importorskip("matplotlib")
    ax = found.plot("Kappa")
    assert ax.get_xlabel() == "Kappa in each sample"
    assert [t.get_text() for t in ax.get_yticklabels()][-1] == "Petal.Width"
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert sum(len(line.get_xdata()) for line in dots) == 12
    left, right = ax.get_xlim()
    assert all(left < x < right for line in dots for x in line.get_xdata())
    assert found.plot(ax=ax) is ax


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda r: r.table("foo"), "'metric' should be one of"),
        (lambda r: r.summary(["Kappa", "foo"]), "'metric' should be one of"),
        (lambda r: r.diff(models=["Petal.Width"]), "invalid 'models'"),
        (lambda r: r.diff(models=["Petal.Width"] * 2), "invalid 'models'"),
        (lambda r: r.diff(models=["a", "b"]), "'models' should be one of"),
        (lambda r: r.diff(adjustment="foo"), "'adjustment' should be one of"),
        (lambda r: r.plot("foo"), "'metric' should be one of"),
        (lambda r: r.diff().summary(digits=np.float32(2.5)), "invalid 'digits'"),
        (
            lambda x: x.diff(metric=[]),
            r"^invalid 'metric': got \[\]\. Pass some of Accuracy, Kappa",
        ),
    ],
)
def test_bad_choices_are_refused(found, call, words):
    """With what there is."""
    with pytest.raises(ArgumentError, match=words):
        call(found)


def test_what_cannot_be_compared_is_refused(results):
    """In caret's words where it has them."""
    iris, one = load_iris(), results["Petal.Width"]
    how = {"tune_grid": {"decay": [0.1]}, "trace": False, "seed": 1}

    def other(formula="Species ~ Petal.Width", **control):
        return train(formula, iris, "multinom", control=train_control(**control), **how)

    with pytest.raises(ArgumentError, match="Give each model its own name"):
        resamples({1: one, "1": one})
    for given in (3, [one], [one, 3]):
        with pytest.raises(ArgumentError, match="train"):
            resamples(given)
    with pytest.raises(ArgumentError, match="was not judged"):
        resamples([one, other(method="none")])
    with pytest.raises(DataError, match="different numbers of resamples"):
        resamples([one, other(method="cv", number=5)])
    with pytest.raises(DataError, match="different names"):
        resamples([one, other(method="boot", number=4)])
    with pytest.warns(FitWarning, match="different rows"):
        resamples([one, other(method="cv", number=4)])
    kappa = train_control(index=dict(one.index), summary=lambda *_: {"Kappa": 1.0})
    few = train("Species ~ Petal.Width", iris, "multinom", control=kappa, metric="Kappa", **how)
    with pytest.warns(RWarning, match="not computed for each model: Accuracy"):
        assert resamples([one, few]).metrics == ("Kappa",)


def test_what_is_missing_is_printed_as_in_r():
    """Nothing has no quartiles (NA) and a mean that is no number; estimates are of one width."""
    data = load_iris().assign(y=2.5)
    how = {"tune_grid": {"size": [1], "decay": [0.1]}, "trace": False, "linout": True, "maxit": 500}
    how |= {"seed": 1, "control": train_control("cv", 3)}
    with pytest.warns(RWarning, match="missing values in resampled performance"):
        fits = [train(f"y ~ {name}", data, **how) for name in ("Sepal.Width", "Petal.Width")]
    lines = str(resamples(fits).summary("Rsquared")).split("\n")
    assert lines[-2].split() == ["Model2", "NA", "NA", "NA", "NaN", "NA", "NA", "3"]
    same = resamples(fits[:1] * 2).diff(metric="MAE").summary()
    assert "Model1         0    " in str(same).split("\n")
