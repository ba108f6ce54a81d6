"""multinom(): what it fits, holds, predicts and refuses."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, FormulaError, RWarning, multinom

D = pd.DataFrame(
    {
        "g": list("pqrpqrrqpq"),
        "h": list("xyxyyxxyxy"),
        "u": [0.0, 1, 2, 0.5, 1.5, 1, 0.25, 2, 1.25, 1],
        "v": [1.0, 0, 1, 1, 0, 0, 2, 1, 0, 1],
        "n1": [1.0, 2, 3, 1, 0, 2, 1, 4, 2, 1],
        "n2": [2.0, 1, 0, 1, 3, 2, 2, 1, 1, 1],
        "n3": [0.0, 1, 1, 1, 1, 0, 3, 1, 2, 5],
        "w": [1.0, 2, 1, 0.5, 1, 1, 2, 1, 0, 1],
    },
    index=list("abcdefghij"),
)


def _fit(formula, data=D, **options):
    return multinom(formula, data, trace=False, maxit=1000, **options)


def test_two_classes_have_one_output():
    """The levels are kept, the labels are not, and coefficients are a Series."""
    fit = _fit("h ~ u")
    assert (fit.lev, fit.lab, fit.edf, fit.rank) == (("x", "y"), None, 2, 2)
    assert isinstance(fit.coef(), pd.Series)
    assert isinstance(fit.predict(type="probs"), pd.Series)


def test_more_classes_have_a_row_of_coefficients_each_but_the_first():
    """The first class is the reference."""
    fit = _fit("g ~ u")
    assert (fit.lev, fit.lab, fit.edf) == (tuple("pqr"), tuple("pqr"), 4)
    assert fit.coef().index.tolist() == ["q", "r"]
    np.testing.assert_allclose(fit.fitted_values.sum(axis=1), 1, rtol=1e-14)


def test_fixed_weights_stay():
    """Biases and the first class have no coefficients."""
    by_output = _fit("g ~ u").wts.reshape(3, -1)
    assert not by_output[0].any()
    assert not by_output[:, 0].any()


def test_counts_are_as_cases_repeated():
    """A row of counts is as many cases."""
    counts = _fit("cbind(n1, n2, n3) ~ u", reltol=1e-14)
    rows = [
        {"k": k, "u": row["u"]}
        for _, row in D.iterrows()
        for k in ("n1", "n2", "n3")
        for _ in range(int(row[k]))
    ]
    cases = _fit("k ~ u", pd.DataFrame(rows), reltol=1e-14)
    np.testing.assert_allclose(counts.coef(), cases.coef(), atol=1e-5)
    assert counts.nobs == cases.nobs == D[["n1", "n2", "n3"]].to_numpy().sum()
    assert counts.lev is None
    assert counts.lab == ("n1", "n2", "n3")


def test_columns_without_names_go_by_their_numbers():
    """From 1, as in R."""
    fit = _fit("cbind(n1 + 1, n2 + 1, n3 + 1) ~ u")
    assert fit.lab == ("1", "2", "3")
    assert fit.fitted_values.columns.tolist() == ["1", "2", "3"]
    assert set(fit.predict().cat.categories) == {"1", "2", "3"}


def test_columns_may_share_a_name():
    """Classes of the same name are one category in predictions."""
    fit = _fit("cbind(n1 + 1, n2, n3 + 1) ~ u")
    assert fit.lab == ("", "n2", "")
    assert fit.predict().cat.categories.tolist() == ["", "n2"]


def test_negative_counts_are_fitted_with_a_warning():
    """R fits them, and says nothing."""
    with pytest.warns(FitWarning, match="negative counts"):
        _fit("cbind(n1 - 0.5, n2 + 1, n3 + 1) ~ u")


def test_one_offset_for_two_classes_moves_the_log_odds():
    """An offset of a constant is taken up by the intercept."""
    plain, moved = _fit("h ~ u", reltol=1e-14), _fit("h ~ u + offset(0 * v + 2)", reltol=1e-14)
    np.testing.assert_allclose(moved.coef(), plain.coef() - np.array([2, 0]), atol=1e-5)
    assert moved.coefnames == ("(Intercept)", "u", "offset")
    assert moved.vcoefnames == ("(Intercept)", "u")


def test_an_offset_for_each_class():
    """Names of the offsets are among coefnames, as in R."""
    fit = _fit("g ~ u + offset(cbind(a = 0 * v, v, v / 2))")
    assert fit.coefnames == ("(Intercept)", "u", "a", "v", "")
    with pytest.warns(FitWarning, match="offset is left out"):
        fit.predict(D)


def test_classes_without_cases_are_left_out():
    """R warns of them as well."""
    data = D.assign(g=pd.Categorical(D["g"], list("pzqr")))
    with pytest.warns(RWarning, match="group ‘z’ is empty"):
        fit = _fit("g ~ u", data)
    assert fit.lev == ("p", "q", "r")


def test_cases_of_weight_zero_change_nothing_but_are_there():
    """They are fitted values, but no observations."""
    fit = _fit("g ~ u", weights="w", reltol=1e-14)
    without = _fit("g ~ u", D[D["w"] > 0], weights="w", reltol=1e-14)
    assert len(fit.fitted_values) == len(D)
    np.testing.assert_allclose(fit.coef(), without.coef(), atol=1e-5)


def test_no_observations_at_all():
    """R stops at once, with a deviance of 0."""
    with pytest.warns(FitWarning, match="no case of class 'p', 'q', 'r' has a weight above 0"):
        fit = _fit("g ~ u", weights=np.zeros(len(D)))
    assert (fit.deviance, fit.nobs, fit.BIC) == (0, 0, -np.inf)


def test_rank_deficient_designs_count_what_the_data_determine():
    """A column twice adds nothing."""
    assert _fit("g ~ u + I(2 * u)").edf == _fit("g ~ u").edf == 4


def test_missing_rows_are_shown_if_asked_for():
    """As NaN, and as no class."""
    data = D.assign(u=D["u"].where(D["u"] != 1.5))
    fit = _fit("g ~ u", data, na_action="exclude")
    assert fit.predict().isna().tolist() == data["u"].isna().tolist()
    assert fit.predict(type="probs").isna().any(axis=1).tolist() == data["u"].isna().tolist()
    assert len(_fit("g ~ u", data).predict()) == len(data) - 1


@pytest.mark.parametrize(
    ("formula", "options", "error", "words"),
    [
        ("h ~ u", {"subset": D["h"].to_numpy() == "x"}, DataError, "need two or more classes"),
        ("~ u", {}, FormulaError, "need two or more classes"),
        ("cbind(n1 - n1, n3) ~ u", {}, DataError, "some case has no observations: row 0"),
        ("g ~ u + offset(v)", {}, ArgumentError, "ncol\\(offset\\) is wrong"),
        ("h ~ u + offset(cbind(u, v))", {}, ArgumentError, "ncol\\(offset\\) is wrong"),
        ("g ~ log(u)", {}, DataError, "NA/NaN/Inf in foreign function call \\(arg 1\\)"),
        ("g ~ nothing", {}, FormulaError, "object 'nothing' not found"),
        ("g ~ u", {"weights": [1, 2]}, DataError, "variable lengths differ"),
        ("g ~ u", {"weights": -D["w"]}, ArgumentError, "invalid weights vector"),
        ("g ~ u", {"Wts": [0.1]}, ArgumentError, "weights vector of incorrect length"),
        ("g ~ u", {"MaxNWts": 5}, ArgumentError, "too many \\(9\\) weights"),
        ("g ~ u", {"decay": [0.1, 0.2]}, ArgumentError, "invalid 'decay'"),
        ("g ~ u", {"maxxxit": 5}, ArgumentError, "maxit"),
        *[
            ("g ~ u", {name: 1}, ArgumentError, f'formal argument "{name}" matched by multiple')
            for name in ("size", "skip", "mask", "rang", "softmax", "entropy", "linout")
        ],
        (None, {}, ArgumentError, 'argument "formula" is missing'),
    ],
)
def test_bad_input_is_refused(formula, options, error, words):
    """In R's words, before anything is fitted."""
    with pytest.raises(error, match=words):
        _fit(formula, **options)


def test_unknown_arguments_are_told_those_there_are():
    """The names that a user can pass, and no other."""
    with pytest.raises(ArgumentError, match=r"known are formula, data, .*env, r_version\.$"):
        _fit("g ~ u", q9=1)


def test_model_frames_know_functions_of_the_user():
    """What the formula uses, the frame uses."""
    fit = _fit("g ~ f(u)", env={"f": lambda u: 2 * u}, model=True)
    assert fit.model["f(u)"].tolist() == (2 * D["u"]).tolist()


def test_bad_types_of_prediction_are_refused():
    """The beginning of a word is enough, another word is not."""
    fit = _fit("g ~ u")
    assert fit.predict(D, "p").equals(fit.predict(D, "probs"))
    with pytest.raises(ArgumentError, match="'arg' should be one of"):
        fit.predict(type="raw")


def test_ties_are_drawn_from_the_seed():
    """Classes of the same probability are chosen by R's random numbers."""
    fit = _fit("g ~ 1", D.iloc[:9])
    one, other = fit.predict(seed=1), fit.predict(seed=1)
    assert one.equals(other)
    assert one.nunique() > 1


def test_data_are_not_changed():
    """Neither columns nor types."""
    before = D.copy(deep=True)
    _fit("g ~ u + h", weights="w", subset=[0, 1, 2, 3, 4, 5, 6, 7], summ=2, decay=0.1)
    pd.testing.assert_frame_equal(D, before)


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda fit: pickle.loads(pickle.dumps(fit))]
)
def test_copies_are_equal_and_read_only(duplicate):
    """Whatever a fit holds, its copy holds."""
    fit = _fit("g ~ u + v", weights="w", Hess=True, decay=0.1)
    other = duplicate(fit)
    assert str(other) == str(fit)
    assert other.predict(D, "probs").equals(fit.predict(D, "probs"))
    with pytest.raises(ValueError, match="read-only"):
        other.wts[0] = 1
    with pytest.raises((AttributeError, TypeError)):
        other.value = 0


def test_methods_are_pickled_with_their_fit():
    """A worker gets both; a replaced fit has the methods too."""
    fit = _fit("g ~ u")
    vcov = pickle.loads(pickle.dumps(fit.vcov))
    assert vcov().equals(fit.vcov())
    assert replace(fit, value=0.0).deviance == 0
    assert not hasattr(fit, "__dict__")


def test_changing_a_result_changes_no_fit():
    """Every property is made anew."""
    fit = _fit("g ~ u")
    before = fit.coef()
    for table in (fit.coef(), fit.fitted_values, fit.residuals):
        table.iloc[0, 0] = 7
    weights = fit.weights
    weights.iloc[0] = 7
    assert fit.coef().equals(before)
    assert fit.weights.iloc[0] == 1
