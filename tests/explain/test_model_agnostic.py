"""Permutation importance and partial dependence: scikit-learn's numbers for our fits."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

from pynnet import (
    ArgumentError,
    DataError,
    RRandom,
    nnet,
    partial_dependence,
    permutation_importance,
)

inspection = pytest.importorskip("sklearn.inspection", reason="scikit-learn is not installed")
linear_model = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is not installed")

QUIET = {"seed": 1, "trace": False}


@pytest.fixture
def species(iris):
    """Fit a network of two variables, one of them categorical."""
    iris["wide"] = np.where(iris["Petal.Width"] > 1.5, "yes", "no")
    return nnet("Species ~ log(Petal.Length) + wide", iris, size=1, decay=0.1, maxit=500, **QUIET)


def test_importance_is_scikit_learns():
    """Of a line y = 3 p + 0 q, beside scikit-learn's own linear model: q loses nothing."""
    x = pd.DataFrame({"p": [0.0, 1.0, 2.0, 5.0], "q": [3.0, 1.0, 2.0, 0.0]})
    y = 3 * x["p"]
    fit = nnet(x, y, size=0, skip=True, linout=True, Wts=[0, 3, 0], maxit=0, trace=False)
    found = permutation_importance(fit, x, y, repeats=3, seed=1)
    assert found.index.tolist() == ["p", "q"]
    assert found.loc["q"].tolist() == [0.0, 0.0]
    line = linear_model.LinearRegression().fit(x, y)
    lot = int(RRandom(1).unif_rand(1)[0] * (2**31 - 1))
    theirs = inspection.permutation_importance(line, x, y, n_repeats=3, random_state=lot)
    # Its coefficients are fitted, and so rounded.
    assert found["importance"].to_numpy() == pytest.approx(theirs["importances_mean"], abs=1e-12)
    assert found["sd"].to_numpy() == pytest.approx(theirs["importances_std"], abs=1e-12)


def test_variables_are_those_of_the_formula(species, iris):
    """Not the response, not other columns; a categorical one is shuffled as a whole."""
    found = permutation_importance(species, iris, seed=1)
    assert found.index.tolist() == ["Petal.Length", "wide"]
    assert found.columns.tolist() == ["importance", "sd"]
    by_name = permutation_importance(species, iris, "Species", seed=1)
    by_value = permutation_importance(species, iris, iris["Species"].to_numpy(), seed=1)
    pd.testing.assert_frame_equal(found, by_name)
    pd.testing.assert_frame_equal(found, by_value)


def test_scores_of_scikit_learn_go_by_name(species, iris):
    """Those of probabilities too, and one's own."""
    loss = permutation_importance(species, iris, scoring="neg_log_loss", seed=1)
    assert loss.loc["Petal.Length", "importance"] > 0
    own = permutation_importance(species, iris, scoring=lambda *_: 1.0, seed=1)
    assert own["importance"].tolist() == [0.0, 0.0]


def test_two_classes_have_probabilities_too(frame):
    """A single output is that of the second class."""
    fit = nnet("g ~ u", frame, size=0, skip=True, decay=0.1, **QUIET)
    found = permutation_importance(fit, frame, scoring="neg_log_loss", seed=1)
    assert found["importance"].item() > 0


def test_rows_with_missing_variables_are_left_out(gaps):
    """With their responses."""
    fit = nnet("y ~ u + v", gaps, size=0, skip=True, decay=0.1, **QUIET)
    whole = gaps.dropna()
    for method in (
        lambda data: permutation_importance(fit, data, seed=1),
        lambda data: partial_dependence(fit, data, "u"),
    ):
        pd.testing.assert_frame_equal(method(gaps), method(whole))


def test_global_stream_shuffles_and_is_put_back(species, iris, global_stream):
    """By default; a call that fails moves nothing."""
    before = global_stream.state.copy()
    with pytest.raises(DataError, match="cannot be scored"):
        permutation_importance(species, iris, [None] * 150)
    assert global_stream.state.tolist() == before.tolist()
    permutation_importance(species, iris, repeats=1)
    assert global_stream.state.tolist() != before.tolist()


def test_dependence_is_the_mean_prediction(species, iris):
    """With the variable set in every row, for each class."""
    found = partial_dependence(species, iris, "Petal.Length", steps=4)
    assert found.columns.tolist() == ["Petal.Length", "output", "response"]
    assert found["output"].tolist() == list(species.lev) * 4
    for value, rows in found.groupby("Petal.Length"):
        mean = species.predict(iris.assign(**{"Petal.Length": value})).mean()
        # Means added in another order.
        assert rows["response"].to_numpy() == pytest.approx(mean.to_numpy(), rel=1e-12)


def test_dependence_on_classes_and_on_pairs(species, iris):
    """Each class is a value; pairs are all combinations."""
    found = partial_dependence(species, iris, ["wide", "Petal.Length"], steps=2)
    assert found["wide"].tolist() == ["no"] * 6 + ["yes"] * 6
    new = iris.assign(wide="yes", **{"Petal.Length": 6.9})
    mean = species.predict(new).mean()
    assert found["response"].tolist()[-3:] == pytest.approx(mean.tolist(), rel=1e-12)


def test_single_output_of_two_classes_has_the_name_of_the_second(frame):
    """It is that one's probability; whole numbers are numbers like others."""
    data = frame.assign(n=range(8))
    fit = nnet("g ~ n", data, size=0, skip=True, decay=0.1, **QUIET)
    found = partial_dependence(fit, data, "n", steps=3)
    assert found["output"].tolist() == ["y"] * 3
    assert found["n"].tolist() == [0.0, 3.5, 7.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f, d: permutation_importance(f, d.drop(columns="Species")), "is missing: pass"),
        (lambda f, d: permutation_importance(f, d, "Specis"), "Did you mean 'Species'"),
        (lambda f, d: permutation_importance(f, d, repeats=0), "invalid 'repeats'"),
        (lambda f, d: permutation_importance(f, d, scoring="acuracy"), "Did you mean 'accuracy'"),
        (lambda f, d: permutation_importance(f, d, scoring=3), "invalid 'scoring'"),
        (lambda f, d: permutation_importance(f, d, n_jobs=0), "invalid 'n_jobs'"),
        (lambda f, d: partial_dependence(f, d, "wid"), "did you mean 'wide'"),
        (lambda f, d: partial_dependence(f, d, "Species"), "has no variable 'Species'"),
        (lambda f, d: partial_dependence(f, d, ["wide", "wide"]), "Pass one or two of"),
        (lambda f, d: partial_dependence(f, d, "wide", steps=1), "invalid 'steps'"),
    ],
)
def test_what_there_is_not_is_refused(species, iris, call, message):
    """With what there is."""
    with pytest.raises(ArgumentError, match=message):
        call(species, iris)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f, d: permutation_importance(f, d, [1, 2]), "y has 2 values for 150 rows"),
        (lambda f, d: partial_dependence(f, d.to_numpy(), "wide"), "need a pandas DataFrame"),
        (lambda f, d: partial_dependence(f, d.iloc[:0], "wide"), "no rows"),
    ],
)
def test_data_that_do_not_suit_are_refused(species, iris, call, message):
    """Before scikit-learn sees them."""
    with pytest.raises(DataError, match=message):
        call(species, iris)


def test_missing_scikit_learn_is_named(species, iris, monkeypatch):
    """With the extra that installs it."""
    monkeypatch.setitem(sys.modules, "sklearn.inspection", None)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    for call in (permutation_importance, partial_dependence):
        arguments = () if call is permutation_importance else ("wide",)
        with pytest.raises(ImportError, match=r'needs .*pip install "pynnet\[sklearn\]"'):
            call(species, iris, *arguments)
