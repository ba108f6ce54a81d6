"""What a search has to do: its jobs by their numbers, after R's checks of every network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError
from pynnet._nnet import (
    Options,
    decay_vector,
    free_weights,
    given_weights,
    network_for,
    start_weights,
)
from pynnet._random import Uniforms
from pynnet._typing import BoolArray, FloatArray, IntArray

from ..grid import Grid
from ..training_sets import TrainingSet
from .fit_job import Job, Workload

__all__ = ["Search", "check_networks"]


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What there is to do.

    Attributes
    ----------
    workload : Workload
        What all fits need.
    grid : Grid
        The settings.
    n_weights : ndarray of int, shape (settings, sets)
        Number of weights of each network.
    repeats, restarts : int
        How often a setting is fitted to a training set, and from how many start weights each time.
    start : ndarray or None
        Start weights that were given.
    """

    workload: Workload
    grid: Grid
    n_weights: IntArray
    repeats: int
    restarts: int
    start: FloatArray | None

    def __len__(self) -> int:
        return self.n_weights.size * self.repeats

    def place(self, number: int) -> tuple[int, int]:
        """Setting and training set of a job."""
        return divmod(number // self.repeats, self.n_weights.shape[1])

    @property
    def draws_lots(self) -> bool:
        """Whether some job may draw more than its start weights."""
        several = (cases.lev is not None and cases.shape[1] > 1 for cases in self.workload.sets)
        return self.workload.by_lot and any(several)

    def job(self, stream: Uniforms, number: int) -> Job:
        """Return a job; it draws its start weights."""
        setting, training_set = self.place(number)
        if self.start is not None:
            starts = [self.start] * self.restarts
        else:
            n = self.n_weights[setting, training_set]
            rang = next(iter(self.workload.options.values()))[setting].rang
            starts = [start_weights(stream, n, rang) for _ in range(self.restarts)]
        return Job(setting, training_set, np.array(starts))

    def where(self, number: int) -> str:
        """Return what a job fits, in words."""
        return self.grid.where(*self.place(number))


def check_networks(
    sets: tuple[TrainingSet, ...],
    options: tuple[Options, ...],
    grid: Grid,
    Wts: Any = None,
    mask: Any = None,
) -> tuple[IntArray, FloatArray | None, BoolArray | None]:
    """Make R's checks of every network that will be fitted; their numbers of weights.

    Returns
    -------
    n_weights : ndarray of int, shape (settings, sets)
    start, free : ndarray or None
        The given start weights and mask.
    """
    kinds = [(*cases.shape, cases.implied) for cases in sets]
    first = {kind: sets[kinds.index(kind)] for kind in kinds}
    n_weights = np.empty((len(options), len(sets)), dtype=np.intp)
    start = free = None
    for setting, given in enumerate(options):
        counts = {}
        for kind, cases in first.items():
            try:
                network = network_for(cases.options(given), *cases.shape)
                decay_vector(given, network)
                start = given_weights(Wts, network)
                free = None if mask is None else free_weights(mask, network)
            except ArgumentError as error:
                where = grid.where(setting, kinds.index(kind))
                place = f" (with {where})" if grid.text(setting) else ""
                raise type(error)(f"{error}{place}") from None
            counts[kind] = network.n_weights
        n_weights[setting] = [counts[kind] for kind in kinds]
    return n_weights, start, free
