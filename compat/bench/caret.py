"""How fast searches are that go through caret: caret and pynnet in turn, with one core and two.

    python -m compat.bench.caret                three rounds, some minutes
    python -m compat.bench.caret --rounds 7 --only "nnet, 15 settings"

Each round makes each call in R, then here, from one seed. Every metric, its standard deviation and
the weights of the final model must be equal in all bits, or the exit status is 1; of principal
components they are if ``PYNNET_LAPACK`` is the version of R's LAPACK. caret takes two cores through
doParallel, where that is installed; averaged networks it then draws anew in each call. Times are
those of a clock on the wall.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from pynnet.caret import avnnet, train, train_control

from ..cases import Json, read_data
from .worker import R, Worker

__all__ = ["CALLS", "Call", "Search", "main", "measured", "of_searches"]

_GRID = {"size": [1, 3, 5, 7, 9], "decay": [0, 0.001, 0.1]}


@dataclass(frozen=True, slots=True)
class Call:
    """A search, or with no grid averaged networks.

    Attributes
    ----------
    title : str
        What the table calls it.
    data, formula : str
        The data and the model.
    method : str
        caret's name of what is fitted.
    grid : dict
        The settings.
    number, repeats : int
        Folds, and how many times.
    preprocess : list of str
        What is done to the predictors.
    options : dict
        Further arguments of the fits.
    """

    title: str
    data: str
    formula: str
    method: str
    grid: dict[str, Any] = field(default_factory=dict)
    number: int = 10
    repeats: int = 5
    preprocess: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def request(self) -> Json:
        """What R is asked for."""
        names = ("formula", "method", "grid", "number", "repeats", "preprocess", "options")
        return {name: getattr(self, name) for name in names}

    def make(self, data: Any, seed: int, cores: int) -> Json:
        """Make the call here, and describe it as ``caret.R`` does."""
        how = {"trace": False, "n_jobs": cores, "seed": seed, **self.options}
        began = time.perf_counter()
        if not self.grid:
            networks = avnnet(self.formula, data, **how)
            seconds = time.perf_counter() - began
            return {"seconds": seconds, "metrics": [], "wts": _weights(networks)}
        control = train_control("repeatedcv", self.number, self.repeats)
        found = train(self.formula, data, self.method, tune_grid=self.grid, control=control,
                      preprocess=self.preprocess or None, **how)  # fmt: skip
        seconds = time.perf_counter() - began
        names = [*found.perf_names, *(f"{name}SD" for name in found.perf_names)]
        metrics = [float(v).hex() for name in names for v in found.results[name]]
        return {"seconds": seconds, "metrics": metrics, "wts": _weights(found.final_model)}


def _weights(model: Any) -> list[str]:
    """Those of all networks of a model."""
    inner = getattr(model, "model", None)
    networks = inner if isinstance(inner, tuple) else [inner or model]
    return [float(w).hex() for network in networks for w in network.wts]


CALLS = (
    Call("nnet, 15 settings", "iris", "Species ~ .", "nnet", _GRID),
    Call("the same, centred and scaled", "iris", "Species ~ .", "nnet", _GRID,
         preprocess=["center", "scale"]),
    Call("nnet of numbers, 6 settings", "rock", "log(perm) ~ area + peri + shape", "nnet",
         {"size": [1, 3, 5], "decay": [0.001, 0.1]}, preprocess=["range"],
         options={"linout": True, "maxit": 300}),
    Call("multinom, 5 settings", "iris", "Species ~ .", "multinom",
         {"decay": [0, 0.0001, 0.001, 0.01, 0.1]}),
    Call("avNNet, 4 settings", "iris", "Species ~ .", "avNNet",
         {"size": [2, 4], "decay": [0.01, 0.1], "bag": [False]}, repeats=1),
    Call("pcaNNet, 15 settings", "iris", "Species ~ .", "pcaNNet", _GRID, repeats=1),
    Call("avNNet alone, 20 networks", "iris", "Species ~ .", "avNNet",
         options={"size": 5, "decay": 0.01, "repeats": 20}),
)  # fmt: skip
CORES = (1, 2)


@dataclass(frozen=True, slots=True)
class Search:
    """Seconds of a call by who made it, ``caret`` or ``pynnet``, with how many cores.

    Attributes
    ----------
    title : str
        The call.
    seconds : dict
        For each pair of them the rounds, in turn.
    equal : bool
        Whether all bits were.
    """

    title: str
    seconds: dict[tuple[str, int], list[float]]
    equal: bool

    def ratio(self, theirs: tuple[str, int], ours: tuple[str, int]) -> float:
        """Median of the quotients of neighbouring calls."""
        pairs = zip(self.seconds[theirs], self.seconds[ours], strict=True)
        return median(a / b for a, b in pairs)


def measured(call: Call, r: Worker, rounds: int, cores_of_r: tuple[int, ...]) -> Search:
    """Make a call in turn."""
    data = read_data(call.data)
    r.ask("load", data=call.data)
    seconds: dict[tuple[str, int], list[float]] = {}
    equal = True
    do = "train" if call.grid else "average"
    for seed in range(1, rounds + 1):
        answers = {}
        for cores in CORES:
            if cores in cores_of_r:
                answers["caret", cores] = r.ask(do, **call.request, seed=seed, cores=cores)
            answers["pynnet", cores] = call.make(data, seed, cores)
        for who, answer in answers.items():
            seconds.setdefault(who, []).append(answer["seconds"])
        ours = [answer for (who, _), answer in answers.items() if who == "pynnet"]
        equal &= all(_same(answers["caret", 1], answer) for answer in ours)
    return Search(call.title, seconds, equal)


def _same(theirs: Json, ours: Json) -> bool:
    return all(
        [float.fromhex(v) for v in theirs[name]] == [float.fromhex(v) for v in ours[name]]
        for name in ("metrics", "wts")
    )


def of_searches(searches: list[Search]) -> str:
    """A table: how long caret takes, by how long pynnet does."""
    lines = [
        "| call | caret, s | pynnet, s | caret ÷ pynnet | ÷ pynnet, two cores | both two | bits |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for search in searches:
        one, ours = ("caret", 1), ("pynnet", 1)
        both = f"{search.ratio(('caret', 2), ('pynnet', 2)):.1f}" if _two(search) else ""
        cells = [
            search.title,
            f"{median(search.seconds[one]):.2f}",
            f"{median(search.seconds[ours]):.3f}",
            f"{search.ratio(one, ours):.1f}",
            f"{search.ratio(one, ('pynnet', 2)):.1f}",
            both,
            "=" if search.equal else "≠",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _two(search: Search) -> bool:
    return ("caret", 2) in search.seconds


def main() -> int:
    """Measure in turn and print the table."""
    parser = argparse.ArgumentParser(prog="python -m compat.bench.caret")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=[call.title for call in CALLS])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    found = []
    with Worker(*R, "compat/bench/caret.R") as r:
        two = r.ask("workers")["there"]
        if not two:
            print("doParallel is not installed: caret has one core", file=sys.stderr)
        for call in CALLS:
            if options.only is None or call.title in options.only:
                found.append(measured(call, r, options.rounds, CORES if two else (1,)))
                print(f"{call.title}: done", file=sys.stderr, flush=True)
    print(of_searches(found))
    return 0 if all(search.equal for search in found) else 1


if __name__ == "__main__":
    sys.exit(main())
