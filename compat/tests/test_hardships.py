"""Some seconds of each campaign of compat.fuzz.hardships."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ..fuzz.hardships import CAMPAIGNS

ROOT = Path(__file__).parents[2]
SECONDS = 4  # of each campaign


def test_calls_under_hardship(seed: int) -> None:
    """Nothing is lost, left behind or another; a failure prints the code that shows it."""
    run = [sys.executable, "-m", "compat.fuzz.hardships", "--seconds", str(SECONDS)]
    run += ["--seed", str(seed)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        crash, _, _ = done.stderr.partition("Extension modules:")  # a list of some hundred names
        pytest.fail(f"{' '.join(run)}\n{done.stdout}\n{crash[-3000:]}", pytrace=False)
    print(done.stdout)
    found = dict(line.split(" --seed ") for line in done.stdout.splitlines())
    assert set(found) == set(CAMPAIGNS)
    for campaign, outcome in [
        ("interrupted", "interrupted"), ("short_of_memory", "no memory"),
        ("in_a_crowd", "calls"), ("with_faulty_workers", "done"),
    ]:  # fmt: skip
        assert f"'{outcome}'" in found[campaign]
