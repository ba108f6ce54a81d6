"""The fits of train(): one setting on one sample, its predictions, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import IntArray, PynnetError, RWarning, warn, without_advice
from pynnet._random import RRandom
from pynnet._tuning import run_jobs

from ..preprocessing import preprocess
from .candidates import Candidate
from .control import TrainControl
from .plan import TrainPlan
from .summaries import summarised

__all__ = ["TrainingRows", "fit_all", "fit_rows", "missing_like", "performance"]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingRows:
    """The data that all fits share, and what is fitted to them.

    Attributes
    ----------
    x : DataFrame
        Predictors.
    y : Categorical or ndarray
        The response.
    lev : tuple of str or None
        Its classes.
    weights : ndarray or None
        Case weights.
    methods : tuple of str
        What preprocessing does, if anything.
    candidate : Candidate
        What is fitted.
    method : str
        Its name.
    options : dict
        Further arguments of the fits.
    settings : list of dict
        The parameters that are tried.
    control : TrainControl
        How they are judged.
    """

    x: pd.DataFrame
    y: Any
    lev: tuple[str, ...] | None
    weights: Any
    methods: tuple[str, ...]
    candidate: Candidate
    method: str
    options: dict[str, Any]
    settings: list[dict[str, Any]]
    control: TrainControl


def fit_rows(rows: TrainingRows, setting: dict[str, Any], train: Any, stream: RRandom) -> Any:
    """Fit a setting to some rows, None for all; how predictors are preprocessed, and the model."""
    x, y, weights = rows.x, rows.y, rows.weights
    if train is not None:
        x, y = x.iloc[train], y[train]
        weights = None if weights is None else weights[train]
    done = preprocess(x, list(rows.methods)) if rows.methods else None
    prepared = x if done is None else done.predict(x)
    prepared = prepared.reset_index(drop=True)
    return done, rows.candidate.fit(prepared, y, weights, setting, stream, rows.options)


def fit_all(rows: TrainingRows, plan: TrainPlan, n_jobs: int | None) -> list[pd.DataFrame | None]:
    """Do all fits; for each sample and setting the predictions for the rows held out.

    What fails is warned of as caret does, and has None.
    """
    jobs = [
        (sample, setting, train, out, seeds[setting])
        for sample, (train, out, seeds) in enumerate(
            zip(plan.index.values(), plan.held_out, plan.seeds, strict=True)
        )
        for setting in range(len(rows.settings))
    ]
    found: list[Any] = [None] * len(jobs)
    run_jobs(_judge, rows, jobs, n_jobs=n_jobs, on_done=found.__setitem__)
    names = list(plan.index)
    for job, outcome in zip(jobs, found, strict=True):
        if isinstance(outcome, str):
            said = ", ".join(f"{n}={_plain(v)}" for n, v in rows.settings[job[1]].items())
            warn(f"model fit failed for {names[job[0]]}: {said} Error: {outcome}", RWarning)
    return [None if isinstance(outcome, str) else outcome for outcome in found]


def _plain(value: Any) -> str:
    return str(value).upper() if isinstance(value, bool) else f"{value:.15g}"


def _judge(rows: TrainingRows, job: tuple[int, int, IntArray, IntArray, int]) -> Any:
    """Fit one setting to one sample, and predict the rows held out; a failure is its message."""
    _, setting, train, out, seed = job
    stream = RRandom(seed)
    try:
        with without_advice():
            done, model = fit_rows(rows, rows.settings[setting], train, stream)
        x = rows.x.iloc[out]
        x = (x if done is None else done.predict(x)).reset_index(drop=True)
        predicted = rows.candidate.predict(model, x, rows.lev, stream)
        chances = None
        if rows.lev is not None and rows.control.class_probs:
            chances = rows.candidate.chances(model, x, rows.lev)
    except PynnetError as error:
        return str(error)
    return _table(rows, out, predicted, chances)


def _table(rows: TrainingRows, out: IntArray, predicted: Any, chances: Any) -> pd.DataFrame:
    """Predictions beside the truth, as summaries are given them."""
    truth = rows.y[out]
    if rows.lev is None:
        return pd.DataFrame({"pred": predicted, "obs": truth, "rowIndex": out})
    levels: Any = list(rows.lev)
    said = pd.Categorical.from_codes(predicted, categories=levels)
    table = pd.DataFrame({"pred": said, "obs": pd.Categorical(truth, categories=levels)})
    if chances is not None:
        for k, level in enumerate(levels):
            table[level] = chances[:, k]
    table["rowIndex"] = out
    return table


def performance(rows: TrainingRows, table: pd.DataFrame) -> dict[str, float]:
    """What the summary says of predictions."""
    return summarised(rows.control.summary, table, rows.lev, rows.method)


def missing_like(names: list[str]) -> dict[str, float]:
    """The performance of a fit that failed."""
    return dict.fromkeys(names, float(np.nan))
