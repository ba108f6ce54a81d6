"""Fits without their cases: what stays, what says that it is gone, and how small they are."""

import os
import pickle
import re

import numpy as np
import pandas as pd
import pytest

from compat.fuzz.json_fits import fits_of_all_kinds
from pynnet import (
    ArgumentError,
    Multinom,
    NNet,
    bootstrap_bands,
    from_json,
    multinom,
    nnet,
    prediction_bands,
    write_rds,
)
from pynnet.plot import plot_fitted

from .test_json import bits, told

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")

N = 20_000
COLUMNS = {f"x{k}": np.linspace(0, 1, N) ** (k + 1) for k in range(20)}
LARGE = pd.DataFrame(COLUMNS).assign(y=np.tile(list("abca"), N // 4))


@pytest.fixture(scope="module")
def kinds():
    """Small fits of every kind, with data to predict."""
    found = fits_of_all_kinds()
    return {name: one for name, one in found.items() if isinstance(one[0], (NNet, Multinom))}


def test_slim_fits_say_the_same(kinds):
    """Prints, summaries, weights, predictions have all bits, also from a pickle and from JSON."""
    for fit, newdata in kinds.values():
        slim = fit.slim()
        assert type(slim) is type(fit)
        for one in (slim, slim.slim(), pickle.loads(pickle.dumps(slim)), from_json(slim.to_json())):
            assert told(one, newdata) == told(fit, newdata)
        assert slim.to_json() == fit.to_json(data=False)


def test_slim_models_have_their_covariance():
    """So are intervals, criteria and tests that need no other fit."""
    for options in ({}, {"summ": 3}, {"model": True}, {"Hess": True}):
        fit = multinom("y ~ x0", LARGE[:40], decay=0.1, trace=False, **options)
        slim = fit.slim()
        assert bits(slim.vcov()) == bits(fit.vcov())
        assert (slim.AIC, slim.BIC, slim.nobs) == (fit.AIC, fit.BIC, fit.nobs)
        assert slim.model is None


_CASES = r"by slim\(\) or to_json\(data=False\), and {} cannot do without: {}, or store"
_REFIT = r"fit it again by update\(data=\.\.\.\)"
_CALL = (
    r"comes from slim\(\) or a file.* which {} needs\. Pass data= to update\(\), and ask that fit\."
)
_ASKED = {
    "predict()": (lambda fit: fit.predict(type="probs"), "pass newdata="),
    "predict() ": (lambda fit: fit.predict(type="link"), "pass newdata="),
    "augment()": (lambda fit: fit.augment(), "pass data="),
    "fitted_values": (lambda fit: fit.fitted_values, _REFIT),
    "residuals": (lambda fit: fit.residuals, _REFIT),
    "na_action": (lambda fit: fit.na_action, _REFIT),
    "weights": (lambda fit: fit.weights, _REFIT),
    "glance()": (lambda fit: fit.glance(), _REFIT),
    "lr_test()": (lambda fit: fit.lr_test(), _REFIT),
    "pseudo_r2()": (lambda fit: fit.pseudo_r2(), _REFIT),
    "anova()": (lambda fit: fit.anova(fit), _REFIT),
    'vcov(type="HC0")': (lambda fit: fit.vcov(type="HC0"), _REFIT),
    'vcov(type="cluster")': (lambda fit: fit.vcov(type="cluster", groups=LARGE["y"][:40]), _REFIT),
    "R's file of a fit": (lambda fit: write_rds(fit, os.devnull), _REFIT),
}
_ASKED_OF_THE_CALL = {
    "lr_tests()": lambda fit: fit.lr_tests(),
    "drop1()": lambda fit: fit.drop1(),
    "add1()": lambda fit: fit.add1("~ . + x2"),
    "step()": lambda fit: fit.step(),
    "marginal_effects()": lambda fit: fit.marginal_effects(),
    "marginal_means()": lambda fit: fit.marginal_means("x0"),
    "pairwise_comparisons()": lambda fit: fit.pairwise_comparisons("x0", at={"x0": [0, 1]}),
    "predicted_probabilities() without newdata=": lambda fit: fit.predicted_probabilities(),
}


@pytest.fixture(scope="module")
def slim_model():
    return multinom("y ~ x0 + x1", LARGE[:40], decay=0.1, trace=False).slim()


@pytest.mark.parametrize("asked", _ASKED)
def test_models_say_what_is_missing_for_what(slim_model, asked):
    """In words of what was asked, with the argument that it takes, or else how to fit again."""
    ask, remedy = _ASKED[asked]
    with pytest.raises(ArgumentError, match=_CASES.format(re.escape(asked.strip()), remedy)):
        ask(slim_model)


@pytest.mark.parametrize("asked", _ASKED_OF_THE_CALL)
def test_models_say_what_cannot_be_fitted_again(slim_model, asked):
    with pytest.raises(ArgumentError, match=_CALL.format(re.escape(asked))):
        _ASKED_OF_THE_CALL[asked](slim_model)


def test_networks_say_what_is_missing_for_what():
    """The covariance needs the cases only for the noise of least squares."""
    options = {"size": 1, "decay": 0.1, "Hess": True, "trace": False, "seed": 1}
    x, y = LARGE[["x0", "x1"]][:40].to_numpy(), LARGE["x2"][:40].to_numpy()
    fit = nnet(x, y, linout=True, **options)
    slim, whole = fit.slim(), "ask the whole fit"
    for asked, ask, remedy in (
        ("predict()", lambda: slim.predict(), "pass newdata="),
        ("augment()", lambda: slim.augment(), "pass data="),
        ("residuals", lambda: slim.residuals, whole),
        ("the variance of the noise", lambda: slim.covariance(), "pass dispersion="),
        ("prediction_bands()", lambda: prediction_bands(slim, x, dispersion=1), whole),
        ("bootstrap_bands()", lambda: bootstrap_bands(slim, x, repeats=2), whole),
        ("plot_fitted()", lambda: plot_fitted(slim), whole),
    ):
        with pytest.raises(ArgumentError, match=_CASES.format(re.escape(asked), remedy)):
            ask()
    assert bits(slim.covariance(dispersion=1)) == bits(fit.covariance(dispersion=1))
    classes = nnet("y ~ x0 + x1", LARGE[:40], **options)
    assert bits(classes.slim().covariance()) == bits(classes.covariance())


@pytest.mark.parametrize("fitter", [nnet, multinom])
def test_what_is_gone_says_so(fitter):
    """The message names slim(), and what to do."""
    options = {"size": 1, "seed": 1} if fitter is nnet else {}
    slim = fitter("y ~ x0 + x1", LARGE[:40], trace=False, maxit=5, **options).slim()
    for ask in ("predict", "fitted_values", "residuals", "na_action"):
        with pytest.raises(ArgumentError, match=r"by slim\(\) or to_json\(data=False\)"):
            getattr(slim, ask)() if ask == "predict" else getattr(slim, ask)
    if fitter is multinom:
        with pytest.raises(ArgumentError, match=r"comes from slim\(\) or a file.*Pass data="):
            slim.drop1()
        assert slim.update(data=LARGE[:40]).residuals.shape == (40, 3)


def test_nothing_of_the_fit_is_changed():
    """The fit keeps its cases, and both share what neither can change."""
    fit = nnet("y ~ x0", LARGE[:40], size=1, trace=False, maxit=5, seed=1)
    before = pickle.dumps(fit)
    fit.slim()
    assert pickle.dumps(fit) == before


def test_pickles_are_small():
    """As large as the model, whatever it was fitted to."""
    formula = "y ~ " + " + ".join(COLUMNS)
    options = {"trace": False, "maxit": 2}
    network = nnet(formula, LARGE, size=2, seed=1, **options)
    for fit in (network, multinom(formula, LARGE, **options)):
        assert len(pickle.dumps(fit)) > 500_000
        assert len(pickle.dumps(fit.slim())) < 40_000
        assert len(fit.slim().to_json()) < 80_000


def test_functions_of_ones_own_stay():
    """A slim fit predicts with them, as the fit does; only JSON refuses them."""
    fit = nnet(
        "y ~ halved(x0)", LARGE[:40], size=1, env={"halved": _halved}, trace=False, maxit=5, seed=1
    )
    assert bits(fit.slim().predict(LARGE[:9])) == bits(fit.predict(LARGE[:9]))


def _halved(x):
    return x / 2
