"""How fast a whole search is: e1071 and pynnet in turn, with one core and with two.

    python -m compat.bench.tune               three rounds, about a minute
    python -m compat.bench.tune --rounds 7

The iris data, 4 sizes by 4 decays, 10 folds, 5 repeats: 800 fits and one more. Every error, every
dispersion and the weights of the best model must be equal in all bits, or the exit status is 1.
``ties="first"`` is measured as well: it does not wait for lots, and gives other numbers than R.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import warnings
from typing import Any

from pynnet import set_seed, tune_control, tune_nnet

from ..cases import Json, read_data
from .worker import R, Worker

__all__ = ["main"]

_SEARCH = {"size": [1, 2, 4, 8], "decay": [0, 0.001, 0.01, 0.1], "cross": 10, "nrepeat": 5}
_WORKERS: dict[str, dict[str, Any]] = {
    "one core": {"n_jobs": 1},
    "two cores": {"n_jobs": 2},
    "two cores, ties='first'": {"n_jobs": 2, "ties": "first"},
}


def _search(seed: int, workers: dict[str, Any]) -> Json:
    """Time a search of pynnet's, and describe it as ``tune.R`` does."""
    control = tune_control(cross=10, nrepeat=5)
    grid = {name: _SEARCH[name] for name in ("size", "decay")}
    data = read_data("iris")
    set_seed(seed)
    before = time.perf_counter()
    found = tune_nnet("Species ~ .", data, control=control, progress=False, **grid, **workers)
    seconds = time.perf_counter() - before
    return {
        "seconds": seconds,
        "error": [float(v).hex() for v in found.performances["error"]],
        "dispersion": [float(v).hex() for v in found.performances["dispersion"]],
        "wts": [float(v).hex() for v in found.best_model.wts],
    }


def _same(theirs: Json, ours: Json) -> bool:
    return all(
        [float.fromhex(v) for v in theirs[name]] == [float.fromhex(v) for v in ours[name]]
        for name in ("error", "dispersion", "wts")
    )


def main() -> int:
    """Measure in turn and print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m compat.bench.tune")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    seconds: dict[str, list[float]] = {name: [] for name in ("e1071", *_WORKERS)}
    equal = True
    with Worker(*R, "compat/bench/tune.R") as r:
        for seed in range(1, rounds + 1):
            theirs = r.ask("tune", seed=seed, **_SEARCH)
            seconds["e1071"].append(theirs["seconds"])
            for name, workers in _WORKERS.items():
                ours = _search(seed, workers)
                seconds[name].append(ours["seconds"])
                if "ties" not in workers and not _same(theirs, ours):
                    equal = False
                    print(f"seed {seed}, {name}: the results differ from R's")
    print(f"e1071: {statistics.median(seconds['e1071']):.2f} s")
    for name in _WORKERS:
        pairs = zip(seconds["e1071"], seconds[name], strict=True)
        ratio = statistics.median(r_time / p_time for r_time, p_time in pairs)
        print(f"{name}: {statistics.median(seconds[name]):.2f} s, {ratio:.1f} times as fast")
    print("all bits are R's" if equal else "some bits are not R's")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
