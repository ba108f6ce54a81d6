"""Frames of other packages in turn with pandas: how long large calls take, and their memory.

    python -m compat.bench.frames                 both; a minute or two
    python -m compat.bench.frames 100000          of so many rows

A million rows, of 20 numbers, or of numbers, whole numbers with gaps, truths, text and levels.
Rounds of the kinds follow one another, so that all see the same machine; the quickest counts, as
nothing but other work on the machine makes one slower. Memory is how far the resident memory of a
process rose above what it held before the call, which has the frame already, in multiples of the
numbers as doubles. The exit status is 1 if polars takes more
than 1.2 times as long as pandas, or more than one copy of the data beyond what pandas takes.
"""

from __future__ import annotations

import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars
import pyarrow

import pynnet

from .memory import rise

__all__ = ["main"]

_ROWS = 1_000_000
_ROUNDS = 7
_LIMIT, _COPIES = 1.2, 1.0
_NUMBERS = 20
_KINDS = ("pandas", "polars", "pyarrow")
_OPTIONS = {"size": 2, "rang": 0.1, "maxit": 2, "seed": 1, "trace": False, "linout": True}


def _columns(name: str, rows: int) -> dict[str, Any]:
    """The columns of a workload, as NumPy has them; gaps are None."""
    generator = np.random.default_rng(1)
    if name == "numbers":
        return {f"x{k}": generator.random(rows) for k in range(_NUMBERS)}
    columns: dict[str, Any] = {f"x{k}": generator.random(rows) for k in range(6)}
    columns["single"] = generator.random(rows).astype(np.float32)
    columns["whole"] = generator.integers(0, 9, rows)
    columns["flag"] = generator.random(rows) < 0.5
    columns["text"] = np.array(["one", "two", "three"], dtype=object)[columns["whole"] % 3]
    columns["level"] = np.array(["lo", "mid", "hi"], dtype=object)[(columns["whole"] + 1) % 3]
    return columns


def frame_of(kind: str, name: str, rows: int) -> Any:
    """The same data as each kind holds them when they come from a file."""
    columns = _columns(name, rows)
    gaps = np.arange(rows) % 1000 == 7
    levels = ["lo", "mid", "hi"]
    if kind == "pandas":
        frame = pd.DataFrame(columns)
        if name == "mixed":
            frame["whole"] = pd.array(frame["whole"], dtype="Int64")
            frame.loc[gaps, "whole"] = pd.NA
            frame["text"] = frame["text"].astype("str")
            frame["level"] = pd.Categorical(frame["level"], levels)
        return frame
    data = polars.DataFrame(columns)
    if name == "mixed":
        whole = polars.when(polars.Series(gaps)).then(None).otherwise(polars.col("whole"))
        level = polars.col("level").cast(polars.Enum(levels))
        data = data.with_columns(whole=whole, level=level)
    return data.rechunk() if kind == "polars" else data.to_arrow()


CALLS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "model_matrix, 20 numbers": ("numbers", lambda d: pynnet.model_matrix("~ .", d)),
    "nnet, formula of 20 numbers": ("numbers", lambda d: pynnet.nnet("x0 ~ .", d, **_OPTIONS)),
    "nnet, x and y of 20 numbers": ("numbers", lambda d: pynnet.nnet(d, d["x0"], **_OPTIONS)),
    "model_matrix, mixed": ("mixed", lambda d: pynnet.model_matrix("~ .", d)),
    "nnet, formula of mixed": ("mixed", lambda d: pynnet.nnet("x0 ~ .", d, **_OPTIONS)),
    "nnet, two of 11 mixed columns": ("mixed", lambda d: pynnet.nnet("x0 ~ x1", d, **_OPTIONS)),
}


def _timed(ask: Callable[[Any], Any], data: Any) -> float:
    began = time.perf_counter()
    ask(data)
    return time.perf_counter() - began


def _times(rows: int) -> bool:
    """Print the times of all calls; whether polars takes too long in one."""
    print(f"seconds for {rows:,} rows, the quickest of {_ROUNDS} rounds in turn")
    print(f"{'':<34}" + "".join(f"{kind:>10}" for kind in _KINDS) + f"{'polars/pandas':>16}")
    worst = 0.0
    for name in ("numbers", "mixed"):
        frames = {kind: frame_of(kind, name, rows) for kind in _KINDS}
        calls = {title: ask for title, (wanted, ask) in CALLS.items() if wanted == name}
        fit = pynnet.nnet("x0 ~ .", frames["pandas"], **_OPTIONS)
        calls[f"predict, {name}"] = fit.predict
        for title, ask in calls.items():
            taken: dict[str, list[float]] = {kind: [] for kind in _KINDS}
            for _ in range(_ROUNDS):
                for kind in _KINDS:
                    taken[kind].append(_timed(ask, frames[kind]))
            quickest = {kind: min(taken[kind]) for kind in _KINDS}
            ratio = quickest["polars"] / quickest["pandas"]
            worst = max(worst, ratio)
            cells = "".join(f"{quickest[kind]:10.3f}" for kind in _KINDS)
            print(f"{title:<34}{cells}{ratio:16.2f}", flush=True)
    return worst > _LIMIT


def _memory_of_one(kind: str, title: str, rows: int) -> None:
    """Print the rise of the memory of one call, in multiples of the data as doubles."""
    name, ask = CALLS[title]
    ask(frame_of(kind, name, 1000))  # libraries are at work
    data = frame_of(kind, name, rows)
    _, needed = rise(lambda: ask(data))
    print(needed / (8 * rows * len(_columns(name, 1))))


def _memory(rows: int) -> bool:
    """Print the memory of all calls; whether polars takes more than a copy beyond pandas."""
    print("\nrise of the memory, in multiples of the data as doubles")
    print(f"{'':<34}" + "".join(f"{kind:>10}" for kind in _KINDS) + f"{'beyond pandas':>16}")
    worst = 0.0
    for title in CALLS:
        found = {}
        for kind in _KINDS:
            call = [sys.executable, "-m", "compat.bench.frames", str(rows), kind, title]
            done = subprocess.run(call, check=True, capture_output=True, text=True)
            found[kind] = float(done.stdout)
        beyond = found["polars"] - found["pandas"]
        worst = max(worst, beyond)
        cells = "".join(f"{found[kind]:10.2f}" for kind in _KINDS)
        print(f"{title:<34}{cells}{beyond:16.2f}", flush=True)
    return worst > _COPIES


def main(arguments: list[str]) -> bool:
    """Measure what was asked for; whether it is too much."""
    warnings.simplefilter("ignore")
    rows = int(arguments[0]) if arguments else _ROWS
    if len(arguments) > 1:
        _memory_of_one(arguments[1], arguments[2], rows)
        return False
    print(f"pandas {pd.__version__}, polars {polars.__version__}, pyarrow {pyarrow.__version__}")
    slow = _times(rows)
    return _memory(rows) or slow


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
