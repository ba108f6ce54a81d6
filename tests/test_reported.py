"""What users reported: what they saw, the right value, and where that comes from."""

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


def test_no_rows_and_rows_without_any_text_are_predicted():
    """Both were refused: "fitted with type character but type numeric was supplied"."""
    d = frame().assign(g=list("pqr") * 20)
    fit = pynnet.multinom("y ~ log(x) + g", d, trace=False)
    assert fit.predict(d[:0], "probs").shape == (0, 3)
    assert fit.predicted_probabilities(newdata=d[:0]).empty
    for missing in ([None], [np.nan], pd.array([None], dtype="string")):
        assert fit.predict({"x": [0.5], "g": missing}, "probs").isna().all(axis=None)
        assert fit.predict({"x": missing, "g": ["p"]}, "probs").isna().all(axis=None)


def test_a_number_that_is_only_cut_is_no_set_of_categories():
    """It had a contrast for each value; an unknown value named them all, in 80 kB."""
    d = frame()
    fit = pynnet.multinom("y ~ cut(x, c(-1, 0.5, 2))", d, decay=0.01, trace=False)
    assert len(fit.predicted_probabilities({"x": [0.1234, 0.9]})) == 6
    assert len(fit.marginal_effects({"x": [0.2, 0.8]})) == 3
    with pytest.raises(pynnet.FormulaError) as error:
        fit.marginal_effects()
    assert len(str(error.value)) < 300


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
    from pynnet._multinom import separation

    def no_memory(*_):
        raise MemoryError

    monkeypatch.setattr(separation, "possible_classes", no_memory)
    with pytest.warns(pynnet.FitWarning, match="not checked for separated classes: MemoryError"):
        fit = pynnet.multinom("Species ~ Petal.Length", pynnet.load_iris(), trace=False, maxit=500)
    assert fit.edf == 4


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


# ---- The language of formulas, and its limits


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


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
