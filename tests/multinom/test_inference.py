"""What multinomial models say of their coefficients, compared with R."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, FitWarning, load_iris, multinom, multinom_hess, nnet
from pynnet._multinom.covariance import badly_scaled, information, pseudo_inverse, stable_covariance

# R: f <- multinom(Species ~ Sepal.Width, iris, trace = FALSE)
# R: summary(f, correlation = TRUE, Wald.ratios = TRUE)
SUMMARY = "\n".join(
    [
        "Call:",
        "multinom(formula = Species ~ Sepal.Width, data = iris, trace = FALSE)",
        "",
        "Coefficients:",
        "           (Intercept) Sepal.Width",
        "versicolor    18.85837   -6.118941",
        "virginica     12.99728   -4.079084",
        "",
        "Std. Errors:",
        "           (Intercept) Sepal.Width",
        "versicolor    3.064283   0.9912226",
        "virginica     2.688309   0.8435572",
        "",
        "Value/SE (Wald statistics):",
        "           (Intercept) Sepal.Width",
        "versicolor    6.154254   -6.173125",
        "virginica     4.834741   -4.835576",
        "",
        "Residual Deviance: 252.537 ",
        "AIC: 260.537 ",
        "",
        "Correlation of Coefficients:",
        "                       versicolor:(Intercept) versicolor:Sepal.Width",
        "versicolor:Sepal.Width -0.9955760                                   ",
        "virginica:(Intercept)   0.7646825             -0.7364076            ",
        "virginica:Sepal.Width  -0.7497745              0.7256398            ",
        "                       virginica:(Intercept)",
        "versicolor:Sepal.Width                      ",
        "virginica:(Intercept)                       ",
        "virginica:Sepal.Width  -0.9959272           ",
    ]
)
# In R, the intervals are confint(f)
CONFINT = "\n".join(
    [
        ", , versicolor",
        "",
        "                2.5 %   97.5 %",
        "(Intercept) 12.852489 24.86426",
        "Sepal.Width -8.061702 -4.17618",
        "",
        ", , virginica",
        "",
        "                2.5 %    97.5 %",
        "(Intercept)  7.728291 18.266270",
        "Sepal.Width -5.732426 -2.425743",
        "",
    ]
)


@pytest.fixture(scope="module")
def fit():
    """Fit three classes."""
    iris = load_iris()
    return multinom("Species ~ Sepal.Width", iris, trace=False)


def test_texts_are_those_of_r(fit):
    """Summary and intervals, below the call; the call itself has names of variables."""
    start = SUMMARY.index("Coefficients")
    text = str(fit.summary(correlation=True, Wald_ratios=True))
    assert text[text.index("Coefficients") :] == SUMMARY[start:]
    assert str(fit.confint()) == CONFINT


def test_loglik_keeps_its_degrees_of_freedom(fit):
    """R: logLik(f)."""
    value = pickle.loads(pickle.dumps(fit.logLik()))
    assert str(value) == "'log Lik.' -126.2685 (df=4)"
    assert (value.df, value.nobs) == (4, 150)


def test_bad_intervals_are_refused(fit):
    """Unknown terms and impossible levels."""
    for arguments in ({"parm": "nope"}, {"parm": 2}, {"parm": -1}, {"level": 1.2}):
        with pytest.raises(ArgumentError):
            fit.confint(**arguments)


def test_pseudo_inverse_leaves_out_at_the_square_root_of_epsilon():
    """R's rule: strictly above 2**-26 of the largest singular value."""
    for factor, expected in ((1.0, 0.0), (1 + 2e-16, 2.0**26)):
        small = 2.0**-26 * factor
        inverse = pseudo_inverse(np.diag([1.0, small, 0.5]))
        assert inverse[1, 1] == pytest.approx(expected, rel=1e-12)  # a division and a product


def test_stable_covariance_does_not_depend_on_units():
    """Grams, kilograms or tonnes; only rounding of the rescaled column differs."""
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(80), rng.uniform(1, 4, 80)])
    P = rng.dirichlet([1, 2, 3], 80)[:, 1:]
    w = np.ones(80)
    kilos = stable_covariance(information(x, P, w))[0]
    np.testing.assert_allclose(kilos, pseudo_inverse(information(x, P, w)), rtol=1e-10)
    for unit in (1e3, 1e-3, 1e6):
        scale = np.tile([1.0, unit], 2)
        H = information(x * [1.0, unit], P, w)
        same = stable_covariance(H)[0] * scale * scale[:, np.newaxis]
        np.testing.assert_allclose(same, kilos, rtol=1e-10)
    assert badly_scaled(H, np.sqrt((x * [1.0, 1e6]) ** 2).mean(axis=0)) == [1]


def test_what_is_not_determined_has_no_variance():
    """A column twice another."""
    iris = load_iris().rename(columns={"Sepal.Width": "u"})
    twice = multinom("Species ~ u + I(2 * u)", iris, trace=False)
    with pytest.warns(FitWarning, match="do not determine"):
        variances = np.diag(twice.vcov("stable"))
    assert np.isnan(variances).tolist() == [False, True, True] * 2


def test_a_column_in_grams_is_named_and_mended():
    """R's standard error of the intercept is a thousandth of what it is; the stable one is not."""
    grams = read_data("birthwt")
    options = {"trace": False, "reltol": 1e-14, "maxit": 1000}
    fit = multinom("race ~ age + lwt + bwt", grams, **options)
    with pytest.warns(FitWarning, match="the scale of 'bwt'"):
        wrong = fit.summary().standard_errors
    right = fit.summary(vcov_method="stable").standard_errors
    assert (wrong["(Intercept)"] < 1e-3 * right["(Intercept)"]).all()
    kilograms = multinom("race ~ age + lwt + bwt", grams.assign(bwt=grams["bwt"] / 1000), **options)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mended = kilograms.summary().standard_errors
    # Both searches stop near the same maximum, not at the same point.
    scale = pd.Series([1, 1, 1, 1000], index=right.columns)
    np.testing.assert_allclose(mended, right * scale, rtol=1e-4)


def test_second_derivatives_are_there_afterwards_too(iris):
    """multinom_hess() of a fit is what Hess=True would have kept; it is the caller's own."""
    fits = [multinom("Species ~ .", iris, trace=False, decay=0.1, Hess=H) for H in (True, False)]
    kept, afterwards = fits[0].Hessian, multinom_hess(fits[1])
    assert fits[1].Hessian is None
    pd.testing.assert_frame_equal(afterwards, kept, check_exact=True)
    afterwards.iloc[0, 0] = 0.0
    pd.testing.assert_frame_equal(multinom_hess(fits[1]), kept, check_exact=True)
    network = nnet([0, 1], [1, 3], size=0, skip=True, linout=True, trace=False, seed=1)
    with pytest.raises(ArgumentError, match="a fit of multinom"):
        multinom_hess(network)


def test_measures_without_observations_or_with_one_class_are_missing():
    """Nothing is divided by 0 without a word."""
    iris = load_iris()
    with pytest.warns(FitWarning, match="has a weight above 0"):
        nobody = multinom("Species ~ Sepal.Width", iris, weights=np.zeros(150), trace=False)
    assert not np.isfinite(nobody.pseudo_r2()).any()
    assert np.isnan(nobody.glance()["McFadden"][0])
    with pytest.raises(ArgumentError, match="all weights are 0"):
        nobody.marginal_effects()
    with pytest.raises(ArgumentError, match="all weights are 0"):
        nobody.predicted_probabilities({"Sepal.Width": [3]}, average=True)
    assert len(nobody.predicted_probabilities({"Sepal.Width": [3]})) == 3
    counts = pd.DataFrame({"a": [2.0, 3, 1], "b": [0.0, 0, 0], "x": [1.0, 2, 3]})
    with pytest.warns(FitWarning):
        one = multinom("cbind(a, b) ~ x", counts, trace=False)
    assert one.pseudo_r2()["McFadden"] == -np.inf


def test_odds_beyond_all_floats_are_infinite():
    """Of classes that are separated; NumPy warned."""
    data = pd.DataFrame({"x": np.arange(12) / 12, "y": list("aaaaaabbbbbb")})
    with pytest.warns(FitWarning):
        fit = multinom("y ~ poly(x, 2)", data, trace=False)
    assert np.isinf(fit.tidy(exponentiate=True)["conf_high"]).any()


@pytest.mark.parametrize("formula", ["y ~ x", "y ~ 1"])
def test_weights_next_to_nothing_have_no_known_covariance(formula):
    """In silence, and in words of hypotheses."""
    data = pd.DataFrame({"x": np.arange(12) / 12, "y": list("abcabcbacacb")})
    fit = multinom(formula, data, weights=[1e-320] * 12, trace=False)
    assert not np.isfinite(fit.vcov(method="stable")).any(axis=None)
    with pytest.raises(ArgumentError, match="tells nothing"):
        fit.wald_tests()
    fit.pseudo_r2()
