"""PMML: every network of the comparison with R, by an evaluator of our own and by JPMML."""

from xml.etree.ElementTree import fromstring

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, load_iris, multinom, nnet
from tests.export.pmml_evaluator import Evaluator, tag
from tests.export.scoring import by_pmml, expected
from tests.export.test_scoring import DATA, QUIET, TERMS, faults_of, fitted_term, rows_beyond

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")


def by_ourselves(document):
    """A function that scores a row."""
    return Evaluator(document).score


def test_every_network_is_the_same(fitted):
    """Outputs of every case within 1e-12, and the classes."""
    faults = [
        fault
        for name, fit, data, wanted in fitted
        for fault in faults_of(name, by_pmml(fit, data, by_ourselves), wanted, 1e-12)
    ]
    assert not faults


def test_every_network_is_the_same_for_jpmml(fitted, jpmml):
    """JPMML finds them valid, and gives the same."""
    faults = [
        fault
        for name, fit, data, wanted in fitted
        for fault in faults_of(name, by_pmml(fit, data, jpmml), wanted, 1e-12)
    ]
    assert not faults


@pytest.mark.parametrize("term", TERMS)
def test_terms(term):
    """A term gives the same, also for rows beyond those fitted and for missing values."""
    fit, data = fitted_term(term)
    new = rows_beyond(data, term)
    assert not faults_of(term, by_pmml(fit, new, by_ourselves), expected(fit, new), 1e-12)


@pytest.mark.parametrize("term", TERMS)
def test_terms_for_jpmml(term, jpmml):
    """JPMML finds a term valid, and gives the same."""
    fit, data = fitted_term(term)
    new = rows_beyond(data, term)
    assert not faults_of(term, by_pmml(fit, new, jpmml), expected(fit, new), 1e-12)


def model_of(fit):
    """The model in the document of a fit, and its regression tables by their classes."""
    names = ("RegressionModel", "NeuralNetwork")
    (model,) = (one for one in fromstring(fit.to_pmml()) if one.tag in map(tag, names))
    tables = {t.get("targetCategory"): t for t in model.iter(tag("RegressionTable"))}
    return model, tables


def test_multinomial_models_are_regression_models():
    """A table for each class, with the fit's coefficients beside the names of their fields."""
    iris = load_iris().assign(g=list("abc") * 50)
    fit = multinom("Species ~ Petal.Width + g + log(Petal.Length):g", iris, trace=False, maxit=20)
    model, tables = model_of(fit)
    assert model.tag == tag("RegressionModel")
    assert model.get("normalizationMethod") == "softmax"
    reference, *others = tables.values()
    assert list(tables) == ["setosa", "versicolor", "virginica"]
    assert float(reference.get("intercept")) == 0.0
    assert not len(reference)
    for table, row in zip(others, fit.coef().to_numpy().tolist(), strict=True):
        assert [float(table.get("intercept"))] == row[:1]
        assert [float(p.get("coefficient")) for p in table] == row[1:]
        assert [p.tag.partition("}")[2] for p in table] == [
            *["NumericPredictor", "CategoricalPredictor", "CategoricalPredictor"],
            *["PredictorTerm"] * 3,
        ]
        assert [p.get("value") for p in table[1:3]] == ["b", "c"]
        assert [f.get("field") for f in table[3]] == ["g is a", "log(Petal.Length)"]


def test_two_classes_have_two_tables():
    """The probabilities are multinom's: exactly 0 and 1 where it cuts off."""
    data = DATA.assign(y=["p", "q"] * 4)
    fit = multinom("y ~ x", data, trace=False, maxit=20)
    _, tables = model_of(fit)
    assert [float(t.get("intercept")) for t in tables.values()] == [0.0, fit.coef().iloc[0]]
    assert [p.get("name") for p in tables["p"]] == ["above 15"]
    assert [p.get("name") for p in tables["q"]] == ["x", "below -15"]
    far = pd.DataFrame({"x": np.linspace(-400, 400, 801)})
    wanted = expected(fit, far)
    assert {0.0, 1.0} < set(wanted[0].ravel())
    assert not faults_of("far", by_pmml(fit, far, by_ourselves), wanted, 1e-12)
    _, tables = model_of(multinom("y ~ g", data, trace=False, maxit=20))
    assert [p.get("name") for p in tables["p"]] == []


SHARED = ("y ~ g", "y ~ g + t", "y ~ t + x:g", "y ~ C(factor(g), contr.sum) * t", "y ~ 1")


def faults_of_gaps(formula, scorer):
    """What differs where factors and logical columns are missing, for two classes and for three."""
    data = DATA.assign(y=list("pqrpqrpq"))
    new = rows_beyond(data)
    new["t"] = new["t"].astype("boolean").where(new.index != 0)
    for response, maxit in (("y", 20), ("I(y == 'q')", 20), ("I(y == 'q')", 0)):
        fit = multinom(formula.replace("y", response, 1), data, trace=False, maxit=maxit)
        yield from faults_of(formula, by_pmml(fit, new, scorer), expected(fit, new), 1e-12)


@pytest.mark.parametrize("formula", SHARED)
def test_rows_that_are_not_complete_have_no_probabilities(formula):
    """A missing factor is no reference level, of which PMML would make it."""
    assert not list(faults_of_gaps(formula, by_ourselves))


@pytest.mark.parametrize("formula", SHARED)
def test_rows_that_are_not_complete_have_none_for_jpmml(formula, jpmml):
    """JPMML says so too."""
    assert not list(faults_of_gaps(formula, jpmml))


def test_networks_without_hidden_units():
    """They are regression models where they choose a class, and networks where they do not."""
    data = DATA.assign(y=list("pqrpqrpq"))
    options = {"size": 0, "skip": True, "decay": 0.1, **QUIET}
    assert len(model_of(nnet("y ~ x + g", data, **options))[1]) == 3
    assert len(model_of(nnet("t ~ x + g", data, **options))[1]) == 0
    assert len(model_of(nnet("n ~ x + g", data, linout=True, **options))[1]) == 0


def test_levels_that_were_not_fitted_are_missing():
    """So are all outputs, but where the formula only asks whether it is another text."""
    new = DATA.iloc[:2].assign(g=["a", "never seen"])
    score = by_ourselves(nnet("y ~ x + g", DATA, size=1, **QUIET).to_pmml())
    answers = [score(row) for row in new[["x", "g"]].to_dict("records")]
    assert answers[0]["class"] in ("p", "q")
    assert answers[1] == {}
    model = multinom("y ~ x + g", DATA, decay=0.1, trace=False)
    score = by_ourselves(model.to_pmml())
    assert [bool(score(row)) for row in new[["x", "g"]].to_dict("records")] == [True, False]
    fit = nnet("y ~ x + I(g == 'a')", DATA, size=1, **QUIET)
    assert not faults_of("open", by_pmml(fit, new, by_ourselves), expected(fit, new), 1e-12)


def test_names_that_meet_get_numbers():
    """A column may be called as the response, as an output, as a term, or be written oddly."""
    columns = ["class", "probability(p)", "log(x)", 'a<b&"c"', "x\ny", "年齢", "part"]
    data = DATA[["x", "y"]].assign(**{name: DATA.x + k for k, name in enumerate(columns)})
    fit = nnet("y ~ . + log(x + 2)", data, size=1, decay=0.1, **QUIET)
    found = by_pmml(fit, data, by_ourselves)
    assert not faults_of("names", (found[0], None), (expected(fit, data)[0], None), 1e-12)


def test_what_xml_cannot_hold_is_refused():
    """Characters that no XML has end in an error that says which name."""
    data = DATA.rename(columns={"x": "x\x01"})
    with pytest.raises(DataError, match="PMML cannot hold the text"):
        nnet("y ~ .", data[["x\x01", "y"]], size=1, **QUIET).to_pmml()
