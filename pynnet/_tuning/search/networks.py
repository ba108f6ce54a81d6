"""The search for hyperparameters of nnet(), from checked arguments to the result."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from pynnet._errors import ArgumentError
from pynnet._formula import FormulaArguments
from pynnet._network import frees_the_lock
from pynnet._nnet import NNet, Options, nnet, nnet_arguments, option_names, refuse_unknown

from ..checkpoint.checkpoint import opened_checkpoint
from ..execution.run_jobs import hired, thought_to_have
from ..grid import Grid
from ..progress import shown_progress
from ..result import Tune
from ..scoring import choose_metrics
from ..training_sets import ArrayCases, Cases, FormulaCases, TrainingSet
from .fit_job import Workload, fit_job
from .jobs import Search, check_networks
from .options import Given, Manner, conclude, divide
from .recorder import Journal, fingerprint, kept_outcomes
from .scheduling import search_ahead, search_in_order, search_on_threads
from .scores import Ledger

__all__ = ["HYPERPARAMETERS", "tune_networks"]

_OF_THE_DATA = ("weights", "contrasts", "env", "na_action")
_OF_THE_CALL = ("formula_or_x", "data_or_y", "formula", "data", "x", "y", "seed")
_OF_TUNE = (
    "ranges",
    "control",
    "predict_func",
    "validation_x",
    "validation_y",
    "metrics",
    "rule",
    "restarts",
    "ties",
    "n_jobs",
    "executor",
    "progress",
    "checkpoint",
    "on_error",
    "seed",
)
_FIXED = (*_OF_THE_DATA, "Wts", "mask", *option_names("way"))
HYPERPARAMETERS = option_names("hyperparameter", "limit")


def tune_networks(given: Given, grid: Grid, fixed: Mapping[str, Any], manner: Manner) -> Tune:
    """Search, and fit the best setting to all rows.

    Parameters
    ----------
    given : Given
        The data.
    grid : Grid
        The settings to try.
    fixed : dict
        Further arguments of :func:`pynnet.nnet`.
    manner : Manner
        How to search.
    """
    _check_names(grid, fixed)
    cases = _read(given, fixed)
    with manner.stream.restored_on_error():
        division = divide(given, cases, grid, manner)
        search = _search(division.sets, division.grid, fixed, manner)
        _run(search, ledger := _ledger(search, manner), manner)
        return conclude(
            ledger, division, manner, "nnet", lambda best: _model(given, best, fixed, manner)
        )


def _check_names(grid: Grid, fixed: Mapping[str, Any]) -> None:
    """Raise unless every name is an argument of nnet() that may stand there."""
    known = [name for name in nnet_arguments() if name not in _OF_THE_CALL]
    both = {**dict.fromkeys(grid.names), **fixed}
    if "subset" in both:
        raise ArgumentError(
            'formal argument "subset" matched by multiple actual arguments: the training sets '
            "are subsets. Choose the rows of the data beforehand."
        )
    unknown = {name: value for name, value in both.items() if name not in known}
    refuse_unknown(unknown, [*known, *_OF_TUNE])
    for name in grid.names:
        if name in fixed:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: it is among the '
                "ranges and fixed as well. Pass it once."
            )
        if name in _FIXED:
            raise ArgumentError(
                f"'{name}' is no hyperparameter: it belongs to the data or to the way of fitting. "
                "Pass it beside the ranges."
            )


def _read(given: Given, fixed: Mapping[str, Any]) -> Cases:
    of_data = {name: fixed[name] for name in _OF_THE_DATA if name in fixed}
    if given.is_formula:
        return FormulaCases.read(given.first, given.second, FormulaArguments(**of_data))
    for name in ("contrasts", "env", "na_action"):
        if name in of_data:
            raise ArgumentError(f"'{name}' goes with a formula, but the first argument is none.")
    return ArrayCases.read(given.first, given.second, of_data.get("weights"))


def _options(grid: Grid, fixed: Mapping[str, Any], *, workers: bool) -> tuple[Options, ...]:
    """Options of every setting, checked; fits beside one another take one thread each."""
    plain = {"threads": 1 if workers else None, **fixed}
    found = []
    for number in range(len(grid)):
        try:
            found.append(Options.checked({**plain, **grid.setting(number)}))
        except ArgumentError as error:
            raise type(error)(f"{error} (with {grid.text(number)})") from None
    return tuple(replace(options, trace=False, Hess=False) for options in found)


def _search(
    sets: tuple[TrainingSet, ...], grid: Grid, fixed: Mapping[str, Any], manner: Manner
) -> Search:
    """Check all that is to be fitted."""
    options = _options(grid, fixed, workers=manner.runs_ahead)
    n_weights, start, free = check_networks(
        sets, options, grid, fixed.get("Wts"), fixed.get("mask")
    )
    metrics = choose_metrics(
        manner.metrics, manner.control.error_fun, is_class=sets[0].lev is not None
    )
    kinds = {cases.implied: cases for cases in sets}
    completed = {
        implied: tuple(cases.options(given) for given in options)
        for implied, cases in kinds.items()
    }
    workload = Workload(sets, completed, metrics, free, manner.tolerant, manner.by_lot)
    return Search(workload, grid, n_weights, manner.control.nrepeat, manner.restarts, start)


def _ledger(search: Search, manner: Manner) -> Ledger:
    settings, sets = search.n_weights.shape
    return Ledger.empty(search.workload.metrics, (settings, sets, manner.control.nrepeat))


def _run(search: Search, ledger: Ledger, manner: Manner) -> None:
    """Do all fits, with what an interrupted search has left."""
    path, total = manner.checkpoint, len(search)
    with ExitStack() as stack:
        checkpoint = None
        if path is not None:
            told = search.workload, search.repeats, search.restarts, search.start
            print_of_search = fingerprint(*told, manner.stream.state)
            checkpoint = stack.enter_context(opened_checkpoint(path, print_of_search))
        kept = kept_outcomes(checkpoint)
        advance = stack.enter_context(shown_progress(manner.progress, total, done=len(kept)))
        journal = Journal(ledger, search.where, checkpoint, kept, advance)
        n_jobs, executor = manner.n_jobs, manner.executor
        if not manner.runs_ahead:
            search_in_order(search, manner.stream, journal)
            return
        if executor is None and frees_the_lock():
            search_on_threads(search, manner.stream, journal, n_jobs)
            return
        n_workers = n_jobs if executor is None else thought_to_have(executor)
        with hired(fit_job, search.workload, total, n_jobs=n_jobs, executor=executor) as run:
            search_ahead(search, manner.stream, journal, run, n_workers)


def _model(given: Given, best: Mapping[str, Any], fixed: Mapping[str, Any], manner: Manner) -> NNet:
    """Fit all rows with a setting; of several fits the first of those with the least criterion."""
    arguments: dict[str, Any] = {"trace": False, **fixed, **best, "seed": manner.stream}
    fits = [nnet(given.first, given.second, **arguments) for _ in range(manner.restarts)]
    return min(fits, key=lambda fit: fit.value)
