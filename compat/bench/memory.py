"""Peak memory of large fits, in multiples of what they are made of; on Linux.

    python -m compat.bench.memory                 all, each in a process of its own
    python -m compat.bench.memory network 1000000

`network` fits a million rows of 20 inputs with 10 hidden units for a few iterations; the unit is
the input matrix, which counts. The others are multinomial models: of many `rows`, with the design
as the unit; of many `columns`, with the triangle of the search, 8 bytes for a pair of coefficients,
taken off; and the `covariance` of many classes, in multiples of the information.

What is printed is how far the resident memory of the process rose during the call above what it
held just before. Exits with an error above a limit.
"""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pynnet import Multinom, multinom, nnet

__all__ = ["main", "rise"]

_COLUMNS, _HIDDEN, _LIMIT = 20, 10, 3.0
# By model: rows, columns, classes, and the limit. Resident memory counts all that libraries hold.
_MODELS = {
    "rows": (1_000_000, 5, 3, 8.0),
    "columns": (50, 5000, 3, 20.0),
    "covariance": (6000, 10, 200, 1.5),
}
_PROCESS = Path("/proc/self")


def rise(call: Callable[[], Any]) -> tuple[Any, int]:
    """What a call gives, and the bytes by which the resident memory rose during it at most.

    The peak that ``getrusage`` knows begins with that of the process that started this one, so that
    nothing below it would be seen: the peak of this process is set back before the call.
    """
    (_PROCESS / "clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    result = call()
    return result, _status("VmHWM") - before


def _status(field: str) -> int:
    """Bytes of a field of the status of this process."""
    found = re.search(rf"^{field}:\s+(\d+) kB$", (_PROCESS / "status").read_text("ascii"), re.M)
    assert found is not None
    return 1024 * int(found.group(1))


def _report(title: str, ratio: float, needed: float, limit: float) -> float:
    mebibytes = needed / 2**20
    print(f"{title:<48}{mebibytes:8.1f} MiB, ratio {ratio:6.2f} (limit {limit:g})", flush=True)
    return ratio / limit


def network(rows: int) -> float:
    """Fit a network, print the memory and return it as a share of the limit."""
    nnet([[0.0], [1.0]], [0.0, 1.0], size=1, maxit=0, trace=False, seed=1)

    def call() -> int:
        generator = np.random.default_rng(1)
        x = generator.random((rows, _COLUMNS))
        y = x[:, 0] * x[:, 1]
        nnet(x, y, size=_HIDDEN, linout=True, decay=1e-3, maxit=4, reltol=0.5, trace=False, seed=1)
        return x.nbytes

    unit, needed = rise(call)
    title = f"network: {rows} x {_COLUMNS}, {_HIDDEN} hidden units"
    return _report(title, needed / unit, needed, _LIMIT)


def _data(rows: int, columns: int, classes: int) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    x = pd.DataFrame(generator.random((rows, columns)), columns=[f"x{j}" for j in range(columns)])
    codes = np.append(np.arange(classes), generator.integers(0, classes, rows - classes))
    return x.assign(y=pd.Categorical.from_codes(codes, [f"c{k:03d}" for k in range(classes)]))


def model(name: str) -> float:
    """Fit a multinomial model, print the memory and return it as a share of the limit."""
    rows, columns, classes, limit = _MODELS[name]
    warnings.simplefilter("ignore")
    multinom("y ~ .", _data(500, 5, 12), maxit=2, trace=False).vcov()  # libraries are at work
    data = _data(rows, columns, classes)

    def call() -> Multinom:
        return multinom("y ~ .", data, maxit=3, MaxNWts=100_000, trace=False)

    fit, needed = rise(call)
    unit, searched = 8 * rows * (columns + 1), 0
    if name == "columns":
        searched = 4 * ((classes - 1) * (columns + 1)) ** 2
    if name == "covariance":
        unit = fit._information().nbytes
        _, needed = rise(fit.vcov)
    title = f"multinom, {name}: {rows} x {columns}, {classes} classes"
    return _report(title, (needed - searched) / unit, needed, limit)


def main(arguments: list[str]) -> bool:
    """Measure what was asked for, or all; whether it is too much."""
    if not (_PROCESS / "clear_refs").exists():
        raise SystemExit("the peak of a process can be set back on Linux only: nothing measured.")
    if arguments:
        name, *rows = arguments
        used = network(int(rows[0]) if rows else 1_000_000) if name == "network" else model(name)
        return used > 1
    own = [[sys.executable, "-m", "compat.bench.memory", name] for name in ("network", *_MODELS)]
    codes = [subprocess.run(call, check=False).returncode for call in own]
    return any(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
