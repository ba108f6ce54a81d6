"""Networks with data, made at random, for the tests of the arithmetic."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pynnet._network import criteria
from pynnet._network.engine import make_objective
from pynnet._network.layout import Network
from pynnet._network.objective import Cases

__all__ = ["CRITERIA", "Case", "is_probability", "make_case"]

CRITERIA = tuple(criteria.CRITERIA)


class Case(NamedTuple):
    """A network with data; `wts` is a point at which it is looked at."""

    network: Network
    criterion: str
    x: np.ndarray
    t: np.ndarray
    w: np.ndarray
    decay: np.ndarray
    wts: np.ndarray

    @property
    def kind(self):
        """The criterion itself."""
        return criteria.CRITERIA[self.criterion]

    @property
    def parts(self):
        """What an objective is made of."""
        return self.network, self.kind, Cases(self.x, self.t, self.w), self.decay

    def objective(self):
        """A fresh objective, of the engine that is at work."""
        return make_objective(*self.parts)


def is_probability(criterion):
    """Whether the outputs of a criterion are made probabilities."""
    return criteria.CRITERIA[criterion].is_probability


def targets_of(criterion, random, n, q):
    """Targets of a kind that the criterion is used with."""
    if criterion == "least squares":
        return random.normal(size=(n, q))
    if criterion == "entropy":
        return random.choice([0.0, 1.0, 0.25, random.uniform()], size=(n, q))
    if criterion == "softmax":
        t = np.eye(q)[random.integers(q, size=n)]
        t[random.uniform(size=n) < 0.3] *= 2.5
        some = random.uniform(size=n) < 0.2
        t[some] = random.uniform(size=(int(some.sum()), q))
        return t
    t = (random.uniform(size=(n, q)) < 0.5).astype(float)
    t[np.arange(n), random.integers(q, size=n)] = 1.0
    return t


def make_case(
    criterion,
    *,
    p=2,
    size=2,
    q=2,
    skip=False,
    linear=False,
    n=10,
    seed=0,
    spread=1.0,
    decay="vector",
):
    """A random case; softmax and censored have linear outputs always."""
    random = np.random.default_rng(seed)
    linear = linear or is_probability(criterion)
    network = Network(p, size, q, skip or size == 0, linear)
    m = network.n_weights
    decays = {
        "none": np.zeros(m),
        "scalar": np.full(m, 0.0123),
        "vector": random.uniform(size=m) * random.integers(0, 2, m),
    }
    return Case(
        network,
        criterion,
        random.normal(size=(n, p)),
        targets_of(criterion, random, n, q),
        random.uniform(size=n) * random.integers(0, 3, n),
        decays[decay],
        random.normal(size=m) * spread,
    )
