"""R's generic functions of fits: what they ask, in R's text and R's words."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, FitWarning, RWarning, load_iris, multinom, nnet, r

from ..support import assert_same_bits


@pytest.fixture(scope="module")
def data():
    """The iris data with the species as numbers and as truths, too."""
    iris = load_iris()
    codes = iris["Species"].cat.codes
    return iris.assign(k=codes + 1, late=codes == 2)


@pytest.fixture(scope="module")
def small(data):
    return multinom("k ~ Petal.Width", data, decay=0.1, trace=False)


@pytest.fixture(scope="module")
def large(data):
    return multinom("k ~ Petal.Width + Sepal.Width", data, decay=0.1, trace=False)


@pytest.fixture(scope="module")
def network(data):
    return nnet("factor(k) ~ Petal.Width", data, size=1, decay=0.1, trace=False, seed=1)


def test_classes_are_rs_text(data, small, network):
    """Of a model a factor with the text of R's levels, of a network text; missing stays missing."""
    new = data.iloc[[0, 60, 120]].assign(**{"Petal.Width": [0.2, np.nan, 2.0]})
    of_model = r.predict(small, new)
    assert list(of_model.categories) == ["1", "2", "3"]
    assert of_model.tolist() == ["1", np.nan, "3"]
    assert isinstance(of_model, pd.Categorical)
    assert r.predict(network, new, "class").tolist() == ["1", None, "3"]
    truths = multinom("late ~ Petal.Width", data, decay=0.1, trace=False)
    assert r.predict(truths, new.iloc[[0, 2]], type="class").tolist() == ["FALSE", "TRUE"]
    assert truths.predict(new.iloc[[0, 2]]).tolist() == [False, True]


def test_numbers_are_those_of_the_methods(data, small, network):
    """Outputs, probabilities, coefficients, residuals, measures of fit."""
    for mine, theirs in [
        (r.predict(small, data, "probs"), small.predict(data, "probs")),
        (r.predict(network), network.predict()),
        (r.coef(small), small.coef()),
        (r.coef(small.summary()), small.summary().coefficients),
        (r.coef(network), network.coef()),
        (r.residuals(network), network.residuals),
        (r.fitted(small), small.fitted_values),
        (r.vcov(small), small.vcov()),
        (r.confint(small).to_frame(), small.confint().to_frame()),
        (r.deviance(small), small.deviance),
        (r.logLik(small), small.logLik()),
        (r.extractAIC(small, k=3), small.extractAIC(3)),
        (r.AIC(small), small.AIC),
        (r.BIC(small), small.BIC),
    ]:
        assert_same_bits(np.asarray(mine, dtype=float), np.asarray(theirs, dtype=float))
    assert r.deviance(network) is None  # R's NULL
    assert r.formula(network) == "factor(k) ~ Petal.Width"


def test_models_are_compared_and_fitted_again(small, large):
    """anova, update, step, drop1 and add1 print what the methods print."""
    assert str(r.anova(small, large)) == str(small.anova(large))
    assert str(r.drop1(large, trace=False)) == str(large.drop1(trace=False))
    scope = "~ . + Sepal.Length"
    assert str(r.add1(large, scope, trace=False)) == str(large.add1(scope, trace=False))
    assert r.formula(r.step(large, trace=0)) == large.step(trace=0).formula
    assert r.formula(r.update(large, ". ~ . - Sepal.Width", trace=False)) == small.formula


def test_criteria_of_several_models_are_a_table(data, small, large):
    """R names the rows by the arguments, here by the variables that hold the models."""
    table = r.AIC(small, large, k=3)
    assert list(table.index) == ["small", "large"]
    assert table["df"].tolist() == [4, 6]
    assert table["AIC"].tolist() == [r.AIC(small, k=3), r.AIC(large, k=3)]
    assert list(r.BIC(small, [large][0]).columns) == ["df", "BIC"]
    assert list(r.AIC(*[multinom("k ~ 1", data, trace=False) for _ in "ab"]).index) == ["1", "2"]
    half = multinom("k ~ 1", data.iloc[::2], trace=False)
    with pytest.warns(RWarning, match=r"^models are not all fitted to the same number of obs"):
        r.AIC(half, large)


@pytest.mark.parametrize("name", ["logLik", "vcov", "AIC", "BIC", "confint", "extractAIC", "step"])
def test_what_a_network_lacks_is_refused_in_rs_words(data, network, name):
    """R's error names the function and the class."""
    method = "logLik" if name in ("AIC", "BIC") else name
    words = rf"no applicable method for '{method}' applied to an object of class \"c\('nnet.formu"
    with pytest.raises(ArgumentError, match=words):
        getattr(r, name)(network)
    x, y = data[["Petal.Width"]], data[["late"]]
    arrays = nnet(x, y, size=1, decay=0.1, trace=False, seed=1)
    with pytest.raises(ArgumentError, match='of class "nnet"'):
        getattr(r, name)(arrays)
    with pytest.raises(ArgumentError, match='of class "DataFrame"'):
        getattr(r, name)(pd.DataFrame())
    with pytest.raises(ArgumentError, match=r"^invalid formula"):
        r.formula(arrays)


def test_formulas_print_what_r_keeps_of_them(capsys):
    """R: print(formula(fit)) of multinom(tension ~ log(breaks) * wool, warpbreaks, weights = w)."""
    frame = pd.DataFrame({"y": list("abcabc"), "x": [1.0, 2, 4, 3, 5, 2], "w": [1] * 6})
    frame["g"] = pd.Categorical(list("uvvuuv"))
    fit = multinom("y ~ log(x) * g - 1", frame, weights="w", decay=0.1, trace=False)
    found = r.formula(fit)
    assert (found, pickle.loads(pickle.dumps(found))) == (fit.formula, fit.formula)
    r.show(pickle.loads(pickle.dumps(found)))
    assert (
        capsys.readouterr().out
        == """\
y ~ log(x) * g - 1
attr(,"variables")
list(y, log(x), g)
attr(,"factors")
       log(x) g log(x):g
y           0 0        0
log(x)      1 0        1
g           0 1        1
attr(,"term.labels")
[1] "log(x)"   "g"        "log(x):g"
attr(,"order")
[1] 1 1 2
attr(,"intercept")
[1] 0
attr(,"response")
[1] 1
attr(,"predvars")
list(y, log(x), g)
attr(,"dataClasses")
          y      log(x)           g   (weights)\x20
"character"   "numeric"    "factor"   "numeric"\x20
"""
    )


def test_formulas_without_terms_and_with_offsets_print_as_in_r(capsys):
    """R: factors are integer(0) where there are no terms; the number of the offset."""
    frame = pd.DataFrame({"y": [0.1, 0.5, 0.4], "x": [1.0, 2, 4]})
    with pytest.warns(FitWarning, match="no inputs"):
        fit = nnet("y ~ 1", frame, size=1, maxit=0, trace=False, seed=1)
    r.show(r.formula(fit))
    printed = capsys.readouterr().out
    assert 'attr(,"factors")\ninteger(0)\nattr(,"term.labels")\ncharacter(0)\n' in printed
    counts = pd.DataFrame({"y": list("abab"), "x": [1.0, 2, 4, 3]})
    fit = multinom("y ~ x + offset(x)", counts, decay=0.1, trace=False)
    r.show(r.formula(fit))
    assert 'list(y, x, offset(x))\nattr(,"offset")\n[1] 3\n' in capsys.readouterr().out


def test_steps_print_what_r_prints(small, capsys):
    """R: step(fit, trace = 0) leaves the lines that begin with "trying"; False nothing."""
    r.step(small, trace=0)
    assert capsys.readouterr().out == "trying - Petal.Width \n"
    r.step(small, trace=False)
    assert capsys.readouterr().out == ""


def test_formulas_print_what_calls_remember(data, capsys):
    """R: print(formula(multinom(k ~ poly(Petal.Width, 1), data))), its predvars."""
    fit = multinom("k ~ poly(Petal.Width, 1)", data, decay=0.1, trace=False)
    r.show(r.formula(fit))
    remembered = (
        "list(k, poly(Petal.Width, 1, coefs = list(alpha = 1.19933333333333, \n"
        "    norm2 = c(1, 150, 86.5699333333333))))\n"
    )
    assert f'attr(,"predvars")\n{remembered}' in capsys.readouterr().out


LRTEST = """\
Likelihood ratio test

Model 1: k ~ Petal.Width + Sepal.Width
Model 2: k ~ Sepal.Width
Model 3: k ~ 1
  #Df   LogLik Df   Chisq Pr(>Chisq)    
1   6  -43.558                          
2   4 -145.203 -2 203.290  < 2.2e-16 ***
3   2 -164.792 -2  39.178  3.108e-09 ***
---
Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1
"""  # noqa: W291 - as lmtest prints


def test_likelihood_ratio_tests_print_as_lmtest(large, capsys):
    """R: lmtest's lrtest(large, . ~ . - Petal.Width, 1)."""
    r.show(r.lrtest(large, ". ~ . - Petal.Width", 1))
    assert capsys.readouterr().out == LRTEST


def test_models_of_likelihood_ratio_tests(data, small, large):
    """Models, terms by name, or the intercept alone; of the same rows where some are missing."""
    assert r.lrtest(small, large).table["#Df"].tolist() == [4, 6]
    assert r.lrtest(large, ["Petal.Width", "Sepal.Width"]).table["#Df"].tolist() == [6, 2]
    assert (
        r.lrtest(large, small).table["Chisq"][2] == r.lrtest(large, "Sepal.Width").table["Chisq"][2]
    )
    gaps = data.assign(w=data["Sepal.Width"].where(data["Sepal.Width"] != 3.0))
    fit = multinom("k ~ Petal.Width + w", gaps, decay=0.1, trace=False)
    complete = multinom("k ~ Petal.Width", gaps.dropna(), decay=0.1, trace=False)
    assert r.lrtest(fit, "w").table["LogLik"][2] == float(complete.logLik())
    with pytest.raises(ArgumentError, match="models were not all fitted to the same size"):
        r.lrtest(fit, small)


def test_bad_models_of_likelihood_ratio_tests(data, large, network):
    """In R's words; of other responses there is a warning, which R does not give."""
    with pytest.raises(ArgumentError, match=r"^empty model specification: terms .* “zz”"):
        r.lrtest(large, "zz")
    with pytest.raises(ArgumentError, match="values have to be >=1"):
        r.lrtest(large, 0)
    with pytest.raises(ArgumentError, match=r"^no applicable method for 'logLik'"):
        r.lrtest(network)
    with pytest.raises(ArgumentError, match=r"^no applicable method for 'logLik'"):
        r.lrtest(large, network)
    with pytest.warns(RWarning, match="not in the model: “zz”"):
        r.lrtest(large, ["Sepal.Width", "zz"])
    other = multinom("late ~ Petal.Width", data, decay=0.1, trace=False)
    with pytest.warns(FitWarning, match="different responses"):
        r.lrtest(large, other)


def test_number_of_observations(large, network):
    """R: nobs(logLik(fit)); it has none of a network."""
    assert r.nobs(large) == r.nobs(r.logLik(large)) == 150
    weighted = large.update(weights=np.full(150, 0.5))
    assert r.nobs(weighted) == 75
    with pytest.raises(ArgumentError, match=r"^no 'nobs' method is available"):
        r.nobs(network)
