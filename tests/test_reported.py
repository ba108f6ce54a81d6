"""What users reported: what they saw, the right value, and where that comes from."""

import copy
import itertools
import pickle
import sys
import warnings

import numpy as np
import pandas as pd
import pytest

import pynnet


def frame(n=60, seed=1):
    """Two numbers and three classes, drawn by R's generator from a stream of their own."""
    stream = pynnet.RRandom(seed)
    d = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n)})
    d["y"] = np.array(list("abc"))[stream.sample(3, n, True) - 1]
    return d


def test_the_frame_of_these_tests_is_that_of_the_reports():
    assert frame().shape == (60, 3)
    with pytest.raises(KeyError):
        frame()["w"]


# ---- A fit is closed: what is computed later uses what was there at the fit


def polynomial_of_three(d):
    """A fit whose constant is a local variable."""
    K = 3
    assert K
    return pynnet.multinom("y ~ x + poly(z, K)", d, trace=False)


K = 1  # what drop1() was seen to use in place of the constant of the fit


def test_drop1_uses_the_constant_of_the_fit():
    """drop1() of poly(z, K), fitted where K was 3, had Df 4 for x; R: 8, and the AIC below."""
    model = polynomial_of_three(frame())
    for fit in (model, pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
        table = fit.drop1().table
        assert table["Df"].tolist() == [10, 8, 4]
        assert table.loc["x", "AIC"] == pytest.approx(140.5799, abs=5e-5)  # R prints 7 digits


def everything_said(fit):
    """What methods compute later, as text."""
    asked = {
        "effects": fit.marginal_effects(),
        "probabilities": fit.predicted_probabilities({"z": [0.2, 0.4]}),
        "tidy": fit.tidy(),
        "tests": fit.lr_tests(),
        "null": fit.lr_test(),
        "drop1": fit.drop1().table,
        "add1": fit.add1("~ . + I(x^2) + w").table,
        "step": fit.step(trace=0).formula,
        "same": fit.update("~ .").wts.tolist(),
        "R2": fit.pseudo_r2(),
        "summary": fit.summary(),
        "fitted": fit.fitted_values,
        "call": str(fit.call),
    }
    return {name: str(value) for name, value in asked.items()}


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("kind", ["frame", "mapping", "view"])
def test_methods_use_what_was_there_at_the_fit(kind):
    """After d["z"] *= 100 the effects of z were -.0035, before -.096: nothing may change them."""
    n = 60
    numbers = np.array(pynnet.RRandom(1).runif(3 * n)).reshape(n, 3)
    d = pd.DataFrame(numbers, columns=list("xzw"), copy=kind != "view")
    d["y"] = np.array(list("abc"))[np.array(pynnet.RRandom(2).sample(3, n, True)) - 1]
    mass, rows, contrasts = np.ones(n), np.arange(n) != 3, {"y": "treatment"}
    data = {name: d[name].to_numpy(copy=True) for name in d} if kind == "mapping" else d
    power, names = 2.0, {"f": np.sqrt, "power": 1.5}
    assert power
    fit = pynnet.multinom(
        "y ~ x + f(z) + I(x^power)", data, mass, subset=rows, env=names, trace=False, maxit=5
    )
    before = everything_said(fit)
    names["power"] = 9.0
    del names["f"]
    mass *= 3
    rows[:] = False
    contrasts.clear()
    numbers *= 100
    if kind == "mapping":
        data["z"] *= 100
        del data["w"], data["x"]
    else:
        d["z"] *= 100
        d.index = d.index[::-1]
        d.index.name = "changed"
        del d["x"]
    assert everything_said(fit) == before


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_an_unused_column_of_large_data_is_refused_when_it_has_changed():
    """The fit has a digest of it; unchanged it may be used."""
    n = 200_000
    d = pd.DataFrame({name: np.arange(n) % k for name, k in zip("xwvu", (7, 5, 3, 2), strict=True)})
    d["y"] = pd.Categorical.from_codes(np.arange(n) % 2, ["a", "b"])
    fit = pynnet.multinom("y ~ x", d, trace=False, maxit=1)
    d.loc[5, "w"] = 99
    assert fit.update("~ . + v").formula == "y ~ x + v"
    with pytest.raises(pynnet.DataError, match="column 'w' of the data has changed since the fit"):
        fit.update("~ . + w")
    with pytest.raises(pynnet.DataError, match="column 'v' was not saved with the fit"):
        pickle.loads(pickle.dumps(fit)).update("~ . + v")
    assert len(pickle.dumps(fit)) < n * 120  # a further column of numbers has 8 for each row


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_a_vector_of_the_caller_is_not_used_for_new_data():
    """For two new rows R predicts for the old with these words, for as many without a word."""
    d = frame(6)
    v, breaks = np.arange(6) % 4 / 4, np.linspace(0, 1, 6)
    fit = pynnet.multinom("y ~ x + v", d, trace=False)
    assert len(breaks) == len(v)
    for rows in (2, 6):
        with pytest.raises(
            pynnet.DataError, match=f"'newdata' had {rows} rows but variables found"
        ):
            fit.predict(d[["x"]].head(rows))
    assert len(fit.predict(d.assign(v=v))) == 6
    assert set(fit.marginal_effects()["variable"]) == {"x", "v"}
    cut = pynnet.multinom("y ~ cut(x, breaks, include.lowest = TRUE)", d, trace=False)
    assert len(cut.predict(d)) == 6


def test_variables_computed_anew_for_new_data_are_named():
    """One row was NaN without a word; scale(x) and what looks at its own row alone say nothing."""
    d = frame()
    fit = pynnet.multinom("y ~ I((x - mean(x)) / sd(x))", d, trace=False)
    with pytest.warns(pynnet.FitWarning, match=r"mean\(x\), sd\(x\) will be.*scale\(x\)"):
        fit.predict(d.head(1), "probs")
    shown = {
        "I(x - min(x))": True, "I(x / sum(x))": True, "I(cumsum(x))": True, "cut(x, 3)": True,
        "I(scale(x) + 0)": True, "scale(x - mean(x))": True, "as.integer(factor(x > z))": True,
        "scale(x)": False, "poly(x, 2)": False, "log(x + 1)": False, "factor(x > z)": False,
        "cut(x, c(0, 0.5, 1))": False, "I(x * mean(c(1, 2)))": False,
    }  # fmt: skip
    for term, warned in shown.items():
        terms = pynnet.nnet(f"z ~ {term}", d, size=1, trace=False, maxit=0, seed=1).terms
        assert bool(terms.across_rows) == warned, term


def test_a_formula_without_data_uses_the_arrays_it_names():
    """It was refused; R finds the variables where the formula was written."""
    d = frame()
    y, x = d["y"].to_numpy(), d["x"].to_numpy().copy()
    fit = pynnet.multinom("y ~ x", trace=False)
    assert fit.wts.tolist() == pynnet.multinom("y ~ x", d, trace=False).wts.tolist()
    assert str(fit.call) == "multinom(formula = y ~ x, trace = FALSE)"
    before = str(fit.marginal_effects())
    x *= 2
    assert str(fit.marginal_effects()) == before
    with pytest.raises(pynnet.DataError, match="object 'x' not found: newdata"):
        fit.predict({"z": [1.0]})
    with pytest.raises(pynnet.FormulaError, match=r"'\.' in formula and no 'data' argument"):
        pynnet.nnet("y ~ .", size=1)
    assert len(
        pynnet.nnet("y ~ x", size=0, skip=True, trace=False, decay=1, seed=1).fitted_values
    ) == len(y)


def test_pickles_name_their_version_and_need_no_arrow():
    """60 of 174 pickles did not load without pyarrow, and no version was checked."""
    d = frame().assign(s=["p", "q"] * 30)
    d.index = [f"row {i}" for i in range(60)]
    fits = (
        pynnet.multinom("y ~ x + s", d, trace=False, model=True),
        pynnet.nnet("y ~ x + s", d, size=1, trace=False, seed=1),
        pynnet.tune_nnet("y ~ x + s", d, size=1, decay=[0.1, 0.2], maxit=200, seed=1),
    )
    for fit in fits:
        text = pickle.dumps(fit)
        assert b"arrow" not in text.lower()
        assert repr(pickle.loads(text)) == repr(fit) == repr(copy.copy(fit))
        version = pynnet.__version__.encode()
        with pytest.warns(pynnet.FitWarning, match=f"9.*this is pynnet {pynnet.__version__}"):
            pickle.loads(text.replace(version, b"9" * len(version)))
    again = pickle.loads(pickle.dumps(fits[1]))
    pd.testing.assert_frame_equal(again.fitted_values, fits[1].fitted_values)
    kind, (cls, form, version, values) = fits[1].__reduce__()
    with pytest.raises(pynnet.DataError, match=f"format {form + 1}.*reads format {form}"):
        kind(cls, form + 1, version, values)


# ---- Effects know what a variable is; labels, shapes and padding of results


def test_the_effect_of_a_flag_made_a_number_is_that_from_false_to_true():
    """It was -8887.5, a derivative across a step; a saturated model has the shares of the data."""
    d = frame()
    d["flag"] = d["x"] > 0.5
    fit = pynnet.multinom("y ~ as.integer(flag)", d, trace=False)
    effect = fit.marginal_effects("flag").set_index("class")["effect"]
    share = pd.crosstab(d["flag"], d["y"], normalize="index")
    right = share.loc[True] - share.loc[False]
    assert np.abs(effect - right).max() < 1e-4  # the search stops at a relative 1e-8
    with pytest.raises(pynnet.FormulaError, match=r"as.integer\(x \* 4\) goes in steps"):
        pynnet.multinom("y ~ as.integer(x * 4)", d, trace=False).marginal_effects("x")


@pytest.mark.parametrize("term", ["abs(k - 3)", "pmin(k, 3)", "ifelse(k > 3, k - 3, 0)"])
def test_a_kink_at_a_value_of_the_data_has_no_slope(term):
    """A central difference takes the mean of both slopes there; a difference can be told."""
    d = frame().assign(k=np.arange(60) % 5 + 1)
    fit = pynnet.multinom(f"y ~ {term}", d, trace=False)
    with pytest.raises(pynnet.FormulaError, match="'k' has no slope"):
        fit.marginal_effects("k")
    effect = fit.marginal_effects({"k": [2, 5]})["effect"]
    low, high = (fit.predict(d.assign(k=value), "probs").mean() for value in (2, 5))
    np.testing.assert_allclose(effect, high - low, atol=1e-15)


@pytest.mark.parametrize("kind", ["int64", "int32", "float64", "Int64", "category", "object"])
def test_classes_come_back_as_the_response_has_them(kind):
    """They were text, equal to no number of the response: 0 of all were right."""
    d = pd.DataFrame({"x": np.arange(30) / 30})
    d["cyl"] = pd.Series(np.repeat([4, 6, 8], 10)).astype(kind)
    for fit in (
        pynnet.multinom("cyl ~ x", d, decay=1e-3, trace=False),
        pynnet.multinom("factor(cyl) ~ x", d, decay=1e-3, trace=False),
        pynnet.nnet("factor(cyl) ~ x", d, size=3, decay=1e-3, maxit=500, seed=1, trace=False),
    ):
        classes = fit.predict(d, type="class", seed=1)
        assert classes.dtype == d["cyl"].dtype
        assert (classes == d["cyl"]).mean() > 0.8
        gap = fit.predict({"x": [0.0, None]}, type="class", seed=1)
        assert gap.isna().tolist() == [False, True]
        assert gap.iloc[0] == 4
        assert fit.lev == ("4", "6", "8")  # R's text


def test_booleans_come_back_as_booleans():
    """From a logical response, of a model of two classes and of a network with entropy."""
    d = pd.DataFrame({"x": np.arange(30) / 30, "flag": np.arange(30) > 14})
    fits = [
        pynnet.multinom("flag ~ x", d, decay=1e-3, trace=False),
        pynnet.nnet("flag ~ x", d, size=1, entropy=True, decay=1e-3, seed=1, trace=False),
    ]
    for fit in fits:
        classes = fit.predict(d, type="class", seed=1)
        assert classes.dtype == bool
        assert (classes == d["flag"]).mean() > 0.8


def test_a_search_by_multinom_counts_wrong_classes_of_integers():
    """Predictions and truth are compared as R's text, whatever type classes come back in."""
    d = pd.DataFrame({"x": np.arange(60) % 30 / 30})
    d["cyl"] = np.where(d["x"] < 0.3, 4, np.where(d["x"] < 0.7, 6, 8))
    text = d.assign(cyl=d["cyl"].astype(str))
    found = [
        pynnet.tune("multinom", "factor(cyl) ~ x", data, ranges={"decay": [0.01, 10]}, seed=1,
                    trace=False)
        for data in (d, text)
    ]  # fmt: skip
    assert found[0].performances.equals(found[1].performances)
    assert found[0].best_performance < 0.5


def test_classes_that_are_integers_are_not_judged_by_their_squares():
    """The search by multinom took the mean square of k less the class; R stops in these words."""
    d = frame().assign(k=np.arange(60) % 3)
    with pytest.raises(pynnet.DataError, match=r"Dependent variable has wrong type!.*factor\("):
        pynnet.tune("multinom", "k ~ x", d, ranges={"decay": [0.1, 1]}, seed=1, trace=False)
    own = pynnet.tune_control(error_fun=lambda truth, classes: float(np.mean(truth != classes)))
    found = pynnet.tune(
        "multinom", "k ~ x", d, ranges={"decay": [0.1, 1]}, control=own, seed=1, trace=False
    )
    assert found.best_performance < 1


def test_exclude_pads_residuals_and_fitted_values():
    """R's residuals() and fitted() of the model have 12 rows, NA in two; ours had 10."""
    d = pd.DataFrame({"x": (np.arange(12) + 1) / 10, "y": list("abc") * 4, "v": np.arange(12) / 12})
    d.loc[[3, 10], "x"] = np.nan
    for fit in (
        pynnet.multinom("y ~ x", d, na_action="exclude", trace=False),
        pynnet.nnet("v ~ x", d, na_action="exclude", size=1, decay=0.1, seed=1, trace=False),
    ):
        for values in (fit.residuals, fit.fitted_values):
            assert len(values) == 12
            absent = pd.DataFrame(values).isna().all(axis=1)
            assert np.flatnonzero(absent).tolist() == [3, 10]


def test_missing_values_inside_subset_are_rows_that_are_missing():
    """They were left out without a trace; R has na.action 4, and shows a row of NA with exclude."""
    d = frame(12).set_axis([f"r{k}" for k in range(12)])
    mask = np.array([True, True, True, None, True, False] + [True] * 6, dtype=object)
    positions = [0, 1, 2, np.nan, 4, *range(6, 12)]
    for subset in (mask, pd.array(mask, dtype="boolean"), positions):
        options = {"subset": subset, "trace": False, "decay": 0.1}
        for fitter in (pynnet.multinom, lambda *a, **k: pynnet.nnet(*a, size=1, seed=1, **k)):
            omitted = fitter("y ~ x", d, **options)
            assert omitted.na_action.tolist() == [3]
            assert omitted.fitted_values.index.tolist() == [f"r{k}" for k in positions if k == k]
            padded = fitter("y ~ x", d, na_action="exclude", **options)
            assert padded.na_action.tolist() == [3]
            assert padded.residuals.isna().all(axis=1).tolist() == [k != k for k in positions]
            assert padded.fitted_values.index[2:5].isna().tolist() == [False, True, False]
        with pytest.raises(pynnet.DataError, match="missing values in object: 1 rows"):
            pynnet.multinom("y ~ x", d, na_action="fail", **options)


def test_no_rows_and_rows_without_any_text_are_predicted():
    """Both were refused: "fitted with type character but type numeric was supplied"."""
    d = frame().assign(g=list("pqr") * 20)
    fit = pynnet.multinom("y ~ log(x) + g", d, trace=False)
    assert fit.predict(d[:0], "probs").shape == (0, 3)
    assert fit.predicted_probabilities(newdata=d[:0]).empty
    for missing in ([None], [np.nan], pd.array([None], dtype="string")):
        assert fit.predict({"x": [0.5], "g": missing}, "probs").isna().all(axis=None)
        assert fit.predict({"x": missing, "g": ["p"]}, "probs").isna().all(axis=None)


def test_numbers_that_are_missing_throughout_may_be_cut():
    """A column of None in new rows was a logical to cut(), which refuses those."""
    d = pd.DataFrame({"y": np.arange(6.0), "z": np.arange(6.0)})
    fit = pynnet.nnet("y ~ cut(z, c(-1, 2, 6))", d, size=1, trace=False, linout=True, seed=1)
    assert np.isnan(np.asarray(fit.predict({"z": [None, None]}))).all()


@pytest.mark.parametrize("kind", ["matrix", "frame", "caller's matrix", "caller's frame"])
def test_a_matrix_may_be_one_variable(kind):
    """It was refused in data and newdata, and a frame not found; the columns are those of both."""
    d = frame()
    y = d["y"].to_numpy()
    apart = pynnet.multinom("y ~ x + z", d, trace=False)
    X = d[["x", "z"]] if "frame" in kind else d[["x", "z"]].to_numpy()
    labels = ["x", "z"] if "frame" in kind else ["1", "2"]
    data = {"y": y} if "caller" in kind else {"y": y, "X": X}
    fit = pynnet.multinom("y ~ X", data, trace=False)
    assert fit.wts.tolist() == apart.wts.tolist()
    assert fit.coefnames == ("(Intercept)", *(f"X{label}" for label in labels))
    for again in (fit, pickle.loads(pickle.dumps(fit)), fit.update("~ .")):
        rows = {"X": X[:3]}
        np.testing.assert_array_equal(
            again.predict(rows, "probs"), apart.predict(d.head(3), "probs")
        )
        assert len(again.predict({"X": X[:0]})) == 0
    effects, right = fit.marginal_effects(), apart.marginal_effects()
    assert effects["variable"].unique().tolist() == [f"X.{label}" for label in labels]
    np.testing.assert_allclose(effects["effect"], right["effect"], rtol=1e-9)  # other spreads
    of_rows = fit.predicted_probabilities(newdata={"X": X[:2]})
    assert of_rows.columns[:2].tolist() == [f"X.{label}" for label in labels]
    one = fit.predicted_probabilities({f"X.{labels[0]}": [0.2, 0.4]})
    right = apart.predicted_probabilities({"x": [0.2, 0.4]})
    np.testing.assert_allclose(one["probability"], right["probability"], rtol=1e-12)
    assert fit.drop1(trace=False).table["Df"].tolist() == [6, 2]
    if "caller" not in kind:
        with pytest.raises(
            pynnet.DataError, match="variable 'X' is a matrix, of which rows cannot"
        ):
            pynnet.tune("multinom", "y ~ X", data, ranges={"decay": [0.1, 1]}, trace=False)
    with pytest.raises(pynnet.DataError, match=r'"nmatrix\.2" but type "nmatrix\.3"'):
        fit.predict({"X": np.ones((2, 3))})


def test_the_frame_of_class_ind_is_a_response():
    """It was "not found"; as in R it is a matrix whose columns are the classes."""
    d = frame()
    Y = pynnet.class_ind(d["y"])
    asked = {"size": 1, "softmax": True, "trace": False, "seed": 1, "maxit": 5}
    with pytest.warns(pynnet.FitWarning):
        fits = [
            pynnet.nnet("Y ~ x", d, **asked),
            pynnet.nnet("Y ~ x", {"Y": Y, "x": d["x"]}, **asked),
            pynnet.nnet("class.ind(y) ~ x", d, **asked),
        ]
    assert fits[0].lev == ("a", "b", "c")
    assert fits[0].wts.tolist() == fits[1].wts.tolist() == fits[2].wts.tolist()


def test_a_number_that_is_only_cut_is_no_set_of_categories():
    """It had a contrast for each value; an unknown value named them all, in 80 kB."""
    d = frame()
    fit = pynnet.multinom("y ~ cut(x, c(-1, 0.5, 2))", d, decay=0.01, trace=False)
    assert len(fit.predicted_probabilities({"x": [0.1234, 0.9]})) == 6
    assert len(fit.marginal_effects({"x": [0.2, 0.8]})) == 3
    with pytest.raises(pynnet.FormulaError) as error:
        fit.marginal_effects()
    assert len(str(error.value)) < 300


@pytest.mark.filterwarnings("ignore:the predictors:pynnet.FitWarning")
def test_collapsed_fits_know_their_rows_and_what_was_missing():
    """summ=2 had labels from 1, no na_action and no padding; R has those below."""
    d = frame(12)
    d["x"] = np.round(d["x"] * 2)
    d.index = [f"r{k}" for k in range(12)]
    d.loc["r1", "x"] = np.nan
    fit = pynnet.multinom("y ~ x", d, summ=2, na_action="exclude", trace=False)
    assert fit.na_action.tolist() == [1]
    for values in (fit.fitted_values, fit.residuals, fit.predict()):
        assert values.index.tolist() == [f"r{k}" for k in range(7)]
    texts = "0x1.dec5420b2a61ep-5", "0x1.885806b0bd94cp-2", "0x1.7d403be64342fp-1"
    one, two, three = map(float.fromhex, texts)
    right = [one, np.nan, one, two, two, three, three]
    np.testing.assert_array_equal(fit.fitted_values["b"], right)
    assert fit.predict().tolist() == ["c", np.nan, "c", "a", "a", "b", "b"]


def test_a_row_of_counts_that_are_all_0_is_added_to_equal_rows():
    """summ=3 was refused: "some case has no observations"; R fits the three sums."""
    d = pd.DataFrame({"n1": [1, 0, 2, 0, 3], "n2": [0, 0, 1, 2, 1], "n3": [1, 0, 1, 1, 0]})
    d["x"] = [1, 1, 2, 2, 3]
    fit = pynnet.multinom("cbind(n1, n2, n3) ~ x", d, summ=3, trace=False)
    assert fit.value == float.fromhex("0x1.938caaebd98cbp+3")
    assert fit.weights.tolist() == [2, 7, 4]


def test_criteria_have_the_bits_of_r():
    """The last bit differed: R adds to the AIC, and adds weights up in extended precision."""
    for seed, text in ((4, "0x1.f78af96fcb7efp+5"), (9, "0x1.ca9d1ccf449e7p+5")):
        fit = pynnet.multinom("y ~ x", frame(60, seed), weights="z", trace=False)
        assert fit.extractAIC(k=0.1)[1] == float.fromhex(text)
    d = frame(27).assign(w=np.resize([0.1, 0.2, 0.7], 27))
    fit = pynnet.multinom("y ~ x", d, weights="w", trace=False)
    assert float.fromhex("0x1.808bda1f439adp+4") == fit.BIC


def test_second_derivatives_of_marks_that_are_not_0_and_1():
    """They were NaN; R takes a mark times the probability where it should ask for marks of 1."""
    start = [0.1, 0.2, 0.3, -0.4, 0.5, -0.6]
    targets = [[-0.2, 1.2], [1, 0]]
    fit = pynnet.nnet([[0.3], [0.6]], targets, size=1, censored=True, maxit=0, Hess=True,
                      Wts=start, trace=False)  # fmt: skip
    assert fit.Hessian[0, 0] == pytest.approx(float.fromhex("0x1.ddbb4bea3e2b5p-7"), rel=1e-10)
    assert np.isfinite(fit.Hessian).all()


def test_second_derivatives_of_a_model_are_named_as_in_r():
    """They were an array; R has dimnames, the names of the coefficients."""
    iris = pynnet.load_iris()
    fit = pynnet.multinom("Species ~ Petal.Width", iris, Hess=True, trace=False, decay=1)
    names = ["versicolor:(Intercept)", "versicolor:Petal.Width",
             "virginica:(Intercept)", "virginica:Petal.Width"]  # fmt: skip
    assert fit.Hessian.index.tolist() == fit.Hessian.columns.tolist() == names
    before = fit.Hessian
    changed = fit.Hessian
    changed.iloc[0, 0] = 1.0
    pd.testing.assert_frame_equal(fit.Hessian, before)
    again = pickle.loads(pickle.dumps(fit))
    pd.testing.assert_frame_equal(again.Hessian, before)


@pytest.mark.parametrize("k", [2, 3])
def test_second_derivatives_are_taken_over_the_labels_that_were_fitted(k):
    """nnet() took labels, nnet_hess() refused them as "text, not numbers"."""
    d = frame()
    d["y"] = d["y"].where(d["y"] != "c", "a") if k == 2 else d["y"]
    x, labels = d[["x", "z"]], d["y"]
    fit = pynnet.nnet(x, labels, size=1, Hess=True, decay=0.1, seed=1, trace=False, maxit=0)
    for y in (labels, labels.tolist(), labels.astype("category"), labels.to_numpy()):
        np.testing.assert_array_equal(pynnet.nnet_hess(fit, x, y), fit.hessian())
    few = pynnet.nnet_hess(fit, x[labels == "b"], labels[labels == "b"])
    targets = (labels == "b").astype(float) if k == 2 else pynnet.class_ind(labels)
    alone = pynnet.nnet_hess(fit, x[labels == "b"], targets[labels == "b"])
    np.testing.assert_array_equal(few, alone)
    with pytest.raises(pynnet.DataError, match="factor y has new level v: fitted were a, b"):
        pynnet.nnet_hess(fit, x, labels.replace("b", "v"))
    numbers = pynnet.nnet(x, d["x"], size=1, seed=1, trace=False, maxit=0)
    with pytest.raises(pynnet.DataError, match="the network was fitted to numbers"):
        pynnet.nnet_hess(numbers, x, labels)


# ---- Advice costs little; rank, covariance, memory


def test_a_column_of_zeros_is_not_an_estimated_coefficient():
    """The level r has no rows; R: rank 3, edf 6, AIC 77.648."""
    d = pd.DataFrame({"x": np.arange(30) / 29})
    d["y"] = np.tile(list("abc"), 10)
    d["g"] = pd.Categorical(["p", "q"] * 15, categories=list("pqr"))
    fit = pynnet.multinom("y ~ x + g", d, trace=False)
    assert (fit.rank, fit.edf) == (3, 6)
    assert float.fromhex("0x1.3697981f195cp+6") == fit.AIC  # R


@pytest.mark.parametrize("formula", ["y ~ 0", "y ~ -1"])
def test_a_model_without_columns_is_refused_in_the_words_of_r(formula):
    """It was NumPy's "zero-size array"; R: incorrect length of 'mask'."""
    with pytest.raises(pynnet.FormulaError, match=r"incorrect length of 'mask'.*nothing to estim"):
        pynnet.multinom(formula, frame(), trace=False)


def test_predictors_near_the_largest_numbers_are_fitted_and_their_errors_refused(capfd):
    """It was a LinAlgError, and LAPACK printed; R fits, and refuses the summary in these words."""
    d = pd.DataFrame({"y": list("abc") * 10, "x": np.arange(30) / 29 * 1e200})
    with pytest.warns(pynnet.FitWarning, match="because of the scale of 'x'"):
        fit = pynnet.multinom("y ~ x", d, trace=False)
    assert fit.value == float.fromhex("0x1.07aabd30232dcp+5")  # R
    for method in ("R", "stable"):
        with pytest.raises(pynnet.DataError, match="infinite or missing values in 'x'"):
            fit.vcov(method)
    assert capfd.readouterr() == ("", "")


def test_advice_of_many_classes_takes_little_memory_and_loses_no_fit(monkeypatch):
    """The check of 200 classes took all memory; whatever fails in it is said, and the fit stays."""
    from pynnet._multinom.advice import separation

    def no_memory(*_):
        raise MemoryError

    monkeypatch.setattr(separation, "possible_classes", no_memory)
    with pytest.warns(pynnet.FitWarning, match="not checked for separated classes: MemoryError"):
        fit = pynnet.multinom("Species ~ Petal.Length", pynnet.load_iris(), trace=False, maxit=500)
    assert fit.edf == 4


def test_a_linear_program_that_is_not_solved_is_said(monkeypatch):
    """It counted as "no separation"; here the solver gives up on a case of two possible classes."""
    import types

    import scipy.optimize

    gave_up = types.SimpleNamespace(status=4, message="Numerical difficulties.", x=None)
    monkeypatch.setattr(scipy.optimize, "linprog", lambda *_, **__: gave_up)
    d = pd.DataFrame({"a": [1.0, 1, 0, 0], "b": [0.0, 1, 1, 0], "c": [0.0, 0, 1, 1]})
    d["x"] = [1.0, 2, 3, 4]
    said = "not checked for separated classes: the linear program was not solved: Numerical"
    with pytest.warns(pynnet.FitWarning, match=said):
        fit = pynnet.multinom("cbind(a, b, c) ~ x", d, censored=True, trace=False, maxit=1000)
    assert fit.edf == 4


def test_whatever_fails_in_the_check_of_scales_leaves_the_fit(monkeypatch):
    """Only MemoryError was caught; any other error lost a fit that was made already."""
    from pynnet._multinom.advice import scaling

    def broken(*_):
        raise np.linalg.LinAlgError("no luck")

    iris = pynnet.load_iris()
    expected = pynnet.multinom("Species ~ Sepal.Width", iris, trace=False).wts.tolist()
    monkeypatch.setattr(scaling, "_far_columns", broken)
    said = r"not checked for the scale of its predictors: LinAlgError \(no luck\)"
    with pytest.warns(pynnet.FitWarning, match=said):
        fit = pynnet.multinom("Species ~ Sepal.Width", iris, trace=False)
    assert fit.wts.tolist() == expected


def test_censored_cases_are_no_sign_of_a_bad_scale():
    """Targets less outputs are not the slope where several classes are possible in a case."""
    import warnings

    stream = pynnet.RRandom(1)
    d = pd.DataFrame({"x": 2000 * np.array(stream.runif(60))})
    possible = np.eye(3)[np.array(stream.sample(3, 60, True)) - 1]
    possible[::2] = [1.0, 1.0, 0.0]
    d[["a", "b", "c"]] = possible
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pynnet.multinom("cbind(a, b, c) ~ x", d, censored=True, trace=False, maxit=1000)
    assert not [str(w.message) for w in caught if "scale" in str(w.message)]


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_only_the_models_of_the_user_are_checked(monkeypatch):
    """The fits inside lr_tests(), step() and tune() were checked each time."""
    from pynnet._multinom.advice import checks as advice

    checked = []
    monkeypatch.setattr(advice, "_CHECKS", {"counting": lambda fit: checked.append(fit.formula)})
    iris = pynnet.load_iris()
    fit = pynnet.multinom("Species ~ Sepal.Width + Sepal.Length", iris, trace=False)
    assert len(checked) == 1
    fit.lr_tests()
    fit.drop1()
    assert len(checked) == 1
    pynnet.multinom("Species ~ 1", iris, trace=False).step("~ Sepal.Width", trace=0)
    assert len(checked) == 3  # where it began, and where it ended
    checked.clear()
    pynnet.tune(
        "multinom", "Species ~ Sepal.Width", iris, ranges={"decay": [0.1, 1.0]}, trace=False, seed=1
    )
    assert len(checked) == 1  # the best model


def test_many_balanced_classes_are_not_suspicious():
    """100 classes in 3,000 rows of noise took 13 seconds: now no linear program is made at all."""
    import tracemalloc
    import warnings

    stream = pynnet.RRandom(1)
    d = pd.DataFrame({"x": stream.rnorm(3000)})
    for name in ("z", "u", "v"):
        d[name] = stream.rnorm(3000)
    d["y"] = [f"c{k:03d}" for k in stream.sample(100, 3000, True)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tracemalloc.start()
        fit = pynnet.multinom("y ~ .", d, trace=False, MaxNWts=2000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert fit._class_probabilities.min() < 1e-3  # the check had something to look at
    assert peak < 20 * fit._outputs.nbytes


def test_a_predictor_in_seconds_since_1970_is_named():
    """R's search stops short of the maximum as well; scaled, the same model is far better."""
    d = frame(200)
    seconds = np.cumsum(np.ones(200)) * 86400
    d["when"] = 1.7e9 + seconds
    d["y"] = np.where(seconds + 3e6 * (d["x"] - 0.5) > seconds.mean(), "late", "early")
    with pytest.warns(pynnet.FitWarning, match=r"stopped before the maximum.*'when'"):
        raw = pynnet.multinom("y ~ when", d, trace=False)
    scaled = pynnet.multinom("y ~ scale(when)", d, trace=False)
    assert raw.value > scaled.value + 1


def test_single_terms_copy_no_data(monkeypatch):
    """Each model of `drop1` kept the data anew, as a fit does, and took as long as one."""
    data = frame()
    fit = pynnet.multinom("y ~ x + z", data, trace=False)
    before = fit.drop1(trace=False).table
    alone = pynnet.multinom("y ~ z", data, trace=False)
    assert before["AIC"].tolist()[1].hex() == alone.AIC.hex()
    made = sys.modules["pynnet._multinom.multinom"]
    monkeypatch.setattr(made, "_closed", None)
    assert fit.drop1(trace=False).table.equals(before)
    with pytest.raises(TypeError):
        pynnet.multinom("y ~ x + z", data, trace=False)


# ---- The language of formulas, and its limits


@pytest.mark.parametrize(
    ("formula", "limit"),
    [
        ("~ cut(x, 31000)", "10000 levels"),  # MemoryError: 7.16 GiB
        ("~ bs(x, df = 500000)", "20000000"),  # 75 s
        ("~ poly(x, 500000)", "20000000"),  # over 10 s
        ("~ " + " + ".join(["offset(x)"] * 10_000), "25000"),  # over 10 s
    ],
)
def test_formulas_end_soon_with_the_limit_named(formula, limit):
    """They took tens of seconds or all memory; R runs out of memory or time as well."""
    with pytest.raises(pynnet.PynnetError, match=limit) as raised:
        pynnet.model_matrix(formula, frame())
    assert len(str(raised.value)) < 400


def test_choices_that_no_row_needs_are_not_made():
    """ifelse(w > 0, log(w), 0) failed or warned; R evaluates log(w) where some w > 0 alone."""
    d = pd.DataFrame({"w": [-1.0, -2.0], "t": ["a", "b"]})
    assert pynnet.model_matrix("~ ifelse(w > 0, log(t), 0)", d).iloc[:, 1].tolist() == [0, 0]
    assert pynnet.model_matrix("~ if (FALSE) log(t) else w", d).iloc[:, 1].tolist() == [-1, -2]
    text = "~ switch('a', a = w, b = log(t))"
    assert pynnet.model_matrix(text, d).iloc[:, 1].tolist() == [-1, -2]


def test_update_keeps_the_order_of_variables():
    """update_formula("o ~ w/o", "~ . - w") gave w:o; R's update has the response come first."""
    assert pynnet.update_formula("o ~ w/o", "~ . - w") == "o ~ o:w"
    assert pynnet.update_formula("o ~ w * o", "~ . - w") == "o ~ o + o:w"
    d = pd.DataFrame({"o": [1.0, 2, 4], "w": [2.0, 1, 5]})
    assert list(pynnet.model_matrix("o ~ w:o", d)) == ["(Intercept)", "o:w"]  # as R


def test_names_are_printed_with_escapes():
    """Backslashes in names of columns and classes were printed raw; R prints them escaped."""
    d = pd.DataFrame({"y": ["p", "q\\r", "s"] * 4, "g": ["u", "v\\w"] * 6})
    d["x\\y"] = np.arange(12) / 12
    with pytest.warns(pynnet.FitWarning):
        fit = pynnet.multinom("y ~ g + `x\\\\y`", d, trace=False, maxit=3)
    header, row = str(fit).splitlines()[4:6]
    assert header.split() == ["(Intercept)", "gv\\\\w", "`x\\\\\\\\y`"]  # as R
    assert row.split()[0] == "q\\\\r"


def test_a_function_of_the_users_goes_before_the_language():
    """env={"replace": f} was not asked for functions that take functions, such as sapply."""
    d = frame()
    made = pynnet.model_matrix("~ sapply(x)", d, env={"sapply": lambda x: x * 2})
    assert made.iloc[:, 1].tolist() == (d["x"] * 2).tolist()


@pytest.mark.filterwarnings("ignore::pynnet.RWarning", "ignore::pynnet.FitWarning")
def test_text_has_the_classes_of_the_rows_used():
    """A text, txt ~ x, and factor(txt) ~ x with subset: 1 and 2 outputs; R has 2 of factor(txt)."""
    d = pd.DataFrame({"t": list("abc") * 4, "x": np.arange(12) / 12})
    used = d["t"] != "c"
    said = [
        pynnet.nnet(f, d, subset=used, size=1, maxit=0, trace=False, seed=1)
        for f in ("t~x", "factor(t)~x")
    ]
    assert [fit.n for fit in said] == [(1, 1, 1), (1, 1, 2)]


def test_polynomials_that_r_cannot_make_are_refused():
    """poly(x, z) for one new row was an IndexError, poly() of denormals a ZeroDivisionError."""
    d = frame()
    made = pynnet.model_matrix("~ poly(x, z)", d, newdata={"x": [0.5], "z": [0.5]})
    assert made.shape == (1, 3)
    tiny = pd.DataFrame({"x": [1e-310, 2e-310, 3e-310, 5e-310]})
    with pytest.raises(pynnet.DataError, match="too small"):
        pynnet.model_matrix("~ poly(x, 2)", tiny)


# ---- Functions of formulas, argument by argument


def test_factor_keeps_missing_as_a_level_when_nothing_is_excluded():
    """Rows were dropped; R's model.matrix has a column for them, for new data too."""
    d = pd.DataFrame({"g": ["a", None, "b", "a"]})
    X = pynnet.model_matrix("~ factor(g, exclude = NULL)", d)
    assert list(X)[1:] == ["factor(g, exclude = NULL)b", "factor(g, exclude = NULL)NA"]
    assert X.iloc[:, 2].tolist() == [0, 1, 0, 0]
    new = pynnet.model_matrix("~ addNA(g)", d, newdata={"g": ["b", None]})
    assert new.to_numpy().tolist() == [[1, 1, 0], [1, 0, 1]]


def test_whole_categories_are_never_written_with_exponents():
    """Levels read 1e+05; R writes integers out."""
    assert list(pynnet.class_ind([100000, 200000])) == ["100000", "200000"]
    categories = pd.Categorical([100000, 200000])
    assert list(pynnet.model_matrix("~ g", {"g": categories}))[1] == "g200000"


def test_polynomials_of_two_variables_predict_one_row():
    """A bare IndexError came: the second variable was taken for the degree."""
    d = pd.DataFrame({"x": [1.0, 2, 4, 3, 7, 8], "z": [3.0, 1, 5, 2, 4, 9]})
    old = pynnet.model_matrix("~ poly(x, z)", d)
    new = pynnet.model_matrix("~ poly(x, z)", d, newdata=d[:1])
    np.testing.assert_allclose(new, old[:1], rtol=1e-14)  # by recurrence, not by projection


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("rnorm(60)", "draws random numbers"),
        ("base::rnorm(60)", "draws random numbers"),
        ("readRDS('a')", "reads or writes"),
        ("Sys.time()", "the system"),
        ("is.nan(x)", "NaN and NA are the same"),
    ],
)
def test_functions_that_reach_beyond_the_data_are_refused_with_the_reason(call, words):
    """They were functions that could not be found, as if misspelt."""
    with pytest.raises(pynnet.FormulaError, match=words):
        pynnet.model_matrix(f"~ {call}", frame())


@pytest.mark.parametrize(
    ("call", "right"),
    [
        ("tapply(x, g, mean)[g]", ["0x1.599999999999ap+2", "0x1p+1", "0x1.599999999999ap+2"]),
        ("I(x / tapply(x, h, sum)[h])", ["0x1p+0", "0x1.4d0214d0214dp-3", "0x1.acbf7acbf7accp-1"]),
        ("ave(x, g, FUN = max)", ["0x1.499999999999ap+3", "0x1p+1", "0x1.499999999999ap+3"]),
        ("table(g)[g]", ["0x1p+1", "0x1p+0", "0x1p+1"]),
        ("as.numeric(interaction(list(g, h)))", ["0x1p+0", "0x1p+2", "0x1.8p+1"]),
        ("as.numeric(formatC(x, digits = 0, format = 'f'))", ["0x0p+0", "0x1p+1", "0x1.4p+3"]),
        ("nchar(trimws(s, whitespace = '[xz]'))", ["0x1p+2", "0x1p+0", "0x1p+2"]),
        ("nchar(sprintf(c('%d', 'a%d', '%04d'), k))", ["0x1p+0", "0x1p+1", "0x1p+2"]),
        ("nchar(sapply(strsplit(s, '_'), `[`, 1))", ["0x1p+1", "0x1p+1", "0x1.4p+2"]),
    ],
)
def test_functions_of_groups_and_formats_give_the_bits_of_r(call, right):
    """They could not be found, or refused these arguments; right is R 4.2.2's, by sprintf("%a")."""
    d = pd.DataFrame(
        {
            "x": [0.5, 2, 10.3],
            "k": [1, 2, 33],
            "s": ["ab_1", "xy", "b-22z"],
            "g": pd.Categorical(["a", "b", "a"]),
            "h": ["u", "v", "v"],
        }
    )
    column = pynnet.model_matrix(f"~ {call}", d).iloc[:, 1]
    assert [v.hex() for v in column] == [float.fromhex(text).hex() for text in right]


def test_polym_is_computed_anew_for_new_data():
    """It could not be found. R remembers the polynomials of poly() alone, and so does this."""
    d = pd.DataFrame({"x": [1.0, 2, 4, 3, 7, 8], "z": [3.0, 1, 5, 2, 4, 9]})
    old = pynnet.model_matrix("~ polym(x, z, degree = 2)", d)
    assert list(old)[1:3] == ["polym(x, z, degree = 2)1.0", "polym(x, z, degree = 2)2.0"]
    remembered = pynnet.model_matrix("~ poly(x, z, degree = 2)", d)
    assert old.to_numpy().tolist() == remembered.to_numpy().tolist()
    with pytest.warns(pynnet.FitWarning, match="polym"):
        new = pynnet.model_matrix("~ polym(x, z, degree = 2)", d, newdata=d[:4])
    assert new.iloc[0, 1] == pynnet.model_matrix("~ polym(x, z, degree = 2)", d[:4]).iloc[0, 1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("ifelse(g, 1, 2)", "invalid to change the storage mode of a factor"),
        ("sort(x, decreasing = -1)", "'decreasing' must be a length-1 logical vector"),
        ("sprintf('%d %d', 1:2, 1:3)", "arguments cannot be recycled to the same length"),
        ("sum(as.Date('2020-01-01'))", 'sum not defined for "Date" objects'),
        ("as.Date('2020-01-01') & TRUE", '& not defined for "Date" objects'),
        ("floor(as.Date('2020-01-01'))", 'floor not defined for "Date" objects'),
        ("pmin(as.Date('2020-01-01'), x)", "'origin' must be supplied"),
        ("c(as.Date('2020-01-01'), 1)", "'origin' must be supplied"),
        ("numeric(TRUE)", "invalid 'length' argument"),
        ("tabulate(x > 1)", "'bin' must be numeric or a factor"),
    ],
)
def test_calls_that_r_refuses_have_no_value(call, words):
    """They had one: levels were taken for truths, truths and days for numbers; words are R's."""
    with pytest.raises(pynnet.PynnetError, match=words):
        pynnet.model_matrix(f"~ {call}", {"x": [1.0, 2], "g": pd.Categorical(["a", "b"])})


@pytest.mark.parametrize("call", ["stats::scale(x)", "stats::head(x)", "nnet::ns(x)"])
def test_functions_are_in_the_package_where_r_has_them(call):
    """R: 'scale' is not an exported object from 'namespace:stats'."""
    with pytest.raises(pynnet.FormulaError, match="is not an exported object from 'namespace:"):
        pynnet.model_matrix(f"~ {call}", frame())


@pytest.mark.parametrize(
    ("call", "levels"),
    [
        ("abs(-k)", ["100000", "200000"]),
        ("cumsum(k)", ["100000", "300000"]),
        ("cummax(k)", ["100000", "200000"]),
        ("cummin(-k)", ["-200000", "-100000"]),
    ],
)
def test_functions_that_keep_integers_write_them_without_exponents(call, levels):
    """R: levels(factor(cumsum(c(100000L, 200000L)))) are 100000 and 300000; it read 1e+05."""
    d = pd.DataFrame({"k": [100000, 200000]})
    columns = pynnet.model_matrix(f"~ 0 + factor({call})", d).columns
    assert list(columns) == [f"factor({call}){level}" for level in levels]


@pytest.mark.parametrize(
    ("call", "right"),
    [
        ("gamma(x)", ["0x1.c5bf891b4ef6bp+0", "0x1p+0", "0x1.5dd1d60ccc8b3p+19"]),
        (
            "pnorm(x, 0, 1, FALSE)",
            ["0x1.3bf143b9aa713p-2", "0x1.74bcf82c9d861p-6", "0x1.b4226398b079p-82"],
        ),
        (
            "signif(x / 3, 2)",
            ["0x1.5c28f5c28f5c3p-3", "0x1.570a3d70a3d71p-1", "0x1.b333333333333p+1"],
        ),
        ("nchar(sub('_.*', '', s))", ["0x1p+1", "0x1p+0", "0x1p+2"]),
        ("as.numeric(grepl('[0-9]', s))", ["0x1p+0", "0x0p+0", "0x1p+0"]),
        ("as.numeric(format(as.Date(day), '%j'))", ["0x1.ep+5", "0x1.6dp+8", "0x1.72p+7"]),
        ("as.numeric(reorder(g, -x))", ["0x1p+0", "0x1p+1", "0x1p+0"]),
    ],
)
def test_functions_that_were_not_found_give_the_bits_of_r(call, right):
    """They could not be found; the bits are those of R 4.2.2, by sprintf("%a")."""
    d = pd.DataFrame(
        {
            "x": [0.5, 2, 10.3],
            "s": ["ab_1", "x", "b-22"],
            "day": ["2020-02-29", "2021-12-31", "2022-07-04"],
            "g": pd.Categorical(["a", "b", "a"]),
        }
    )
    column = pynnet.model_matrix(f"~ {call}", d).iloc[:, 1]
    assert [v.hex() for v in column] == [float.fromhex(text).hex() for text in right]


def test_pattern_that_would_take_for_ever_is_refused():
    """Formulas cannot fill time: R's patterns are refused before they are tried."""
    with pytest.raises(pynnet.FormulaError, match="a repetition of what repeats"):
        pynnet.model_matrix("~ grepl('(a+)+b', s)", {"s": ["a" * 40]})


# ---- Every public entry refuses nonsense in its own words


@pytest.fixture(scope="module")
def entry_fit():
    return pynnet.multinom("y ~ x + z", frame(), trace=False)


ENTRIES = {
    "ties": lambda _, v: pynnet.tune("nnet", "y ~ x", frame(), size=1, ties=v),
    "on_error": lambda _, v: pynnet.tune("nnet", "y ~ x", frame(), size=1, on_error=v),
    "method": lambda fit, v: fit.vcov(v),
    "type": lambda fit, v: fit.predict(type=v),
    "level": lambda fit, v: fit.tidy(level=v),
    "digits": lambda fit, v: fit.summary(digits=v),
    "Wald_ratios": lambda fit, v: fit.summary(Wald_ratios=v),
    "at": lambda fit, v: fit.marginal_effects(at=v),
    "k": lambda fit, v: fit.extractAIC(k=v),
    "other": lambda fit, v: fit.lr_test(v),
    "steps": lambda fit, v: fit.step(steps=v),
    "direction": lambda fit, v: fit.step(direction=v),
    "sample_kind": lambda _, v: pynnet.RRandom(1, v),
    "greater_is_better": lambda _, v: pynnet.Metric("m", max, "class", v),
    "n": lambda _, v: pynnet.RRandom(1).unif_rand(v),
    "cl": lambda _, v: pynnet.class_ind({"g": v}),
}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize(
    "kind", [np.array, pd.Series, lambda v: pd.DataFrame({"a": v}), dict.fromkeys]
)
def test_a_table_where_one_value_is_wanted_is_refused(entry_fit, name, kind):
    """They ended in ValueError, TypeError or AttributeError of NumPy, pandas or Python."""
    with pytest.raises(pynnet.ArgumentError if name != "cl" else pynnet.DataError):
        ENTRIES[name](entry_fit, kind([1, 2]))


def test_unknown_keywords_of_methods(entry_fit):
    """They ended in Python's own TypeError; a hint is given only for a name that is like it."""
    with pytest.raises(pynnet.UnknownArgumentError, match=r"^unused argument \(decimals = 3\): k"):
        entry_fit.summary(decimals=3)
    with pytest.raises(pynnet.UnknownArgumentError, match="did you mean 'newdata'"):
        entry_fit.predict(new_data=frame())
    with pytest.raises(pynnet.UnknownArgumentError) as caught:
        pynnet.nnet("y ~ x", frame(), size=1, ref="a")
    assert "did you mean" not in str(caught.value)


def test_a_huge_number_of_points_is_refused():
    """They were drawn for ever: R's vectors have no more than 2^52 elements."""
    with pytest.raises(pynnet.ArgumentError, match="invalid 'n'"):
        pynnet.RRandom(1).points(5, np.uint64(2**64 - 1))


def test_tables_and_sets_are_no_columns():
    """The names of a frame's columns were taken for values."""
    for nonsense in (pd.DataFrame({"a": [1, 2]}), {1, 2}, {"a": 1, "b": 2}):
        with pytest.raises(pynnet.PynnetError):
            pynnet.class_ind(nonsense)
    with pytest.raises(pynnet.ArgumentError, match="invalid 'decay'"):
        pynnet.nnet("y ~ x", frame(), size=1, decay=np.array([1j]))


def test_trace_false_is_silent(entry_fit, capsys):
    """The lines that begin with "trying" were printed all the same."""
    entry_fit.drop1(trace=False)
    entry_fit.step(trace=0)
    assert capsys.readouterr().out == ""


def test_attributes_of_results_cannot_be_set(entry_fit):
    """A new one ended in a TypeError about super(); `df` of a log-likelihood could be changed."""
    results = [entry_fit, entry_fit.summary(), entry_fit.terms, entry_fit.call, entry_fit.logLik()]
    results += [entry_fit.confint(), entry_fit.drop1(trace=False), pynnet.tune_control()]
    for result in results:
        old = {"LogLik": "df", "DesignSpec": "terms", "SingleTerms": "table"}
        for name in ("note", old.get(type(result).__name__, "coef")):
            with pytest.raises(AttributeError, match=f"cannot set '{name}': objects of class"):
                setattr(result, name, 1)
            with pytest.raises(AttributeError, match=f"cannot delete '{name}': objects of class"):
                delattr(result, name)
    assert pickle.loads(pickle.dumps(entry_fit.logLik())).df == entry_fit.edf


def test_wide_characters_stand_in_line():
    """Chinese names take two columns each; R's print(data.frame(`名` = 1:2, b = 3:4))."""
    from pynnet._printing import table_lines

    lines = table_lines({"名": ["1", "2"], "b": ["3", "4"]}, ["1", "2"])
    assert lines == ["  名 b", "1  1 3", "2  2 4"]


def test_messages_are_short():
    """A message printed all that had been passed."""
    with pytest.raises(pynnet.PynnetError) as caught:
        pynnet.set_seed([1] * 100_000)
    assert len(str(caught.value)) < 300


def test_a_seed_with_a_fraction_is_refused():
    """R's set.seed(1.7) is set.seed(1); docs/differences.md says why not here."""
    for draw in (pynnet.set_seed, lambda seed: pynnet.nnet("z ~ x", frame(), size=1, seed=seed)):
        with pytest.raises(pynnet.ArgumentError, match=r"not a valid integer: got 1\.7"):
            draw(1.7)


@pytest.mark.parametrize(
    ("response", "levels"),
    [
        ("k", ("100000", "200000", "300000")),
        ("I(k)", ("100000", "200000", "300000")),
        ("k * 2L", ("200000", "400000", "600000")),
        ("k * 2", ("2e+05", "4e+05", "6e+05")),
        ("-k", ("-300000", "-200000", "-100000")),
        ("n", ("1e+05", "2e+05", "3e+05")),
    ],
)
def test_integers_as_classes_are_written_without_exponents(response, levels):
    """The levels of integers were "1e+05"; these are `lev` of R's multinom(response ~ x, d)."""
    d = pd.DataFrame({"x": np.arange(1, 13) / 12, "k": [100000, 200000, 300000] * 4})
    d["n"] = d["k"].astype(float)
    fit = pynnet.multinom(f"{response} ~ x", d, trace=False)
    assert fit.lev == levels
    if response == "k":
        assert fit.predict(d).dtype == d["k"].dtype


def named_frame():
    """A class and a number whose names R writes between backquotes."""
    return frame().rename(columns={"y": "my class", "z": "名 前"})


def test_anova_names_the_response_without_backquotes():
    """The line was "Response: `my class`"; R: as below, and calls keep their backquotes."""
    d = named_frame()
    for response, line in {
        "`my class`": "Response: my class",
        "factor(`my class`)": "Response: factor(`my class`)",
        "(`my class`)": "Response: (`my class`)",
    }.items():
        small = pynnet.multinom(f"{response} ~ x", d, trace=False)
        large = small.update("~ . + `名 前`")
        assert small.anova(large).heading[1] == line


def test_a_network_prints_the_response_as_r_deparses_it():
    """The L of integers was lost, and R's line breaks; print(nnet(...)) in R."""
    d = pd.DataFrame({"x": np.arange(12.0) / 12, "k": range(1, 13)})
    long = "cbind(k, x, k * 2L, log(k + 1), sqrt(k) + 1e5, x^2, x^3, x^4, x^5 + 1, k %% 2L)"
    for response, line in {
        "I(k*100000L)": "output(s): I(k * 100000L) ",
        "(k)": "output(s): (k) ",
        long: "output(s): cbind(k, x, k * 2L, log(k + 1), sqrt(k) + 1e+05, x^2, x^3, x^4,      "
        "x^5 + 1, k%%2L) ",
    }.items():
        net = pynnet.nnet(f"{response} ~ x", d, size=1, linout=True, maxit=0, trace=False, seed=1)
        assert str(net).split("\n")[2] == line


def test_the_call_names_the_variable_that_held_the_formula():
    """The text stood there; R: multinom(formula = f, data = d, trace = FALSE)."""
    d = frame()
    f = "y ~ x"
    fit = pynnet.multinom(f, d, trace=False)
    assert str(fit.call) == "multinom(formula = f, data = d, trace = FALSE)"
    assert str(pickle.loads(pickle.dumps(fit)).call) == str(fit.call)
    longer = fit.update(maxit=50)
    assert str(longer.call) == "multinom(formula = f, data = d, trace = FALSE, maxit = 50)"
    assert str(fit.update("~ 1").call) == "multinom(formula = y ~ 1, data = d, trace = FALSE)"
    written = pynnet.multinom("y ~ z", d, trace=False)
    assert str(written.call) == "multinom(formula = y ~ z, data = d, trace = FALSE)"
    texts = [str(pynnet.multinom(each, d, trace=False).call) for each in ("y ~ x + z",)]
    assert texts == ["multinom(formula = each, data = d, trace = FALSE)"]


def test_a_name_that_begins_with_an_underscore_needs_backquotes():
    """The message was that '_' has no meaning."""
    with pytest.raises(pynnet.FormulaError, match="between backquotes, `_x`"):
        pynnet.model_matrix("~ _x", {"_x": [1.0, 2.0]})
    assert pynnet.model_matrix("~ `_x`", {"_x": [1.0, 2.0]})["`_x`"].tolist() == [1.0, 2.0]


class Frame:
    """Stand for a frame of another package, of the same name."""

    def to_pandas(self):
        """Give pandas' frame."""


Frame.__name__ = Frame.__qualname__ = "DataFrame"
Frame.__module__ = "polars.dataframe.frame"


class StructuredFormula(dict):
    """Stand for a formula of formulaic, which is a list of lists of terms."""


def test_objects_of_other_packages_are_named():
    """They were told "must be a DataFrame, got DataFrame" and "rows of different lengths"."""
    with pytest.raises(pynnet.DataError, match=r"got polars.DataFrame\. Pass data.to_pandas\(\)"):
        pynnet.multinom("y ~ x", Frame())
    with pytest.raises(pynnet.DataError, match="Pass formulas as a string, 'y ~ x'"):
        pynnet.nnet(StructuredFormula(), frame(), size=1)


def test_half_a_character_is_refused():
    """Such labels ended in UnicodeEncodeError."""
    half = ["\ud800", "a", "b"]
    for column in (half, pd.Series(half, dtype=object), pd.Index(half, dtype=object)):
        with pytest.raises(pynnet.DataError, match="half a character"):
            pynnet.class_ind(column)
    with pytest.raises(pynnet.DataError, match="half a character"):
        pynnet.model_matrix("~ .", {"\ud800": [1.0, 2.0]})


def test_masked_values_are_missing():
    """The numbers behind the mask were taken for data."""
    masked = np.ma.masked_array([1.0, 2.0, 3.0], [False, True, False])
    assert pynnet.model_matrix("~ x", {"x": masked})["x"].tolist() == [1.0, 3.0]
    assert list(pynnet.class_ind(masked)) == ["1", "3"]
    words = np.ma.masked_array(["a", "b", "c"], [False, True, False])
    assert list(pynnet.class_ind(words)) == ["a", "c"]


def test_what_a_control_was_made_with_may_change():
    """A control kept arrays of folds and groups themselves."""
    labels = np.arange(12) % 3
    control = pynnet.tune_control(folds=[(labels, labels)])
    groups = pynnet.tune_control(groups=labels)
    labels[:] = 7
    assert control.folds[0][0].tolist() == groups.groups.tolist() == [0, 1, 2] * 4


def test_values_without_end_are_refused():
    """A search read them for ever."""
    for values in (range(10**12), itertools.count()):
        with pytest.raises(pynnet.ArgumentError, match="values of one hyperparameter"):
            pynnet.tune_nnet("y ~ x", frame(), size=values)
    with pytest.raises(pynnet.ArgumentError, match="invalid 'folds'"):
        pynnet.tune_control(folds=itertools.count())


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("~ weighted.mean(z) + x", None),  # NumPy warned of Inf - Inf
        ("~ approx(z, x, x)$y", None),
        ("~ I(sum(Filter(function(v) v > 1, cbind(x, x))) + 0 * x)", [10.0, 10.0, 10.0]),
    ],
)
def test_odd_numbers_in_formulas_warn_of_nothing_and_fail_in_words(formula, expected):
    """R: sum(Filter(function(v) v > 1, cbind(1:3, 1:3))) is 10; no arithmetic warns of infinity."""
    data = {"x": [1.0, 2.0, 3.0], "z": [np.inf, -np.inf, np.inf]}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if expected is None:
            with pytest.raises(pynnet.PynnetError):
                pynnet.model_matrix(formula, data)
        else:
            assert pynnet.model_matrix(formula, data).iloc[:, 1].tolist() == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"x": "a", "y": "b"}, "variable 'x' must be a column of values, got str"),
        ({"x": {"a": 1, "b": 2}, "y": [1.0, 2.0]}, "variable 'x' must be a column .* got dict"),
        ({"x": {1.0, 2.0}, "y": [1.0, 2.0]}, "variable 'x' must be a column .* got set"),
        ({"x": np.array(5.0), "y": [1.0, 2.0]}, "variable 'x' must be a column .* got ndarray"),
        ({"x": np.zeros((2, 2, 2)), "y": [1.0, 2.0]}, "variable 'x' "),
        ({"x": [1.0, 2.0], "y": [1.0]}, "arguments imply differing number of rows"),
    ],
)
def test_a_search_refuses_what_are_no_columns_as_a_fit_does(data, words):
    """What pandas says, "you must pass an index", came from a search."""
    with pytest.raises(pynnet.DataError, match=words):
        pynnet.tune("nnet", "y ~ x", data, size=1, trace=False)
    with pytest.raises(pynnet.DataError, match=words):
        pynnet.nnet("y ~ x", data, size=1, trace=False)


@pytest.mark.parametrize("answer", ["numeric(0)", "c(TRUE, TRUE)", "NULL"])
def test_filter_wants_one_truth(answer):
    """An answer of none or several was an IndexError, or its first counted."""
    with pytest.raises(pynnet.FormulaError, match=r"Filter\(\) must return one"):
        pynnet.model_matrix(f"~ Filter(function(v) {answer}, x)", {"x": [1.0, 2.0]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"args": 5},
        {"constraints": 2.5},
        {"ndeps": 0},
        {"x0": None},
        {"x0": np.eye(2)},
        {"mask": ["a", "b"]},
        {"mask": [[True], [True, False]]},
    ],
)
def test_an_argument_of_the_search_that_makes_no_sense_is_named(wrong):
    """They were NumPy's and Python's TypeErrors, a ZeroDivisionError, or taken for true."""
    given = {"fun": lambda x: float(x @ x), "x0": [1.0, 2.0], **wrong}
    with pytest.raises(pynnet.ArgumentError, match=f"{next(iter(wrong))}|constraints"):
        pynnet.r_bfgs(**given)


@pytest.mark.parametrize("wrong", ["a", None, np.ones(2), 10**400, True])
def test_a_log_likelihood_is_made_of_numbers(wrong):
    """Python's words came for what is no number."""
    for name in ("value", "df", "nobs"):
        with pytest.raises(pynnet.ArgumentError, match=f"invalid '{name}'"):
            pynnet.LogLik(**{"value": -1.5, "df": 2, "nobs": 12, name: wrong})
    assert str(pynnet.LogLik(float("nan"), 2, 12)) == "'log Lik.' NaN (df=2)"


def test_a_sparse_matrix_is_no_list_of_values():
    """SciPy said that 'dia_matrix' object is not subscriptable."""
    sparse = pytest.importorskip("scipy.sparse")
    with pytest.raises(pynnet.ArgumentError, match="invalid 'ranges'"):
        pynnet.best_nnet("y ~ x", frame(), size=sparse.eye(12))


def test_a_bar_leaves_no_thread():
    """The library of the bars starts one that watches them and does not end."""
    pytest.importorskip("tqdm")
    import subprocess
    import sys

    code = (
        "import threading, pynnet; d = {'x': [.1, .5, .9] * 4, 'y': [.2, .4, .6] * 4}; "
        "pynnet.tune_nnet('y ~ x', d, size=1, maxit=2, seed=1, progress=True, trace=False); "
        "print(threading.active_count())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split()[-1] == "1"


def test_the_search_refuses_what_is_no_function_or_number():
    """r_bfgs ended in errors of NumPy and Python; the first two are R's words in optim()."""
    square, slope = (lambda x: float(x @ x)), (lambda x: 2 * x)
    for fun, jac, options, words in (
        (lambda x: x, slope, {}, "objective function in optim evaluates to length 2 not 1"),
        (square, lambda _: [1.0], {}, "gradient in optim evaluated to length 1 not 2"),
        (square, slope, {"reltol": np.ones(2)}, "invalid 'reltol'"),
        (square, slope, {"maxit": 5}, "unused argument .maxit = 5.: did you mean 'maxiter'"),
        (square, 5, {}, "invalid 'jac'"),
    ):
        with pytest.raises(pynnet.ArgumentError, match=words):
            pynnet.r_bfgs(fun, [1.0, 2.0], jac=jac, **options)
    with pytest.raises(pynnet.ArgumentError, match="invalid 'x0'"):
        pynnet.r_bfgs(square, [1j], jac=slope)


# ---- Searches: checkpoints, workers, scores


def accuracy_score(y_true, y_pred):
    """Stand for scikit-learn's, which need not be installed."""
    return float(np.mean(y_true == y_pred))


accuracy_score.__module__ = "sklearn.metrics._classification"


def test_a_score_is_not_minimised(monkeypatch):
    """The worst setting was chosen: with 0 iterations nothing is learned, with 100 much is."""
    call = {"size": 2, "maxit": [0, 100], "seed": 1, "decay": 0.01}
    iris = pynnet.load_iris()
    found = pynnet.tune_nnet("Species ~ .", iris, metrics=accuracy_score, **call)
    assert found.best_parameters["maxit"] == 100
    assert found.rewards == ("accuracy_score",)
    with pytest.raises(pynnet.ArgumentError, match="greater_is_better=True"):
        pynnet.tune_nnet("Species ~ .", iris, metrics=lambda t, p: np.mean(t == p), **call)
    control = pynnet.tune_control(error_fun=accuracy_score)
    with pytest.raises(pynnet.ArgumentError, match=r"is no error: .* metrics=accuracy_score"):
        pynnet.tune_nnet("Species ~ .", iris, control=control, **call)
    monkeypatch.setattr(accuracy_score, "__name__", "roc_auc_score")
    with pytest.raises(pynnet.ArgumentError, match="not known to judge labels"):
        pynnet.tune_nnet("Species ~ .", iris, metrics=accuracy_score, **call)


def test_ranges_may_be_given_to_tune_nnet():
    """'multiple values for keyword' came; the grid is that of the names."""
    d = frame()
    call = {"linout": True, "seed": 1, "maxit": 1000, "control": pynnet.tune_control(cross=3)}
    by_name = pynnet.tune_nnet("x ~ z", d, size=[1, 2], decay=[0, 0.1], **call)
    ranges = {"size": [1, 2], "decay": [0, 0.1]}
    by_ranges = pynnet.tune_nnet("x ~ z", d, ranges=ranges, **call)
    assert by_ranges.performances.equals(by_name.performances)
    with pytest.raises(pynnet.ArgumentError, match='"size" matched by multiple'):
        pynnet.tune_nnet("x ~ z", d, size=1, ranges=ranges, **call)


class StratifiedKFold:
    """Stand for scikit-learn's."""

    def split(self, x, _y=None):
        """Give one pair."""
        rows = np.arange(len(x))
        yield rows[10:], rows[:10]


@pytest.mark.parametrize("folds", [20, 2.5, "a", {1: 2}, True, StratifiedKFold()])
def test_folds_that_are_none_are_refused(folds):
    """Bare TypeErrors came."""
    with pytest.raises(pynnet.ArgumentError, match="invalid 'folds'"):
        pynnet.tune_control(folds=folds)


def test_folds_of_a_splitter_are_taken():
    """As a list, or as they come."""
    d = frame()
    for folds in (list(StratifiedKFold().split(d)), StratifiedKFold().split(d)):
        control = pynnet.tune_control(folds=folds)
        found = pynnet.tune_nnet("x ~ z", d, size=1, linout=True, control=control, seed=1)
        assert found.train_ind[0].tolist() == list(range(10, 60))


@pytest.mark.parametrize("labels", [None, float("nan"), pd.NA])
@pytest.mark.parametrize("kind", ["groups", "stratify"])
def test_missing_groups_and_strata_are_refused(kind, labels):
    """Their rows came into any fold, as memory had it, or NumPy's broadcast error came."""
    d = frame()
    d["g"] = pd.Series([labels, *(["a", "b", "c", "d"] * 15)[:59]], dtype=object)
    for given in ("g", d["g"].to_numpy()):
        control = pynnet.tune_control(cross=2, **{kind: given})
        with pytest.raises(pynnet.DataError, match=f"{kind} has missing labels, in 1 of 60"):
            pynnet.tune_nnet("x ~ z", d, size=1, linout=True, control=control)


def test_random_settings_need_no_grid():
    """A billion settings took 7.4 GB; R draws rows from sample(p, k) after the permutation."""
    d = frame(30)
    ranges = {"size": [1, 2], "decay": np.arange(500_000) / 1e6, "maxit": list(range(1, 1001))}
    control = pynnet.tune_control(random=3, sampling="fix")
    found = pynnet.tune("nnet", "x ~ z", d, ranges=ranges, linout=True, control=control, seed=1)
    stream = pynnet.RRandom(1)
    stream.sample(30)
    assert found.performances.index.tolist() == stream.sample(10**9, 3).tolist()
    with pytest.raises(pynnet.ArgumentError, match="the grid has 1000000000 settings, at most"):
        pynnet.tune("nnet", "x ~ z", d, ranges=ranges, linout=True)


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_logical_responses_are_tuned():
    """R takes an error of one's own for nnet, and classes for multinom; here both were refused.

    R: set.seed(1); d <- data.frame(z = runif(30)); d$flag <- runif(30) < d$z; set.seed(2);
    tune(multinom, flag ~ z, data = d, ranges = list(maxit = c(1, 5)), trace = FALSE): 0.1666667,
    maxit 5; tune(nnet, ..., size = 1:2, sampling "fix", mean absolute error): 0.1487232, size 2.
    """
    s = pynnet.RRandom(1)
    d = pd.DataFrame({"z": s.runif(30)})
    d["flag"] = s.runif(30) < d["z"]
    found = pynnet.tune("multinom", "flag ~ z", d, ranges={"maxit": [1, 5]}, trace=False, seed=2)
    assert found.best_parameters == {"maxit": 5}
    assert f"{found.best_performance:.7f}" == "0.1666667"
    control = pynnet.tune_control(sampling="fix", error_fun=lambda t, p: np.mean(np.abs(t - p)))
    found = pynnet.tune("nnet", "flag ~ z", d, ranges={"size": [1, 2]}, control=control, seed=2)
    assert found.best_parameters == {"size": 2}
    assert f"{found.best_performance:.7f}" == "0.1487232"
    with pytest.raises(pynnet.DataError, match="Dependent variable has wrong type!"):
        pynnet.tune("nnet", "flag ~ z", d, ranges={"size": [1, 2]})


_SEARCH = {"size": [1, 2], "decay": 0.1, "linout": True, "maxit": 1000, "seed": 1}


def test_checkpoint_of_another_cost_is_refused(tmp_path):
    """The search went on with the numbers of cost(3)."""

    def cost(weight):
        return lambda t, p: weight * float(np.mean(np.abs(t - p)))

    d, path = frame(), tmp_path / "search"
    call = {**_SEARCH, "checkpoint": path}
    pynnet.tune_nnet("x ~ z", d, control=pynnet.tune_control(cross=3, error_fun=cost(3)), **call)
    before = path.read_bytes()
    assert pynnet.__version__.encode() in before.splitlines()[0]
    pynnet.tune_nnet("x ~ z", d, control=pynnet.tune_control(cross=3, error_fun=cost(3)), **call)
    assert path.read_bytes() == before
    control = pynnet.tune_control(cross=3, error_fun=cost(4))
    with pytest.raises(pynnet.ArgumentError, match="another search, which differs in the metrics"):
        pynnet.tune_nnet("x ~ z", d, control=control, **call)


def test_changed_digit_of_a_checkpoint_is_refused(tmp_path):
    """In 21 of 40 trials other results came."""
    d, path = frame(), tmp_path / "search"
    call = {**_SEARCH, "checkpoint": path}
    call["control"] = pynnet.tune_control(cross=3)
    pynnet.tune_nnet("x ~ z", d, **call)
    whole = path.read_bytes()
    digits = [k for k, byte in enumerate(whole) if chr(byte).isdigit()]
    for place in digits[:: max(1, len(digits) // 60)]:
        other = b"%d" % ((int(chr(whole[place])) + 1) % 10)
        path.write_bytes(whole[:place] + other + whole[place + 1 :])
        changed = path.read_bytes()
        with pytest.raises(pynnet.ArgumentError, match="invalid 'checkpoint'"):
            pynnet.tune_nnet("x ~ z", d, **call)
        assert path.read_bytes() == changed


class Nobody:
    """An executor without workers."""

    def submit(self, *_):
        """Take a call that nobody answers."""
        from concurrent.futures import Future

        return Future()


def test_no_worker_is_said_and_given_up(tmp_path):
    """It waited for ever without a word; the checkpoint stays."""
    d, path = frame(), tmp_path / "search"
    call = {"size": 1, "linout": True, "checkpoint": path, "seed": 1}
    with (
        pytest.warns(pynnet.FitWarning, match="no worker has answered for"),
        pytest.raises(pynnet.WorkerError, match="pass a larger worker_timeout="),
    ):
        pynnet.tune_nnet("x ~ z", d, executor=Nobody(), worker_timeout=0.2, **call)
    assert path.read_bytes().count(b"\n") == 1
    pynnet.tune_nnet("x ~ z", d, **call)


def test_worker_of_another_version_is_refused(monkeypatch):
    """Its numbers were taken, and went into the checkpoint."""
    from concurrent.futures import ThreadPoolExecutor

    from pynnet._network import arithmetic_versions
    from pynnet._tuning.execution import worker

    def of_another(*_):
        return {**arithmetic_versions(), "pynnet": "0.0.1"}

    monkeypatch.setattr(worker, "arithmetic_versions", of_another)
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(pynnet.WorkerError) as caught,
    ):
        pynnet.tune_nnet("x ~ z", frame(), size=1, linout=True, executor=pool)
    assert str(caught.value).startswith(
        f"a worker has pynnet 0.0.1, here is pynnet {pynnet.__version__}: its numbers"
    )


def test_map_of_a_reward_of_ones_own_has_the_best_light():
    """It was drawn dark: only named metrics were known."""
    pytest.importorskip("matplotlib", reason="draws")
    good = pynnet.Metric("good", lambda t, p: -np.mean(np.abs(t - p)), "number", True)
    call = {"size": [1, 2], "decay": [0.1, 1], "linout": True, "maxit": 1000, "seed": 1}
    axes = pynnet.tune_nnet("x ~ z", frame(), metrics=good, **call).plot()
    assert axes.collections[0].get_cmap().name == "viridis"


# ---- Fits in all bits, the random stream, and the kernel


@pytest.fixture(params=["c", "numpy"])
def each_engine(request, monkeypatch):
    """Run the test with each engine; the compiled one where there is one."""
    if request.param == "c" and pynnet.engine() != "c":
        pytest.skip("no compiled kernel")
    monkeypatch.setenv("PYNNET_ENGINE", request.param)
    assert pynnet.engine() == request.param


@pytest.mark.usefixtures("each_engine")
@pytest.mark.filterwarnings("ignore:the fit stopped after 1 iterations:pynnet.FitWarning")
def test_nothing_to_fit_stops_at_the_first_iteration(capsys):
    """It said that it had converged; `maxit`, R's `convergence` and last line are the cases."""
    x = np.arange(10.0)[:, None] / 10
    ended = [(0, 0, "# weights:  4 (0 variable)"), (1, 1, "stopped after 1 iterations")]
    for maxit, convergence, words in [*ended, (2, 0, "converged")]:
        fit = pynnet.nnet(x, x / 2, size=1, Wts=[0.1] * 4, mask=[False] * 4, maxit=maxit)
        assert fit.convergence == convergence
        assert fit.value == float.fromhex("0x1.2fff780e07b4ap+0")
        assert capsys.readouterr().out.splitlines()[-1].strip() == words


AS_IS = {
    "I(g)": "0x1.309cc3e3c55a6p+1 0x1.24c4a726da771p+0 0x1.2e9c649fcd323p+3 0x1.3f034681699e9p+2",
    "I(h)": "0x1.e7cba222585e5p+0 0x1.e5c9edf56b1f7p-1 0x1.da73ce1ccdfb4p+2 0x1.024f5908e59f6p+2",
    "I(cut(x, 3))": "0x1.14726c9bc3b6cp+1 0x1.79ac724dea238p+0 "
    "0x1.1ef64cbb706dep+3 0x1.31ad222b2e618p+2",
    "I(interaction(g, g))": "0x1.4e4e911ddcc42p+1 0x1.4c01567cebd98p+0 "
    "0x1.59b31a99cff6fp+4 0x1.23686a66ce36ap+3",
}
SAME_AS_IS = ["(I(g))", "identity(I(g))", "I(ordered(g))", "as.factor(I(g))", "C(I(g))", "I(C(g))"]
AS_IS |= dict.fromkeys([*SAME_AS_IS, "I(g)[1:10]"], AS_IS["I(g)"])


def as_is_data():
    """Ten rows with text, and factors of three and of two levels."""
    d = pd.DataFrame({"x": np.arange(10) / 10, "text": list("abcabcabcb")})
    return d.assign(g=pd.Categorical(d["text"]), h=pd.Categorical(list("abaabbabab")))


@pytest.mark.parametrize("response", AS_IS)
def test_a_factor_within_I_is_numbers_to_nnet(response):
    """It was fitted as classes; R takes the codes by least squares (its weights)."""
    call = {"size": 1, "seed": 1, "maxit": 20, "trace": False}
    with pytest.warns(pynnet.FitWarning, match=r"beyond \[0, 1\], which logistic outputs cannot"):
        fit = pynnet.nnet(f"{response} ~ x", as_is_data(), **call)
    assert fit.wts.tolist() == [float.fromhex(w) for w in AS_IS[response].split()]
    assert fit.n == (1, 1, 1)
    assert fit.lev is None


@pytest.mark.filterwarnings("ignore:the fit stopped after:pynnet.FitWarning")
def test_what_makes_a_new_factor_or_another_model_has_classes():
    """As in R: `factor()` forgets `I()`, and multinom does not mind it."""
    d = as_is_data()
    for response in ["factor(I(g))", "droplevels(I(g))"]:
        assert pynnet.nnet(f"{response} ~ x", d, size=1, maxit=1, seed=1, trace=False).lev == (
            *"abc",
        )
    fit = pynnet.multinom("I(g) ~ x", d, trace=False)
    assert fit.deviance == pynnet.multinom("g ~ x", d, trace=False).deviance
    assert fit.lev == ("a", "b", "c")  # R: 1, 2, 3
    with pytest.raises(pynnet.DataError, match=r"foreign function call \(arg 2\): .* I\(text\) is"):
        pynnet.nnet("I(text) ~ x", d, size=1, trace=False)


def test_a_response_that_is_always_the_second_level_is_that_level():
    """R codes it as 0 and predicts the other, which no case has."""
    values = {}
    for level in "ab":
        y = pd.Categorical([level] * 4, ["a", "b"])
        d = pd.DataFrame({"x": [1.0, 2, 3, 4], "y": y})
        with pytest.warns(pynnet.RWarning, match="is empty"):
            fit = pynnet.nnet("y ~ x", d, size=1, Wts=[0.1] * 4, trace=False)
        assert fit.lev == ("a", "b")
        assert list(fit.predict(d, type="class")) == [level] * 4
        values[level] = fit.value
    assert values["a"] == float.fromhex("0x1.f917182f105c9p-15")  # R's, for both
    assert values["b"] != values["a"]


RESIZED = """
import threading, time
import numpy as np
from pynnet import nnet, nnet_hess
x = np.random.default_rng(1).random((100_000, 3))
y, refused = x[:, 0].copy(), 0
fit = nnet(x, y, size=2, maxit=2, seed=1, trace=False)
CALLS = {
    "nnet": lambda: nnet(x, y, size=2, maxit=2, seed=1, trace=False, threads=2).wts.tobytes(),
    "predict": lambda: fit.predict(x).tobytes(),
}
going = True

def resize():
    global refused
    while going:
        try:
            x.resize((10, 3), refcheck=False)
            x.resize((100_000, 3), refcheck=False)
            x[:] = values
        except ValueError:
            refused += 1
            time.sleep(0.001)

values = x.copy()
other = threading.Thread(target=resize)
other.start()
for call in [*CALLS.values()] * 6:
    try:
        call()
    except ValueError as error:  # ten rows, between two calls
        assert "must match" in str(error), error
going = False
other.join()
assert refused
"""


@pytest.mark.filterwarnings("ignore:the fit stopped after:pynnet.FitWarning")
def test_arrays_cannot_be_resized_while_they_are_fitted():
    """Another thread that resized x during a fit had the process killed (signal 11)."""
    import subprocess
    import sys
    from pathlib import Path

    root = Path(pynnet.__file__).parent.parent
    run = [sys.executable, "-W", "ignore", "-c", RESIZED]
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_arrays_cannot_be_resized_from_the_trace(monkeypatch):
    """Nor by what is called during the fit; it goes on, and its bits are the same."""
    import sys

    x = pynnet.RRandom(1).runif(600).reshape(200, 3)
    y, w = x[:, 0].copy(), np.ones(200)
    arrays = {"x": x, "y": y, "weights": w}
    expected = pynnet.nnet(x, y, w, size=1, decay=0.1, seed=1, trace=False)
    refused = []

    class Stdout:
        def write(self, text):
            for name, array in arrays.items():
                try:
                    array.resize(3, refcheck=False)
                except ValueError:
                    refused.append(name)
            return len(text)

        def flush(self):
            pass

    monkeypatch.setattr(sys, "stdout", Stdout())
    fit = pynnet.nnet(x, y, w, size=1, decay=0.1, seed=1)
    monkeypatch.undo()
    assert set(refused) == set(arrays)
    assert fit.wts.tobytes() == expected.wts.tobytes()


# R's tune.nnet(I(g) ~ x, data = d, size = 1:2, maxit = 20, tunecontrol = tune.control(cross = 3))
# after set.seed(1), with x <- (0:29)/29, g <- factor(rep(c("a", "b", "c"), 10)), t its text and
# h <- factor(rep(c("a", "b", "b"), 10)): errors, dispersions, weights.
TUNED_AS_IS = {
    "I(g)": "0x1.aaaaaaaaaaaabp+0 0x1.aaaaaaaaaaaabp+0 0x1.b3736eb5fa448p-1 0x1.b3736eb5fa448p-1 "
    "-0x1.8fd27506882fcp+0 -0x1.b1f0834f21ffcp-3 0x1.6e0005d290b4bp+4 0x1.6d844f44eaaa7p+3",
    "I(cut(x, 3))": "0x1.bbbbbbbbbbbbcp+0 0x1.bbbbbd58fbabp+0 0x1.d8f7208e6b82bp-4 "
    "0x1.d8f736ec9524ep-4 -0x1.8f7d579f1452ep+0 -0x1.8ad2aab0d01eap-2 0x1.6dc7f7f03fdc5p+4 "
    "0x1.78bf1aee103ap+3",
    "I(interaction(g, h))": "0x1.b555555555556p+3 0x1.b555555555556p+3 0x1.0a87b486bc49cp+2 "
    "0x1.0a87b486bc49cp+2 -0x1.a028f9fe81fdp+1 -0x1.1596ff49395a6p+0 0x1.a07ed34b9d493p+5 "
    "0x1.a29d03dc23695p+4",
}
TUNED_AS_IS |= dict.fromkeys(["I(factor(t))", "(I(g))"], TUNED_AS_IS["I(g)"])


def searched_data():
    """Thirty rows with text, and factors of three and of two levels."""
    d = pd.DataFrame({"x": np.arange(30) / 29, "t": list("abc") * 10})
    return d.assign(g=pd.Categorical(d["t"]), h=pd.Categorical(list("abb") * 10))


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
@pytest.mark.parametrize("response", TUNED_AS_IS)
def test_a_search_takes_a_factor_within_I_for_numbers(response):
    """It chose by wrong classes what it then fitted to numbers (errors, model: R's)."""
    control = pynnet.tune_control(cross=3)
    call = {"size": [1, 2], "maxit": 20, "control": control, "trace": False}
    found = pynnet.tune_nnet(f"{response} ~ x", searched_data(), seed=1, **call)
    numbers = [*found.performances["error"], *found.performances["dispersion"]]
    expected = [float.fromhex(number) for number in TUNED_AS_IS[response].split()]
    assert [*numbers, *found.best_model.wts] == expected
    assert found.best_model.lev is None


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_other_searches_for_a_factor_within_I():
    """Text predictors (R's bits), rows to predict given (R's bits); multinom is refused as in R."""
    from functools import partial

    d = searched_data().assign(z=lambda d: d["t"])
    call = {"size": [1, 2], "maxit": 20, "trace": False, "seed": 1}
    control = pynnet.tune_control(cross=3)
    found = pynnet.tune_nnet("I(g) ~ x + z", d, control=control, **call)
    expected = ["0x1.aaaab1d5907f8p+0", "0x1.aaaaaaaaaaaabp+0"]
    assert [float(e).hex() for e in found.performances["error"]] == expected
    fixed = pynnet.tune_control(sampling="fix")
    found = pynnet.tune_nnet("I(g) ~ x", d, control=fixed, validation_x=d[:7], **call)
    assert found.performances["error"].tolist() == [float.fromhex("0x1.6db6db6db6db7p+0")] * 2
    with pytest.raises(pynnet.DataError, match="Dependent variable has wrong type!"):
        pynnet.tune(pynnet.multinom, "I(g) ~ x", d, control=control, trace=False)
    for search in [pynnet.tune_nnet, partial(pynnet.tune, pynnet.multinom)]:
        with pytest.raises(pynnet.DataError, match=r"I\(t\) is text within I"):
            search("I(t) ~ x", d, control=control, trace=False)


@pytest.mark.parametrize("formula", [True, False])
@pytest.mark.parametrize("numeric", [True, False])
def test_rows_to_predict_have_a_response_of_the_same_kind(formula, numeric):
    """Labels where the data have numbers gave ValueError or TypeError of NumPy."""
    d = searched_data()
    y, other = (d["x"], d["t"]) if numeric else (d["g"], d["x"])
    given = d.assign(y=y), d.assign(y=other)
    if formula:
        data, new = ("y ~ x", given[0]), {"validation_x": given[1]}
    else:
        data = d[["x"]], y
        new = {"validation_x": d[["x"]], "validation_y": other}
    fixed = pynnet.tune_control(sampling="fix")
    with pytest.raises(pynnet.DataError, match=r"has wrong type!|new levels 0, 0\.03"):
        pynnet.tune_nnet(*data, **new, size=1, control=fixed, trace=False, seed=1)


# ---- Random calls compared with R


def test_names_in_tables_of_tests_are_bare():
    """R shows a variable alone by its name, without the backquotes that it has within a term."""
    d = pd.DataFrame({"my y": list("abc") * 10, "my var": np.arange(1.0, 31)})
    d["z"] = [1.0, 3, 2, 4, 1] * 6
    fit = pynnet.multinom("`my y` ~ `my var`", d, trace=False)
    lines = str(fit.anova(fit.update(". ~ . + z"))).splitlines()
    assert lines[2] == "Response: my y"
    assert lines[4].startswith("1       my var  ")
    assert lines[5].startswith("2 `my var` + z  ")


def test_step_writes_out_the_dot():
    """R's step() puts the model it began with into the call, whether or not it changes it."""
    d = pd.DataFrame({"y": list("abc") * 10, "x": [1.0, 3, 2, 4, 1] * 6, "z": np.arange(30.0)})
    fit = pynnet.multinom("y ~ . - z", d, trace=False)
    assert str(fit.call) == "multinom(formula = y ~ . - z, data = d, trace = FALSE)"
    chosen = fit.step(trace=0, steps=0)
    assert str(chosen.call) == "multinom(formula = y ~ (x + z) - z, data = d, trace = FALSE)"
    assert chosen.wts.tolist() == fit.wts.tolist()


@pytest.mark.parametrize(
    ("level", "names"),
    [(0, ["1", "2", "3"]), (1, ["x", "z", ""]), (2, ["x", "z", "log(z) + x..."])],
)
def test_deparse_level_says_which_columns_have_names(level, names):
    """cbind() took it for a column; the names are R's."""
    call = f"cbind(x, z, log(z) + x^2, deparse.level = {level})"
    X = pynnet.model_matrix(f"~ 0 + {call}", {"x": [1.0, 2, 3], "z": [3.0, 1, 2]})
    assert list(X.columns) == [call + name for name in names]
    assert X.iloc[:, 2].tolist() == [np.log(3.0) + 1, 4, np.log(2.0) + 9]


def test_computed_text_of_missing_rows_is_missing():
    """R refuses the row: its text is logical, as it is missing."""
    d = pd.DataFrame({"y": [0.0, 1, 0, 1], "x": [-1.0, 2, -3, 4]})
    fit = pynnet.nnet("y ~ ifelse(x > 0, 'a', 'b')", d, size=1, maxit=0, trace=False, seed=1)
    assert fit.predict(pd.DataFrame({"x": [np.nan, np.nan]})).isna().tolist() == [True, True]


def test_of_two_faults_one_is_named():
    """Each alone is named in R's words; together R names the number of weights."""
    d = pd.DataFrame({"y": list("ab") * 4, "x": np.arange(8.0)})
    with pytest.raises(pynnet.ArgumentError, match="requires at least two response categories"):
        pynnet.nnet("y ~ x", d, size=5, softmax=True, MaxNWts=10)
    with pytest.raises(pynnet.PynnetError, match=r"too many \(16\) weights"):
        pynnet.nnet("y ~ x", d, size=5, MaxNWts=10)
    with pytest.raises(pynnet.ArgumentError, match="invalid weights vector"):
        pynnet.nnet(d[["x"]], d["x"], size=1, weights=[np.nan, *[1.0] * 7])


def test_likelihood_ratio_tests_see_the_rows_that_the_fit_left_out():
    """What depends on the data, as scale(), was computed anew from the rows fitted: other models.

    In R, with d$Petal.Width[c(3, 77, 130)] <- NA: deviance(update(fit, . ~ . - term, subset =
    setdiff(31:130, c(77, 130)))) - deviance(fit) for each term of fit <- multinom(Species ~
    scale(Petal.Length) + I(Sepal.Length > mean(Sepal.Length)) + Petal.Width, d, subset = 31:130,
    maxit = 5).
    """
    d = pynnet.load_iris()
    d.iloc[[2, 76, 129], d.columns.get_loc("Petal.Width")] = np.nan
    formula = "Species ~ scale(Petal.Length) + I(Sepal.Length > mean(Sepal.Length)) + Petal.Width"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pynnet.FitWarning)  # it stops early, so that all counts
        fit = pynnet.multinom(formula, d, subset=range(30, 130), maxit=5, trace=False)
        found = fit.lr_tests()["statistic"]
    right = ["-0x1.1f5a58ff8a018p+4", "0x1.4aea1414a7efp+2", "-0x1.29b9c62f95c8p+5"]
    assert found.tolist() == [float.fromhex(value) for value in right]


# ---- Versions of R


@pytest.mark.parametrize(
    ("version", "deviance", "edf"),
    [("4.2", "0x1.6c65d3fe31f59p+8", 6), ("4.5", "0x1.6c42c07224b7dp+8", 8)],
)
def test_splines_of_many_zeros_are_those_of_either_r(version, deviance, edf):
    """Users of R 4.5 saw edf 6. R: sprintf("%a", multinom(race ~ ns(ftv, 3), birthwt)$deviance)."""
    from compat.cases import read_data

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fit = pynnet.multinom("race ~ ns(ftv, 3)", read_data("birthwt"), trace=False,
                              r_version=version)  # fmt: skip
    assert (fit.deviance.hex(), fit.edf) == (deviance, edf)
    moved = [str(w.message) for w in caught if w.category is pynnet.RWarning]
    words = "shoving 'interior' knots matching boundary knots to inside"
    assert moved == ([words] if version == "4.5" else [])


def test_information_tells_an_r_with_another_blas(monkeypatch, capsys, tmp_path):
    """An R on OpenBLAS was shown as any other, though its poly() has other bits."""
    from pynnet._network import libm_values
    from pynnet._shell import information as door

    numbers = [*libm_values(), *door._sums_of_blas()]
    vectors = door._vectors_of_lapack(True)
    for change, words, of_lapack in (
        (0.0, "it adds as R's own", "PYNNET_LAPACK=3.12.1 adds as it does"),
        (2**-52, "it adds in another order", "it adds in an order that is not known"),
    ):
        shown = [*numbers[:-1], numbers[-1] * (1 + change), *vectors[:-1], vectors[-1] + change]
        lines = ["R version 4.5.0", "nnet 7.3-20", "/lib/blas", "", *map(float.hex, shown)]
        (tmp_path / "answer").write_text("\n".join(lines))
        (tmp_path / "Rscript").write_text(f"#!/bin/sh\ncat {tmp_path}/answer\n")
        (tmp_path / "Rscript").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        door.print_information()
        *_, lapack, blas = capsys.readouterr().out.splitlines()
        assert words in blas
        assert f"R's LAPACK: its own; {of_lapack}" in lapack


@pytest.mark.parametrize(
    ("text", "value"),
    # as.numeric(text) in R 4.5.0, by sprintf("%a")
    [("0x1p3", 8.0), ("0X1.8P2", 6.0), ("-0x1.8", -1.5), ("0x1p2000", np.inf), ("0x1f", 31.0)],
)
def test_hexadecimal_text_is_a_number(text, value):
    """Exponents and fractions were missing values; a number too large ended in OverflowError."""
    made = pynnet.model_matrix("~ as.numeric(h)", {"h": [text, "0x" + "f" * 400]})
    assert made.iloc[:, 1].tolist() == [value, np.inf]


def test_unused_base_is_named_as_r_names_it():
    """R: C(g, sum, base = 2) stops with "unused argument (base = 2)"; the value was left out."""
    with pytest.raises(pynnet.FormulaError, match=r"^unused argument \(base = 2\)"):
        pynnet.model_matrix("~ C(g, sum, base = 2)", {"g": pd.Categorical(list("abc"))})


# ---- R's printing


def test_tables_and_frames_print_as_in_r(capsys):
    """Moved scripts differed only in how pandas prints. R: table(truth, guess); data.frame(…)."""
    truth, guess = pd.Series(list("abb"), name="truth"), pd.Series([1, 2, 2], name="guess")
    pynnet.show(pd.crosstab(truth, guess))
    pynnet.show(pd.DataFrame({"x": [0.5, 12, np.nan], "g": ["u", None, "v"]}))
    table = ["     guess", "truth 1 2", "    a 1 0", "    b 0 2"]
    frame = ["     x    g", "1  0.5    u", "2 12.0 <NA>", "3   NA    v"]
    assert capsys.readouterr().out.splitlines() == table + frame


def test_korean_letters_put_together_do_not_move_columns():
    """R takes vowels and final consonants to have no width of their own; columns were moved.

    R: multinom(g ~ x, d, trace = FALSE).
    """
    levels = ["b", "\u1112\u1161\u11ab", "\u540d"]  # the second is one syllable
    g = pd.Categorical([levels[1], "b", levels[2]] * 3, levels)
    text = str(pynnet.multinom("g ~ x", {"x": [0, 1, 2, 3, 4, 5, 1, 2, 4], "g": g}, trace=False))
    assert text.split("\n")[3:7] == [
        "Coefficients:",
        "   (Intercept)          x",
        f"{levels[1]}    1.092088 -0.6078827",
        f"{levels[2]}   -2.206008  0.7270713",
    ]


def test_numbers_whose_power_r_rounds_have_its_digits():
    """R: factor(9.999999925494195e-11) has the level 9.9999999254942e-11; a digit was too many."""
    matrix = pynnet.model_matrix("~ factor(x)", {"x": [1.0, 9.999999925494195e-11]})
    assert matrix.columns[1:].tolist() == ["factor(x)1"]
    matrix = pynnet.model_matrix("~ factor(x) - 1", {"x": [1.0, 9.999999925494195e-11]})
    assert matrix.columns[0] == "factor(x)9.9999999254942e-11"


def test_remainders_of_integers_of_other_lengths():
    """R: 1:6 %% c(2L, 0L) is 1 NA 1 NA 1 NA; the shorter is repeated before zeros are looked for.

    Nothing by anything is nothing, and too short to be a column.
    """
    data = pd.DataFrame({"k": range(1, 7)})
    found = pynnet.model_frame("~ I(k %% c(2L, 0L)) + I(k %/% c(2L, 0L))", data, na_action="pass")
    assert found.fillna(-1).to_numpy().T.tolist() == [[1, -1] * 3, [0, -1, 1, -1, 2, -1]]
    for operator in ("%%", "%/%"):
        with pytest.raises(pynnet.DataError, match="variable lengths differ"):
            pynnet.model_frame(f"~ k + I(integer() {operator} k)", data)


# ---- R's verbs on values


def test_data_scaled_outside_of_a_formula_give_r_s_fit():
    """Scaled by pandas, the fit of Pima.tr on the page had other weights than R's.

    R: mu <- colMeans(x); s <- apply(x, 2, sd); scale(x, mu, s); sprintf("%a", fit$wts[c(1, 28)])
    """
    from pathlib import Path

    from pynnet import scale
    from pynnet.r import colMeans, sd

    data = Path(__file__).parent.parent / "docs" / "data" / "Pima.tr.csv"
    tr = pd.read_csv(data, index_col=0)
    x = tr.columns[:7]
    numbers = scale(tr[x], colMeans(tr[x]), tr[x].apply(sd))
    data = numbers.assign(type=tr["type"])
    fit = pynnet.nnet("type ~ .", data, size=3, decay=0.1, maxit=500, trace=False, seed=99)
    assert [fit.wts[0].hex(), fit.wts[27].hex()] == [
        "0x1.3927b215ff825p+0",
        "-0x1.0092d385af134p+2",
    ]


def test_product_of_several_arguments_is_rounded_for_each():
    """R: sprintf("%a", prod(c(-0.9, 0.18, 1.59), c(-1.13, -0.08, 0.13))); it ended in ...3e."""
    formula = "~ I(x * prod(c(-0.9, 0.18, 1.59), c(-1.13, -0.08, 0.13)))"
    made = pynnet.model_matrix(formula, {"x": [1.0, 1.0]})
    assert made.iloc[0, 1].hex() == "-0x1.8cc3f4944293fp-9"


def test_quantile_just_below_a_value_is_that_value():
    """R: quantile(x, 0.5, type = 8) of 11 numbers is the sixth; its last bits were others."""
    numbers = [-7.0, 3, -7, -4, -9, 0, 4, -7, 0, -6, 0]
    made = pynnet.model_matrix("~ I(x - x + quantile(x, 0.5, type = 8))", {"x": numbers})
    assert made.iloc[0, 1] == -4.0
