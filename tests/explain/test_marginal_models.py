"""Fits handed to Python's marginaleffects: what it finds agrees with what the fits say themselves.

Predictions are those of the fit, bit for bit, and averages and comparisons agree to rounding.
Standard errors are made of differences over steps of 1.5e-8, which leaves seven digits; those of
slopes are differences of differences, over 1e-4 of the range as well, which leaves four digits,
two where variables have very different scales.
"""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import (
    ArgumentError,
    DataError,
    FitWarning,
    Multinom,
    load_iris,
    marginaleffects_model,
    multinom,
    nnet,
    prediction_bands,
)
from tests.support import assert_same_bits, interop

# marginaleffects 0.6 asks polars for what polars 1 calls deprecated; polars 2 lacks it.
pytestmark = [
    pytest.mark.interop,
    pytest.mark.filterwarnings(r"ignore:.*get_categories.*:DeprecationWarning"),
]

ROUNDING = 1e-12
DIFFERENCE = 1e-6  # of standard errors, relative
SLOPE, SLOPE_ERROR = 1e-7, 1e-3


@pytest.fixture(scope="module")
def me() -> ModuleType:
    state = np.random.get_state()  # noqa: NPY002  which the import moves
    package = interop("marginaleffects")
    for name in package.__all__:  # each is imported when it is asked for
        getattr(package, name, None)
    np.random.set_state(state)  # noqa: NPY002
    return package


@pytest.fixture(scope="module")
def iris() -> pd.DataFrame:
    iris = load_iris()
    wide = np.where(iris["Petal.Width"] > 1.5, "yes", "no")
    return iris.assign(big=pd.Categorical(wide), third=np.tile([1, 2, 3], 50))


@pytest.fixture(scope="module")
def fit(iris) -> Multinom:
    return multinom("Species ~ Sepal.Width + big", iris, decay=0.01, trace=False)


def rows(result: Any) -> pd.DataFrame:
    """A table of marginaleffects; the order of its rows is not fixed."""
    return pd.DataFrame(result.data.to_dict(as_series=False))


def agree(theirs: Any, ours: pd.DataFrame, estimate: float, error: float) -> None:
    """Effects, by variable, contrast and class."""
    found = rows(theirs).assign(contrast=lambda table: table["contrast"].replace("dY/dX", "slope"))
    found = found.set_index(["term", "contrast", "group"])[["estimate", "std_error"]]
    known = ours.set_index(["variable", "contrast", "class"])[["effect", "std_error"]]
    assert set(known.index) == set(found.index)
    found = found.loc[known.index]
    np.testing.assert_allclose(found["estimate"], known["effect"], rtol=0, atol=estimate)
    np.testing.assert_allclose(found["std_error"], known["std_error"], rtol=error)


def test_predictions_are_those_of_the_fit(me, fit):
    """All bits, for each row and class."""
    found = rows(me.predictions(marginaleffects_model(fit)))
    wide = found.pivot(index="rowid", columns="group", values="estimate")
    assert_same_bits(wide[list(fit.lev)].to_numpy(), fit.predict(type="probs").to_numpy())


@pytest.mark.usefixtures("me")
def test_classes_of_collapsed_cases_are_missing(iris):
    """Rather than those of others; rows and weights are those of the data."""
    for summ, known in ((0, list(iris["Species"])), (1, [None] * 150), (2, [None] * 150)):
        fit = multinom("Species ~ big", iris, summ=summ, decay=0.01, trace=False)
        data = marginaleffects_model(fit).get_modeldata()
        assert data["Species"].to_list() == known
        assert data["(weights)"].to_list() == [1.0] * 150


def test_averages_are_those_of_the_fit(me, fit):
    found = rows(me.avg_predictions(marginaleffects_model(fit))).set_index("group")
    ours = fit.predicted_probabilities(average=True).set_index("class")
    found = found.loc[ours.index]
    np.testing.assert_allclose(found["estimate"], ours["probability"], atol=ROUNDING)
    np.testing.assert_allclose(found["std_error"], ours["std_error"], rtol=DIFFERENCE)


def test_slopes_and_contrasts_are_those_of_the_fit(me, fit):
    """Numbers by differences, categories by the change from the first level."""
    agree(me.avg_slopes(marginaleffects_model(fit)), fit.marginal_effects(), SLOPE, SLOPE_ERROR)


def test_slopes_of_variables_of_different_scales(me):
    """Standard errors keep two digits with the usual steps, three with a longer one."""
    data = read_data("birthwt").assign(race=lambda table: table["race"].astype(str))
    fit = multinom("race ~ age + lwt", data, maxit=500, trace=False)
    model, ours = marginaleffects_model(fit), fit.marginal_effects()
    agree(me.avg_slopes(model), ours, SLOPE, 2e-2)
    agree(me.avg_slopes(model, eps_vcov=1e-6), ours, SLOPE, 2e-3)


def test_comparisons_of_values_are_those_of_the_fit(me, fit):
    values = {"Sepal.Width": [2.5, 3.5]}
    model = marginaleffects_model(fit)
    agree(me.avg_comparisons(model, variables=values), fit.marginal_effects(values), ROUNDING, 1e-6)


@pytest.mark.parametrize("kind", ["HC0", "HC1"])
def test_robust_covariances_are_those_of_the_fit(me, fit, kind):
    """By name, or as a matrix; here or there."""
    robust = fit.vcov(type=kind)
    ours = fit.marginal_effects(vcov=robust)
    plain = marginaleffects_model(fit)
    agree(me.avg_slopes(plain, vcov=kind), ours, SLOPE, SLOPE_ERROR)
    agree(me.avg_slopes(plain, vcov=robust.to_numpy()), ours, SLOPE, SLOPE_ERROR)
    agree(me.avg_slopes(marginaleffects_model(fit, vcov=robust)), ours, SLOPE, SLOPE_ERROR)


def test_hypotheses_are_those_of_wald_tests(me, fit):
    """Of coefficients, by their places: b0, b1, ….."""
    model = marginaleffects_model(fit)
    table = rows(me.hypotheses(model)).set_index("term")
    np.testing.assert_allclose(table["estimate"], fit.tidy()["estimate"], atol=ROUNDING)
    np.testing.assert_allclose(table["p_value"], fit.tidy()["p"], rtol=DIFFERENCE)
    found = rows(me.hypotheses(model, hypothesis="b1 = b4")).iloc[0]
    ours = fit.wald_test("versicolor:Sepal.Width = virginica:Sepal.Width")
    assert found["statistic"] ** 2 == pytest.approx(ours["statistic"], rel=1e-6)


def test_weights_and_other_columns(me, iris):
    """Weights of rows by name; columns that the model does not use group predictions."""
    counts = np.tile([1.0, 2.0, 3.0], 50)
    fit = multinom("Species ~ Sepal.Width", iris, weights=counts, trace=False)
    found = rows(me.avg_predictions(marginaleffects_model(fit), wts="(weights)"))
    ours = fit.predicted_probabilities(average=True)["probability"]
    np.testing.assert_allclose(found.sort_values("group")["estimate"], ours, atol=ROUNDING)
    by = rows(me.avg_predictions(marginaleffects_model(fit, iris), by="third"))
    third = by[(by["group"] == "setosa") & (by["third"] == 2)]["estimate"].item()
    expected = fit.predict(iris[iris["third"] == 2], type="probs")["setosa"].mean()
    assert third == pytest.approx(expected, abs=ROUNDING)


def test_formulas_and_names_of_all_kinds(me, iris):
    """Names that are no names elsewhere, factors made in the formula, two classes, an offset."""
    data = iris.rename(columns={"Sepal.Width": "宽 度"}).assign(low=iris["Sepal.Length"] < 5.5)
    fit = multinom("low ~ `宽 度` + factor(third) + offset(Petal.Width)", data, trace=False)
    with pytest.warns(FitWarning, match="offset is left out"):
        model = marginaleffects_model(fit)
    with pytest.warns(FitWarning, match="offset is left out"):
        ours = fit.marginal_effects(["宽 度", "third"])
    found = rows(me.avg_slopes(model))
    kept = found[found["term"] != "Petal.Width"]
    assert set(kept["group"]) == {"FALSE", "TRUE"}
    np.testing.assert_allclose(
        sorted(kept["estimate"]), sorted(ours["effect"]), rtol=0, atol=SLOPE
    )  # fmt: skip


def test_zeros_and_ones_are_two_values(me):
    """As marginaleffects has it, also in R; the fit itself takes them for numbers."""
    data = read_data("birthwt").assign(race=lambda table: table["race"].astype(str))
    fit = multinom("race ~ age + smoke", data, trace=False)
    ours = fit.marginal_effects({"age": None, "smoke": [0, 1]})
    agree(me.avg_slopes(marginaleffects_model(fit)), ours, SLOPE, 2e-2)


def test_networks_have_bands_by_their_covariance(me):
    """Those of prediction_bands(), which has exact derivatives."""
    cars = read_data("cars")
    net = nnet("dist/120 ~ speed", cars, size=2, decay=0.01, linout=True, Hess=True, seed=1,
               maxit=1000, trace=False)  # fmt: skip
    model = marginaleffects_model(net, cars)
    found, bands = rows(me.predictions(model)), prediction_bands(net, cars)
    assert_same_bits(found["estimate"].to_numpy(), np.asarray(net.predict(cars)).ravel())
    np.testing.assert_allclose(found["std_error"], bands["se"], rtol=1e-4)
    change = rows(me.avg_comparisons(model, variables={"speed": [5, 10]}))["estimate"].item()
    low, high = np.asarray(net.predict({"speed": [5, 10]})).ravel()
    assert change == pytest.approx(high - low, abs=ROUNDING)


def test_networks_without_a_hessian_have_no_standard_errors(me, iris):
    net = nnet("Species ~ Sepal.Width + big", iris, size=2, decay=0.01, seed=1, maxit=300,
               trace=False)  # fmt: skip
    found = rows(me.avg_comparisons(marginaleffects_model(net, iris)))
    assert "std_error" not in found
    assert set(found["group"]) == set(net.lev)
    own = rows(me.avg_predictions(marginaleffects_model(net, iris, vcov=np.eye(len(net.wts)))))
    assert (own["std_error"] > 0).all()


def test_networks_of_named_arrays(me):
    """The columns of a frame are their inputs."""
    x, y = pd.DataFrame({"a": [0.0, 1, 2, 3], "b": [1.0, 0, 1, 0]}), [1.0, 3.0, 4.0, 8.0]
    net = nnet(x, y, size=0, skip=True, linout=True, seed=1, trace=False)
    found = rows(me.avg_slopes(marginaleffects_model(net, x))).set_index("term")["estimate"]
    assert found["a"] == pytest.approx(net.coef()["i1->o"], abs=1e-6)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("marginaleffects_model(3)", ArgumentError, "a fit of multinom"),
        ("marginaleffects_model(net)", DataError, "keeps no training data"),
        ("marginaleffects_model(net, 3)", DataError, "must be a DataFrame"),
        ("marginaleffects_model(net, iris[['big']])", DataError, "not found"),
        ("marginaleffects_model(net, iris, vcov=np.eye(3))", ArgumentError, "invalid 'vcov'"),
        ("marginaleffects_model(net, iris, vcov='HC0')", ArgumentError, "invalid 'vcov'"),
        ("marginaleffects_model(net, iris, vcov_method='stable')", ArgumentError, "vcov_method"),
        ("marginaleffects_model(nameless, [[1.0]])", ArgumentError, "have no names"),
        ("marginaleffects_model(fit, iris[['big']])", DataError, "not found"),
        ("marginaleffects_model(fit, 'iris')", DataError, "must be a DataFrame"),
        ("marginaleffects_model(fit, vcov=np.eye(2))", ArgumentError, "invalid 'vcov'"),
        ("me.avg_slopes(marginaleffects_model(fit), vcov='HC3')", ArgumentError, "HC0"),
        ("me.avg_slopes(marginaleffects_model(fit), vcov=np.eye(2))", ValueError, "6 rows"),
        ("me.avg_slopes(marginaleffects_model(net, iris), vcov='HC0')", ArgumentError, "networks"),
        ("me.predictions(marginaleffects_model(fit), newdata=iris[['big']])", DataError, "lacks"),
    ],
)
def test_bad_input_is_named(me, fit, iris, call, error, words):
    net = nnet("Species ~ Sepal.Width", iris, size=1, seed=1, trace=False)
    nameless = nnet([[0.0], [1.0]], [0.0, 1.0], size=0, skip=True, linout=True, seed=1,
                    trace=False)  # fmt: skip
    with pytest.raises(error, match=words):
        eval(call, globals(), {**locals(), "net": net})


def test_nothing_is_imported_before_it_is_needed():
    """Neither marginaleffects nor polars, which it brings."""
    code = (
        "import sys; from pynnet import marginaleffects_model; "
        "assert not {'marginaleffects', 'polars'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_slim_fits_need_the_data_alone(me, iris):
    """What marginaleffects says of a fit without its cases is what it says of the whole one."""
    formulas = ("Species ~ Sepal.Width + big", "Species ~ poly(Sepal.Width, 2) * third")
    for formula in formulas:
        fit = multinom(formula, iris, decay=0.01, trace=False)
        data = iris[iris["big"] == "yes"].assign(big="yes")  # a level of the fit is not there
        whole, slim = (
            rows(me.avg_slopes(marginaleffects_model(one, data)))
            .sort_values(["term", "contrast", "group"])
            .reset_index(drop=True)
            for one in (fit, fit.slim())
        )
        pd.testing.assert_frame_equal(whole, slim)
        with pytest.raises(ArgumentError, match=r"marginaleffects_model\(\) without data= needs"):
            marginaleffects_model(fit.slim())
        with pytest.raises(DataError, match=r"object 'Sepal\.Width' not found"):
            marginaleffects_model(fit.slim(), data.drop(columns="Sepal.Width"))
