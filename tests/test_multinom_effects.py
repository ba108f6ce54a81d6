"""Tables, tests and effects of multinomial models, against numbers that R computed.

R's are of its own fit and vcov(), with b the data of the fixture `births`:
multinom(race ~ age + log(lwt) + smoke * age, b, weights = wt, maxit = 2000, reltol = 1e-12);
predictions of changed data, weighted by wt, and their derivatives by the coefficients as central
differences with steps of 1e-5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from compat.cases import read_data
from pynnet import ArgumentError, DataError, load_iris
from pynnet._multinom import multinom

# R's numbers come from differences with relative errors of about 1e-7.
_NEAR = {"rtol": 1e-5, "atol": 0}


@pytest.fixture(scope="module")
def births() -> pd.DataFrame:
    """Births with weights 2, 3, 1, 2, ..., and race as text."""
    data = read_data("birthwt").reset_index(drop=True)
    data["wt"] = 1.0 + np.arange(1, len(data) + 1) % 3
    return data.assign(race=data["race"].astype(str))


@pytest.fixture(scope="module")
def fit(births: pd.DataFrame) -> Any:
    """The model R's numbers are of."""
    formula = "race ~ age + log(lwt) + smoke * age"
    return multinom(formula, births, weights="wt", trace=False, maxit=2000, reltol=1e-12)


@pytest.mark.parametrize(
    ("variable", "effects", "errors"),
    [
        (
            "age",
            [0.0164611321, -0.0157977167, -0.000663415424],
            [0.00431819, 0.00370781, 0.00448665],
        ),
        (
            "lwt",
            [0.00211223908, 0.00282978597, -0.00494202505],
            [0.000935878, 0.000474439, 0.000968209],
        ),
        ("smoke", [0.285361527, 0.00986917424, -0.295230701], [0.0388566, 0.0314653, 0.0397718]),
    ],
)
def test_marginal_effects_are_rs(
    fit: Any, variable: str, effects: list[float], errors: list[float]
) -> None:
    """Linear, logarithmic, and part of an interaction."""
    table = fit.marginal_effects(variable)
    np.testing.assert_allclose(table["effect"], effects, **_NEAR)
    np.testing.assert_allclose(table["std_error"], errors, **_NEAR)
    assert abs(table["effect"].sum()) < 1e-12  # rounding of sums of 189 cases


def test_predicted_probabilities_are_rs(fit: Any) -> None:
    """Averaged over the data, and with the others at their means."""
    table = fit.predicted_probabilities({"age": 30, "smoke": 1}, average=True)
    np.testing.assert_allclose(
        table["probability"], [0.667269033, 0.157000718, 0.175730249], **_NEAR
    )
    np.testing.assert_allclose(table["std_error"], [0.0701502, 0.0518107, 0.0566731], **_NEAR)
    table = fit.predicted_probabilities({"age": 20})
    np.testing.assert_allclose(
        table["probability"], [0.465116059, 0.189394084, 0.345489856], **_NEAR
    )
    np.testing.assert_allclose(table["std_error"], [0.0384211, 0.0285639, 0.0368616], **_NEAR)
    assert list(table.columns[:2]) == ["age", "class"]


def test_likelihood_ratios_are_rs(fit: Any) -> None:
    """The null model in closed form and by refits, and a main effect without its interaction."""
    glance = fit.glance().iloc[0]
    np.testing.assert_allclose(glance["null_deviance"], 745.058025, rtol=1e-8)
    np.testing.assert_allclose(fit.lr_test()["statistic"], 131.406422, rtol=1e-7)
    np.testing.assert_allclose(fit.lr_tests().loc["smoke", "statistic"], 50.551003, rtol=1e-6)
    null = fit.call.changed(formula="race ~ 1").again()
    np.testing.assert_allclose(fit.lr_test(null), fit.lr_test(), rtol=1e-8)
    pd.testing.assert_series_equal(null.lr_test(fit), fit.lr_test(null))


def test_tidy_has_each_coefficient(fit: Any) -> None:
    """Estimates are coef(), z and p as users compute them, ratios exponentials."""
    table, ratios = fit.tidy(), fit.tidy(exponentiate=True)
    errors = np.sqrt(np.diag(fit.vcov()))
    np.testing.assert_array_equal(table["estimate"], fit.coef().to_numpy().ravel())
    np.testing.assert_array_equal(table["std_error"], errors)
    np.testing.assert_allclose(
        table["p"], 2 * norm.sf(np.abs(table["estimate"] / errors)), rtol=1e-14
    )
    np.testing.assert_array_equal(ratios["conf_high"], np.exp(table["conf_high"]))
    np.testing.assert_array_equal(ratios["std_error"], errors)
    assert "conf_low" not in fit.tidy(conf_int=False)
    limits = fit.confint(level=0.9).to_frame()
    assert limits.shape[0] == len(table)


def test_two_classes_name_the_second(births: pd.DataFrame) -> None:
    """A table of two classes has a class column, and both classes have probabilities."""
    two = multinom("low ~ age", births, trace=False)
    assert two.tidy()["class"].tolist() == ["1", "1"]
    table = two.predicted_probabilities({"age": [20, 40]})
    assert table["class"].tolist() == ["0", "1"] * 2
    np.testing.assert_allclose(
        table["probability"][1::2], two.predict(pd.DataFrame({"age": [20, 40]}), "probs")
    )
    assert ((table["conf_low"] > 0) & (table["conf_high"] < 1)).all()
    effect = two.marginal_effects("age")
    np.testing.assert_allclose(effect["effect"].sum(), 0, atol=1e-15)


def test_measures_of_fit_by_hand(fit: Any) -> None:
    """The definitions, with n the sum of the weights."""
    null, deviance, n = fit.glance().loc[0, "null_deviance"], fit.deviance, fit.nobs
    cox_snell = 1 - np.exp((deviance - null) / n)
    expected = [1 - deviance / null, 1 - (deviance + 2 * 10) / null, cox_snell]
    expected.append(cox_snell / (1 - np.exp(-null / n)))
    np.testing.assert_allclose(fit.pseudo_r2(), expected, rtol=1e-12)


def test_refits_use_the_rows_of_the_fit(births: pd.DataFrame) -> None:
    """Rows without lwt stay out when lwt is dropped, and so do those outside of the subset."""
    holes = births.assign(lwt=births["lwt"].where(np.arange(len(births)) % 4 > 0))
    few = multinom("low ~ age + lwt", holes, weights="wt", subset=births["age"] > 18, trace=False)
    kept = holes[(births["age"] > 18) & holes["lwt"].notna()]
    expected = multinom("low ~ age", kept, weights="wt", trace=False)
    statistic = few.lr_tests().loc["lwt", "statistic"]
    np.testing.assert_allclose(statistic, expected.deviance - few.deviance, rtol=1e-12)
    assert few._explanatory().frame["age"].tolist() == kept["age"].tolist()


def test_decay_is_that_of_the_fit_in_the_null_model(births: pd.DataFrame) -> None:
    """With decay there is no closed form."""
    decayed = multinom("low ~ age", births, decay=1.0, trace=False)
    null = multinom("low ~ 1", births, decay=1.0, trace=False)
    np.testing.assert_allclose(decayed.lr_test()["statistic"], null.deviance - decayed.deviance)


def test_what_cannot_be_done_is_said(fit: Any, births: pd.DataFrame) -> None:
    """Unknown variables, values that are no levels, other data."""
    with pytest.raises(ArgumentError, match="Did you mean 'age'"):
        fit.predicted_probabilities({"agee": 20})
    with pytest.raises(ArgumentError, match="'age' is numeric"):
        fit.predicted_probabilities({"age": "old"})
    with pytest.raises(ArgumentError, match=r"should be one of .*: got 'median'"):
        fit.marginal_effects(at="median")
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        fit.tidy(level=95)
    with pytest.raises(ArgumentError, match="not all fitted to the same size"):
        fit.lr_test(multinom("race ~ 1", births, trace=False))
    with pytest.raises(ArgumentError, match="pass one"):
        fit.predicted_probabilities({"age": 20}, births)
    with pytest.raises(DataError, match="row 1 has some"):
        fit.predicted_probabilities(
            newdata=births.assign(age=births["age"].where(births.index != 1))
        )
    iris = multinom("Species ~ Sepal.Width", load_iris(), summ=2, trace=False)
    with pytest.raises(ArgumentError, match="summ=2"):
        iris.marginal_effects()
    factor = multinom("low ~ factor(ptl > 0)", births, trace=False)
    with pytest.raises(ArgumentError, match="9 is no value of 'ptl'"):
        factor.predicted_probabilities({"ptl": 9})
