"""Formulas follow one version of R, which a fit keeps."""

import copy
import pickle
import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, model_frame, model_matrix, multinom, nnet, tune_nnet

from ..support import R_VERSIONS

D = pd.DataFrame(
    {
        "y": list("abcacbbacb" + "bcaabccbaa" + "cabbcaacbc"),
        "z": [0, 0, 0, 0, 0, 0, 1, 2, 3, 5] * 3,
        "x": np.arange(30) % 4 + 1.0,
        "g": pd.Categorical(list("ABCBA" * 6)),
        "t": list("uvwwv" * 6),
    }
)
# R says this of every prediction for new data with C().
pytestmark = pytest.mark.filterwarnings("ignore:contrasts dropped from factor:pynnet.RWarning")
NAMES = {"4.2": ["2", "3"], "4.5": ["B", "C"]}


def names_of(version):
    return ["(Intercept)", *(f"C(g, contr.treatment){name}" for name in NAMES[version])]


@pytest.mark.parametrize("version", R_VERSIONS)
def test_fit_keeps_its_version(version):
    """So do its copies, fits updated from it, and what a step or a test fits again."""
    fit = multinom("y ~ C(g, contr.treatment)", D, trace=False, r_version=version)
    again = [
        fit,
        pickle.loads(pickle.dumps(fit)),
        copy.deepcopy(fit),
        fit.update(". ~ ."),
        fit.update(env={"a": 1}),
        fit.update(". ~ . + x").update(". ~ . - x"),
        fit.step(trace=0, steps=0),
    ]
    for other in again:
        assert list(other.coefnames) == names_of(version)
    assert "r_version" not in str(fit.call)
    other = next(v for v in R_VERSIONS if v != version)
    assert list(fit.update(r_version=other).coefnames) == names_of(other)
    assert list(fit.update(". ~ .").coefnames) == names_of(version)
    assert list(fit.update(r_version=None).coefnames) == names_of("4.5")


def test_version_is_the_latest_if_none_is_given():
    """In each function that reads a formula."""
    formula = "y ~ C(g, contr.treatment)"
    assert list(model_matrix(formula, D)) == names_of("4.5")
    assert multinom(formula, D, trace=False).coefnames == tuple(names_of("4.5"))
    assert nnet(formula, D, size=1, decay=0.1, maxit=500, trace=False, seed=1).coefnames == tuple(
        names_of("4.5")[1:]
    )
    assert len(model_frame("y ~ C(t, sum)", D)) == len(D)


def test_old_fit_predicts_as_it_was_fitted():
    """Knots that R 4.2 left on the boundary stay there for new data, also after pickling."""
    new, fits = D.head(10), {}
    for version in R_VERSIONS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = multinom("y ~ ns(z, 4)", D, trace=False, r_version=version)
        fits[version] = fit.predict(new, type="probs").to_numpy()
        assert (fits[version] == fit.fitted_values.to_numpy()[:10]).all()
        kept = pickle.loads(pickle.dumps(fit))
        assert (kept.predict(new, type="probs").to_numpy() == fits[version]).all()
    assert (fits["4.2"] != fits["4.5"]).any()


def test_what_was_saved_without_a_version_followed_4_2():
    """Fits of before there were versions predict as they did."""
    spec = multinom("y ~ x", D, trace=False).terms
    state = spec.memory.environment.__getstate__()
    assert state.pop("r_version") == "4.5"
    spec.memory.environment.__setstate__(state)
    assert spec.memory.environment.r_version == "4.2"


def test_new_data_are_coded_as_the_fit_coded():
    """C() of text and numbers, in new rows of fewer values."""
    for formula in ("y ~ C(t, sum)", "y ~ C(x, contr.treatment)"):
        fit = multinom(formula, D, trace=False)
        assert (fit.predict(D.head(6), "probs") == fit.fitted_values.head(6)).all(axis=None)
        with pytest.raises(DataError, match="object not interpretable as a factor"):
            multinom(formula, D, trace=False, r_version="4.2")


def test_searches_follow_the_version():
    """The folds are made of the formula that the version reads."""
    options = {"size": 1, "decay": 0.1, "maxit": 500, "seed": 1}
    found = tune_nnet("y ~ C(t, sum)", D, **options)
    assert found.best_model.coefnames == ("C(t, sum)1", "C(t, sum)2")
    with pytest.raises(DataError, match="object not interpretable as a factor"):
        tune_nnet("y ~ C(t, sum)", D, r_version="4.2", **options)
    x, y = D[["x", "z"]].to_numpy(float), D["y"]
    with pytest.raises(ArgumentError, match="'r_version' goes with a formula"):
        tune_nnet(x, y, r_version="4.2", **options)


@pytest.mark.parametrize("version", ["4.6", "R 4.5", 4.5, "", 4, ("4.2",)])
def test_other_versions_are_refused(version):
    """In the same words everywhere, and before any work."""
    known = r"'r_version' should be one of \"4.2\", \"4.5\": got "
    calls = (
        lambda: nnet("y ~ x", D, size=1, r_version=version),
        lambda: multinom("y ~ x", D, r_version=version),
        lambda: model_matrix("y ~ x", D, r_version=version),
        lambda: model_frame("y ~ x", D, r_version=version),
        lambda: tune_nnet("y ~ x", D, size=1, r_version=version),
    )
    for call in calls:
        with pytest.raises(ArgumentError, match=known):
            call()


def test_version_goes_with_a_formula():
    """A fit of arrays has no functions of R's."""
    with pytest.raises(ArgumentError, match="'r_version' goes with a formula"):
        nnet(D[["x"]].to_numpy(), np.zeros(30), size=1, r_version="4.5")
