"""The jobs of a search: a numbered list of fits, after R's checks of every network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pynnet._ground import ArgumentError, BoolArray, FloatArray, IntArray
from pynnet._nnet import (
    Options,
    decay_vector,
    free_weights,
    given_weights,
    network_for,
    start_weights,
)
from pynnet._random import Uniforms

from ..grid import Grid
from ..judging.scoring import choose_metrics
from ..training_sets import TrainingSet
from .fit_job import Job, SharedWork
from .options import SearchOptions
from .plan import SearchPlan

__all__ = ["FitJobs", "list_jobs"]


@dataclass(frozen=True, slots=True, eq=False)
class FitJobs:
    """What there is to do: settings first, then training sets, then repeats.

    Attributes
    ----------
    work : SharedWork
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

    work: SharedWork
    grid: Grid
    n_weights: IntArray
    repeats: int
    restarts: int
    start: FloatArray | None

    def __len__(self) -> int:
        return self.n_weights.size * self.repeats

    @property
    def shape(self) -> tuple[int, int, int]:
        """Numbers of settings, training sets and repeats."""
        settings, training_sets = self.n_weights.shape
        return settings, training_sets, self.repeats

    def place(self, number: int) -> tuple[int, int]:
        """Setting and training set of a job."""
        return divmod(number // self.repeats, self.n_weights.shape[1])

    @property
    def draws_lots(self) -> bool:
        """Whether some job may draw more than its start weights."""
        several = (s.lev is not None and s.shape[1] > 1 for s in self.work.training_sets)
        return self.work.by_lot and any(several)

    def job(self, stream: Uniforms, number: int) -> Job:
        """Return a job; it draws its start weights."""
        setting, training_set = self.place(number)
        if self.start is not None:
            starts = [self.start] * self.restarts
        else:
            n = self.n_weights[setting, training_set]
            rang = next(iter(self.work.options.values()))[setting].rang
            starts = [start_weights(stream, n, rang) for _ in range(self.restarts)]
        return Job(setting, training_set, np.array(starts))

    def where(self, number: int) -> str:
        """Return what a job fits, in words."""
        return self.grid.where(*self.place(number))


def list_jobs(plan: SearchPlan, fixed: Mapping[str, Any], options: SearchOptions) -> FitJobs:
    """List all that is to be fitted, checked.

    Parameters
    ----------
    plan : SearchPlan
        Settings and training sets.
    fixed : dict
        Arguments of :func:`pynnet.nnet` that are the same for all settings.
    options : SearchOptions
        How to search.
    """
    training_sets, control = plan.training_sets, options.control
    settings = _checked_settings(plan.grid, fixed, workers=options.uses_workers)
    n_weights, start, free = _check_networks(
        training_sets, settings, plan.grid, fixed.get("Wts"), fixed.get("mask")
    )
    metrics = choose_metrics(options.metrics, control.error_fun, plan.classes)
    completed = {
        implied: tuple(training_set.options(setting) for setting in settings)
        for implied, training_set in {s.implied: s for s in training_sets}.items()
    }
    work = SharedWork(training_sets, completed, metrics, free, options.tolerant, options.by_lot)
    return FitJobs(work, plan.grid, n_weights, control.nrepeat, options.restarts, start)


def _checked_settings(
    grid: Grid, fixed: Mapping[str, Any], *, workers: bool
) -> tuple[Options, ...]:
    """Options of every setting, checked; fits beside one another take one thread each."""
    plain = {"threads": 1 if workers else None, **fixed}
    settings = []
    for number in range(len(grid)):
        try:
            settings.append(Options.checked({**plain, **grid.setting(number)}))
        except ArgumentError as error:
            place = f" (with {where})" if (where := grid.text(number)) else ""
            raise type(error)(f"{error}{place}") from None
    return tuple(replace(options, trace=False, Hess=False) for options in settings)


def _check_networks(
    training_sets: tuple[TrainingSet, ...],
    settings: tuple[Options, ...],
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
    kinds = [(*training_set.shape, training_set.implied) for training_set in training_sets]
    example = {kind: training_sets[kinds.index(kind)] for kind in kinds}  # the first of each
    n_weights = np.empty((len(settings), len(training_sets)), dtype=np.intp)
    start = free = None
    for number, options in enumerate(settings):
        counts = {}
        for kind, training_set in example.items():
            try:
                network = network_for(training_set.options(options), *training_set.shape)
                decay_vector(options, network)
                start = given_weights(Wts, network)
                free = None if mask is None else free_weights(mask, network)
            except ArgumentError as error:
                where = grid.where(number, kinds.index(kind))
                place = f" (with {where})" if grid.text(number) else ""
                raise type(error)(f"{error}{place}") from None
            counts[kind] = network.n_weights
        n_weights[number] = [counts[kind] for kind in kinds]
    return n_weights, start, free
