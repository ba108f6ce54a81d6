"""Short runs of the campaigns of random calls: against live R, and of what nobody should pass."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pynnet
import pynnet.r

from .. import FOLDER
from ..compare.live import require_r
from ..fuzz.calls.campaign import compare_calls, run_calls_in_r, write_calls
from ..fuzz.calls.random_calls import random_multinom, random_nnet
from ..fuzz.calls.random_tables import random_table
from ..fuzz.calls.reproduction import as_code
from ..fuzz.effects import compare as compare_effects
from ..fuzz.formula import compare
from ..fuzz.formula.functions import compare as call_functions
from ..fuzz.formula.nonsense import try_nonsense
from ..fuzz.formula.odd_arguments import odd_call
from ..fuzz.hostile import try_calls, try_formulas
from ..fuzz.hostile.api import without_a_call
from ..fuzz.hostile.odd_fits import try_fits
from ..fuzz.json_fits import try_files as try_json
from ..fuzz.printing.marked_tables import print_tables
from ..fuzz.rfiles import try_files
from ..fuzz.rfiles.objects import there_and_back
from ..fuzz.searches import compare as compare_searches
from ..fuzz.verbs import compare as call_verbs
from ..fuzz.verbs.arguments import VERBS
from ..fuzz.verbs.calls import NOT_COMPARED
from ..fuzz.verbs.nonsense import is_on_vectors, try_verbs


@pytest.mark.r
def test_formulas_equal_live_r(seed: int) -> None:
    """Random formulas give R's matrices, at fit and at predict, and stop where R stops."""
    require_r()
    print(f"python -m compat.fuzz.formula --number 300 --seed {seed}")  # shown where it fails
    counts, differences = compare(number=300, seed=seed)
    if differences:
        pytest.fail("\n\n".join(map(str, differences[:3])), pytrace=False)
    assert counts["fit: all bits equal"] > 200
    assert counts["predict: all bits equal"] > 200


@pytest.mark.r
def test_searches_equal_live_r(seed: int) -> None:
    """Random searches give R's errors, choice, model and random numbers."""
    require_r("e1071")
    print(f"python -m compat.fuzz.searches 40 {seed}")
    counts, differences = compare_searches(number=40, seed=seed)
    assert differences == []
    assert counts["all bits equal"] > 20


@pytest.mark.r
def test_functions_of_formulas_equal_live_r() -> None:
    """Every function with its arguments over odd columns has R's bits, or is refused."""
    require_r()
    counts, differing = call_functions(count=1500, seed=1)
    assert differing == []
    assert counts["equal"] > 300  # some 385, give or take 17


@pytest.mark.r
def test_verbs_equal_live_r(seed: int) -> None:
    """Each verb has R's values in all bits, R's order, names and gaps, and R's stream after it."""
    require_r()
    print(f"python -m compat.fuzz.verbs --calls 12 --seed {seed}")
    outcomes, differing = call_verbs(count=12, seed=seed, verbs=sorted(VERBS))
    assert differing == []
    on_vectors = {n for n in pynnet.r.__all__ if is_on_vectors(getattr(pynnet.r, n))}
    assert len(on_vectors) > 100
    assert on_vectors <= {*VERBS, *NOT_COMPARED}
    assert all(counts["equal"] >= 4 for counts in outcomes.values())


@pytest.mark.r
def test_tables_of_tests_print_as_in_r(seed: int) -> None:
    """Digits, probabilities and stars: the same characters."""
    require_r()
    print(f"python -m compat.fuzz.printing.marked_tables 300 {seed}")
    assert print_tables(number=300, seed=seed) == []


def test_verbs_of_nonsense(seed: int) -> None:
    """A result or one of pynnet's errors, which speaks of no formula; no foreign warning."""
    print(f"python -m compat.fuzz.verbs.nonsense 1500 {seed}")
    counts, faults = try_verbs(number=1500, seed=seed)
    assert faults == []
    assert counts["result"] > 300
    assert counts["DataError"] > 300
    assert counts["ArgumentError"] > 100


def test_effects_are_what_predictions_say(seed: int) -> None:
    """Of random terms, many of which go in steps; or they are refused."""
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


def test_hostile_formulas(seed: int) -> None:
    """Nothing that was not offered runs, nothing crashes, nothing takes long."""
    print(f"python -m compat.fuzz.hostile 15000 {seed}")
    counts, sprung = try_formulas(number=1500, seed=seed, seconds=10)
    assert sprung == []
    assert counts["FormulaError"] > 1000
    assert counts["a matrix"] > 10


def test_formulas_that_mean_nothing(seed: int) -> None:
    """Every function and form with odd arguments: no foreign error or warning, nothing vast."""
    print(f"python -m compat.fuzz.formula.nonsense 1500 {seed}")
    # twice the time that the campaign gives: other processes share the caches
    counts, faults = try_nonsense(number=1500, seed=seed, seconds=4)
    assert faults == []
    assert counts["FormulaError"] > 300
    assert counts["matrix"] + counts["new rows"] + counts["variables"] > 50


def test_calls_with_an_odd_argument(seed: int) -> None:
    """Every function and form with empty values and odd kinds: no foreign error or warning."""
    print(f"python -m compat.fuzz.formula.nonsense 2000 {seed} --calls")
    counts, faults = try_nonsense(number=2000, seed=seed, seconds=4, write=odd_call)
    assert faults == []
    assert counts["matrix"] + counts["new rows"] + counts["variables"] > 50


@pytest.mark.r
@pytest.mark.parametrize(("kind", "number"), [("nnet", 60), ("multinom", 30)])
def test_random_calls_equal_live_r(kind: str, number: int, seed: int) -> None:
    """Random calls give R's results in every field, but for what is documented."""
    require_r()
    print(f"python -m compat.fuzz.calls --{kind} {number} --seed {seed}")
    counts, unexplained = compare_calls(kind, number, seed)
    if unexplained:
        pytest.fail("\n\n".join(map(str, unexplained[:3])), pytrace=False)
    assert counts["equal in all fields"] > number // 5


@pytest.mark.r
@pytest.mark.parametrize("kind", ["nnet", "multinom"])
def test_random_calls_are_recorded_as_kept_cases_are(kind: str, tmp_path: Path) -> None:
    """The script of the random calls writes what the recorder of their kind writes."""
    require_r()
    cases, _ = write_calls(kind, random.Random(4), 12, tmp_path)
    run_calls_in_r(kind, tmp_path)
    shutil.copytree(FOLDER / "record", tmp_path / "compat" / "record")
    command = ["Rscript", f"compat/record/{kind}.R", str(tmp_path / "again")]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    for case in cases:
        found, expected = (
            json.loads((tmp_path / folder / f"{case['id']}.json").read_text(encoding="utf-8"))
            for folder in ("recorded", "again")
        )
        found.pop("methods", None)
        if "offset(" in case.get("formula", ""):  # R predicts from memory that was never set
            found["predictions"] = expected["predictions"] = None
        assert found == expected


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


@pytest.mark.r
def test_random_objects_go_to_r_and_back(seed: int) -> None:
    """Vectors, factors, dates, frames and lists are identical in R when read and written here."""
    require_r()
    print(f"python -m compat.fuzz.rfiles.objects 500 {seed}")
    found = there_and_back(number=500, seed=seed)
    assert found["count"] == [500]
    assert found["text"] == []


def test_hostile_files(seed: int) -> None:
    """Files of R's that were overwritten are read or refused, and nothing in them runs."""
    print(f"python -m compat.fuzz.rfiles 600 {seed}")
    counts, faults = try_files(number=600, seed=seed, seconds=10)
    assert faults == []
    assert counts["refused: DataError"] > 100
    assert sum(count for outcome, count in counts.items() if outcome.startswith("read")) > 50


def test_hostile_json(seed: int) -> None:
    """JSON that was changed is refused or that of the same fit, and nothing in it runs."""
    print(f"python -m compat.fuzz.json_fits 1000 {seed}")
    counts, faults = try_json(number=1000, seed=seed, seconds=10)
    assert faults == []
    assert counts["refused: DataError"] > 500
    assert sum(count for outcome, count in counts.items() if outcome.startswith("read")) > 20


def test_hostile_calls(seed: int) -> None:
    """Whatever is passed to whichever argument: a result, or an error of the package."""
    print(f"python -m compat.fuzz.hostile 2000 {seed}")
    counts, failures = try_calls(number=1800, seed=seed)
    assert failures == []
    assert counts["ArgumentError"] > 500
    assert counts["scikit-learn's words"] > 50  # some 160
    assert counts["a result"] > 40  # some 95, give or take 10


def test_odd_fits(seed: int) -> None:
    """Whatever is asked of fits to odd data: a result, or an error of the package."""
    print(f"python -m compat.fuzz.hostile.odd_fits 40 {seed}")
    counts, faults = try_fits(number=40, seed=seed)
    assert faults == []
    assert counts["a result"] > 400  # some 1,100


def test_hostile_calls_are_spoilt_calls_that_work() -> None:
    """Each entry has a call in which all but the hostile argument is right."""
    assert without_a_call() == []
