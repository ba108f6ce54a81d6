"""Whole calls of R and pynnet, in turn: how long they take, how that grows, and their memory."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from ..cases import Json
from .worker import R, Worker
from .workloads import GROWTH, WORKLOADS, Workload, export

__all__ = ["VARIANTS", "Growth", "Memory", "Race", "Timing", "Workers", "grow", "remember"]

PYNNET = ("-m", "compat.bench.worker")

# What runs beside R: the engine, and how many threads it may use.
VARIANTS: dict[str, tuple[str, dict[str, int]]] = {
    "1 thread": ("c", {"threads": 1}),
    "2 threads": ("c", {"threads": 2}),
    "NumPy": ("numpy", {}),
}
_LEAST_ROUNDS = 3
# Standard errors come from a singular value decomposition in R: their last digits are LAPACK's.
_ERRORS = 1e-7
_SAME_MAXIMUM = 1e-8  # relative difference of log-likelihoods that count as equal


@dataclass(frozen=True, slots=True)
class Timing:
    """Whole calls of one workload.

    Attributes
    ----------
    workload : Workload
        What was called.
    n_weights : int
        Weights of the network.
    evaluations : int
        How often the criterion was evaluated.
    seconds : dict of list
        Seconds of each call of ``R`` and of the variants.
    reading : dict of list
        Seconds of reading fitted values and residuals after each call of a variant.
    equal : bool
        Whether all calls gave the same criterion, weights and fitted values in every bit.
    """

    workload: Workload
    n_weights: int
    evaluations: int
    seconds: dict[str, list[float]]
    reading: dict[str, list[float]]
    equal: bool

    def median(self, who: str, *, reading: bool = False) -> float:
        """Median seconds of a call, with the reading of its results if asked for."""
        added = median(self.reading[who]) if reading else 0.0
        return median(self.seconds[who]) + added

    def ratio(self, who: str, *, reading: bool = False) -> float:
        """R's median by a variant's."""
        return self.median("R") / self.median(who, reading=reading)

    def spread(self, who: str) -> tuple[float, float]:
        """Least and largest ratio of two neighbouring calls."""
        pairs = zip(self.seconds["R"], self.seconds[who], strict=False)
        ratios = [theirs / ours for theirs, ours in pairs]
        return min(ratios), max(ratios)


class Workers:
    """The processes whose calls alternate."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stack = ExitStack()

    def __enter__(self) -> Workers:
        self._processes = {
            "R": self._stack.enter_context(Worker(*R)),
            "c": self._stack.enter_context(Worker(*PYNNET, PYNNET_ENGINE="c")),
            "numpy": self._stack.enter_context(Worker(*PYNNET, PYNNET_ENGINE="numpy")),
        }
        self.time(WORKLOADS["iris-2"], rounds=3, budget=0.0)  # R compiles on the second call
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def versions(self) -> dict[str, str]:
        """Versions of R and its package."""
        return self._processes["R"].ask("versions")

    def time(
        self,
        workload: Workload,
        rounds: int,
        budget: float,
        variants: tuple[str, ...] = tuple(VARIANTS),
    ) -> Timing:
        """Time a workload for so many rounds, or fewer if the budget of seconds is spent.

        The NumPy engine has a third of that budget, which does not count.
        """
        request = export(workload, self._directory / "columns")
        for process in self._processes.values():
            process.ask("load", **request)
        runs: dict[str, list[Json]] = {"R": [], **{name: [] for name in variants}}
        spent = {"R": 0.0, "c": 0.0, "numpy": 0.0}

        def fit(engine: str, arguments: dict[str, int]) -> Json:
            run = self._processes[engine].ask("fit", **arguments)
            spent[engine] += run["seconds"]
            return run

        for k in range(rounds):
            if k >= _LEAST_ROUNDS and spent["R"] + spent["c"] > budget:
                break
            runs["R"].append(fit("R", {}))
            for name in variants:
                engine, arguments = VARIANTS[name]
                if engine != "numpy" or spent[engine] <= budget / 3:
                    runs[name].append(fit(engine, arguments))
        return _timing(workload, runs)


def _timing(workload: Workload, runs: dict[str, list[Json]]) -> Timing:
    first = runs["R"][0]
    return Timing(
        workload=workload,
        n_weights=len(first["wts"]),
        evaluations=next(run[0] for name, run in runs.items() if name != "R")["counts"]["function"],
        seconds={name: [run["seconds"] for run in done] for name, done in runs.items()},
        reading={
            name: [run["reading"] for run in done] for name, done in runs.items() if name != "R"
        },
        equal=all(_bits(run) == _bits(first) for done in runs.values() for run in done),
    )


def _bits(run: Json) -> tuple[float, list[float], str]:
    """Criterion, weights and the hash of the fitted values, exactly."""
    return float.fromhex(run["value"]), [float.fromhex(w) for w in run["wts"]], run["fitted"]


# ---- growth -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by evaluation of the criterion, as one number grows.

    Attributes
    ----------
    what : str
        The number that grows.
    sizes : list of int
        Its values.
    seconds : dict of list
        Seconds of a call by evaluations, for ``R`` and for one thread.
    """

    what: str
    sizes: list[int]
    seconds: dict[str, list[float]]

    def slope(self, who: str) -> float:
        """Exponent: by how much the logarithm of time grows with that of size."""
        return float(np.polyfit(np.log(self.sizes), np.log(self.seconds[who]), 1)[0])


def grow(workers: Workers, what: str, rounds: int) -> Growth:
    """Time the workloads of one list."""
    timings = [
        workers.time(workload, rounds, budget=3.0, variants=("1 thread",))
        for workload in GROWTH[what].values()
    ]
    seconds = {who: [t.median(who) / t.evaluations for t in timings] for who in ("R", "1 thread")}
    return Growth(what, list(GROWTH[what]), seconds)


# ---- memory -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak memory of the data and a short fit, above the process before them, in bytes.

    Attributes
    ----------
    workload : Workload
        What was called, for a few iterations.
    data : int
        Size of the data alone.
    peaks : dict of int
        For ``R``, the kernel (``C``) and ``NumPy``.
    """

    workload: Workload
    data: int
    peaks: dict[str, int]


def remember(workload: Workload, directory: Path) -> Memory:
    """Fit in fresh processes and ask for their peaks."""
    programs: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
        "R": (R, {}),
        "C": (PYNNET, {"PYNNET_ENGINE": "c"}),
        "NumPy": (PYNNET, {"PYNNET_ENGINE": "numpy"}),
    }
    path = directory / "columns"
    small = WORKLOADS["iris-2"].but(maxit=1)
    peaks = {}
    for name, (program, environment) in programs.items():
        with Worker(*program, **environment) as worker:
            worker.ask("load", **export(small, path))
            worker.ask("fit")
            before = worker.ask("mark")["bytes"]
            worker.ask("load", **export(workload.but(maxit=3), path))
            worker.ask("fit")
            peaks[name] = worker.ask("peak")["bytes"] - before
    return Memory(workload, path.stat().st_size, peaks)


@dataclass(frozen=True, slots=True)
class Race:
    """One model, fitted by each program in turn.

    Attributes
    ----------
    title : str
        The model.
    answers : dict
        What each program answered, round by round.
    """

    title: str
    answers: dict[str, list[Json]]

    @property
    def equal(self) -> bool:
        """Whether pynnet's weights are R's in all bits, and its standard errors within 1e-7."""
        for theirs, ours in zip(self.answers["R"], self.answers["pynnet"], strict=True):
            wanted, got = _numbers(theirs["se"]), _numbers(ours["se"])
            if (_numbers(theirs["wts"]) != _numbers(ours["wts"])).any():
                return False
            if (np.abs(got - wanted) > _ERRORS * np.abs(wanted)).any():
                return False
        return True

    @property
    def same_maximum(self) -> bool:
        """Whether all log-likelihoods agree within 1e-8."""
        values = [self.value(name) for name in self.answers]
        return max(values) - min(values) <= _SAME_MAXIMUM * abs(min(values))

    def value(self, name: str) -> float:
        """Minus the log-likelihood that a program reached."""
        return float.fromhex(self.answers[name][0]["value"])

    def seconds(self, name: str, part: str) -> float:
        """Median time of the ``fit`` or the standard ``errors``."""
        return median(answer[part] for answer in self.answers[name])

    def ratio(self, name: str) -> float:
        """Median of a program's whole time by pynnet's."""
        pairs = zip(self.answers[name], self.answers["pynnet"], strict=True)
        return median((a["fit"] + a["errors"]) / (b["fit"] + b["errors"]) for a, b in pairs)


def _numbers(texts: list[str]) -> npt.NDArray[np.float64]:
    return np.array([float.fromhex(text) for text in texts])
