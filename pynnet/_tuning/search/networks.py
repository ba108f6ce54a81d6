"""The search for hyperparameters of nnet(): read the data, plan, fit, choose."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from pynnet._formula import FormulaArguments
from pynnet._ground import ArgumentError
from pynnet._network import arithmetic_versions, frees_the_lock
from pynnet._nnet import NNet, nnet

from ..checkpoint.checkpoint import opened_checkpoint
from ..execution.run_jobs import estimated_workers, worker_pool
from ..grid import Grid
from ..progress import shown_progress
from ..result import Tune
from ..training_sets import ArraySource, DataSource, FormulaSource, refuse_logical
from .choosing import choose_and_fit
from .fingerprint import fingerprint, longest_line
from .fit_job import fit_job
from .jobs import FitJobs, list_jobs
from .options import SearchData, SearchOptions
from .plan import plan_search
from .recorder import Recorder, read_outcomes
from .scheduling import run_in_order, run_on_executor, run_on_threads
from .scores import ScoreTable

__all__ = ["tune_networks"]


def tune_networks(
    data: SearchData, grid: Grid, fixed: Mapping[str, Any], options: SearchOptions
) -> Tune:
    """Search, and fit the best setting to all rows.

    Parameters
    ----------
    data : SearchData
        The data of the call.
    grid : Grid
        The settings to try.
    fixed : dict
        Further arguments of :func:`pynnet.nnet`, the same for all settings.
    options : SearchOptions
        How to search.
    """
    source = _read(data, fixed)
    if options.control.error_fun is None:
        refuse_logical(source)
    with options.stream.restored_on_error():
        plan = plan_search(data, source, grid, options)
        jobs = list_jobs(plan, fixed, options)
        scores = _run(jobs, options)
        return choose_and_fit(
            scores, plan, options, "nnet", lambda best: _model(data, {**fixed, **best}, options)
        )


def _read(data: SearchData, fixed: Mapping[str, Any]) -> DataSource:
    of_data = {name: fixed[name] for name in FormulaArguments.__dataclass_fields__ if name in fixed}
    if data.is_formula:
        return FormulaSource.read(data.first, data.second, FormulaArguments(**of_data))
    for name in ("contrasts", "env", "na_action", "r_version"):
        if name in of_data:
            raise ArgumentError(f"'{name}' goes with a formula, but the first argument is none.")
    return ArraySource.read(data.first, data.second, of_data.get("weights"))


def _run(jobs: FitJobs, options: SearchOptions) -> ScoreTable:
    """Do all fits, with what an interrupted search has left."""
    scores = ScoreTable.empty(jobs.work.metrics, jobs.shape)
    with ExitStack() as stack:
        checkpoint = None
        if options.checkpoint is not None:
            prints = fingerprint(jobs, options.stream.state)
            checkpoint = stack.enter_context(
                opened_checkpoint(
                    options.checkpoint, prints, arithmetic_versions(), longest=longest_line(jobs)
                )
            )
        saved = read_outcomes(checkpoint, len(jobs), len(jobs.work.metrics))
        advance = stack.enter_context(shown_progress(options.progress, len(jobs), done=len(saved)))
        _fit(jobs, Recorder(scores, jobs.where, checkpoint, saved, advance), options)
    return scores


def _fit(jobs: FitJobs, recorder: Recorder, options: SearchOptions) -> None:
    """Let those fit who were asked for: this thread, threads, processes or an executor."""
    stream, n_jobs, executor = options.stream, options.n_jobs, options.executor
    if not options.uses_workers:
        run_in_order(jobs, stream, recorder)
    elif executor is None and frees_the_lock():
        run_on_threads(jobs, stream, recorder, n_jobs)
    else:
        n_workers = n_jobs if executor is None else estimated_workers(executor)
        with worker_pool(
            fit_job,
            jobs.work,
            len(jobs),
            n_jobs=n_jobs,
            executor=executor,
            timeout=options.worker_timeout,
        ) as run:
            run_on_executor(jobs, stream, recorder, run, n_workers)


def _model(data: SearchData, arguments: Mapping[str, Any], options: SearchOptions) -> NNet:
    """Fit all rows with a setting; of several fits the first of those with the least criterion."""
    arguments = {"trace": False, **arguments, "seed": options.stream}
    fits = [nnet(data.first, data.second, **arguments) for _ in range(options.restarts)]
    return min(fits, key=lambda fit: fit.value)
