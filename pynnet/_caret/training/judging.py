"""From predictions for rows held out to the results of each setting."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import DataError, IntArray, RWarning, shown, warn
from pynnet._numerics import column_mean, variance

from .correcting.gaps import gap_of_any, gap_of_present, gaps_of
from .correcting.means import Fits, Means, corrected_means, means_over
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
    kept : list of int
        Which settings are among the results.
    before, behind : DataFrame or None
        Further columns of the results, before the means and behind their deviations.
    gaps : DataFrame or None
        Which of them are missing, and how, where that is not all the same.
    """

    metric: str
    means: pd.DataFrame
    spreads: pd.DataFrame | None
    each: list[list[dict[str, float]]] | None
    said: list[Predicted | None]
    kept: list[int]
    before: pd.DataFrame | None = None
    behind: pd.DataFrame | None = None
    gaps: pd.DataFrame | None = None

    def results(self, rows: TrainingRows) -> pd.DataFrame:
        """The table of results, in the order of the parameters; empty if nothing was judged."""
        frame = pd.DataFrame(rows.settings)
        if self.each is None:  # as caret, whatever the order in the grid
            frame = frame[list(rows.candidate.parameters)]
        if not len(self.means):
            return frame.iloc[:0]
        spreads = None if self.spreads is None else self.spreads.add_suffix("SD")
        parts = [frame, self.before, self.means, spreads, self.behind]
        frame = pd.concat([part for part in parts if part is not None], axis=1)
        return self._in_order(frame, rows)

    def gaps_in_order(self, rows: TrainingRows) -> pd.DataFrame | None:
        """What is missing, in the order of the results."""
        if self.gaps is None:
            return None
        return self._in_order(self.gaps, rows)

    def _in_order(self, table: pd.DataFrame, rows: TrainingRows) -> pd.DataFrame:
        """A table of settings, of those that are kept, in the order of the parameters."""
        settings = pd.DataFrame(rows.settings).iloc[self.kept]
        order = settings.sort_values(list(rows.candidate.parameters), kind="stable").index
        return table.loc[order].reset_index(drop=True)

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


def judged(
    rows: TrainingRows, plan: TrainPlan, said: list[Predicted | None], metric: str
) -> Judged:
    """Summarise predictions: in each sample, or of all rows that were left out one by one."""
    n_settings = len(rows.settings)
    if rows.control.method == "LOOCV":
        return _one_by_one(rows, said, metric)
    fits = Fits.of(plan, said, n_settings)
    if not any(one is not None for one in said):
        _warn_of_gaps(bool(fits.apparent), True)
    worth = fits.each(lambda one: None if one is None else performance(rows, one))
    names = _names([one for part in worth for one in part], rows)
    held, apparent = _filled(worth.held, names), _filled(worth.apparent, names)
    means, spreads = (
        means_over(held, names, n_settings, _present(f)) for f in (column_mean, _spread)
    )
    name = known_metric(metric, tuple(names))
    _warn_of_gaps(_has_gaps(apparent), _has_gaps(held))
    each = [held[k::n_settings] for k in range(n_settings)]
    kept = list(range(n_settings))
    found = Judged(name, pd.DataFrame(means), pd.DataFrame(spreads), each, fits.held, kept)
    if fits.apparent:
        found = _corrected(rows, found, worth._replace(apparent=apparent), means)
    _check_columns(found)
    _check_means(found.means[name].iloc[found.kept], name)
    return found


def _one_by_one(rows: TrainingRows, said: list[Predicted | None], metric: str) -> Judged:
    """Of all rows that were left out alone."""
    n_settings = len(rows.settings)
    pooled = [_pooled(said[k::n_settings]) for k in range(n_settings)]
    worth = [None if one is None else performance(rows, one) for one in pooled]
    names = _names(worth, rows)
    means = _filled(worth, names)
    name, gaps = known_metric(metric, tuple(names)), pd.DataFrame([gaps_of(one) for one in means])
    kept = list(range(n_settings))
    return Judged(name, pd.DataFrame(means), None, None, said, kept, gaps=gaps)


def _corrected(rows: TrainingRows, found: Judged, worth: Fits, means: Means) -> Judged:
    """What fits to all rows change."""
    method, n_settings = rows.control.method, len(means)
    parts = corrected_means(method, worth, means, lambda v: column_mean(np.array(v)))
    gaps = worth.each(lambda one: None if one is None else gaps_of(one))
    missing = means_over(gaps.held, list(means[0]), n_settings, gap_of_present)
    told = corrected_means(method, gaps, missing, gap_of_any)
    kept = found.kept
    if worth.of_all:  # caret loses settings of which each fit to a sample failed
        kept = [k for k in kept if any(one is not None for one in worth.held[k::n_settings])]
    corrected, before, behind = map(pd.DataFrame, parts)
    of_gaps = pd.DataFrame([{**a, **b} for a, b in zip(told[0], told[2], strict=True)])
    return replace(found, means=corrected, kept=kept, before=before, behind=behind, gaps=of_gaps)


def _has_gaps(worth: list[dict[str, float]]) -> bool:
    return any(math.isnan(value) for one in worth for value in one.values())


def _warn_of_gaps(apparent: bool, held: bool) -> None:
    """Warn of metrics that are missing."""
    if apparent:
        warn("There were missing values in the apparent performance measures.", RWarning)
    if held:
        warn("There were missing values in resampled performance measures.", RWarning)


def _check_columns(found: Judged) -> None:
    """Refuse names of metrics that are those of deviations, or of corrections, as well."""
    parts = [found.before, found.means, found.behind]
    names = [str(name) for part in parts if part is not None for name in part]
    counts = Counter([*names, *(f"{name}SD" for name in found.means)])
    repeated = next((name for name, times in counts.items() if times > 1), None)
    if repeated is not None:
        raise DataError(
            f"the summary must not name {shown(repeated)}, which is a column of the results."
        )


def _check_means(means: pd.Series, name: str) -> None:
    """Warn of settings that cannot be compared with the others; refuse if there are no others."""
    if means.isna().all():
        raise DataError(
            f"Stopping: all the {name} metric values are missing. Look at the warnings of the fits."
        )
    if means.isna().any():
        warn("missing values found in aggregated results", RWarning)


def not_judged(rows: TrainingRows, tried: Predicted, metric: str) -> Judged:
    """The results of a setting that was fitted to all rows at once: the names of metrics alone."""
    return Judged(metric, pd.DataFrame(columns=list(performance(rows, tried))), None, None, [], [0])


def _pooled(said: list[Predicted | None]) -> Predicted | None:
    present = [one for one in said if one is not None]
    return Predicted.of_all(present) if present else None


def _names(said: list[dict[str, float] | None], rows: TrainingRows) -> list[str]:
    """The metrics of a summary, which are those of all fits."""
    names = next((list(one) for one in said if one is not None), None)
    if names is None:
        raise DataError(
            "Stopping: all the metric values are missing, as every fit failed. Look at their "
            "warnings."
        )
    reserved = (*rows.candidate.parameters, "Resample")
    taken = [name for name in names if name in reserved]
    if taken:
        raise DataError(f"the summary must not name {shown(taken[0])}, which is a column already.")
    odd = next((one for one in said if one is not None and list(one) != names), None)
    if odd is not None:
        raise DataError(
            f"the summary must return the same names for all: got {shown(list(odd))} after "
            f"{shown(names)}."
        )
    return names


def _filled(said: list[Any], names: list[str]) -> list[dict[str, float]]:
    """What summaries say, missing where a fit failed."""
    return [missing_like(names) if one is None else one for one in said]


def known_metric(metric: str, names: tuple[str, ...]) -> str:
    """Return the metric by which is chosen: the first, with a warning, if there is no such."""
    if metric in names:
        return metric
    said = f'The metric "{metric}" was not in the result set. {names[0]} will be used instead.'
    warn(said, RWarning)
    return names[0]


def _present(function: Callable[[Any], float]) -> Callable[[list[float]], float]:
    """A function of the numbers that are there."""
    return lambda values: function(np.array([v for v in values if not math.isnan(v)]))


def _spread(values: Any) -> float:
    return math.sqrt(variance(values))
