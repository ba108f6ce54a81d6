"""Peak memory of large fits, in multiples of what they are made of.

    python -m compat.bench.memory [rows]

Fits a million rows of 20 inputs with 10 hidden units for a few iterations, and prints how far the
resident memory of the process rose above what it held before the data were made. Then multinomial
models, each in a process of its own: many rows, with the design as the unit; many columns, with the
triangle of the search, 8 bytes for a pair of coefficients, taken off; and the covariance of many
classes, above the peak of the information, which is its unit. Exits with an error above a limit.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd

from pynnet import multinom, nnet

_COLUMNS, _HIDDEN, _LIMIT = 20, 10, 3.0
# By model: rows, columns, classes, and the limit. Resident memory counts all that libraries hold.
_MODELS = {
    "rows": (1_000_000, 5, 3, 8.0),
    "columns": (50, 5000, 3, 20.0),
    "covariance": (6000, 10, 200, 1.5),
}


def _peak() -> int:
    """Peak resident memory of this process in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main(rows: int) -> float:
    """Fit, print the memory and return it as a multiple of the input matrix."""
    nnet([[0.0], [1.0]], [0.0, 1.0], size=1, maxit=0, trace=False, seed=1)
    before = _peak()
    generator = np.random.default_rng(1)
    x = generator.random((rows, _COLUMNS))
    y = x[:, 0] * x[:, 1]
    fit = nnet(
        x, y, size=_HIDDEN, linout=True, decay=1e-3, maxit=4, reltol=0.5, trace=False, seed=1
    )
    ratio = (_peak() - before) / x.nbytes
    print(f"rows x inputs       {rows} x {_COLUMNS}, {_HIDDEN} hidden units")
    print(f"evaluations         {fit.counts['function']} of the criterion, ", end="")
    print(f"{fit.counts['gradient']} of the gradient")
    print(f"input matrix        {x.nbytes / 2**20:8.1f} MiB")
    print(f"peak of the process {(_peak() - before) / 2**20:8.1f} MiB above the start")
    print(f"ratio               {ratio:8.2f} (limit {_LIMIT:g})")
    return ratio


def _data(rows: int, columns: int, classes: int) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    x = pd.DataFrame(generator.random((rows, columns)), columns=[f"x{j}" for j in range(columns)])
    codes = np.append(np.arange(classes), generator.integers(0, classes, rows - classes))
    return x.assign(y=pd.Categorical.from_codes(codes, [f"c{k:03d}" for k in range(classes)]))


def model(name: str) -> float:
    """Fit a multinomial model, print the memory and return it in multiples of its unit."""
    rows, columns, classes, limit = _MODELS[name]
    warnings.simplefilter("ignore")
    multinom("y ~ .", _data(2000, 10, 60), maxit=2, trace=False).vcov()  # libraries are at work
    data = _data(rows, columns, classes)
    before, unit, searched = _peak(), 8 * rows * (columns + 1), 0
    fit = multinom("y ~ .", data, maxit=3, MaxNWts=100_000, trace=False)
    if name == "columns":
        searched = 4 * ((classes - 1) * (columns + 1)) ** 2
    if name == "covariance":
        unit = fit._information().nbytes
        before = _peak()  # of the fit and of the information
        fit.vcov()
    ratio = (_peak() - before - searched) / unit
    print(f"multinom, {name:<11} {rows} x {columns}, {classes} classes: ", end="")
    print(f"{(_peak() - before) / 2**20:8.1f} MiB, ratio {ratio:6.2f} (limit {limit:g})")
    return ratio / limit


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in _MODELS:
        sys.exit(model(sys.argv[1]) > 1)
    too_much = main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000) > _LIMIT
    for each in _MODELS:
        own = [sys.executable, "-m", "compat.bench.memory", each]
        too_much |= subprocess.run(own, check=False).returncode != 0
    sys.exit(too_much)
