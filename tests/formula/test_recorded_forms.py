"""The forms that users write in formulas, equal to R in every bit, or refused with words.

tests/recorded/R-4.2/formula-forms.json and that of R 4.5 were recorded by compat/record/forms.R,
which holds the columns; compat/cases/forms.txt has the forms.
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
from pynnet._formula.r_versions import LATEST, RVersion

from ..support import R_VERSIONS, RECORDINGS

RECORDED = {
    version: json.loads((RECORDINGS / f"R-{version}" / "formula-forms.json").read_text())
    for version in R_VERSIONS
}
FORMS = {
    (version, case["form"]): case for version in R_VERSIONS for case in RECORDED[version]["forms"]
}
# The C library of Debian 13 has a sinpi of its own, which R takes there: two last bits differ.
FORMS["4.5", "sinpi(x)"] = FORMS["4.2", "sinpi(x)"]
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


DATA = pd.DataFrame({name: column_of(column) for name, column in RECORDED["4.2"]["data"].items()})


def value_of(form: str, version: RVersion = LATEST) -> Any:
    scope = Scope(NamedColumns(DATA, "data"), Environment({}, r_version=version), "en")
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


def outcome_of(version: RVersion, form: str) -> str:
    """Whether a form is equal to R, refused, or wrong."""
    case = FORMS[version, form]
    try:
        value = value_of(form, version)
    except PynnetError:
        return "equal" if "error" in case else "refused"
    if "error" in case:
        return "wrong: R has an error"
    try:
        ours, theirs = described(value, case["kind"]), recorded_value(case)
    except (AssertionError, KeyError, TypeError, AttributeError) as error:
        return f"wrong: {value!r} {error!r}"
    return "equal" if ours == theirs else f"wrong: {ours} is not {theirs}"


@pytest.mark.parametrize(("version", "form"), FORMS)
def test_form_is_as_in_r_or_refused(version, form):
    """No form has another value than in R."""
    assert not outcome_of(version, form).startswith("wrong"), outcome_of(version, form)


@pytest.mark.parametrize("version", R_VERSIONS)
def test_most_forms_are_offered(version):
    """What was once equal to R stays so."""
    forms = [form for known, form in FORMS if known == version]
    equal = [form for form in forms if outcome_of(version, form) == "equal"]
    assert len(equal) >= LEAST_EQUAL, sorted(set(forms) - set(equal))
