"""What users reported: what they saw, the right value, and where that comes from."""

import copy
import pickle

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


# ---- Advice costs little; rank, covariance, memory


# ---- The language of formulas, and its limits


# ---- Functions of formulas, argument by argument


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
