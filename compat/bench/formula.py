"""How long a design matrix takes, in turn with R in one run; and how much memory a large one.

    python -m compat.bench.formula

Rounds of R and of pynnet follow one another, so that both see the same machine; the median of the
rounds counts. Limits: 0.5 ms for ``Species ~ .``, R's time for 20,000 rows and 49 columns, and two
copies of the data for a million rows of 20 numbers. The exit status is 1 if one is exceeded.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pynnet import load_iris
from pynnet._formula import build_design

from .worker import R, Worker
from .workloads import Workload, export

__all__ = ["main"]

_ROUNDS = 7
_ROWS = 20_000
_PLAIN_LIMIT = 0.5e-3  # seconds
_COPIES_LIMIT = 2.0


@dataclass(frozen=True, slots=True)
class _Case:
    """A formula, its data, and how often it is called in a round."""

    name: str
    formula: str
    data: pd.DataFrame
    calls: int

    @property
    def workload(self) -> Workload:
        """The same as what is exported to R."""
        return Workload(self.name, lambda: self.data, self.formula)


def _cases() -> list[_Case]:
    generator = np.random.default_rng(1)
    numbers = pd.DataFrame({f"x{i + 1}": generator.normal(size=_ROWS) for i in range(49)})
    mixed = pd.DataFrame({name: generator.normal(size=_ROWS) for name in ("a", "b", "x", "y")})
    mixed["w"] = generator.random(_ROWS) + 0.1
    mixed["g"] = pd.Categorical(generator.choice(list("pqrst"), _ROWS))
    mixed["h"] = pd.Categorical(generator.choice(list("klmnop"), _ROWS))
    formula = "y ~ (a + b + g + h)^2 + log(w) + I(x^2)"
    return [
        _Case("plain", "Species ~ .", load_iris(), 300),
        _Case("numbers", "x1 ~ .", numbers, 10),
        _Case("mixed", formula, mixed, 5),
    ]


def _time_r(r: Worker, case: _Case) -> tuple[float, int]:
    """Seconds of a call in R, and the number of columns."""
    answer = r.ask("design", calls=case.calls)
    return answer["seconds"], answer["columns"]


def _time_pynnet(case: _Case) -> tuple[float, int]:
    """Seconds of a call in pynnet, and the number of columns."""
    began = time.perf_counter()
    for _ in range(case.calls):
        design = build_design(case.formula, case.data)
    return (time.perf_counter() - began) / case.calls, len(design.column_names)


def _copies() -> float:
    """Peak memory of a million rows of 20 numbers, in multiples of the data."""
    generator = np.random.default_rng(1)
    data = pd.DataFrame({f"x{i}": generator.random(1_000_000) for i in range(20)})
    tracemalloc.start()
    try:
        build_design("x0 ~ .", data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return peak / (20 * 8e6)


def main() -> int:
    """Run all cases and print a table."""
    failed = []
    with tempfile.TemporaryDirectory() as directory, Worker(*R, "compat/bench/formula.R") as r:
        for case in _cases():
            r.ask("load", **export(case.workload, Path(directory) / "columns"))
            if not _compare(case, r):
                failed.append(case.name)
    copies = _copies()
    print(f"memory   1000000 x 20       {copies:8.2f} copies of the data (limit {_COPIES_LIMIT:g})")
    return int(bool(failed) or copies > _COPIES_LIMIT)


def _compare(case: _Case, r: Worker) -> bool:
    """Time a case in turn, print it, and return whether it is within its limit."""
    _time_r(r, case)
    _time_pynnet(case)
    theirs, ours = [], []
    for _ in range(_ROUNDS):
        seconds, columns = _time_r(r, case)
        theirs.append(seconds)
        seconds, own_columns = _time_pynnet(case)
        ours.append(seconds)
    if columns != own_columns:
        raise RuntimeError(f"{case.name}: R has {columns} columns, pynnet {own_columns}")
    own, other = statistics.median(ours), statistics.median(theirs)
    limit = _PLAIN_LIMIT if case.name == "plain" else other
    size = f"{len(case.data)} x {columns}"
    print(
        f"{case.name:<8} {size:<16} pynnet {1e3 * own:9.3f} ms   R {1e3 * other:9.3f} ms   "
        f"limit {1e3 * limit:9.3f} ms   {'within' if own <= limit else 'EXCEEDED'}"
    )
    return own <= limit


if __name__ == "__main__":
    sys.exit(main())
