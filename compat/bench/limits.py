"""How near the kernel comes to what the machine can do, on one thread.

    python -m compat.bench.limits

Counts the operations that a network needs, measures how fast the machine does each of them at best
(``limits.c``), and compares with how long the kernel takes. The limit supposes that nothing
overlaps and that nothing but these operations costs time: multiplications followed by additions
(each rounded on its own), divisions, and the kernel's own exp.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sysconfig
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pynnet import RRandom, class_ind, nnet
from pynnet._network import LEAST_SQUARES, SOFTMAX, Cases, Network, make_objective

from .. import CHECKOUT
from .workloads import WORKLOADS, Workload

__all__ = ["LIMITED", "Machine", "Share", "machine", "shares"]

LIMITED = ("iris-2", "large-20")
_FEW = 150  # rows


@dataclass(frozen=True, slots=True)
class Machine:
    """What one thread does at best, in billions a second.

    Attributes
    ----------
    multiply_and_add, divide : float
        Products with their sums, and quotients ``1 / (1 + e)``.
    library_exp, kernel_exp : float
        The C library's exp one by one, and the kernel's for many.
    read_memory : float
        Bytes read.
    lanes : float
        Numbers in a vector.
    """

    multiply_and_add: float
    divide: float
    library_exp: float
    kernel_exp: float
    read_memory: float
    lanes: float


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a fit: what it counts, how long it takes, and how long it had to.

    Attributes
    ----------
    part : str
        Which.
    operations : tuple of float
        Multiplications with additions, divisions and exps of the whole fit.
    seconds, limit : float
        How long the part takes in the whole fit, and at the machine's limit.
    """

    part: str
    operations: tuple[float, float, float]
    seconds: float
    limit: float


def _flags() -> list[str]:
    """The kernel's compiler flags, as setup.py has them."""
    text = (CHECKOUT / "setup.py").read_text(encoding="utf-8")
    found = re.search(r"^exact = (\[.*?\])$", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError("setup.py has no list of flags named exact")
    flags: list[str] = ast.literal_eval(found[1])
    return flags


def machine() -> Machine:
    """Compile and run the measurements."""
    headers = [sysconfig.get_path("include"), str(CHECKOUT / "pynnet" / "_network" / "kernel")]
    flags = [
        *_flags(),
        "-march=native",
        "-ffunction-sections",
        "-fdata-sections",
        "-Wl,--gc-sections",
        "-pthread",
    ]
    with tempfile.TemporaryDirectory() as directory:
        program = Path(directory) / "limits"
        source = Path(__file__).with_name("limits.c")
        include = [f"-I{path}" for path in headers]
        subprocess.run(["cc", *flags, *include, str(source), "-o", str(program), "-lm"], check=True)
        printed = subprocess.run([str(program)], stdout=subprocess.PIPE, text=True, check=True)
    rates = dict(line.split() for line in printed.stdout.splitlines())
    return Machine(**{name: float(rate) for name, rate in rates.items()})


def _fastest(*runs: Callable[[], object]) -> list[float]:
    """Seconds of the fastest of each, run in turn for two seconds, at least three times.

    In turn, so that all meet the same moments of a machine that others use as well.
    """
    fastest, started, rounds = [float("inf")] * len(runs), time.perf_counter(), 0
    while rounds < 3 or time.perf_counter() - started < 2:
        for i, run in enumerate(runs):
            before = time.perf_counter()
            run()
            fastest[i] = min(fastest[i], time.perf_counter() - before)
        rounds += 1
    return fastest


def shares(workload: Workload, rates: Machine) -> list[Share]:
    """Measure the parts of a fit on one thread.

    What is small beside the sums over the cases is measured where these are few or made once, not
    as the difference of two large times.
    """
    data = workload.frame()
    arguments = {**workload.args, "threads": 1, "trace": False, "seed": 1}

    def call(**changed: Any) -> Any:
        return nnet(workload.formula, data=data, **{**arguments, **changed})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = call()
        empty, all_cases = _objective(fit, data[:0]), _objective(fit, data)
        few_cases = _objective(fit, data[:: 1 + len(data) // _FEW])
        passes, found, _ = _search(all_cases, fit)
        if not (found.x == fit.wts).all():
            raise AssertionError("the search that is measured is not that of the fit")
        value, slope, _ = _costs(all_cases, empty, fit)
        _, _, step = _costs(few_cases, empty, fit)
        whole, evaluated, once = _fastest(
            call, lambda: call(maxit=0), lambda: all_cases._kernel.value(fit.wts)
        )
    forward, backward, matrix = _operations(fit, len(data))
    gradients = fit.counts["gradient"]
    parts = [
        ("criterion", forward, passes, passes * value),
        ("gradient", backward, gradients, gradients * slope),
        ("search", matrix, gradients, gradients * step),
        ("formula, result", (0, 0, 0), 0, evaluated - once),
    ]
    listed = [_share(part, operations, times, s, rates) for part, operations, times, s in parts]
    totals = tuple(sum(column) for column in zip(*(s.operations for s in listed), strict=True))
    limit = sum(share.limit for share in listed)
    return [*listed, Share("whole call", totals, whole, limit)]


def _costs(objective: Any, empty: Any, fit: Any) -> tuple[float, float, float]:
    """Seconds of a criterion, of a gradient, and of what else a step of the search does."""
    wts, into = fit.wts.copy(), np.empty(len(fit.wts))
    passes, found, run = _search(objective, fit)
    search, call, value, both = _fastest(
        run,
        lambda: empty._kernel.value(wts),
        lambda: objective._kernel.value(wts),
        lambda: objective._kernel.gradient(wts, into),
    )
    value, slope, steps = value - call, both - value, found.njev
    return value, slope, (search - passes * value - steps * slope) / steps


def _share(
    part: str, each: tuple[float, float, float], times: float, seconds: float, rates: Machine
) -> Share:
    sums, quotients, exps = (times * count for count in each)
    limit = sums / rates.multiply_and_add + quotients / rates.divide + exps / rates.kernel_exp
    return Share(part, (sums, quotients, exps), seconds, limit * 1e-9)


def _objective(fit: Any, data: Any) -> Any:
    """What the call minimised."""
    response = data.columns[-1]
    classes = data[response].dtype == "category"
    x = np.ascontiguousarray(data.drop(columns=response), dtype=float)
    targets = class_ind(data[response]) if classes else data[[response]].to_numpy()
    return make_objective(
        Network(x.shape[1], fit.n[1], fit.n[2], linear=not classes),
        SOFTMAX if classes else LEAST_SQUARES,
        Cases(x, np.ascontiguousarray(targets, dtype=float), np.ones(len(x))),
        np.full(len(fit.wts), fit.decay),
        threads=1,
    )


def _search(objective: Any, fit: Any) -> tuple[float, Any, Callable[[], Any]]:
    """How many times a search passes all cases forward, what it finds, and the search itself.

    Evaluations that are broken off count as what they take.
    """
    chosen = fit.hyperparameters
    start = RRandom(1).runif(len(fit.wts), -chosen["rang"], chosen["rang"])
    options = {name: chosen[name] for name in ("abstol", "reltol")}

    def search() -> Any:
        return objective.r_bfgs(
            None,
            start,
            maxiter=chosen["maxit"],
            mask=np.ones(len(start), dtype=bool),
            disp=False,
            **options,
        )

    before = objective._kernel.passes
    found = search()
    passes = (objective._kernel.passes - before) / objective._kernel.blocks
    return passes, found, search


def _operations(fit: Any, rows: int) -> list[tuple[float, float, float]]:
    """Sums, quotients and exps of a criterion, of a gradient and of a step of the search."""
    _, size, outputs = fit.n
    weights = len(fit.wts)
    units = size + (outputs if fit.softmax else 0)
    forward = rows * (weights - size - outputs), rows * units, rows * units
    backward = rows * (weights + size * outputs), 0, 0
    # Two products with the symmetric matrix, and the update of one of its triangles.
    triangle = weights * (weights + 1) / 2
    return [forward, backward, (2 * weights**2 + 3 * triangle, triangle, 0)]


def main() -> None:
    """Print what was measured."""
    rates = machine()
    print(rates)
    for name in LIMITED:
        print(WORKLOADS[name].title)
        for share in shares(WORKLOADS[name], rates):
            taken, limit = share.seconds * 1e3, share.limit * 1e3
            print(f"  {share.part:24}{taken:9.3f} ms, limit {limit:9.3f}: {limit / taken:.0%}")


if __name__ == "__main__":
    main()
