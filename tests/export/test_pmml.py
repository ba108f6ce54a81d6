"""PMML: every network of the comparison with R, by an evaluator of our own and by JPMML."""

import io
import zipfile
from pathlib import Path

import pytest

from pynnet import DataError, nnet
from tests.export.pmml_evaluator import Evaluator
from tests.export.scoring import by_pmml, expected
from tests.export.test_scoring import DATA, QUIET, TERMS, faults_of, fitted_term, rows_beyond

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")


def by_ourselves(document):
    """A function that scores a row."""
    return Evaluator(document).score


@pytest.fixture(scope="module")
def jpmml():
    """JPMML's evaluator of Python, which needs Java; and the schema of PMML 4.4 beside it."""
    reason = "JPMML is not installed: pip install jpmml-evaluator lxml, and Java"
    package = pytest.importorskip("jpmml_evaluator", reason=reason)
    etree = pytest.importorskip("lxml.etree", reason=reason)
    (model,) = (Path(package.__file__).parent / "dependencies").glob("pmml-model-[0-9]*.jar")
    with zipfile.ZipFile(model) as jar:
        schema = etree.XMLSchema(etree.parse(io.BytesIO(jar.read("pmml.xsd"))))

    def scorer(document):
        schema.assertValid(etree.fromstring(document.encode()))
        return package.make_evaluator(document.encode(), backend="pyjnius").evaluate

    return scorer


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
    new = rows_beyond(data)
    assert not faults_of(term, by_pmml(fit, new, by_ourselves), expected(fit, new), 1e-12)


@pytest.mark.parametrize("term", TERMS)
def test_terms_for_jpmml(term, jpmml):
    """JPMML finds a term valid, and gives the same."""
    fit, data = fitted_term(term)
    new = rows_beyond(data)
    assert not faults_of(term, by_pmml(fit, new, jpmml), expected(fit, new), 1e-12)


def test_levels_that_were_not_fitted_are_missing():
    """So are all outputs, but where the formula only asks whether it is another text."""
    new = DATA.iloc[:2].assign(g=["a", "never seen"])
    score = by_ourselves(nnet("y ~ x + g", DATA, size=1, **QUIET).to_pmml())
    answers = [score(row) for row in new[["x", "g"]].to_dict("records")]
    assert answers[0]["class"] in ("p", "q")
    assert answers[1] == {}
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
