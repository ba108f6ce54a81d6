"""Averaged networks and networks of components: what holds by definition, and what is refused."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from pynnet import (
    ArgumentError,
    DataError,
    FitWarning,
    RRandom,
    UnknownArgumentError,
    class_ind,
    nnet,
)
from pynnet.caret import avnnet, pcannet, preprocess

QUIET = {"trace": False, "maxit": 30, "decay": 0.1}
pytestmark = pytest.mark.filterwarnings(
    "ignore:the fit stopped after", "ignore:the response goes beyond"
)


@pytest.fixture
def fit(iris):
    """Three networks of the iris data."""
    return avnnet("Species ~ .", iris, size=2, repeats=3, seed=1, maxit=200, trace=False, decay=0.1)


def test_networks_are_those_of_their_seeds(iris, fit):
    """Each is what nnet() fits to an indicator of the classes from its seed."""
    x, targets = iris.iloc[:, :4].to_numpy(), class_ind(iris["Species"]).to_numpy()
    for seed, model in zip(fit.seeds, fit.model, strict=True):
        alone = nnet(x, targets, size=2, seed=seed, maxit=200, trace=False, decay=0.1)
        assert (alone.wts == model.wts).all()


def test_predictions_are_means(iris, fit):
    """Of the outputs; shares add up to 1, classes are the largest."""
    x = iris.iloc[:, :4].to_numpy()
    raw, prob = fit.predict(iris), fit.predict(iris, "prob")
    assert np.allclose(raw, np.mean([m.predict(x) for m in fit.model], axis=0), rtol=1e-14)
    assert np.allclose(prob.sum(axis=1), 1)
    assert (fit.predict(iris, "class").to_numpy() == raw.columns[raw.to_numpy().argmax(1)]).all()
    assert (fit.predict().to_numpy() == raw.to_numpy()).all()


def test_workers_change_nothing(iris, fit):
    """Weights, and where the stream stands."""
    one, two = RRandom(1), RRandom(1)
    how = {"size": 2, "repeats": 3, "maxit": 200, "trace": False, "decay": 0.1}
    first = avnnet("Species ~ .", iris, seed=one, **how)
    second = avnnet("Species ~ .", iris, seed=two, n_jobs=2, **how)
    assert [m.wts.tolist() for m in first.model] == [m.wts.tolist() for m in second.model]
    assert (one.state == two.state).all()
    assert [m.wts.tolist() for m in fit.model] == [m.wts.tolist() for m in first.model]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_warnings_of_workers_reach_the_caller(iris, n_jobs):
    """At the line that called, whoever fitted."""
    with pytest.warns(FitWarning, match="the fit stopped after 2 iterations") as caught:
        avnnet("Species ~ .", iris, size=1, maxit=2, repeats=2, seed=1, n_jobs=n_jobs, trace=False)
    assert {one.filename for one in caught} == {__file__}


def test_trace_says_which_network(iris, capsys):
    """As caret does."""
    avnnet("Species ~ .", iris, size=1, repeats=2, seed=1, maxit=0)
    printed = capsys.readouterr().out
    assert "Fitting Repeat 1 \n\n# weights:  11\n" in printed
    assert "Fitting Repeat 2 \n" in printed


def test_rows_with_missing_values_are_missing(iris, fit):
    """In predictions from a formula."""
    new = iris.head(3).astype({"Sepal.Length": float})
    new.iloc[1, 0] = np.nan
    assert fit.predict(new).isna().all(axis=1).tolist() == [False, True, False]
    assert fit.predict(new, "class").isna().tolist() == [False, True, False]


def test_components_are_the_inputs(iris):
    """The network is that of the scores."""
    found = pcannet("Species ~ .", iris, size=1, seed=1, thresh=0.9, **QUIET)
    x = iris.iloc[:, :4].to_numpy()
    scores = preprocess(x, "pca", 0.9).predict(x)
    targets = class_ind(iris["Species"]).to_numpy()
    alone = nnet(scores.to_numpy(), targets, size=1, seed=1, **QUIET)
    assert (alone.wts == found.model.wts).all()
    assert (found.predict(iris) == alone.predict(scores.to_numpy())).all(axis=None)
    assert np.allclose(found.predict(iris, "prob").sum(axis=1), 1)
    assert set(found.predict(iris, "class")) <= set(iris["Species"])


def test_numbers_are_a_series_or_an_array():
    """As the inputs were given."""
    frame = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.0, 0, 2, 1], "y": [0.1, 0.2, 0.3, 0.5]})
    by_formula = avnnet("y ~ .", frame, size=1, linout=True, seed=1, repeats=2, **QUIET)
    assert by_formula.predict(frame).index.equals(frame.index)
    by_array = avnnet(frame[["a", "b"]].to_numpy(), frame["y"], size=1, linout=True, seed=1,
                      repeats=2, **QUIET)  # fmt: skip
    assert (by_array.predict([[1.0, 1.0]]) == by_formula.predict({"a": [1.0], "b": [1.0]})).all()


def test_fits_pickle(fit):
    """And print the same."""
    again = pickle.loads(pickle.dumps(fit))
    assert str(again) == str(fit)
    assert again.model[0].wts.tolist() == fit.model[0].wts.tolist()


@pytest.mark.parametrize("function", [avnnet, pcannet])
@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda f, d: f("Species ~ .", d), ArgumentError, 'argument "size" is missing'),
        (lambda f, d: f("Species ~ .", d, size=1, sise=2), UnknownArgumentError, "'size'"),
        (lambda f, d: f(d.iloc[:, :4], d["Species"][:5], size=1), DataError, "nrows of 'x'"),
        (lambda f, d: f(d.iloc[:, :2], d.iloc[:, 2:4], size=1), DataError, "has 2 columns"),
        (lambda f, d: f(d.iloc[:, :4], d["Species"], size=1, subset=[1]), ArgumentError, "subset"),
        (lambda f, d: f(data=d, size=1), ArgumentError, "is missing, with no default"),
    ],
)
def test_bad_input_is_refused(iris, function, call, error, words):
    """In R's words where it has them."""
    with pytest.raises(error, match=words):
        call(function, iris)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"repeats": 0}, "invalid 'repeats'"),
        ({"bag": 1}, "invalid 'bag'"),
        ({"all_seeds": [1]}, "not a valid integer"),
        ({"all_seeds": np.array([1, 70000.5]), "repeats": 2}, "not a valid integer"),
        ({"all_seeds": [1, 2.5], "repeats": 2}, "not a valid integer"),
        ({"n_jobs": 2}, "trace=False"),
    ],
)
def test_bad_options_are_refused(iris, how, words):
    """Before any fit."""
    with pytest.raises(ArgumentError, match=words):
        avnnet("Species ~ .", iris, size=1, seed=1, **how)


@pytest.mark.parametrize("thresh", [2, -1, np.nan, True, "a"])
def test_the_share_of_components_is_one(iris, thresh):
    """Caret takes any number, which means nothing."""
    with pytest.raises(ArgumentError, match="invalid 'thresh'"):
        pcannet("Species ~ .", iris, size=1, thresh=thresh, **QUIET)


def test_no_rows_have_no_predictions(iris, fit):
    """But their columns."""
    assert fit.predict(iris.iloc[:0]).shape == (0, 3)
    reduced = pcannet("Species ~ .", iris, size=1, seed=1, **QUIET)
    assert reduced.predict(iris.iloc[:0]).shape == (0, 3)
    assert reduced.predict(iris.iloc[:2], "cl").tolist() == ["setosa", "setosa"]
    for how in ({"type": np.array(["raw", "raw"])}, {"seed": "x"}):
        with pytest.raises(ArgumentError, match=r"'arg' should be one of|not a valid integer"):
            reduced.predict(iris, **how)


def test_bad_predictions_are_refused(iris, fit):
    """Types that are not there."""
    with pytest.raises(ArgumentError, match="'arg' should be one of"):
        fit.predict(iris, "classes")
    numbers = avnnet("Petal.Width ~ Petal.Length", iris, size=1, linout=True, seed=1, repeats=1,
                     **QUIET)  # fmt: skip
    with pytest.raises(ArgumentError, match="inappropriate fit for class"):
        numbers.predict(iris, "class")
