"""Short runs of the fuzzers: formulas against live R, and hostile formulas."""

from __future__ import annotations

import random
import secrets
import subprocess
import warnings

import numpy as np
import pandas as pd
import pytest

import pynnet

from ..compare.live import require_r
from ..fuzz.api import try_calls
from ..fuzz.calls import compare_calls
from ..fuzz.effects import compare as compare_effects
from ..fuzz.formula import compare
from ..fuzz.hostile import try_formulas
from ..fuzz.random_calls import random_multinom, random_nnet, random_table
from ..fuzz.reproduction import as_code
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


def test_effects_are_what_predictions_say() -> None:
    """Of random terms, many of which go in steps, from a fresh seed; or they are refused."""
    seed = secrets.randbelow(2**31)
    print(f"python -m compat.fuzz.effects 20 {seed}")
    counts, faults = compare_effects(number=20, seed=seed)
    assert faults == []
    assert counts["slopes"] + counts["differences"] > 5


def test_effects_across_steps_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The campaign would notice if slopes were given of what goes in steps."""
    from pynnet._multinom.effects import derivatives

    monkeypatch.setattr(derivatives, "goes_in_steps", lambda *_: False)
    monkeypatch.setattr(derivatives, "_steps_between", lambda *_: np.zeros(1, dtype=bool))
    assert compare_effects(number=15, seed=1)[1]


def test_hostile_formulas() -> None:
    """Nothing that was not offered runs, nothing crashes, nothing takes long."""
    counts, sprung = try_formulas(number=1500, seed=2, seconds=10)
    assert sprung == []
    assert counts["FormulaError"] > 1000
    assert counts["a matrix"] > 10


@pytest.mark.r
@pytest.mark.parametrize(("kind", "number"), [("nnet", 60), ("multinom", 30)])
def test_random_calls_equal_live_r(kind: str, number: int) -> None:
    """Random calls give R's results in every field, but for what is documented."""
    require_r()
    seed = secrets.randbelow(2**31)
    print(f"seed {seed}")  # shown where the test fails
    counts, unexplained = compare_calls(kind, number, seed)
    if unexplained:
        pytest.fail("\n\n".join(map(str, unexplained[:3])), pytrace=False)
    assert counts["equal in all fields"] > number // 5


@pytest.mark.r
@pytest.mark.parametrize(("kind", "make"), [("nnet", random_nnet), ("multinom", random_multinom)])
def test_code_of_a_call_gives_the_same_fit_in_r_and_python(kind: str, make: object) -> None:
    """What is printed for a difference can be pasted into R and into Python."""
    require_r()
    r, fits = random.Random(5), 0
    for k in range(6):
        table = random_table(r)
        code = as_code(kind, make(r, f"call-{k}", "d", table), table)  # type: ignore[operator]
        in_r, _, in_python = code.partition("# Python\n")
        script = f"library(nnet)\n{in_r}\nwrite(sprintf('%a', fit$value), stderr())"
        ran = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)
        names = {"np": np, "pd": pd, "set_seed": pynnet.set_seed, "class_ind": pynnet.class_ind}
        names |= {"nnet": pynnet.nnet, "multinom": pynnet.multinom}
        if ran.returncode:  # R refuses the call
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are not what is looked at
            exec(in_python, names)
        assert names["fit"].value == float.fromhex(ran.stderr.split()[-1])  # type: ignore[attr-defined]
        fits += 1
    assert fits > 2


def test_hostile_calls() -> None:
    """Whatever is passed to whichever argument: a result, or an error of the package."""
    counts, failures = try_calls(number=1500, seed=2)
    assert failures == []
    assert counts["ArgumentError"] > 500
    assert counts["a result"] > 50
