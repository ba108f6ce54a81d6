"""What the benchmark computes from its measurements."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from .. import CHECKOUT, FOLDER
from ..bench import caret, sklearn
from ..bench.coverage import simulate
from ..bench.limits import machine
from ..bench.measure import Growth, Timing, Workers
from ..bench.page import filled, headline, of_calls
from ..bench.sklearn import of_costs, of_searches
from ..bench.worker import read_columns
from ..bench.workloads import WORKLOADS, export
from ..compare.live import require_r

_ON_LINUX = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the peak of a process is set back on Linux"
)


def timing(*, equal: bool = True) -> Timing:
    """Two rounds: R takes 4 and 8 seconds, pynnet 1 and 4."""
    seconds = {"R": [4.0, 8.0], "1 thread": [1.0, 4.0], "2 threads": [1.0], "NumPy": [8.0]}
    reading = {name: [0.5] * len(taken) for name, taken in seconds.items()}
    return Timing(WORKLOADS["iris-2"], 19, 100, seconds, reading, equal)


def test_ratio_is_that_of_the_medians() -> None:
    """R's median by pynnet's, with the reading of results if asked for."""
    assert timing().ratio("1 thread") == 6 / 2.5
    assert timing().ratio("1 thread", reading=True) == 6 / 3


def test_spread_is_that_of_neighbouring_calls() -> None:
    """Rounds are compared one by one, as far as both took part."""
    assert timing().spread("1 thread") == (2.0, 4.0)
    assert timing().spread("NumPy") == (0.5, 0.5)


def test_calls_show_a_bit_that_differs() -> None:
    """One unequal call marks the row."""
    assert "| = |" in of_calls([timing()])
    assert "| ≠ |" in of_calls([timing(), timing(equal=False)])


def test_headline_has_least_largest_and_mean() -> None:
    """The sentence for README.md is computed from the calls."""
    assert headline([timing()]).startswith(
        "On 1 calls from small to large R takes 2.4 to 2.4 times"
    )


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # of either library
def test_searches_of_scikit_learn_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of both libraries, with a model for each score; a small grid shows it."""
    monkeypatch.setattr(sklearn, "_SIZES", (2, 3))
    monkeypatch.setattr(sklearn, "_DECAYS", (0.1,))
    lines = of_searches(("iris",), 1).splitlines()
    assert len(lines) == 3
    scores = lines[2].strip("| ").split(" | ")[4:]
    assert len(scores) == 4
    assert all(0.5 < float(score) <= 1 for score in scores)
    assert len(of_costs(1).splitlines()) == 6


def test_slope_is_the_exponent_of_a_power() -> None:
    """Time that grows with the square has slope 2."""
    growth = Growth("rows", [1, 2, 4], {"R": [3.0, 12.0, 48.0]})
    assert growth.slope("R") == pytest.approx(2)  # a least squares fit of logarithms


def test_page_takes_a_table_in_each_of_its_places() -> None:
    """No place is left, and a table without a place is an error."""
    text = (FOLDER / "bench" / "performance.md").read_text("utf-8")
    places = re.findall(r"^<!-- (\w+) -->$", text, re.M)
    page = filled({name: f"table of {name}\n" for name in places})
    assert all(f"table of {name}\n" in page for name in places)
    assert re.search(r"^<!-- \w+ -->$", page, re.M) is None
    with pytest.raises(LookupError, match="no place for nonsense"):
        filled({"nonsense": ""})


def test_searches_are_compared_round_by_round() -> None:
    """The median of the quotients; what was not measured or not compared is left open."""
    seconds = {("caret", 1): [4.0, 8.0, 6.0], ("pynnet", 1): [1.0, 1.0, 1.0]}
    search = caret.Search("title", {**seconds, ("pynnet", 2): [0.5, 0.5, 0.25]}, True)
    assert search.ratio(("caret", 1), ("pynnet", 1)) == 6.0
    assert search.ratio(("caret", 1), ("pynnet", 2)) == 16.0
    last = caret.of_searches([search]).splitlines()[-1]
    assert last == "| title | 6.00 | 1.000 | 6.0 | 16.0 |  | = |"


@pytest.mark.r
def test_searches_of_caret_have_its_bits() -> None:
    """A small one, and averaged networks, as R and pynnet describe them."""
    require_r(if_there="caret")
    grid = {"size": [2], "decay": [0.1], "bag": [False]}
    calls = (
        caret.Call("search", "iris", "Species ~ .", "avNNet", grid, number=2, repeats=1),
        caret.Call("networks", "iris", "Species ~ .", "avNNet", options={"size": 2, "repeats": 2}),
    )
    with caret.Worker(*caret.R, "compat/bench/caret.R") as r:
        for call in calls:
            search = caret.measured(call, r, 1, (1,))
            assert search.equal
            assert all(taken[0] > 0 for taken in search.seconds.values())


@pytest.mark.parametrize("name", ["iris-2", "pima", "rock"])
def test_data_arrive_as_they_were(name: str, tmp_path: Path) -> None:
    """What is written for the workers is read in every bit."""
    sent = WORKLOADS[name].frame()
    got = read_columns(export(WORKLOADS[name], tmp_path / "columns"))
    assert list(got) == list(sent)
    for column in sent:
        assert np.array_equal(np.asarray(got[column]), np.asarray(sent[column]))


@pytest.mark.r
def test_calls_of_all_workers_are_equal(tmp_path: Path) -> None:
    """R and all variants of pynnet give the same bits, and times."""
    require_r()
    pytest.importorskip("pynnet._network._kernel", reason="the kernel is not built")
    with Workers(tmp_path) as workers:
        got = workers.time(WORKLOADS["rock"].but(maxit=20), rounds=1, budget=0.0)
    assert got.equal
    assert all(seconds > 0 for taken in got.seconds.values() for seconds in taken)


@pytest.mark.skipif(
    shutil.which("cc") is None
    or not (CHECKOUT / "pynnet" / "_network" / "kernel" / "kernel.c").exists(),
    reason="needs a C compiler and the kernel's source",
)
def test_limits_of_the_machine_are_measured() -> None:
    """The program that measures them includes the kernel, and follows it."""
    rates = machine()
    assert min(rates.multiply_and_add, rates.divide, rates.library_exp, rates.kernel_exp) > 0


@_ON_LINUX
def test_memory_is_that_of_the_call() -> None:
    """A peak before it, of the process or of the one that started it, hides nothing.

    In a process of its own, as everything is measured: what others have freed is taken again.
    """
    script = """
import numpy as np
from compat.bench import memory
np.ones(20_000_000)  # 160 MB
_, needed = memory.rise(lambda: np.ones(5_000_000).sum())
print(needed)
"""
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert 38e6 < int(run.stdout) < 60e6


@_ON_LINUX
@pytest.mark.parametrize(
    ("name", "sizes"), [("columns", (50, 1500, 3)), ("covariance", (1500, 10, 45))]
)
def test_memory_above_a_limit_fails(name: str, sizes: tuple[int, ...]) -> None:
    """The ratio is positive, and compared with the limit; each in a process of its own."""
    script = "import sys; from compat.bench import memory\n"
    for limit in (1e-3, 1e6):
        script += f"memory._MODELS[{name!r}] = {(*sizes, limit)}; print(memory.main([{name!r}]))\n"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    small, failed, large, passed = run.stdout.splitlines()
    assert (failed, passed) == ("True", "False"), (small, large)
    assert float(small.partition("ratio")[2].split()[0]) > 0


def test_simulation_of_bands_says_how_often_they_cover() -> None:
    """For each kind a share that is one, and a width; each again the same."""
    found = simulate(0.1, sets=2, repeats=5)
    assert len(found) == 4
    assert found[["covered", "at the worst place", "no band"]].stack().between(0, 1).all()
    assert (found["mean width"] > 0).all()
    assert found.equals(simulate(0.1, sets=2, repeats=5))
