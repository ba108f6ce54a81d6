"""R's functions on fixed columns, equal to R in every bit.

tests/recorded/R-4.2/formula-functions.json and that of R 4.5 were recorded by
compat/record/formula.R, which holds the columns and the R calls.
"""

from __future__ import annotations

import json
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RWarning
from pynnet._data.collation import Collation
from pynnet._data.columns import Matrix, as_text, kind_of, level_texts
from pynnet._data.frames import NamedColumns
from pynnet._formula.coding.contrasts import contrast_for
from pynnet._formula.evaluation.environment import Environment
from pynnet._formula.evaluation.evaluate import Scope, result_of
from pynnet._formula.functions.registry import ColumnWithState, FactorWithContrast
from pynnet._formula.language.parser import parse
from pynnet._formula.r_versions import LATEST, RVersion

from ..support import R_VERSIONS, RECORDINGS

RECORDED = {
    (version, case["expression"]): case
    for version in R_VERSIONS
    for case in json.loads((RECORDINGS / f"R-{version}" / "formula-functions.json").read_text())
}
# R 4.2 reads a fraction without an exponent as a whole number: 0x1.8 as 24.
ALWAYS_AS_LATEST = ("as.numeric(c('0x1.8', '-0x1.8', '0x'))",)
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


def value_of(expression: str, version: RVersion = LATEST) -> tuple[Any, list[str]]:
    """The value of an expression, and the warnings R gives too."""
    environment = Environment({}, r_version=version)
    scope = Scope(NamedColumns(DATA, "data"), environment, COLLATION)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        node = parse(expression)
        if expression.startswith("contrasts("):
            coded = result_of(node.operands[0], scope, None)
            assert isinstance(coded, FactorWithContrast)
            contrast = contrast_for(tuple(coded.column.categories), coded.contrast)
            value: Any = Matrix(contrast.matrix, contrast.suffixes)
        else:
            value = result_of(node, scope, None)
    assert all(w.category is RWarning for w in caught)
    messages = [str(w.message) for w in caught]
    if isinstance(value, (ColumnWithState, FactorWithContrast)):
        value = value.column
    return value, messages


def exact(texts: list[str | None]) -> list[str]:
    return ["nan" if t is None else float.fromhex(t).hex() for t in texts]


def ours(values: Any) -> list[str]:
    return [float(v).hex() for v in values]


@pytest.mark.parametrize(("version", "expression"), RECORDED)
def test_call_when_recorded(version, expression):
    """Kind, values, names, levels, warnings and errors are those of either R."""
    recorded = RECORDED[version, expression]
    if expression in ALWAYS_AS_LATEST:
        recorded = RECORDED[LATEST, expression]
    if "error" in recorded:
        with pytest.raises(PynnetError) as raised:
            value_of(expression, version)
        assert str(raised.value).startswith(recorded["error"])
        return
    value, messages = value_of(expression, version)
    if recorded["kind"] == "matrix":
        assert isinstance(value, Matrix)
        assert [ours(column) for column in value.values.T] == [exact(v) for v in recorded["values"]]
        if recorded.get("names"):
            assert list(value.names) == recorded["names"]
    elif recorded["kind"] in ("factor", "ordered"):
        assert kind_of(value) == recorded["kind"]
        assert level_texts(value) == recorded["levels"]
        assert as_text(value).tolist() == recorded["values"]
    elif recorded["kind"] == "numeric":
        assert kind_of(value) == "numeric"
        assert ours(value) == exact(recorded["values"])
    elif recorded["kind"] == "logical":
        assert [None if v < 0 else bool(v) for v in value] == recorded["values"]
    else:
        assert value.tolist() == recorded["values"]
    assert messages == recorded["warnings"]


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("cut(x, 1e9)", "cannot allocate 1000000000 levels"),
        ("cut(x, 3, dig.lab = 99)", "dig.lab"),
        ("cut(m[c(2, 5)], 2)", "'from' must be a finite number"),
        ("cut(x, 3, right = NA)", "neither TRUE nor FALSE"),
        ("round(x, c(1, 2))", "must be one number"),
        ("poly(x, 1e10)", "no whole number"),
        ("poly(x, z, x, z, x, z, degree = 900, raw = TRUE)", "cannot allocate"),
        ("poly(ch, 2)", "non-numeric argument"),
        ("poly(x, 2, coefs = 1)", "is not offered"),
        ("paste(ch, sep = 1)", "must be one string"),
        ("c(g)", "factors or matrices"),
        ("cbind(ch)", "text"),
        ("ifelse(l, x[x > 100], 1)", "replacement has length zero"),
        ("pmin(g, 1)", r"pmin\(\) is for columns of numbers: got g"),
        ("pmax()", "no arguments"),
        ("rev(cbind(x))", "not offered"),
        ("cumsum(cbind(x))", "not offered"),
        ("is.na(cbind(x))", "not offered"),
        ("interaction()", "No factors specified"),
        ("interaction(g, g[1:2])", "same length"),
        ("interaction(" + ", ".join(["k"] * 40) + ")", "cannot allocate"),
        ("1:1e9", "too long a vector"),
        ("x[c()]:2", "argument of length 0"),
        ("(x[x > 100]):2", "argument of length 0"),
        ("x[1, 2]", "incorrect number of dimensions"),
        ("cbind(x, z)[1]", "incorrect number of dimensions"),
        ("x['a']", "no names to index by"),
        ("x[cbind(1)]", "a matrix is no index"),
        ("x[1, , drop = FALSE]", "incorrect number of dimensions"),
        ("var(x, z)", "is not offered"),
        ("var(ch)", "must be numeric"),
        ("quantile(x, 0.5, type = 10)", "types 1 to 9"),
        ("round(x, NULL)", "invalid 'digits'"),
        ("match(x, 1, nomatch = 1e10)", "must be a whole number"),
        ("ave(x, FUN = 1)", "is not a function, character or symbol"),
        ("choose(x, 'a')", "non-numeric argument to mathematical function"),
        ("poly(c(1e-320, 2e-320, 3e-320), 2)", "too small"),
        ("cut(x, 3, right = NULL)", "invalid 'right'"),
        ("scale(x, center = 'a')", "length of 'center'"),
        ("bs(z, df = 1e9)", "is no whole number|cannot allocate"),
        ("bs(z, degree = 101)", "at most 100"),
        ("bs(z, Boundary.knots = 1)", "must be two numbers"),
        ("bs(z, knots = Inf)", "must be finite"),
        ("ns(m[c(2, 5)], 2)", "no points to place knots by"),
        ("ns(k, knots = 100000)", "knots of ns"),
        ("C(g, sum, 9)", "how.many must be from 1 to 2"),
        ("C(g, 'sum')", "of mode 'function' was not found"),
        ("C(g, NULL)", "name of a contrast, or a matrix"),
        ("C(g, sum, base = 2)", r"unused argument \(base = 2\)"),
        ("contr.sum(g)", "number of levels"),
        ("contr.sum(1e6)", "cannot allocate"),
        ("contr.poly(100)", "95|orthogonal polynomials"),
        ("log(x, base = 2, base = 3)", "matched by multiple actual arguments"),
        ("round(x, , 2)", "empty|unused argument"),
        ("df$x", "object 'df' not found"),
        ("df[['x']]", "object 'df' not found"),
        ("log(x)(x)", "attempt to apply non-function"),
        ("list(a = x)", r"invalid type \(list\) for variable 'list\(a = x\)'"),
    ],
)
def test_error_when_a_call_cannot_be_made(expression, message):
    """One of pynnet's errors says what is wrong."""
    with pytest.raises(PynnetError, match=message):
        value_of(expression)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("nlevels(u)", [3]),
        ("nlevels(x)", [0]),
        ("levels(o)", ["L", "M", "H"]),
        ("x[]", DATA["x"].tolist()),
        ("x[0]", []),
        ("cbind(x, z)[1, 2, drop = TRUE]", [0.3]),
        ("round(c(1234.5, NA), -400)", [0.0, np.nan]),
        ("mean(x[0])", [np.nan]),
        ("median(x[0])", [np.nan]),
        ("quantile(x[0], 0.5)", [np.nan]),
        ("sum(x[0])", [0]),
        ("prod(x[0])", [1]),
        ("as.integer(c(1, NA))", [1, np.nan]),
        ("interaction(c('a', 'a.b'), c('b.c', 'c'))", ["a.b.c", "a.b.c"]),
        ("z^0 + z^1", [1 + v for v in DATA["z"]]),
    ],
)
def test_value_when_it_is_simple(expression, expected):
    """Small cases by hand."""
    value, messages = value_of(expression)
    assert messages == []
    np.testing.assert_equal(np.array(value.tolist()), np.array(expected))
