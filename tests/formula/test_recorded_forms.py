"""The forms that users write in formulas, equal to R in every bit, or refused with words.

tests/recorded/formula-forms.json was recorded by compat/record/forms.R, which holds the columns;
compat/cases/forms.txt has the forms.
"""

from __future__ import annotations

import json
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RWarning
from pynnet._data.columns import Matrix, as_numeric, as_text, kind_of, level_texts
from pynnet._data.frames import NamedColumns
from pynnet._formula.evaluation.environment import Environment
from pynnet._formula.evaluation.evaluate import Scope, result_of
from pynnet._formula.functions.registry import ColumnWithState, FactorWithContrast
from pynnet._formula.language.parser import parse

from ..support import RECORDINGS

RECORDED = json.loads((RECORDINGS / "formula-forms.json").read_text())
FORMS = {case["form"]: case for case in RECORDED["forms"]}
LEAST_EQUAL = 459


def exact(texts: list[str | None]) -> list[float]:
    return [np.nan if t is None else float.fromhex(t) for t in texts]


def column_of(recorded: dict[str, Any]) -> Any:
    values = recorded["values"]
    if recorded["kind"] == "numeric":
        return exact(values)
    if recorded["kind"] == "logical":
        return pd.array(values, dtype="boolean")
    if recorded["kind"] in ("factor", "ordered"):
        ordered = recorded["kind"] == "ordered"
        return pd.Categorical(values, categories=recorded["levels"], ordered=ordered)
    return values


DATA = pd.DataFrame({name: column_of(column) for name, column in RECORDED["data"].items()})


def value_of(form: str) -> Any:
    scope = Scope(NamedColumns(DATA, "data"), Environment({}), "en")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", RWarning)
        value = result_of(parse(form), scope, None)
    return value.column if isinstance(value, (ColumnWithState, FactorWithContrast)) else value


def described(value: Any, kind: str) -> Any:
    """What is compared of a value: bits of numbers, texts, levels."""
    if kind == "matrix":
        assert isinstance(value, Matrix)
        return [[float(v).hex() for v in column] for column in value.values.T]
    if kind in ("factor", "ordered"):
        return kind_of(value), level_texts(value), as_text(value).tolist()
    assert kind_of(value) == kind
    if kind == "numeric":
        return [float(v).hex() for v in np.asarray(as_numeric(value))]
    return [None if v == -1 else v for v in value.tolist()]


def recorded_value(case: dict[str, Any]) -> Any:
    kind, values = case["kind"], case["values"]
    if kind == "matrix":
        return [[v.hex() for v in exact(column)] for column in values]
    if kind in ("factor", "ordered"):
        return kind, case["levels"], values
    return [v.hex() for v in exact(values)] if kind == "numeric" else values


def outcome_of(form: str) -> str:
    """Whether a form is equal to R, refused, or wrong."""
    case = FORMS[form]
    try:
        value = value_of(form)
    except PynnetError:
        return "equal" if "error" in case else "refused"
    if "error" in case:
        return "wrong: R has an error"
    try:
        ours, theirs = described(value, case["kind"]), recorded_value(case)
    except (AssertionError, KeyError, TypeError, AttributeError) as error:
        return f"wrong: {value!r} {error!r}"
    return "equal" if ours == theirs else f"wrong: {ours} is not {theirs}"


@pytest.mark.parametrize("form", FORMS)
def test_form_is_as_in_r_or_refused(form):
    """No form has another value than in R."""
    assert not outcome_of(form).startswith("wrong"), outcome_of(form)


def test_most_forms_are_offered():
    """What was once equal to R stays so."""
    equal = [form for form in FORMS if outcome_of(form) == "equal"]
    assert len(equal) >= LEAST_EQUAL, sorted(set(FORMS) - set(equal))
