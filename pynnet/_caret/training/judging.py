"""From predictions for rows held out to the results of each setting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._ground import DataError, IntArray, RWarning, shown, warn
from pynnet._numerics import column_mean, variance

from .corrections import corrected
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
        Which settings these are of.
    before, behind : DataFrame or None
        Further columns of the results, before the means and behind their deviations.
    """

    metric: str
    means: pd.DataFrame
    spreads: pd.DataFrame | None
    each: list[list[dict[str, float]]] | None
    said: list[Predicted | None]
    kept: list[int]
    before: pd.DataFrame | None = None
    behind: pd.DataFrame | None = None

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


def judged(
    rows: TrainingRows, plan: TrainPlan, said: list[Predicted | None], metric: str
) -> Judged:
    """Summarise predictions: in each sample, or of all rows that were left out one by one."""
    n_settings = len(rows.settings)
    if rows.control.method == "LOOCV":
        return _one_by_one(rows, said, metric)
    fits = _Fits.of(plan, said, n_settings)
    if not any(one is not None for one in said):
        _warn_of_gaps(bool(fits.apparent), True)
    worth = _worth(rows, fits)
    each = _by_setting(worth.held, n_settings)
    means, spreads = ([_over(one, function) for one in each] for function in (_mean, _spread))
    name = known_metric(metric, tuple(means[0]))
    _warn_of_gaps(_has_gaps(worth.apparent), _has_gaps(worth.held))
    before, behind, kept = None, None, list(range(n_settings))
    if fits.apparent:
        optimism = _optimism(fits, worth, n_settings) if plan.optimism else None
        if plan.optimism:  # caret loses settings of which each fit failed
            kept = [k for k in kept if any(one is not None for one in said[k::n_settings])]
        method = rows.control.method
        means, first, last = corrected(method, means, worth.apparent, optimism)
        before, behind = (pd.DataFrame([part[k] for k in kept]) for part in (first, last))
    means_of, spreads_of = (pd.DataFrame([part[k] for k in kept]) for part in (means, spreads))
    _check_means(means_of[name], name)
    fits_kept = [one for k, one in enumerate(fits.held) if k % n_settings in kept]
    each = [each[k] for k in kept]
    return Judged(name, means_of, spreads_of, each, fits_kept, kept, before, behind)


def _one_by_one(rows: TrainingRows, said: list[Predicted | None], metric: str) -> Judged:
    """Of all rows that were left out alone."""
    n_settings = len(rows.settings)
    pooled = [_pooled(said[k::n_settings]) for k in range(n_settings)]
    means = pd.DataFrame(_filled([_performance(rows, one) for one in pooled], _reserved(rows)))
    name = known_metric(metric, tuple(map(str, means)))
    return Judged(name, means, None, None, said, list(range(n_settings)))


class _Fits(NamedTuple):
    """Of each sample and setting: fits to all rows, and fits to a sample on rows held out.

    For the optimism fits to a sample on all rows, and on their own, too. What is said of them, or
    what that is worth.
    """

    apparent: list[Any]
    held: list[Any]
    of_all: list[Any]
    of_own: list[Any]

    @classmethod
    def of(cls, plan: TrainPlan, said: list[Predicted | None], n_settings: int) -> _Fits:
        """What fits say, as it was planned."""
        if plan.everything is None:
            return cls([], said, [], [])
        apparent, said = said[:n_settings], said[n_settings:]
        if not plan.optimism:
            return cls(apparent, said, [], [])
        n, own = len(plan.everything), [len(rows) for rows in plan.index.values()]
        parts = [_three_parts(one, n, own[k // n_settings]) for k, one in enumerate(said)]
        held, of_all, of_own = map(list, zip(*parts, strict=True))
        return cls(apparent, held, of_all, of_own)


def _three_parts(said: Predicted | None, n: int, own: int) -> tuple[Predicted | None, ...]:
    """What a fit says of rows held out, of all `n` rows, and of so many of its own."""
    if said is None:
        return None, None, None
    ends = [0, len(said.rows) - n - own, len(said.rows) - own, len(said.rows)]
    return tuple(said.part(first, end) for first, end in pairwise(ends))


def _worth(rows: TrainingRows, fits: _Fits) -> _Fits:
    """The metrics of what fits say, missing where one failed."""
    filled = iter(
        _filled([_performance(rows, one) for part in fits for one in part], _reserved(rows))
    )
    return _Fits(*([next(filled) for _ in part] for part in fits))


def _optimism(fits: _Fits, worth: _Fits, n_settings: int) -> list[dict[str, float]]:
    """By how much fits do better, or worse, on all rows than on their own.

    Fits that failed do not count; a metric that another one lacks is missing.
    """
    present = [one is not None for one in fits.of_all]
    found = []
    for k in range(n_settings):
        of_all, of_own = (
            [one for one, is_there in zip(part[k::n_settings], present[k::n_settings], strict=True)
             if is_there]
            for part in (worth.of_all, worth.of_own)
        )  # fmt: skip
        found.append(
            {
                name: _mean(np.array([one[name] for one in of_all]))
                - _mean(np.array([one[name] for one in of_own]))
                for name in worth.of_all[0]
            }
        )
    return found


def _by_setting(worth: list[Any], n_settings: int) -> list[list[Any]]:
    return [worth[k::n_settings] for k in range(n_settings)]


def _has_gaps(worth: list[dict[str, float]]) -> bool:
    return any(math.isnan(value) for one in worth for value in one.values())


def _warn_of_gaps(apparent: bool, held: bool) -> None:
    """Warn of metrics that are missing."""
    if apparent:
        warn("There were missing values in the apparent performance measures.", RWarning)
    if held:
        warn("There were missing values in resampled performance measures.", RWarning)


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


def _performance(rows: TrainingRows, said: Predicted | None) -> dict[str, float] | None:
    return None if said is None else performance(rows, said)


def _reserved(rows: TrainingRows) -> tuple[str, ...]:
    """Names that a metric cannot have."""
    return (*rows.candidate.parameters, "Resample")


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
