"""What advice about a multinomial model costs, beside its fit; and small calls in turn with R.

    python -m compat.bench.advice                 a minute or two
    python -m compat.bench.advice --rounds 9

Processor time counts, so that other work on the machine does not. The first table fits without
advice and then asks for it, round by round. Advice may cost a fifth of the fit, or a few
milliseconds where fits are tiny; the exit status is 1 if it costs more. The second table has whole
calls, advice included: quotients of neighbouring turns of R and pynnet.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from pynnet import Multinom, multinom
from pynnet._multinom.advice import advise, unchecked

from .worker import SHORT, R, Worker
from .workloads import Workload, export, with_factor

__all__ = ["main"]

_SHARE, _FEW_MS = 0.2, 5.0
_MANY = {"MaxNWts": 100_000}


def _classes(
    rows: int, inputs: int, classes: int, *, noise: float = 1.0, rare: float = 0.0
) -> Callable[[], pd.DataFrame]:
    """Inputs that fill a cube, and classes drawn from a multinomial model."""

    def frame() -> pd.DataFrame:
        generator = np.random.default_rng(rows + inputs)
        x = generator.random((rows, inputs)) - 0.5
        scores = x @ generator.normal(size=(inputs, classes))
        scores += noise * generator.gumbel(size=(rows, classes))
        codes = np.where(generator.random(rows) < rare, classes, scores.argmax(axis=1))
        names = np.array([f"c{k:03d}" for k in range(classes + 1)])
        data = pd.DataFrame(x, columns=[f"x{j + 1}" for j in range(inputs)])
        return data.assign(y=pd.Categorical(names[codes]))

    return frame


def _repeated() -> pd.DataFrame:
    return pd.concat([_classes(100, 4, 6)()] * 200, ignore_index=True)


def _with_offset() -> pd.DataFrame:
    data = _classes(20_000, 5, 3)()
    return data.assign(o=np.random.default_rng(1).normal(size=len(data)) * 20)


def _weighted() -> pd.DataFrame:
    data = _classes(20_000, 5, 8)()
    return data.assign(w=np.random.default_rng(1).integers(0, 3, len(data)).astype(float))


def _possible() -> pd.DataFrame:
    data = _classes(5000, 5, 6)()
    marks = np.eye(6)[data["y"].cat.codes]
    marks[np.random.default_rng(1).random(marks.shape) < 0.3] = 1
    return data.drop(columns="y").assign(**{f"k{k}": marks[:, k] for k in range(6)})


_MARKS = "cbind(k0, k1, k2, k3, k4, k5) ~ x1 + x2 + x3"
_SHARES = (
    Workload("100 classes, 3,000 × 4", _classes(3000, 4, 100), "y ~ .", _MANY),
    Workload("one in 2,000 of 100,000 × 5", _classes(100_000, 5, 3, rare=5e-4), "y ~ .", {}),
    Workload("200 classes, 6,000 × 20", _classes(6000, 20, 200), "y ~ .", {**_MANY, "maxit": 20}),
    Workload("1,000,000 × 5", _classes(1_000_000, 5, 3), "y ~ ."),
    Workload("50 classes, 2,000 × 10", _classes(2000, 10, 50), "y ~ .", _MANY),
    Workload("50 × 5,000", _classes(50, 5000, 3), "y ~ .", _MANY),
    Workload("nearly separated, 5,000 × 6", _classes(5000, 6, 5, noise=0.02), "y ~ ."),
    Workload("the same, 20 classes", _classes(5000, 6, 20, noise=0.02), "y ~ .", _MANY),
    Workload("200 times the same rows", _repeated, "y ~ ."),
    Workload("weights", _weighted, "y ~ x1 + x2 + x3 + x4 + x5", {"weights": "w"}),
    Workload("offset", _with_offset, "y ~ x1 + x2 + x3 + offset(cbind(0, o, o))"),
    Workload("censored", _possible, _MARKS, {"censored": True}),
)

_BIRTHWT = "race ~ age + lwt + smoke"
_PIMA = "type ~ npreg + glu + bp + skin + bmi + ped"
_IRIS = with_factor("iris", "Species")
_CALLS = (
    ("multinom", Workload("birthwt", with_factor("birthwt", "race"), _BIRTHWT), 3.0),
    ("multinom", Workload("Pima", with_factor("Pima", "type"), _PIMA), 3.0),
    ("multinom", Workload("iris, sepals", _IRIS, "Species ~ Sepal.Length + Sepal.Width"), 3.0),
    ("multinom", Workload("iris, petals", _IRIS, "Species ~ Petal.Length + Petal.Width"), 3.0),
    ("multinom", Workload("iris, all", _IRIS, "Species ~ ."), 3.0),
    ("drop1", Workload("birthwt", with_factor("birthwt", "race"), _BIRTHWT), 4.0),
    ("drop1", Workload("Pima", with_factor("Pima", "type"), _PIMA), 4.0),
    ("step", Workload("birthwt", with_factor("birthwt", "race"), _BIRTHWT), 4.0),
    ("step", Workload("Pima", with_factor("Pima", "type"), _PIMA), 4.0),
)


def _share(workload: Workload, rounds: int) -> bool:
    """Print what advice costs beside a fit, and return whether that is little."""
    data = workload.frame()
    fits, advices = [], []
    for _ in range(rounds):
        began = time.process_time()
        with unchecked():
            fit = multinom(workload.formula, data, trace=False, **workload.args)
        fitted = time.process_time()
        advise(fit)
        advices.append(1e3 * (time.process_time() - fitted))
        fits.append(1e3 * (fitted - began))
    own, advice = median(fits), median(advices)
    little = advice <= max(_SHARE * own, _FEW_MS)
    print(
        f"| {workload.title} | {own:,.1f} | {advice:,.2f} | {advice / own:.1%} | "
        f"{'within' if little else 'EXCEEDED'} |",
        flush=True,
    )
    return little


def _turn(call: Callable[[], Any]) -> float:
    """Seconds of the processor for a call, repeated for a while."""
    elapsed, calls = 0.0, 0
    began = time.process_time()
    while elapsed < SHORT:
        call()
        calls += 1
        elapsed = time.process_time() - began
    return elapsed / calls


def _call(what: str, workload: Workload, wanted: float, rounds: int, path: Path) -> None:
    """Print how long R and pynnet take for a whole call, in turn."""
    data = workload.frame()

    def model() -> Multinom:
        return multinom(workload.formula, data, trace=False)

    fit = model()
    ours = {
        "multinom": model,
        "drop1": lambda: fit.drop1(trace=False),
        "step": lambda: fit.step(trace=0),
    }[what]
    theirs, own = [], []
    with Worker(*R, "compat/bench/advice.R") as r:
        r.ask("load", **export(workload, path), maxit=100)
        r.ask(what)
        _turn(ours)
        for _ in range(rounds):
            theirs.append(r.ask(what)["seconds"])
            own.append(_turn(ours))
    ratios = sorted(a / b for a, b in zip(theirs, own, strict=True))
    print(
        f"| {what}: {workload.title} | {1e3 * median(theirs):.2f} | {1e3 * median(own):.2f} | "
        f"{median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f}) | {wanted:g} |",
        flush=True,
    )


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m compat.bench.advice")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    print(
        "| data | fit, ms | advice, ms | share | a fifth or 5 ms |\n"
        "| --- | ---: | ---: | ---: | --- |"
    )
    little = [_share(workload, min(rounds, 3)) for workload in _SHARES]
    print(
        "\n| call | R, ms | pynnet, ms | R ÷ pynnet | wanted |\n| --- | ---: | ---: | ---: | ---: |"
    )
    with tempfile.TemporaryDirectory() as directory:
        for what, workload, wanted in _CALLS:
            _call(what, workload, wanted, rounds, Path(directory) / "columns")
    return 0 if all(little) else 1


if __name__ == "__main__":
    sys.exit(main())
