"""Fits without their cases: what stays, what says that it is gone, and how small they are."""

import pickle

import numpy as np
import pandas as pd
import pytest

from compat.fuzz.json_fits import fits_of_all_kinds
from pynnet import ArgumentError, Multinom, NNet, from_json, multinom, nnet

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
