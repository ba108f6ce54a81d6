"""From predictions for rows held out to the results of each setting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import DataError, IntArray, RWarning, shown, warn
from pynnet._numerics import column_mean, variance

from .fitting import missing_like, performance
from .plan import TrainPlan
from .predictions import Predicted, prediction_table
from .rows import TrainingRows

__all__ = ["Judged", "judged", "known_metric", "not_judged"]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What settings are worth: rows are settings as given, columns metrics.

    Attributes
    ----------
    metric : str
        By which is chosen.
    means, spreads : DataFrame
        Over the samples; without spreads if rows were left out one by one.
    each : list of list of dict
        The metrics of each setting in each sample.
    said : list of Predicted or None
        Predictions, by sample and setting.
    """

    metric: str
    means: pd.DataFrame
    spreads: pd.DataFrame | None
    each: list[list[dict[str, float]]] | None
    said: list[Predicted | None]

    def results(self, rows: TrainingRows) -> pd.DataFrame:
        """The table of results, in the order of the parameters; empty if nothing was judged."""
        frame = pd.DataFrame(rows.settings)
        if self.each is None:  # as caret, whatever the order in the grid
            frame = frame[list(rows.candidate.parameters)]
        if not len(self.means):
            return frame.iloc[:0]
        frame = pd.concat([frame, self.means], axis=1)
        if self.spreads is not None:
            frame = pd.concat([frame, self.spreads.add_suffix("SD")], axis=1)
        ordered = frame.sort_values(list(rows.candidate.parameters), kind="stable")
        return ordered.reset_index(drop=True)

    def of_samples(self, best: int, plan: TrainPlan) -> pd.DataFrame | None:
        """The metrics of the setting that was chosen, in each sample."""
        if self.each is None:
            return None
        frame = pd.DataFrame(self.each[best])
        frame["Resample"] = list(plan.index)
        return frame

    def counts(self, rows: TrainingRows, best: int) -> IntArray | None:
        """Rows held out by predicted and true class, over the samples, of the setting chosen."""
        if rows.lev is None:
            return None
        found = np.zeros((len(rows.lev), len(rows.lev)), dtype=np.int64)
        for said in self.said[best :: len(rows.settings)]:
            if said is not None:
                true = np.asarray(pd.Categorical(rows.y[said.rows], list(rows.lev)).codes)
                both = (said.values >= 0) & (true >= 0)
                np.add.at(found, (said.values[both], true[both]), 1)
        return found

    def predictions(self, rows: TrainingRows, best: int, plan: TrainPlan) -> Any:
        """Predictions that are to be kept, with their settings and samples."""
        kept = rows.control.save_predictions
        one_by_one = rows.control.method == "LOOCV"
        if kept == "none" and not one_by_one:
            return None
        n_settings, names = len(rows.settings), list(plan.index)
        present = [
            (k, _nothing_said(rows, plan.held_out[k // n_settings]) if said is None else said)
            for k, said in enumerate(self.said)
            if kept != "final" or k % n_settings == best
        ]
        table = prediction_table([s for _, s in present], rows.y, rows.lev, rows.weights)
        lengths = [len(said.rows) for _, said in present]
        for name in rows.settings[0]:
            values = np.array([rows.settings[k % n_settings][name] for k, _ in present])
            table[name] = np.repeat(values, lengths)
        if not one_by_one:
            samples = pd.Series([names[k // n_settings] for k, _ in present])
            table["Resample"] = samples.repeat(lengths).array
        return table


def _nothing_said(rows: TrainingRows, held_out: IntArray) -> Predicted:
    """What a fit that failed predicts."""
    n, lev = len(held_out), rows.lev
    if lev is None:
        return Predicted(held_out, np.full(n, np.nan))
    chances = np.full((n, len(lev)), np.nan) if rows.control.class_probs else None
    return Predicted(held_out, np.full(n, -1, dtype=np.int8), chances)


def judged(rows: TrainingRows, said: list[Predicted | None], metric: str) -> Judged:
    """Summarise predictions: in each sample, or of all rows that were left out one by one."""
    n_settings = len(rows.settings)
    reserved = (*rows.candidate.parameters, "Resample")
    if rows.control.method == "LOOCV":
        pooled = [_pooled(said[k::n_settings]) for k in range(n_settings)]
        by_setting = [None if one is None else performance(rows, one) for one in pooled]
        means = _filled(by_setting, reserved)
        frame = pd.DataFrame(means)
        return Judged(known_metric(metric, tuple(map(str, frame))), frame, None, None, said)
    if not any(one is not None for one in said):
        warn("There were missing values in resampled performance measures.", RWarning)
    worth = _filled([None if one is None else performance(rows, one) for one in said], reserved)
    each = [worth[k::n_settings] for k in range(n_settings)]
    means_of = pd.DataFrame([_over(one, _mean) for one in each])
    spreads = pd.DataFrame([_over(one, _spread) for one in each])
    name = known_metric(metric, tuple(map(str, means_of)))
    if any(math.isnan(value) for one in worth for value in one.values()):
        warn("There were missing values in resampled performance measures.", RWarning)
    if means_of[name].isna().all():
        raise DataError(
            f"Stopping: all the {name} metric values are missing. Look at the warnings of the fits."
        )
    if means_of[name].isna().any():
        warn("missing values found in aggregated results", RWarning)
    return Judged(name, means_of, spreads, each, said)


def not_judged(rows: TrainingRows, tried: Predicted, metric: str) -> Judged:
    """The results of a setting that was fitted to all rows at once: the names of metrics alone."""
    return Judged(metric, pd.DataFrame(columns=list(performance(rows, tried))), None, None, [])


def _pooled(said: list[Predicted | None]) -> Predicted | None:
    present = [one for one in said if one is not None]
    return Predicted.of_all(present) if present else None


def _filled(
    said: list[dict[str, float] | None], reserved: tuple[str, ...]
) -> list[dict[str, float]]:
    """What summaries say, missing where a fit failed."""
    names = next((list(one) for one in said if one is not None), None)
    if names is None:
        raise DataError(
            "Stopping: all the metric values are missing, as every fit failed. Look at their "
            "warnings."
        )
    taken = [name for name in names if name in reserved]
    if taken:
        raise DataError(f"the summary must not name {shown(taken[0])}, which is a column already.")
    odd = next((one for one in said if one is not None and list(one) != names), None)
    if odd is not None:
        raise DataError(
            f"the summary must return the same names for all: got {shown(list(odd))} after "
            f"{shown(names)}."
        )
    return [missing_like(names) if one is None else one for one in said]


def known_metric(metric: str, names: tuple[str, ...]) -> str:
    """Return the metric by which is chosen: the first, with a warning, if there is no such."""
    if metric in names:
        return metric
    said = f'The metric "{metric}" was not in the result set. {names[0]} will be used instead.'
    warn(said, RWarning)
    return names[0]


def _over(said: list[dict[str, float]], function: Any) -> dict[str, float]:
    """A number of each metric over the samples that have it."""
    return {
        name: function(np.array([one[name] for one in said if not math.isnan(one[name])]))
        for name in said[0]
    }


def _mean(values: Any) -> float:
    return column_mean(values)


def _spread(values: Any) -> float:
    return math.sqrt(variance(values))
