"""The fits of train(): one setting on one sample, its predictions, and what they are worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from pynnet._ground import (
    IntArray,
    PynnetError,
    RWarning,
    times_warned,
    warn,
    warnings_kept,
    without_advice,
)
from pynnet._random import RRandom
from pynnet._tuning import number_of_workers, run_jobs

from .plan import TrainPlan
from .predictions import Predicted, prediction_table
from .rows import TrainingRows
from .samples import Samples
from .summaries.by_name import QUICK, summarised
from .trials import Trial

__all__ = ["fit_all", "fit_rows", "missing_like", "performance"]


def fit_rows(rows: TrainingRows, setting: dict[str, Any], train: Any, stream: RRandom) -> Any:
    """Fit a setting to some rows, None for all; how predictors are preprocessed, and the model."""
    x, y, weights = rows.x, rows.y, rows.weights
    if train is not None:
        x, y = x.iloc[train], y[train]
        weights = None if weights is None else weights[train]
    done = rows.preprocessing(x)
    prepared = x if done is None else done.predict(x)
    prepared = prepared.reset_index(drop=True)
    return done, rows.candidate.fit(prepared, y, weights, setting, stream, rows.options)


def fit_all(rows: TrainingRows, plan: TrainPlan, n_jobs: int | None) -> list[Predicted | None]:
    """Do all fits; for each sample and setting the predictions for the rows that are planned.

    What fails is warned of as caret does, and has None.
    """
    planned = plan.samples
    jobs = [
        _Job(k, setting, sample.train, sample.out, sample.seeds[setting])
        for k, sample in enumerate(planned)
        for setting in range(len(rows.settings))
    ]
    found: list[Any] = [None] * len(jobs)
    n_workers = number_of_workers(n_jobs)
    if n_workers > 1:  # fits beside one another take one thread each
        rows = replace(rows, options={"threads": 1, **rows.options})
    samples = Samples(rows, n_workers)
    try:
        run_jobs(_judge_and_keep, samples, jobs, n_jobs=n_jobs, on_done=found.__setitem__)
    except BaseException:
        samples.stop[0] = 1  # nobody waits for those that workers are at
        raise
    for job, (outcome, warned) in zip(jobs, found, strict=True):
        for message, category in warned:
            warn(message, category)
        if isinstance(outcome, _Failure):
            said = ", ".join(f"{n}={_plain(v)}" for n, v in rows.settings[job.setting].items())
            what = f"{outcome.words} failed for {planned[job.sample].name}"
            warn(f"{what}: {said} Error: {outcome.message}", RWarning)
    return [None if isinstance(outcome, _Failure) else outcome for outcome, _ in found]


def _plain(value: Any) -> str:
    return str(value).upper() if isinstance(value, bool) else f"{value:.15g}"


class _Failure(NamedTuple):
    """What failed, in caret's words, and why."""

    words: str
    message: str


class _Job(NamedTuple):
    """A setting to be fitted to a sample, and its seed."""

    sample: int
    setting: int
    train: IntArray
    out: IntArray
    seed: int


def _judge_and_keep(samples: Samples, job: _Job) -> Any:
    """What `_judge` gives, and the warnings on the way: on another thread they have no caller."""
    with warnings_kept() as said:
        outcome = _judge(samples, job)
    return outcome, said


def _judge(samples: Samples, job: _Job) -> Predicted | _Failure:
    """Fit one setting to one sample, and predict the rows held out, or say what failed."""
    said = times_warned()
    try:
        trial = samples.trial(job.sample, job.train, job.out)
        if trial is None:
            return _by_model(samples.rows, job)
        predicted = _by_trial(samples.rows, trial, job)
    except PynnetError as error:
        return _Failure("model fit", str(error))
    if times_warned() == said:  # else the next fit is to warn as well
        samples.keep(job.sample, trial)
    return predicted


def _by_trial(rows: TrainingRows, trial: Trial, job: _Job) -> Predicted:
    """Fit and predict numbers."""
    stream = RRandom(job.seed)
    outputs = trial.outputs(rows.settings[job.setting], stream)
    if rows.lev is None:
        return Predicted(job.out, outputs[:, 0])
    chances = trial.chances(outputs) if rows.control.class_probs else None
    codes = trial.classes(outputs, stream)
    return Predicted(job.out, codes.astype(np.min_scalar_type(-len(rows.lev))), chances)


def _by_model(rows: TrainingRows, job: _Job) -> Predicted | _Failure:
    """Make a model of the rows, and ask it."""
    stream = RRandom(job.seed)
    with without_advice():
        done, model = fit_rows(rows, rows.settings[job.setting], job.train, stream)
    try:
        return _asked(rows, job, done, model, stream)
    except PynnetError as error:
        return _Failure("predictions", str(error))


def _asked(rows: TrainingRows, job: _Job, done: Any, model: Any, stream: RRandom) -> Predicted:
    """What a model says of the rows held out."""
    x = rows.x.iloc[job.out]
    x = (x if done is None else done.predict(x)).reset_index(drop=True)
    values = rows.candidate.predict(model, x, rows.lev, stream)
    chances = None
    if rows.lev is not None and rows.control.class_probs:
        chances = rows.candidate.chances(model, x, rows.lev)
    return Predicted(job.out, values, chances)


def performance(rows: TrainingRows, said: Predicted) -> dict[str, float]:
    """What the summary says of predictions."""
    control, lev = rows.control, rows.lev
    quick = QUICK.get(control.summary_name or "")
    if quick is not None:
        return quick(said.values, said.truth_in(rows.y), said.chances, lev)
    table = prediction_table([said], rows.y, lev, rows.weights)
    return summarised(control.summary, table, lev, rows.method)


def missing_like(names: list[str]) -> dict[str, float]:
    """The performance of a fit that failed."""
    return dict.fromkeys(names, float(np.nan))
