"""R's ways to fit equal cases as one."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, multinom

D = pd.DataFrame(
    {
        "a": [0.0, 1, 0, 1, 0, 1, 0, 1],
        "g": list("pqrpqrpp"),
        "h": list("xyxyyxxy"),
        "n1": [1.0, 2, 3, 1, 0, 2, 1, 4],
        "n2": [2.0, 1, 0, 1, 3, 2, 2, 1],
        "w": [0.5, 1, 2, 0.25, 1, 1, 3, 0.125],
    }
)


def _fit(formula, summ, data=D, **options):
    return multinom(
        formula, data, summ=summ, weights="w", trace=False, reltol=1e-14, abstol=1e-14, **options
    )


@pytest.mark.parametrize("formula", ["g ~ a", "h ~ a", "cbind(n1, n2) ~ a", "cbind(n1, n2) ~ 1"])
@pytest.mark.parametrize("summ", [2, 3])
def test_collapsed_cases_give_the_coefficients_of_all(formula, summ):
    """The likelihood is the same, up to a constant for shares of classes."""
    whole, few = _fit(formula, 0), _fit(formula, summ)
    assert len(few.fitted_values) < len(whole.fitted_values)
    np.testing.assert_allclose(np.asarray(few.coef()), np.asarray(whole.coef()), atol=1e-5)
    assert few.nobs == pytest.approx(whole.nobs, rel=1e-14)


def test_collapsed_shares_keep_the_observations_of_each_group():
    """summ=3 makes counts of the classes and divides them by their sum."""
    few = _fit("g ~ a", 3)
    targets = few.fitted_values + few.residuals
    counts = D.groupby(["a", "g"])["w"].sum().unstack(fill_value=0)
    np.testing.assert_allclose(targets.to_numpy() * few.weights.to_numpy()[:, None], counts)


def test_rows_are_in_ascending_order():
    """The labels of collapsed cases are those of the first rows, as in R."""
    few = _fit("g ~ a", 2, D.set_axis(list("stuvwxyz")))
    assert few.fitted_values.index.tolist() == list("stuvwx")
    design = few._cases.design
    assert (np.diff(design[:, 1]) >= 0).all()


def test_summ_1_warns_where_R_is_not_exact():
    """The weights stay in the order of the data."""
    with pytest.warns(FitWarning, match="summ=1 is not exact"):
        _fit("g ~ a", 1)


def test_summ_1_says_nothing_where_it_is_exact():
    """Equal weights, and keys that tell all cases apart."""
    data = D.assign(w=1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        few = _fit("g ~ a", 1, data)
    assert float(few.weights.sum()) == len(data)


def test_size_of_the_collapsed_design_is_part_of_the_trace(capsys):
    """R prints it whether or not a trace is asked for; here it is part of the trace."""
    multinom("g ~ a", D, summ=3)
    assert capsys.readouterr().out.startswith("[1] 2 2\n# weights:")
    multinom("g ~ a", D, summ=3, trace=False)
    assert capsys.readouterr().out == ""


def test_groups_without_weight_are_refused():
    """summ=3 cannot make shares of nothing."""
    with pytest.raises(DataError, match="some case has no observations"):
        _fit("g ~ a", 3, D.assign(w=D["a"]))


def test_missing_rows_keep_their_positions_among_fewer_cases():
    """R stops in dimnames() where a position lies behind the cases; here such rows come last."""
    data = D.set_axis(list("stuvwxyz")).assign(a=[0.0, 1, 0, np.nan, 0, 1, 0, np.nan])
    few = _fit("g ~ a", 3, data, na_action="exclude", decay=0.1)
    for values in (few.fitted_values, few.residuals, few.predict(type="probs")):
        assert values.index.tolist() == ["s", "t", "v", "z"]
        assert values.isna().all(axis=1).tolist() == [False, False, True, True]
    assert few.predict().isna().tolist() == [False, False, True, True]
    assert few.na_action.tolist() == [3, 7]
    assert few.weights.index.tolist() == ["s", "t"]
    assert pickle.loads(pickle.dumps(few)).na_action.tolist() == [3, 7]


def test_a_row_without_observations_is_added_to_others():
    """R looks for such rows after it has added up equal cases, and so only summ=3 takes them."""
    data = pd.DataFrame({"n1": [1.0, 0, 2], "n2": [1.0, 0, 1], "x": [0.0, 0, 1]})
    with pytest.raises(DataError, match="some case has no observations: row 1"):
        multinom("cbind(n1, n2) ~ x", data, summ=2, trace=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        few = multinom("cbind(n1, n2) ~ x", data, summ=3, trace=False)
        effects = few.marginal_effects("x")
    assert few.weights.tolist() == [2.0, 3.0]
    whole = multinom("cbind(n1, n2) ~ x", data.drop(1), trace=False)
    np.testing.assert_allclose(effects["effect"], whole.marginal_effects("x")["effect"], rtol=1e-6)


@pytest.mark.parametrize("summ", [1, 2, 3])
def test_offsets_are_refused(summ):
    """R pairs them with other cases."""
    with pytest.raises(ArgumentError, match="does not go with an offset"):
        _fit("h ~ a + offset(n1)", summ)


@pytest.mark.parametrize("summ", [4, -1, 2.5, "2", None])
def test_other_values_are_refused(summ):
    """R takes them for 0."""
    if summ is None:
        assert len(multinom("g ~ a", D, summ=None, trace=False).fitted_values) == len(D)
        return
    with pytest.raises(ArgumentError, match="invalid 'summ'"):
        multinom("g ~ a", D, summ=summ, trace=False)


@pytest.mark.parametrize("formula", ["g ~ a", "h ~ a", "cbind(n1, n2) ~ a"])
@pytest.mark.parametrize("summ", [2, 3])
def test_covariance_is_that_of_all_cases(formula, summ):
    """The information of equal cases is that of one with their weight; R's is of other cases."""
    whole, few = _fit(formula, 0, decay=0.01), _fit(formula, summ, decay=0.01)
    # Both fits stop close to the same maximum, not at the same point.
    np.testing.assert_allclose(few.vcov(), whole.vcov(), rtol=1e-5)


def test_marks_of_possible_classes_are_not_to_be_added_up():
    """R adds them up all the same; cases that are all different stay what they are."""
    data = pd.DataFrame({"a": [0.0, 0, 1], "b": [0.0, 1, 1], "c": [1.0, 1, 0], "x": [0.0, 0, 1]})
    with pytest.warns(FitWarning, match="summ=3 does not go with censored"):
        multinom("cbind(a, b, c) ~ x", data, summ=3, censored=True, decay=0.1, trace=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        single = data.assign(x=[0.0, 1, 2])
        multinom("cbind(a, b, c) ~ x", single, summ=3, censored=True, decay=0.1, trace=False)


# What is computed from a fit ------------------------------------------------------------------

# Cases with equal columns of the design differ in z.
E = pd.concat([D, D, D], ignore_index=True)
E["z"] = [-2.0, 1, 2, -1, 2, -1, 1, -2] + [2.0, -1, -2, 1, -2, 1, -1, 2] + [1.0, 2, 1, 2] * 2
E["h"] = list("xyxyyxxy" + "xyxyyxxy" + "yxyyxyxx")
E["w"] = [0.5, 1, 2, 0.25, 1, 1, 3, 2] * 3
FORMULAS = ["g ~ a + I(z^2)", "h ~ a + I(z^2)", "cbind(n1, n2) ~ a + I(z^2)"]


def _same(formula, summ, data=E, **options):
    """The model fitted to all cases, and the one of collapsed cases at the same coefficients."""
    options = {"weights": "w", "decay": 0.1, "trace": False, "reltol": 1e-12, **options}
    whole = multinom(formula, data, **options)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "the fit stopped", FitWarning)
        few = multinom(formula, data, **{**options, "summ": summ, "Wts": whole.wts, "maxit": 0})
    assert len(few.weights) < len(whole.weights)
    np.testing.assert_array_equal(few.wts, whole.wts)
    return whole, few


# Both add the same numbers in another order, and invert matrices whose condition is about 100.
_NEAR = {"rtol": 1e-10, "atol": 1e-12}


def _assert_equal(few, whole):
    numbers = [few.select_dtypes("number"), whole.select_dtypes("number")]
    np.testing.assert_allclose(*numbers, **_NEAR)
    texts = [table.select_dtypes(exclude="number") for table in (few, whole)]
    pd.testing.assert_frame_equal(*texts)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("summ", [2, 3])
def test_effects_are_those_of_all_rows(formula, summ):
    """Also of variables that differ within a collapsed case, and with weights."""
    whole, few = _same(formula, summ)
    for table in (
        lambda fit: fit.tidy(),
        lambda fit: fit.marginal_effects(),
        lambda fit: fit.marginal_effects(at="mean"),
        lambda fit: fit.predicted_probabilities({"a": [0, 1]}),
        lambda fit: fit.predicted_probabilities({"a": [0, 1]}, average=True),
    ):
        _assert_equal(table(few), table(whole))
    assert few.marginal_effects("z")["effect"].abs().max() > 1e-3


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("summ", [2, 3])
def test_likelihood_is_that_of_all_cases(formula, summ):
    """Where summ=3 makes shares of two classes the criterion is not, but the deviance is."""
    whole, few = _same(formula, summ, decay=0.0)
    for name in ("deviance", "AIC", "BIC", "nobs"):
        assert getattr(few, name) == pytest.approx(getattr(whole, name), rel=1e-12), name
    np.testing.assert_allclose(few.pseudo_r2(), whole.pseudo_r2(), **_NEAR)
    np.testing.assert_allclose(few.lr_test(), whole.lr_test(), **_NEAR)
    np.testing.assert_allclose(few.lr_test(whole), [0, 0, np.nan], atol=1e-12)
    glances = [fit.glance().drop(columns="convergence") for fit in (few, whole)]
    np.testing.assert_allclose(*glances, **_NEAR)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("summ", [2, 3])
def test_null_model_with_decay_is_that_of_all_cases(formula, summ):
    """It is fitted, and stops close to the same minimum."""
    whole, few = (_fit(formula, s, E, decay=0.1) for s in (0, summ))
    np.testing.assert_allclose(few.lr_test(), whole.lr_test(), rtol=1e-8)


def test_criterion_of_shares_of_two_classes_is_less():
    """It starts at 0 for the best fit, unlike that of cases of one class each."""
    whole, few = _same("h ~ a", 3, decay=0.0)
    assert few.value < whole.value - 1
    assert few.deviance > 2 * few.value


@pytest.mark.parametrize("summ", [2, 3])
def test_refits_keep_out_the_rows_that_were_left_out(summ):
    """Rows without z stay out when z is dropped, and so do those outside of the subset."""
    holes = E.assign(z=E["z"].where(np.arange(len(E)) != 3))
    options = {"subset": range(20), "decay": 0.1, "reltol": 1e-12}
    whole = multinom("h ~ a + I(z^2)", holes, weights="w", trace=False, **options)
    few = multinom("h ~ a + I(z^2)", holes, weights="w", trace=False, summ=summ, **options)
    assert few._cases.rows.tolist() == [*range(3), *range(4, 20)]
    np.testing.assert_allclose(few.lr_tests(), whole.lr_tests(), rtol=1e-4)


@pytest.mark.parametrize("summ", [2, 3])
def test_selection_compares_models_of_the_same_rows(summ, capsys):
    """R's stops, because fewer terms leave fewer collapsed cases."""
    whole, few = _fit("g ~ a + n1", 0, E), _fit("g ~ a + n1", summ, E)
    pd.testing.assert_frame_equal(few.drop1().table, whole.drop1().table, rtol=1e-6)
    smaller = [fit.update("~ . - n1") for fit in (whole, few)]
    tables = [fit.anova(other).table for fit, other in zip(smaller, (whole, few), strict=True)]
    pd.testing.assert_frame_equal(*tables, rtol=1e-5)
    # As R's, a path of models with equally many cases counts these.
    paths = [fit.step(trace=0).step_path.table.drop(columns="Resid. Df") for fit in (whole, few)]
    pd.testing.assert_frame_equal(*paths, rtol=1e-5)
    capsys.readouterr()
