"""Short runs of the fuzzers: formulas against live R, and hostile formulas."""

from __future__ import annotations

import pytest

from ..compare.live import require_r
from ..fuzz.api import try_calls
from ..fuzz.formula import compare
from ..fuzz.hostile import try_formulas


@pytest.mark.r
def test_formulas_equal_live_r() -> None:
    """Random formulas give R's matrices, at fit and at predict, and stop where R stops."""
    require_r()
    counts, differences = compare(number=300, seed=1)
    assert differences == []
    assert counts["fit: all bits equal"] > 200
    assert counts["predict: all bits equal"] > 200


def test_hostile_formulas() -> None:
    """Nothing that was not offered runs, nothing crashes, nothing takes long."""
    counts, sprung = try_formulas(number=1500, seed=2, seconds=10)
    assert sprung == []
    assert counts["FormulaError"] > 1000
    assert counts["a matrix"] > 10


def test_hostile_calls() -> None:
    """Whatever is passed to whichever argument: a result, or an error of the package."""
    counts, failures = try_calls(number=1500, seed=2)
    assert failures == []
    assert counts["ArgumentError"] > 500
    assert counts["a result"] > 50
