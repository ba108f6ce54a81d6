"""The scores of all fits as they come in, and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import FloatArray
from pynnet._numerics import mean, variance

from ..control import TuneControl, aggregated
from ..grid import Grid
from ..judging.metrics import Metric
from .fit_job import FitOutcome

__all__ = ["ScoreTable"]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTable:
    """Numbers of all fits: settings first, then training sets, then repeats.

    Attributes
    ----------
    metrics : tuple of Metric
        What the last axis of the first two arrays holds; the first decides.
    validation, training : ndarray, shape (settings, sets, repeats, metrics)
        The metrics on the rows held out and on those trained on; NaN before they are known.
    converged, evaluations : ndarray, shape (settings, sets, repeats)
        Whether a fit converged, and how often it evaluated the criterion.
    """

    metrics: tuple[Metric, ...]
    validation: FloatArray
    training: FloatArray
    converged: FloatArray
    evaluations: FloatArray

    @classmethod
    def empty(cls, metrics: tuple[Metric, ...], shape: tuple[int, int, int]) -> ScoreTable:
        """Make a table in which nothing is known yet."""
        wide = (*shape, len(metrics))
        return cls(
            metrics,
            np.full(wide, np.nan),
            np.full(wide, np.nan),
            np.full(shape, np.nan),
            np.full(shape, np.nan),
        )

    def place(self, number: int) -> tuple[int, int, int]:
        """Setting, training set and repeat of a job, by its number."""
        setting, training_set, repeat = np.unravel_index(number, self.converged.shape)
        return int(setting), int(training_set), int(repeat)

    def enter(self, number: int, outcome: FitOutcome) -> None:
        """Write down what a job left."""
        if outcome.failure is not None:
            return
        place = self.place(number)
        self.validation[place] = outcome.validation
        self.training[place] = outcome.training
        self.converged[place] = outcome.converged
        self.evaluations[place] = outcome.evaluations

    def errors(self, control: TuneControl) -> FloatArray:
        """Return what decides, shape (settings, sets): the repeats put together."""
        return np.array(
            [
                [aggregated("repeat_aggregate", control, repeats) for repeats in setting]
                for setting in self.validation[..., 0]
            ]
        )

    def means(self) -> tuple[FloatArray, FloatArray]:
        """Return the mean of the metric that decides, for each setting, and its standard error."""
        return _over_sets(self.validation[..., 0])

    def frame(self, grid: Grid) -> pd.DataFrame:
        """Return means over the training sets and their standard errors, for every metric."""
        columns: dict[str, Any] = {}
        for k, metric in enumerate(self.metrics):
            for part, values in (("validation", self.validation), ("training", self.training)):
                means, errors = _over_sets(values[..., k])
                columns[f"{part}_{metric.name}"] = means
                columns[f"{part}_{metric.name}_se"] = errors
        if not np.isnan(self.evaluations).all():  # functions of the user's do not tell
            columns["converged"] = _over_all(self.converged)
            columns["evaluations"] = _over_all(self.evaluations)
        settings = grid.frame()
        return pd.concat([settings, pd.DataFrame(columns, index=settings.index)], axis=1)


def _over_sets(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean over the training sets of the means over repeats, and its standard error."""
    of_sets = np.array([[mean(repeats) for repeats in setting] for setting in values])
    means = np.array([mean(sets) for sets in of_sets])
    sets = of_sets.shape[1]
    return means, np.array([np.sqrt(variance(row) / sets) for row in of_sets])


def _over_all(values: FloatArray) -> FloatArray:
    return values.reshape(len(values), -1).mean(axis=1)
