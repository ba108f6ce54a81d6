"""Tables, tests and effects of multinomial models; those of compat/ compare them with R's."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from compat.cases import read_data
from pynnet import ArgumentError, DataError, FormulaError
from pynnet._multinom.effects.explanatory_variables import explanatory_variables
from pynnet._multinom.multinom import multinom

from ..support import assert_same_bits


@pytest.fixture(scope="module")
def births() -> pd.DataFrame:
    """Births with weights 2, 3, 1, 2, ..., and race as text."""
    data = read_data("birthwt").reset_index(drop=True)
    data["wt"] = 1.0 + np.arange(1, len(data) + 1) % 3
    return data.assign(race=data["race"].astype(str))


@pytest.fixture(scope="module")
def fit(births: pd.DataFrame) -> Any:
    """A model with a logarithm and an interaction."""
    formula = "race ~ age + log(lwt) + smoke * age"
    return multinom(formula, births, weights="wt", trace=False, maxit=2000, reltol=1e-12)


@pytest.mark.parametrize("variable", ["age", "lwt", "smoke"])
def test_effects_sum_to_zero(fit: Any, variable: str) -> None:
    """Probabilities sum to 1; compat/tests/test_effects.py compares them with R's."""
    effects = fit.marginal_effects(variable)["effect"]
    assert effects.abs().min() > 1e-4
    assert abs(effects.sum()) < 1e-12  # rounding of sums of 189 cases


def test_variables_given_stand_in_front(fit: Any) -> None:
    """A row for each class, with the values it is at."""
    table = fit.predicted_probabilities({"age": 20})
    assert list(table.columns[:2]) == ["age", "class"]
    assert table["class"].tolist() == ["1", "2", "3"]


def test_null_model_in_closed_form_is_the_one_fitted(fit: Any) -> None:
    """And the test of two models does not depend on their order."""
    null = fit.call.changed(formula="race ~ 1").again()
    np.testing.assert_allclose(fit.glance().loc[0, "null_deviance"], null.deviance, rtol=1e-8)
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


def test_measures_of_fit_by_hand(fit: Any, births: pd.DataFrame) -> None:
    """The definitions, with n the sum of the weights."""
    null, deviance, n = fit.glance().loc[0, "null_deviance"], fit.deviance, fit.nobs
    cox_snell = 1 - np.exp((deviance - null) / n)
    expected = [1 - deviance / null, 1 - (deviance + 2 * 10) / null, cox_snell]
    expected.append(cox_snell / (1 - np.exp(-null / n)))
    y = pd.get_dummies(births["race"]).to_numpy(float)
    w = births["wt"].to_numpy()[:, np.newaxis]
    both = fit.fitted_values.to_numpy(), (w * y).sum(axis=0) / n
    errors = [(w * (y - p) ** 2).sum() for p in both]
    expected.append(1 - errors[0] / errors[1])
    np.testing.assert_allclose(fit.pseudo_r2(), expected, rtol=1e-12)


def test_efrons_measure_of_two_classes_is_his(births: pd.DataFrame) -> None:
    """Squared errors of the probability of the second class; NaN where no class is observed."""
    two = multinom("low ~ age", births, trace=False)
    y, p = births["low"], two.fitted_values
    efron = 1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum()
    assert two.pseudo_r2()["Efron"] == pytest.approx(efron, rel=1e-12)
    possible = ["a", "bc", "b", "ca", "c", "ab"]
    marks = pd.DataFrame({c: [float(c in case) for case in possible] for c in "abc"})
    censored = multinom("cbind(a, b, c) ~ 1", marks, censored=True, decay=0.1, trace=False)
    assert np.isnan(censored.pseudo_r2()["Efron"])


def test_refits_use_the_rows_of_the_fit(births: pd.DataFrame) -> None:
    """Rows without lwt stay out when lwt is dropped, and so do those outside of the subset."""
    holes = births.assign(lwt=births["lwt"].where(np.arange(len(births)) % 4 > 0))
    few = multinom("low ~ age + lwt", holes, weights="wt", subset=births["age"] > 18, trace=False)
    kept = holes[(births["age"] > 18) & holes["lwt"].notna()]
    expected = multinom("low ~ age", kept, weights="wt", trace=False)
    statistic = few.lr_tests().loc["lwt", "statistic"]
    np.testing.assert_allclose(statistic, expected.deviance - few.deviance, rtol=1e-12)
    assert explanatory_variables(few).frame["age"].tolist() == kept["age"].tolist()


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
    factor = multinom("low ~ factor(ptl)", births, decay=0.1, trace=False)
    with pytest.raises(ArgumentError, match="9 is no value of 'ptl'"):
        factor.predicted_probabilities({"ptl": 9})


def test_new_cases_with_missing_values_have_missing_probabilities(
    fit: Any, births: pd.DataFrame
) -> None:
    """As predict() has it; the other rows are as they are on their own."""
    gaps = births.assign(age=births["age"].where(births.index != 1))
    shown = fit.predicted_probabilities(newdata=gaps)
    alone = fit.predicted_probabilities(newdata=births)
    absent = np.repeat(births.index == 1, 3)
    assert shown.loc[absent, "probability"].isna().all()
    assert_same_bits(shown.loc[~absent, "probability"], alone.loc[~absent, "probability"])
    assert len(fit.predicted_probabilities(newdata=births[:0])) == 0


def _numeric_slope(fit: Any, data: pd.DataFrame, name: str) -> Any:
    """Mean difference of what predict() says, over one millionth."""
    up, down = (fit.predict(data.assign(**{name: data[name] + h}), "probs") for h in (5e-7, -5e-7))
    return (up - down).mean().to_numpy() / 1e-6


@pytest.mark.parametrize(
    "term",
    ["age", "log(age)", "poly(age, 2)", "scale(age)", "sqrt(age) * smoke", "ns(age, df = 3)",
     "I(age^2) + smoke", "pmax(age, 20.5)", "race0:age", "exp(age / 20)"],
)  # fmt: skip
def test_slopes_are_those_of_the_predictions(births: pd.DataFrame, term: str) -> None:
    """To 1e-6: the difference of predictions is rounded to 1e-16 over a step of 1e-6."""
    data = births.assign(race0=births["low"].astype(str), age=births["age"] + 0.0)
    model = multinom(f"race ~ {term}", data, decay=0.01, trace=False)
    effects = model.marginal_effects("age")["effect"].to_numpy()
    assert np.abs(effects - _numeric_slope(model, data, "age")).max() < 1e-6


@pytest.mark.parametrize(
    "term",
    ["round(age / 3)", "floor(age)", "age > 20", "age %/% 5", "age %% 5", "sign(age - 20)",
     "ifelse(age > 20, 1, 0)", "cut(age, c(0, 20, 60))", "age == 20 | age == 21",
     "factor(age > 20)", "trunc(age)", "as.integer(age)", "ceiling(age / 2)"],
)  # fmt: skip
def test_steps_have_differences_but_no_slope(births: pd.DataFrame, term: str) -> None:
    """The difference is that of the mean predictions at the values given."""
    model = multinom(f"race ~ {term} + lwt", births, decay=0.01, trace=False)
    with pytest.raises(FormulaError, match=r"'age' has no slope: .* goes in steps"):
        model.marginal_effects("age")
    effects = model.marginal_effects({"age": [18, 24]})
    low, high = (model.predict(births.assign(age=age), "probs").mean() for age in (18, 24))
    assert np.abs(effects["effect"].to_numpy() - (high - low).to_numpy()).max() < 1e-12  # a mean
    assert set(effects["contrast"]) == {"24 - 18"}


@pytest.mark.filterwarnings("ignore:.*is computed anew for new data:pynnet.FitWarning")
@pytest.mark.parametrize(
    "term", ["I(age - mean(age))", "cumsum(age / 1000)", "I(age / max(age))", "cut(age, 3)"]
)
def test_terms_that_depend_on_all_rows_have_no_effects(births: pd.DataFrame, term: str) -> None:
    """To move the whole column changes nothing there; other variables have their effects."""
    model = multinom(f"race ~ {term} + lwt", births, decay=0.01, trace=False)
    with pytest.raises(FormulaError, match="depends on all rows"):
        model.marginal_effects("age")
    with pytest.raises(FormulaError, match="depends on all rows"):
        model.predicted_probabilities({"lwt": 100})
    effects = model.marginal_effects("lwt")["effect"].to_numpy()
    data = births.assign(lwt=births["lwt"] + 0.0)
    assert np.abs(effects - _numeric_slope(model, data, "lwt")).max() < 1e-6  # as above


def test_a_number_is_a_number_unless_it_is_made_a_factor(births: pd.DataFrame) -> None:
    """One that is only cut has a mean; one made a factor has levels; a logical has two."""
    factor = multinom("race ~ factor(ptl)", births, decay=0.01, trace=False)
    assert set(factor.marginal_effects()["contrast"]) == {"1 - 0", "2 - 0", "3 - 0"}
    flag = births.assign(flag=births["age"] > 20)
    model = multinom("race ~ as.integer(flag)", flag, trace=False)
    effects = model.marginal_effects()
    no, yes = (model.predict({"flag": [value]}, "probs").iloc[0] for value in (False, True))
    assert effects["contrast"].unique().tolist() == ["True - False"]
    assert np.abs(effects["effect"].to_numpy() - (yes - no).to_numpy()).max() < 1e-12  # a mean


def test_probabilities_of_a_model_without_variables(births):
    """They are the shares of the classes, for which there is one row of none."""
    alone = multinom("race ~ 1", births, trace=False)
    table = alone.predicted_probabilities()
    np.testing.assert_allclose(table["probability"], births["race"].value_counts(True).sort_index())
    assert alone.marginal_means().equals(table)


def test_means_beyond_all_floats_are_refused_in_words(births):
    """NumPy warned of their sum and of their squares."""
    vast = births.assign(age=np.where(np.arange(len(births)) % 2, 1e308, 1e307))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        known = multinom("race ~ log(age)", vast, trace=False)
        with pytest.raises(DataError, match="not finite"):
            known.predicted_probabilities()
        with pytest.raises(FormulaError, match="age"):
            known.marginal_effects("age")
