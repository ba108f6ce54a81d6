"""The calls of the campaigns, their bits, and what a call must leave as it was."""

from __future__ import annotations

import itertools
import os
import pickle
import random
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

import pynnet
from pynnet._random import global_stream

__all__ = ["CALLS", "Campaign", "Found", "bits", "child", "quiet", "surroundings"]

SETUP = """\
import numpy as np, pandas as pd
from pynnet import *
SEED, iris = None, load_iris()
x = RRandom(1).runif(6000).reshape(2000, 3)
numbers = nnet(x, x[:, 0], size=2, maxit=20, seed=1, trace=False)
classes = nnet("Species ~ .", iris, size=2, maxit=20, seed=1, trace=False)
model = multinom("Species ~ Sepal.Length + Sepal.Width", iris, decay=0.01, trace=False)
thirds, some = tune_control(cross=3), iris[::3]
def own(formula, data, size):
    return nnet(formula, data, size=size, maxit=10, linout=True, trace=False)
"""
CALLS = {
    "nnet": "nnet('Species ~ .', iris, size=3, maxit=60, seed=SEED, trace=False)",
    "arrays": "nnet(x, x[:, 0], size=4, maxit=20, seed=SEED, trace=False, threads=2)",
    "SciPy": "nnet(x[:99], x[:99, 0], size=1, method='L-BFGS-B', seed=SEED, trace=False)",
    "Hess": "nnet(x[:99], x[:99, 0], size=2, Hess=True, maxit=9, seed=SEED, trace=False)",
    "predict": "numbers.predict(x)",
    "classes": "classes.predict(iris, type='class')",
    "multinom": "multinom('Species ~ Petal.Width', iris, decay=0.1, trace=False)",
    "step": "model.step(trace=False)",
    "drop1": "model.drop1(trace=False)",
    "effects": "model.marginal_effects()",
    "summary": "str(model.summary())",
    "update": "model.update('. ~ . - Sepal.Width', trace=False)",
    "matrix": "model_matrix('~ poly(Sepal.Length, 3) * Species + bs(Petal.Width)', iris)",
    "tune": "tune_nnet('Species ~ .', some, size=[1, 2], maxit=20, control=thirds, seed=SEED, "
    "trace=False)",
    "threads": "tune_nnet('Species ~ .', some, size=[1, 2], maxit=20, control=thirds, seed=SEED, "
    "trace=False, n_jobs=2)",
    "tune a function": "tune(own, 'Sepal.Width ~ Petal.Width', some, "
    "ranges={'size': [1, 2]}, control=thirds, seed=SEED)",
}
SEARCH = (
    "tune_nnet('Species ~ .', some, size=[1, 2, 3], decay=[0.01, 0.1], maxit=40, control=thirds, "
    "seed=3, trace=False, checkpoint=PATH)"
)

_MOST = 100  # calls until something comes of them that comes of one in three


@dataclass
class Found:
    """What a campaign has found: how often what came, and code to paste for what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Campaign:
    """Calls to make, in random order, for some seconds.

    Parameters
    ----------
    seconds : float
        How long.
    seed : int
        Of the order, and of all that is random.
    stream_seed : int or None
        Seed of each call; None lets them draw from the global stream.
    further : str
        Code that makes further data for the calls.
    """

    def __init__(
        self, seconds: float, seed: int, stream_seed: int | None = None, further: str = ""
    ) -> None:
        self.random, self.setup = random.Random(seed), SETUP + further
        self.found = Found()
        self.names: dict[str, Any] = {}
        with quiet():
            exec(self.setup, self.names)
        self.names["SEED"] = stream_seed
        self._seconds = seconds
        self._expected: dict[str, tuple[bytes, Any]] = {}

    def rounds(self, until: str = "") -> Iterator[tuple[str, str]]:
        """Name and code of one call after the other, until time is up.

        Where the machine is too busy for what is to come, as `until` says, it goes on for some
        calls more.
        """
        end = time.monotonic() + self._seconds
        for k in itertools.count():
            missed = until != "" and until not in self.found.counts and k < _MOST
            if len(self.found.wrong) >= 20 or (time.monotonic() > end and not missed):
                return
            yield self.random.choice(list(CALLS.items()))

    def evaluate(self, code: str) -> Any:
        """Make a call."""
        with quiet():
            return eval(code, self.names)

    def expected(self, code: str) -> tuple[bytes, Any]:
        """Bits of a call, and where the stream is then, from where it stands now."""
        if code not in self._expected:
            before = global_stream().state
            self._expected[code] = bits(self.evaluate(code)), global_stream().state
            global_stream().state = before
        return self._expected[code]

    def went_wrong(self, code: str, what: str, how: str = "") -> None:
        """Keep what went wrong, as code to paste."""
        self.found.counts["wrong"] += 1
        lines = [self.setup, f"SEED = {self.names['SEED']}", how, f"{code}  # {what}"]
        self.found.wrong.append("\n".join(line for line in lines if line))


@contextmanager
def quiet() -> Iterator[None]:
    """Do not look at what calls warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def bits(result: Any) -> bytes:
    """What must be equal of two results, in all bits."""
    if isinstance(result, pynnet.Tune):
        return bits(result.performances) + bits(result.best_model)
    if isinstance(result, (pynnet.NNet, pynnet.Multinom)):
        return result.wts.tobytes() + bits(result.fitted_values)
    if isinstance(result, (pd.DataFrame, pd.Series)):
        return pickle.dumps(result.to_numpy().tolist())
    if isinstance(result, np.ndarray):
        return pickle.dumps(result.tolist())
    return str(result).encode()


@contextmanager
def surroundings(wrong: Callable[[str], None]) -> Iterator[None]:
    """Say what of the threads and open files is not as it was, some time after the call."""
    threads, files = set(threading.enumerate()), set(os.listdir("/proc/self/fd"))
    yield
    end = time.monotonic() + 300
    while set(threading.enumerate()) - threads and time.monotonic() < end:
        time.sleep(0.01)
    for thread in set(threading.enumerate()) - threads:
        wrong(f"leaves the thread {thread.name}")
    for number in set(os.listdir("/proc/self/fd")) - files:
        if os.path.exists(f"/proc/self/fd/{number}"):
            wrong(f"leaves {os.readlink(f'/proc/self/fd/{number}')} open")


def child(work: Callable[[], object]) -> int:
    """Start a process of its own that does some work; its number."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)
