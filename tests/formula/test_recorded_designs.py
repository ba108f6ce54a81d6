"""Design matrices recorded from R 4.2.2, equal in every bit.

tests/recorded/formula-cases.json holds, for each case, the data, the formula and what R gave:

    m <- model.frame(formula, data, subset=, weights=, na.action=)
    X <- model.matrix(terms(m), m, contrasts)
    new <- model.frame(delete.response(terms(m)), newdata, xlev = .getXlevels(terms(m), m))

with numbers written by ``sprintf("%a")``.
"""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RWarning
from pynnet._formula import Design

from ..support import RECORDINGS, make_design

FILE = RECORDINGS / "formula-cases.json"
CASES = {case["id"]: case for case in json.loads(FILE.read_text())}
DESIGNS = [i for i, case in CASES.items() if "formula" in case]
FITS = [i for i, case in CASES.items() if "call" in case]

# The message of R that is about something else than a missing function.
OTHER_MESSAGE = {
    "nn.string": "a string is how a formula is written here",
    "nn.Inf_ia": "the fit, not the design, refuses missing values in the matrix",
    "mn.off3bad": "the fit, not the design, counts the columns of an offset",
    "mn.one": "the fit, not the design, counts the classes",
}

# Predictions that R makes of other columns than those fitted, without a word.
RESPONSE_AS_PREDICTOR = {"resp.on_rhs"}

CONTRASTS = {
    "list(g.f = 'contr.sum', `a fac` = 'contr.sum')": {"g.f": "sum", "a fac": "contr.sum"},
    "list(g = 'contr.sum', h = 'contr.sum')": {"g": "contr.sum", "h": "sum"},
    "list(g = 'contr.poly')": {"g": "poly"},
    "list(o = 'contr.sum')": {"o": "sum"},
    "list(g = matrix(c(1, 0, -1, 0, 1, -1), 3))": {"g": [[1, 0], [0, 1], [-1, -1]]},
    "list(g = matrix(c(1, 0, -1), 3))": {"g": np.array([[1], [0], [-1]])},
    "list(zz = 'contr.sum')": {"zz": "sum"},
    "list(ch = 'contr.sum', l = 'contr.sum')": {"ch": "sum", "l": "sum"},
    "list('contr.sum')": ["contr.sum"],
}
SUBSETS = {
    "x > 0": lambda d: d["x"] > 0,
    "-(1:3)": lambda d: np.arange(3, len(d)),
    "ch != 'v'": lambda d: d["ch"] != "v",
    "ifelse(i < 3, NA, i > 5)": lambda d: (d["i"] > 5).astype("boolean").mask(d["i"] < 3),
    "i > 2": lambda d: (d["i"] > 2).to_numpy(),
}
FIT_SUBSETS = {"i > 3": lambda d: d["i"] > 3, "cls != 'r'": lambda d: d["cls"] != "r"}
WEIGHTS = {"i / 2": lambda d: d["i"] / 2}


def column(recorded: dict[str, Any]) -> Any:
    """A column of the data as pandas users hold it."""
    values, kind = recorded["values"], recorded["type"]
    if kind == "numeric":
        return np.array([float("nan") if v == "NA" else float.fromhex(v) for v in values])
    if kind == "integer":
        return np.array(values) if None not in values else pd.array(values, dtype="Int64")
    if kind == "logical":
        return np.array(values) if None not in values else np.array(values, dtype=object)
    if kind == "character":
        return pd.array(values, dtype="string")
    return pd.Categorical(values, categories=recorded["levels"], ordered=kind == "ordered")


def frame(recorded: list[dict[str, Any]], index: list[str] | None = None) -> pd.DataFrame:
    """A recorded data frame."""
    return pd.DataFrame({c["name"]: column(c) for c in recorded}, index=index)


def numbers(texts: list[str]) -> list[float]:
    return [float("nan") if t == "NA" else float.fromhex(t) for t in texts]


def assert_same_matrix(matrix: np.ndarray, recorded: dict[str, Any]) -> None:
    """Every bit is equal; what is missing in R is NaN."""
    expected = np.array([numbers(c) for c in recorded["values"]], dtype=float).T
    expected = expected.reshape(recorded["nrow"], recorded["ncol"])
    assert matrix.shape == expected.shape
    assert matrix.flags.c_contiguous
    both_missing = np.isnan(matrix) & np.isnan(expected)
    same_bits = matrix.view(np.int64) == np.ascontiguousarray(expected).view(np.int64)
    assert (same_bits | both_missing).all()


def design_of(case: dict[str, Any]) -> Design:
    data = frame(case["data"], case["row_names"])
    arguments = case["args"]
    options: dict[str, Any] = {}
    if "contrasts" in arguments:
        options["contrasts"] = CONTRASTS[arguments["contrasts"]]
    if "subset" in arguments:
        options["subset"] = SUBSETS[arguments["subset"]](data)
    if "weights" in arguments:
        options["weights"] = WEIGHTS[arguments["weights"]](data)
    if "na.action" in arguments:
        options["na_action"] = arguments["na.action"]
    if "collate" in arguments:
        options["collation"] = arguments["collate"]
    return make_design(case["formula"], data, **options)


def with_warnings(function: Any, *arguments: Any) -> tuple[Any, list[str]]:
    """The value of a call, and the warnings R gives too."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = function(*arguments)
    assert all(w.category is RWarning for w in caught)
    return value, [str(w.message) for w in caught]


def assert_same_spec(design: Design, recorded: dict[str, Any]) -> None:
    spec = design.spec
    assert list(spec.variables) == [
        name for name in recorded["model_frame_names"] if name != "(weights)"
    ]
    assert list(spec.term_labels) == recorded["term_labels"]
    assert list(spec.order) == recorded["order"]
    assert int(spec.intercept) == recorded["intercept"]
    assert int(spec.terms.has_response) == recorded["response"]
    assert [i + 1 for i in spec.terms.offsets] == recorded["offset"]
    assert {k: list(v) for k, v in spec.xlevels.items()} == recorded["xlevels"]
    recorded["dataClasses"].pop("(weights)", None)
    assert dict(spec.data_classes) == recorded["dataClasses"]
    assert list(spec.contrasts) == list(recorded["contrasts"] or {})
    for name, expected in (recorded["contrasts"] or {}).items():
        given = spec.contrasts[name]
        if isinstance(expected, str):
            assert given == expected
        else:
            columns = [[x.hex() for x in c] for c in given.matrix.T.tolist()]
            assert columns == [[x.hex() for x in numbers(c)] for c in expected["matrix"]]
            assert given.names == expected["colnames"]


def assert_same_response(design: Design, recorded: Any) -> None:
    response = design.response
    if recorded is None:
        assert response is None
    elif isinstance(response, pd.Categorical):
        assert list(response.categories) == recorded["levels"]
        assert response.tolist() == recorded["values"]
    elif response.ndim == 2:
        shape = {"nrow": len(response), "ncol": response.shape[1]}
        assert_same_matrix(response, recorded | shape)
        assert list(design.response_names) == recorded["colnames"]
    elif recorded["type"] != "character":
        expected = np.array(numbers(recorded["values"]))
        np.testing.assert_array_equal(response, expected)
    else:
        assert response.tolist() == recorded["values"]


def failing(case: dict[str, Any]) -> None:
    """The error R gives, in R's words."""
    with pytest.raises(PynnetError) as raised:
        design_of(case)
    assert str(raised.value).startswith(case["R"]["error"])


def check_design(case: dict[str, Any]) -> None:
    """Everything recorded of a design and of the designs of new data."""
    recorded = case["R"]
    if "error" in recorded:
        failing(case)
        return
    design, messages = with_warnings(design_of, case)
    assert messages == recorded["warnings"]
    assert list(design.column_names) == recorded["X"]["colnames"]
    assert list(design.assign) == recorded["X"]["assign"]
    assert [k + 1 for k in design.rows.used] == recorded["kept_rows"]
    assert_same_matrix(design.matrix, recorded["X"])
    assert_same_spec(design, recorded)
    assert_same_response(design, recorded["y"])
    if recorded["weights"] is not None:
        assert design.weights.tolist() == numbers(recorded["weights"])
    if recorded["offset_values"] is not None:
        total = design.offset.sum(axis=1)
        assert total.tolist() == numbers(recorded["offset_values"])
    for new in case["predict"]:
        check_predict(case, design, new)


def check_predict(case: dict[str, Any], design: Design, new: dict[str, Any]) -> None:
    newdata, recorded = frame(new["newdata"]), new["R"]
    if case["id"] in RESPONSE_AS_PREDICTOR:
        with pytest.raises(PynnetError, match="stands on the right-hand side"):
            design.spec.design(newdata)
        return
    if "error" in recorded:
        with pytest.raises(PynnetError) as raised:
            with_warnings(design.spec.design, newdata)
        assert str(raised.value).startswith(recorded["error"])
        return
    made, messages = with_warnings(design.spec.design, newdata)
    assert messages == recorded["warnings"]
    assert list(design.spec.column_names) == recorded["X"]["colnames"]
    assert (np.flatnonzero(made.complete) + 1).tolist() == recorded["kept_rows"]
    assert len(made.index) == new["nrow"]
    assert_same_matrix(made.matrix, recorded["X"])


def design_of_call(case: dict[str, Any]) -> Design:
    """The design behind a recorded call of nnet or multinom."""
    formula, options = re.fullmatch(
        r"(?:nnet|multinom)\((.*), data = d, (.*)\)", case["call"]
    ).groups()
    data = frame(case["data"], case["row_names"])
    arguments: dict[str, Any] = {}
    if "weights = w" in options:
        arguments["weights"] = "w"
    if "na.exclude" in options:
        arguments["na_action"] = "exclude"
    if "subset" in options:
        arguments["subset"] = FIT_SUBSETS[options.partition("subset = ")[2]](data)
    return make_design(formula, data, intercept=case["group"] == "multinom", **arguments)


def check_fit(case: dict[str, Any]) -> None:
    """What a recorded fit shows of its design."""
    recorded = case["R"]
    if "error" in recorded:
        with pytest.raises(PynnetError) as raised:
            design_of_call(case)
        assert str(raised.value).startswith(recorded["error"])
        return
    design, messages = with_warnings(design_of_call, case)
    assert messages == [m for m in recorded["warnings"] if not m.startswith("group")]
    names = "vcoefnames" if case["group"] == "multinom" else "coefnames"
    assert list(design.column_names) == recorded[names]
    assert design.matrix.shape[1] == len(recorded[names])
    assert {k: list(v) for k, v in design.spec.xlevels.items()} == recorded["xlevels"]
    assert dict(design.spec.contrasts) == (recorded["contrasts"] or {})
    if isinstance(design.response, pd.Categorical):
        assert list(design.response.categories) == recorded["lev"]
    if "fitted_dimnames" in recorded:
        assert list(design.index) == recorded["fitted_dimnames"][0]
    if "na_action" in recorded:
        assert [i + 1 for i in design.rows.omitted] == recorded["na_action"]


@pytest.mark.parametrize("case", [i for i in DESIGNS if i not in OTHER_MESSAGE])
def test_design_when_recorded(case):
    """Names, values, rows, levels, contrasts, warnings and errors are R's."""
    check_design(CASES[case])


@pytest.mark.parametrize("case", [i for i in FITS if i not in OTHER_MESSAGE])
def test_design_when_a_fit_was_recorded(case):
    """Names, levels, contrasts and rows are those of R's fit."""
    check_fit(CASES[case])


@pytest.mark.parametrize("case", sorted(OTHER_MESSAGE))
def test_design_when_the_difference_is_known(case):
    """A listed case that passes must leave the list."""
    check = check_design if case in DESIGNS else check_fit
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(CASES[case])


def test_cases_when_counted():
    """No case is lost: the file, and the lists above, name all of them."""
    assert len(CASES) == 186
    assert {*OTHER_MESSAGE, *RESPONSE_AS_PREDICTOR} <= set(CASES)
