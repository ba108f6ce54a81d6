"""Peak memory of a large fit, in multiples of the input matrix.

    python -m compat.bench.memory [rows]

Fits a million rows of 20 inputs with 10 hidden units for a few iterations, and prints how far the
resident memory of the process rose above what it held before the data were made. Exits with an
error above three times the input matrix.
"""

from __future__ import annotations

import resource
import sys

import numpy as np

from pynnet import nnet

_COLUMNS, _HIDDEN, _LIMIT = 20, 10, 3.0


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


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000) > _LIMIT)
