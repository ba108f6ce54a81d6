"""What every search has in common: what was given, how it goes about it, and how it concludes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError, DataError
from pynnet._random import Stream
from pynnet._typing import AnyArray

from ..control import TuneControl
from ..grid import Grid
from ..progress import Progress
from ..resampling import check_sampling, draw_splits, sampling_text
from ..resampling_schemes import Split
from ..result import Tune
from ..training_sets import Cases, TrainingSet
from .scores import Ledger

__all__ = ["Division", "Given", "Manner", "conclude", "divide"]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """The data of a call: a formula with data, or x with y, and data to predict.

    Attributes
    ----------
    first, second : object
        Formula and data, or x and y.
    validation : object or None
        Data to predict, for arrays a pair.
    """

    first: Any
    second: Any
    validation: Any

    @property
    def is_formula(self) -> bool:
        """Whether there is a formula."""
        return isinstance(self.first, str)


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """How a search goes about it.

    Attributes
    ----------
    control : TuneControl
        How it divides the data and judges.
    restarts : int
        Start weights for each fit; the best is kept.
    tolerant : bool
        Whether fits may fail.
    by_lot : bool
        Whether classes that tie are drawn by lot.
    stream : Stream
        Where random numbers come from.
    metrics : optional
        What is computed, as the user has put it.
    simplest : bool
        Whether the simplest setting within one standard error of the best is chosen.
    n_jobs, executor : optional
        Who does the fits.
    progress, checkpoint : optional
        What is shown meanwhile, and the file in which finished fits are kept.
    """

    control: TuneControl
    restarts: int
    tolerant: bool
    by_lot: bool
    stream: Stream
    metrics: Any = None
    simplest: bool = False
    n_jobs: int = 1
    executor: Any = None
    progress: Progress = False
    checkpoint: str | os.PathLike[str] | None = None

    @property
    def runs_ahead(self) -> bool:
        """Whether fits are done by others, and so in any order."""
        return self.executor is not None or self.n_jobs > 1


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """What is tried on which rows.

    Attributes
    ----------
    cases : Cases
        All of them.
    splits : list of Split
        Their divisions into rows to train on and to predict.
    sets : tuple of TrainingSet
        What the fits to each need.
    grid : Grid
        The settings.
    """

    cases: Cases
    splits: list[Split]
    sets: tuple[TrainingSet, ...]
    grid: Grid


def divide(given: Given, cases: Cases, grid: Grid, manner: Manner) -> Division:
    """Draw the training sets, and, if it is asked for, some of the settings."""
    splits = _splits(given, cases, manner)
    if manner.control.random is not None:
        grid = grid.drawn(manner.control.random, manner.stream)
    sets = tuple(cases.training_set(split, given.validation) for split in splits)
    return Division(cases, splits, sets, grid)


def _splits(given: Given, cases: Cases, manner: Manner) -> list[Split]:
    control, separate = manner.control, given.validation is not None
    check_sampling(control, len(cases.positions), separate=separate)
    splits = draw_splits(
        control,
        len(cases.positions),
        manner.stream,
        strata=_labels(control.stratify, cases, "stratify"),
        groups=_labels(control.groups, cases, "groups"),
        separate=separate,
    )
    if manner.simplest and len(splits) < 2:
        raise ArgumentError(
            "rule='1se' needs a standard error, and so two training sets or more: there is one. "
            "Cross-validate, or pass rule='min'."
        )
    return splits


def _labels(given: Any, cases: Cases, what: str) -> AnyArray | None:
    """Return strata or groups of the cases: a column, an array, or the classes of the response."""
    if given is None or given is False:
        return None
    if given is True and what == "stratify":
        return cases.classes()
    if isinstance(given, str):
        return cases.column(given)
    labels = np.asarray(given, dtype=object)
    if labels.ndim == 1 and len(labels) == cases.n_rows:
        return labels[cases.positions]
    raise DataError(
        f"{what} has shape {labels.shape}, there are {cases.n_rows} rows. "
        "Pass the name of a column, or one label for each row."
    )


def conclude(
    ledger: Ledger,
    division: Division,
    manner: Manner,
    method: str,
    fit: Callable[[dict[str, Any]], Any],
) -> Tune:
    """Choose the best setting, fit it to all rows, and put the result together."""
    control, grid, cases = manner.control, division.grid, division.cases
    errors = ledger.errors(control)
    performance = np.array([float(control.sampling_aggregate(row)) for row in errors])
    dispersion = [float(control.sampling_dispersion(row)) for row in errors]
    best = ledger.best(performance, grid, simplest=manner.simplest)
    return Tune(
        best_parameters=grid.setting(best),
        best_performance=float(performance[best]),
        method=method,
        nparcomb=len(grid),
        train_ind=tuple(cases.positions[split.train] for split in division.splits),
        sampling=sampling_text(control, len(cases.positions)),
        performances=grid.frame().assign(error=performance, dispersion=dispersion)
        if control.performances
        else None,
        results=ledger.table(grid) if control.performances else None,
        errors=errors,
        metrics=tuple(metric.name for metric in ledger.metrics),
        best_model=fit(grid.setting(best)) if control.best_model else None,
    )
