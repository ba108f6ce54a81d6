"""R's functions on fixed columns, equal to R in every bit.

tests/data/formula-functions.json was recorded by compat/record_formula.R, which holds the columns
and the R calls.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RWarning
from pynnet._formula._collation import Collation
from pynnet._formula._columns import Matrix, kind
from pynnet._formula._contrasts import contrast_for
from pynnet._formula._environment import Environment
from pynnet._formula._evaluate import Scope, result_of
from pynnet._formula._parser import parse
from pynnet._formula._registry import Coded, Remembered
from pynnet._formula._table import Table

FILE = Path(__file__).parent / "data" / "formula-functions.json"
RECORDED = {case["expression"]: case for case in json.loads(FILE.read_text())}
COLLATION: Collation = "en"
DATA = pd.DataFrame(
    {
        "x": [-2.75, -0.5, 0, 0.125, 0.6875, 1, 3.25, 3.25, 4.5, 7.0625],
        "z": [0.3, 2.2, -1.7, 5.5, 0.9, 3.1, -0.4, 1.6, 4.2, 2.7],
        "w": [1e-300, 0.1, 0.5, 0.9, 1, 2, 10, 1234.5678, 1e05, 2.5e17],
        "m": [1.5, None, 3, 4.5, None, 7, 8.25, 9, 1, 2],
        "k": [3, 1, 2, 100000, 3, 1, 2, 100000, 3, 1],
        "l": pd.array([True, False, None, True, False, True, True, False, True, False]),
        "ch": ["b", "a", None, "Z", "b", "a", "c", "c", "Z", "b"],
        "g": pd.Categorical(list("ABACBCAACB")),
        "u": pd.Categorical([*"pqppqq", None, *"pqp"], categories=["p", "zz", "q"]),
        "o": pd.Categorical(list("LMHLMHLMHL"), categories=list("LMH"), ordered=True),
    }
)


def value_of(expression: str) -> tuple[Any, list[str]]:
    """The value of an expression, and the warnings R gives too."""
    scope = Scope(Table(DATA, "data"), Environment({}), COLLATION)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        node = parse(expression)
        if expression.startswith("contrasts("):
            coded = result_of(node.operands[0], scope, None)
            assert isinstance(coded, Coded)
            contrast = contrast_for(tuple(coded.column.categories), coded.contrast)
            value: Any = Matrix(contrast.matrix, contrast.suffixes)
        else:
            value = result_of(node, scope, None)
    assert all(w.category is RWarning for w in caught)
    messages = [str(w.message) for w in caught]
    return (value.column if isinstance(value, Remembered) else value), messages


def exact(texts: list[str | None]) -> list[str]:
    return ["nan" if t is None else float.fromhex(t).hex() for t in texts]


def ours(values: Any) -> list[str]:
    return [float(v).hex() for v in values]


@pytest.mark.parametrize("expression", RECORDED)
def test_call_when_recorded(expression):
    """Kind, values, names, levels, warnings and errors are R's."""
    recorded = RECORDED[expression]
    if "error" in recorded:
        with pytest.raises(PynnetError) as raised:
            value_of(expression)
        assert str(raised.value).startswith(recorded["error"])
        return
    value, messages = value_of(expression)
    if recorded["kind"] == "matrix":
        assert isinstance(value, Matrix)
        assert [ours(column) for column in value.values.T] == [exact(v) for v in recorded["values"]]
        if recorded.get("names"):
            assert list(value.names) == recorded["names"]
    elif recorded["kind"] in ("factor", "ordered"):
        assert kind(value) == recorded["kind"]
        assert list(value.categories) == recorded["levels"]
        assert [None if v is np.nan else v for v in value.tolist()] == recorded["values"]
    elif recorded["kind"] == "numeric":
        assert kind(value) == "numeric"
        assert ours(value) == exact(recorded["values"])
    elif recorded["kind"] == "logical":
        assert [None if v < 0 else bool(v) for v in value] == recorded["values"]
    else:
        assert value.tolist() == recorded["values"]
    assert messages == recorded["warnings"]
