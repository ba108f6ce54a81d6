"""Every network of the comparison with R, fitted once; JPMML, where it is installed."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

import pynnet
from compat.cases.data import array_of, read_data
from compat.cases.describing import capture
from compat.cases.multinom import fit_multinom
from compat.cases.nnet import fit_nnet
from compat.cases.reading import load_cases
from pynnet._random.verbs import global_stream as the_global_stream
from tests.export.scoring import expected


def cases():
    """Every case of the comparison with R that can be fitted and predicts: name, fit, data."""
    for kind, run in (("nnet", fit_nnet), ("multinom", fit_multinom)):
        for name, case in load_cases(kind).items():
            data = read_data(case["data"])
            pynnet.set_seed(case["seed"])
            fit, _ = capture(lambda run=run, case=case, data=data: run(case, data))
            if fit is None or name == "mix-response-as-predictor":  # R refuses as well
                continue
            if "formula" not in case:
                data = np.asarray(array_of(case["x"], data), dtype=float).reshape(len(data), -1)
            yield f"{kind} {name}", fit, data


@pytest.fixture(scope="package")
def fitted():
    """All cases, with what they predict; pynnet's stream is put back."""
    stream = the_global_stream()
    before = stream.state
    found = [(name, fit, data, expected(fit, data)) for name, fit, data in cases()]
    stream.state = before
    assert len(found) > 250
    return found


@pytest.fixture(scope="package")
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
