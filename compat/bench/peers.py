"""Other libraries on the same problems, to the same criterion.

scikit-learn's MLP (``solver="lbfgs"``, logistic units) and PyTorch's LBFGS (strong Wolfe line
search, double precision) follow other paths, so equal iterations mean nothing. What is timed is how
long each takes until its criterion is at most the one with which pynnet stopped; a run that does
not get there within ten times pynnet's limit of iterations, or stops by itself, counts with all its
time and the best criterion it saw. PyTorch starts from pynnet's weights, scikit-learn from its own.
Nobody has weight decay: then all minimise the same function.

    python -m compat.bench.peers        answers requests; compat.bench asks
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import scipy.optimize

from pynnet import RRandom, nnet

from ..cases import Json
from .worker import Worker, read_columns, serve
from .workloads import Workload, export

__all__ = ["Contest", "contest", "installed"]

_PATIENCE = 10  # times pynnet's limit of iterations
_LIBRARIES = {"scikit-learn": "sklearn", "torch": "torch"}


def installed() -> dict[str, str]:
    """Versions of the libraries that are there."""
    return {
        name: importlib.metadata.version(name)
        for name, module in _LIBRARIES.items()
        if importlib.util.find_spec(module) is not None
    }


@dataclass(frozen=True, slots=True)
class Contest:
    """pynnet and another library on one workload, from several seeds.

    Attributes
    ----------
    workload : Workload
        The call.
    library : str
        The other.
    seconds : list of tuple
        pynnet's and the other's, for each seed.
    criteria : list of tuple
        pynnet's criterion at its end, and the best that the other saw.
    """

    workload: Workload
    library: str
    seconds: list[tuple[float, float]]
    criteria: list[tuple[float, float]]

    @property
    def reached(self) -> int:
        """From how many seeds the other got to pynnet's criterion."""
        return sum(theirs <= ours for ours, theirs in self.criteria)

    @property
    def ratio(self) -> float:
        """Median of the other's time by pynnet's."""
        return median(theirs / ours for ours, theirs in self.seconds)

    @property
    def excess(self) -> float:
        """Median of the other's criterion by pynnet's."""
        return median(theirs / ours for ours, theirs in self.criteria)


def contest(workload: Workload, seeds: int, directory: Path) -> list[Contest]:
    """Let each library that is there fit a workload, in turn with pynnet."""
    names = list(installed())
    answers: dict[str, list[Json]] = {name: [] for name in names}
    with Worker("-m", "compat.bench.peers") as worker:
        worker.ask("load", **export(workload, directory / "columns"))
        for seed in range(1, seeds + 1):
            for name in names:
                answers[name].append(worker.ask("run", library=name, seed=seed))
    return [
        Contest(
            workload,
            name,
            [(a["pynnet"]["seconds"], a["other"]["seconds"]) for a in done],
            [(a["pynnet"]["criterion"], a["other"]["criterion"]) for a in done],
        )
        for name, done in answers.items()
    ]


# ---- in the process of the libraries ----------------------------------------------------------


class _ReachedError(Exception):
    """The criterion is as low as wanted."""


class _Watch:
    """Sees every criterion and ends the run when one is as low as wanted."""

    def __init__(self, target: float) -> None:
        self._target = target
        self.best = float("inf")

    def see(self, criterion: float) -> None:
        self.best = min(self.best, criterion)
        if criterion <= self._target:
            raise _ReachedError

    def time(self, run: Callable[[], object]) -> float:
        """Seconds until the run ends, one way or the other."""
        time.sleep(0.3)  # until the threads of the last run have gone to sleep
        before = time.perf_counter()
        with contextlib.suppress(_ReachedError):
            run()
        return time.perf_counter() - before


class _Runs:
    """The data, and the same network in each library."""

    def load(self, request: Json) -> Json:
        self._request, self._data = request, read_columns(request)
        response = request["formula"].split(" ~ ")[0]
        self._x = self._data.drop(columns=response).to_numpy()
        self._classes = self._data[response].dtype == "category"
        column = self._data[response]
        self._y = (column.cat.codes if self._classes else column).to_numpy()
        return {}

    def run(self, request: Json) -> Json:
        """Fit with pynnet, and with another library to pynnet's criterion."""
        seed = request["seed"]
        run = {"scikit-learn": self._scikit_learn, "torch": self._torch}[request["library"]]
        fits: list[Any] = []
        seconds = _Watch(0.0).time(lambda: fits.append(self._pynnet(seed)))
        watch = _Watch(fits[0].value)
        other = run(watch, seed)
        return {
            "pynnet": {"seconds": seconds, "criterion": fits[0].value},
            "other": {"seconds": other, "criterion": watch.best},
        }

    def _pynnet(self, seed: int) -> Any:
        return nnet(self._request["formula"], data=self._data, seed=seed, **self._request["args"])

    @property
    def _limit(self) -> int:
        return _PATIENCE * int(self._request["args"]["maxit"])

    def _scikit_learn(self, watch: _Watch, seed: int) -> float:
        library = importlib.import_module("sklearn.neural_network")
        make = library.MLPClassifier if self._classes else library.MLPRegressor
        network = make(
            hidden_layer_sizes=(self._request["args"]["size"],),
            activation="logistic",
            solver="lbfgs",
            alpha=0.0,
            tol=0.0,
            max_iter=self._limit,
            max_fun=10 * self._limit,
            random_state=seed,
        )
        # Its loss is a mean, halved for numbers.
        scale = len(self._x) * (1 if self._classes else 2)
        minimize = scipy.optimize.minimize

        def watched(fun: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            def seen(*point: Any) -> Any:
                result = fun(*point)
                watch.see(scale * float(result[0]))
                return result

            return minimize(seen, *args, **kwargs)

        with patch.object(scipy.optimize, "minimize", watched):
            return watch.time(lambda: network.fit(self._x, self._y))

    def _torch(self, watch: _Watch, seed: int) -> float:
        torch: Any = importlib.import_module("torch")
        size, inputs = self._request["args"]["size"], self._x.shape[1]
        outputs = 1 + int(self._y.max()) if self._classes else 1
        split = size * (1 + inputs)
        start = RRandom(seed).runif(split + outputs * (1 + size), -0.7, 0.7)
        hidden, output = start[:split].reshape(size, -1), start[split:].reshape(outputs, -1)
        parts = [hidden[:, 1:].T, hidden[:, 0], output[:, 1:].T, output[:, 0]]
        into_hidden, hidden_bias, into_output, output_bias = weights = [
            torch.tensor(part.copy(), requires_grad=True) for part in parts
        ]
        x = torch.tensor(self._x)
        if self._classes:
            y = torch.tensor(self._y.astype("i8"))
            loss = torch.nn.CrossEntropyLoss(reduction="sum")
        else:
            y = torch.tensor(self._y)[:, None]
            loss = torch.nn.MSELoss(reduction="sum")
        search = torch.optim.LBFGS(
            weights,
            max_iter=self._limit,
            max_eval=10 * self._limit,
            tolerance_grad=0.0,
            tolerance_change=0.0,
            line_search_fn="strong_wolfe",
        )

        def closure() -> Any:
            search.zero_grad()
            units = torch.sigmoid(x @ into_hidden + hidden_bias)
            criterion = loss(units @ into_output + output_bias, y)
            criterion.backward()
            watch.see(float(criterion))
            return criterion

        return watch.time(lambda: search.step(closure))


def main() -> None:
    """Answer what is asked on standard input."""
    runs = _Runs()
    serve(load=runs.load, run=runs.run)


if __name__ == "__main__":
    main()
