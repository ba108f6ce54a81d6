"""What is said of each function of formulas: which goes in steps, which looks at other rows.

Every function offered is called in several ways; what is found by trying must be what is said.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import FormulaError, PynnetError, RRandom
from pynnet._formula import build_design, functions_around, goes_in_steps
from pynnet._formula.evaluation.applying.higher_order import HIGHER_ORDER
from pynnet._formula.evaluation.applying.over_matrices import MATRIX_FORMS
from pynnet._formula.functions import registry
from pynnet._formula.language.uses import APPLYING

N = 24
_STREAM = RRandom(1)
D = pd.DataFrame({"x": np.array(_STREAM.runif(N)) / 2 + 0.2, "z": np.array(_STREAM.runif(N))})
D["g"] = list("pqrs") * 6
D["l"] = D["x"] > 0.4
# x from its lowest to its highest value, and nothing else.
ALONG = pd.concat([D.iloc[[3]]] * 200, ignore_index=True).assign(x=np.linspace(0.2, 0.7, 200))

CALLS = (
    "{f}(x)", "{f}(x, z)", "{f}(x, 2)", "{f}(x, c(0.4, 0.6))", "{f}(x, g)", "{f}(g, x)",
    "{f}(g, 'q')", "{f}(factor(g))", "{f}(l, x, z)", "{f}(x, 1, 2)", "{f}(cbind(x, z))",
    "I(x * {f}(x))", "I(x * {f}(x, z))", "I(x * max({f}(factor(g))))",
    "I(x + sapply(x, {f}))", "I(x + sapply(x, function(v) {f}(v)))",
    "I(x + mapply('{f}', x, z))", "I(x + (function(a, b) {f}(a, b))(x, 0.4))",
    "I(x + do.call({f}, list(x, 2)))", "I(x + apply(cbind(x, z), 1, {f}))",
)  # fmt: skip
OPERATIONS = ("I(x {f} z)", "I(x {f} 0.4)", "I(0.4 {f} x)", "I(l {f} (x > 0.4))",
              "I(x {f} c(0.4, 0.6))", "I(g {f} 'q')", "I(x + outer(x, 0.4, '{f}')[, 1])",
              "I(x + mapply(`{f}`, x, z))", "I(x + sapply(x, function(v) v {f} 0.4))",
              "I(x + sapply(x, function(v) if (v {f} 0.4) v else 0))")  # fmt: skip
# Poles within the numbers tried look like jumps. A single value, scaled, is the sign of x - z: the
# one use of scale() in which it jumps, and which nobody has.
POLES = {"log(x, c(0.4, 0.6))", "I(x + mapply('scale', x, z))"}


def _design(term):
    try:
        return build_design(f"~ {term}", D)
    except PynnetError:
        return None


def _depends_on_other_rows(spec, whole):
    """Whether some rows have other columns on their own than among all."""
    for rows in (slice(0, N, 2), slice(5, 6), [3, 2, 1, 0], slice(1, N, 3)):
        part = spec.design(D.iloc[rows])
        near = part.complete.all() and np.allclose(part.matrix, whole[rows], 1e-9, 1e-12)
        if not near:
            return True
    return False


def _jumps(spec):
    """Whether a column goes a tenth of its whole way in a two-hundredth of the way of x."""
    along = spec.design(ALONG)
    if not along.complete.all() or not np.isfinite(along.matrix).all():
        return False
    ways, longest = np.ptp(along.matrix, axis=0), np.abs(np.diff(along.matrix, axis=0)).max(axis=0)
    return bool(((ways > 0) & (longest > 0.1 * ways)).any())


def _faults(term):
    """What is found and not said of a term; None if it is no term at all."""
    design = _design(term)
    if design is None or not design.rows.complete.all():
        return None
    spec = design.spec
    faults = []
    try:
        if not spec.across_rows and _depends_on_other_rows(spec, design.matrix):
            faults.append(f"{term} depends on other rows")
        around = functions_around(spec.terms.variables[0].expression, "x")
        said = spec.across_rows or any(map(goes_in_steps, around)) or term in POLES
        if not said and _jumps(spec):
            faults.append(f"{term} goes in steps")
    except PynnetError:  # not a term for all values, such as relevel() where the level is not
        return faults
    return faults


@pytest.mark.parametrize("name", sorted(registry._FUNCTIONS))
def test_steps_and_other_rows_are_said(name):
    """Effects refuse the ones, predictions of new data warn of the others."""
    calls = CALLS if name.replace(".", "").replace("_", "").isalnum() else OPERATIONS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # R's about NaN and knots are not what is looked at
        faults = [_faults(call.format(f=name)) for call in calls]
    assert [fault for found in faults if found for fault in found] == []


def test_most_functions_are_tried():
    """Of those that are not, most go only with others, such as list() and switch()."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried = [
            name
            for name in registry._FUNCTIONS
            if any(_design(call.format(f=name)) for call in (*CALLS, *OPERATIONS))
        ]
    assert len(tried) > 0.8 * len(registry._FUNCTIONS)


@pytest.mark.parametrize(
    "term", ["I(x + c(0, 1))", "pmin(x, 0:1)", "poly(factor(g), 2)", "cbind(x, factor(g))"]
)
def test_what_hangs_on_the_number_of_a_row_is_said(term):
    """The rows take constants in turn, and codes of levels are those of the levels found."""
    assert build_design(f"~ {term}", D).spec.across_rows


@pytest.mark.parametrize(
    "term", ["I(x * sum(c(0, 1)))", "I(x %in% c(0, 1))", "cut(x, c(0, 0.5, 1))"]
)
def test_constants_that_belong_to_every_row_are_not(term):
    """Their number is not matched with that of the rows."""
    assert not build_design(f"~ {term}", D).spec.across_rows


def test_an_unknown_function_is_none():
    """The walk would find nothing otherwise."""
    with pytest.raises(FormulaError, match="could not find function"):
        build_design("~ nosuch(x)", D)


def test_what_applies_functions_is_known():
    """All forms that take a function, so that what they apply stands around their arguments."""
    known = HIGHER_ORDER.keys() | MATRIX_FORMS.keys()
    assert known <= APPLYING
    assert {"match.fun", "tapply", "ave"} == APPLYING - known
