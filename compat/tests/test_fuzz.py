"""Short runs of the fuzzers: formulas against live R, and hostile formulas."""

from __future__ import annotations

import random

import pytest

from ..compare.live import require_r
from ..fuzz.formula import compare
from ..fuzz.hostile import try_formulas
from ..fuzz.searches import compare as compare_searches


@pytest.mark.r
def test_formulas_equal_live_r() -> None:
    """Random formulas give R's matrices, at fit and at predict, and stop where R stops."""
    require_r()
    counts, differences = compare(number=300, seed=1)
    assert differences == []
    assert counts["fit: all bits equal"] > 200
    assert counts["predict: all bits equal"] > 200


@pytest.mark.r
def test_searches_equal_live_r() -> None:
    """Random searches give R's errors, choice, model and random numbers, from a fresh seed."""
    require_r("e1071")
    seed = random.SystemRandom().randrange(10**6)
    print(f"python -m compat.fuzz.searches 40 {seed}")
    counts, differences = compare_searches(number=40, seed=seed)
    assert differences == []
    assert counts["all bits equal"] > 20


def test_hostile_formulas() -> None:
    """Nothing that was not offered runs, nothing crashes, nothing takes long."""
    counts, sprung = try_formulas(number=1500, seed=2, seconds=10)
    assert sprung == []
    assert counts["FormulaError"] > 1000
    assert counts["a matrix"] > 10
