"""The language of formulas: functions, conditions, blocks, pipes and lists are R's in every bit.

tests/recorded/R-4.2/formula-language.json and that of R 4.5 were recorded by
compat/record/language.R, which holds the forms. The columns are those of the recorded functions.
"""

from __future__ import annotations

import json

import pytest

from pynnet import PynnetError
from pynnet._data.columns import Matrix, as_text, kind_of, level_texts
from pynnet._formula.language.terms import terms_of

from ..support import R_VERSIONS, RECORDINGS
from .test_recorded_functions import DATA, exact, ours, value_of

RECORDED = {
    (version, case["expression"]): case
    for version in R_VERSIONS
    for case in json.loads((RECORDINGS / f"R-{version}" / "formula-language.json").read_text())
}
REFUSED = ("5 -> x", "x <- 3")  # assignments stand only in the body of a function


def described(value):
    """A value in the form of the recording."""
    if value is None:
        return "numeric", []
    if isinstance(value, Matrix):
        return "matrix", [ours(column) for column in value.values.T]
    kind = kind_of(value)
    if kind in ("factor", "ordered"):
        return kind, [level_texts(value), as_text(value).tolist()]
    if kind == "logical":
        return kind, [None if v < 0 else bool(v) for v in value]
    return kind, ours(value) if kind == "numeric" else value.tolist()


def recorded(case):
    """What R gave, in the same form."""
    values = case["values"]
    if case["kind"] == "matrix":
        return "matrix", [exact(column) for column in values]
    if case["kind"] in ("factor", "ordered"):
        return case["kind"], [case["levels"], values]
    return case["kind"], exact(values) if case["kind"] == "numeric" else values


@pytest.mark.parametrize(("version", "expression"), RECORDED)
def test_form_when_recorded(version, expression):
    """Kind and values are R's; what R refuses, or what is no column, is one of pynnet's errors."""
    case = RECORDED[version, expression]
    if case.get("unread") or "error" in case or expression in REFUSED:
        with pytest.raises(PynnetError):
            value_of(expression, version)
        return
    value, messages = value_of(expression, version)
    assert described(value) == recorded(case)
    assert messages == case["warnings"]


@pytest.mark.parametrize(
    ("version", "expression"),
    [key for key, case in RECORDED.items() if len(case.get("labels") or ()) == 1],
)
def test_label_when_recorded(version, expression):
    """A form is one term, with R's text."""
    if expression in (*REFUSED, "x@y"):
        return
    assert (
        list(terms_of(f"~ {expression}", tuple(DATA)).labels)
        == RECORDED[version, expression]["labels"]
    )
