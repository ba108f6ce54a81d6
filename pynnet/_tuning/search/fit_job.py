"""One fit of a search for hyperparameters: from start weights to a few numbers.

A fit is a job that any process can do. What all jobs need travels once, in a `Workload`; a job
brings its start weights, and leaves an `Outcome` of some numbers. Models are never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pynnet._network import Cases, Objective, make_objective
from pynnet._nnet import Options, decay_vector, leaders, max_col, network_for, second_level, train
from pynnet._random import Uniforms
from pynnet._typing import AnyArray, BoolArray, FloatArray, IntArray

from ..metrics import Metric
from ..scoring import Judged, judge
from ..training_sets import TrainingSet

__all__ = ["Fitter", "Job", "Outcome", "Workload", "decide", "fit_job"]


@dataclass(frozen=True, slots=True, eq=False)
class Workload:
    """What all fits of a search need.

    Attributes
    ----------
    sets : tuple of TrainingSet
        The training sets.
    options : dict of tuple to tuple of Options
        The options of each setting, for what the response of a training set implies.
    metrics : tuple of Metric
        What is computed from the predictions; the first decides.
    free : ndarray of bool or None
        Which weights are fitted, if not all.
    tolerant : bool
        Whether a fit that fails leaves an outcome without numbers, instead of an exception.
    by_lot : bool
        Whether classes that tie are drawn by lot, as R does, or the first of them is taken.
    """

    sets: tuple[TrainingSet, ...]
    options: Mapping[tuple[str, ...], tuple[Options, ...]]
    metrics: tuple[Metric, ...]
    free: BoolArray | None
    tolerant: bool
    by_lot: bool


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A setting to be fitted to a training set, from each of some start weights, one in a row."""

    setting: int
    training_set: int
    starts: FloatArray


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job leaves.

    Attributes
    ----------
    validation, training : tuple of float
        The metrics on the rows held out and on those trained on.
    value : float
        The criterion at the fit.
    converged : float
        1 if the fit converged within ``maxit``, else 0.
    evaluations : float
        How often the criterion was evaluated.
    undecided : ndarray or None
        Outputs for the rows held out, where classes tie and lots are still to be drawn.
    failure : str or None
        Why there are no numbers.
    """

    validation: tuple[float, ...] = ()
    training: tuple[float, ...] = ()
    value: float = float("nan")
    converged: float = float("nan")
    evaluations: float = float("nan")
    undecided: FloatArray | None = None
    failure: str | None = None


def fit_job(workload: Workload, job: Job) -> Outcome:
    """Do a job."""
    return Fitter(workload).fit(job)


def decide(workload: Workload, job: Job, outcome: Outcome, stream: Uniforms) -> Outcome:
    """Draw lots for the classes that tie, if some do."""
    if outcome.undecided is None:
        return outcome
    cases = workload.sets[job.training_set]
    classes = max_col(outcome.undecided, stream)
    judged = _judged(cases, _labels(cases), outcome.undecided, classes, cases.truth)
    try:
        return replace(outcome, validation=judge(workload.metrics, judged), undecided=None)
    except Exception as failure:
        return _failed(workload, failure)


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """A setting and a training set, made ready to be fitted from any start."""

    cases: TrainingSet
    options: Options
    objective: Objective
    free: BoolArray
    labels: AnyArray | None


class Fitter:
    """Does jobs one after the other; what the next one needs as well is made once.

    Parameters
    ----------
    workload : Workload
        What all jobs need.
    """

    def __init__(self, workload: Workload) -> None:
        self._workload = workload
        self._place: tuple[int, int] | None = None
        self._ready: _Ready

    def fit(self, job: Job, stop: bytearray | None = None) -> Outcome:
        """Do a job; as soon as the first byte of `stop` is not 0, its outcome may be anything."""
        try:
            return self._outcome(self._made_ready(job), job, stop)
        except Exception as failure:
            return _failed(self._workload, failure)

    def attempt(self, job: Job, stop: bytearray | None = None) -> Outcome | Exception:
        """Do a job, or return what it raises."""
        try:
            return self.fit(job, stop)
        except Exception as failure:
            return failure

    def _made_ready(self, job: Job) -> _Ready:
        place = job.setting, job.training_set
        if place != self._place:
            self._ready = _ready(self._workload, *place)
            self._place = place
        return self._ready

    def _outcome(self, ready: _Ready, job: Job, stop: bytearray | None) -> Outcome:
        cases, objective, metrics = ready.cases, ready.objective, self._workload.metrics
        objective.stop = stop
        found = min(
            (train(objective, start, ready.free, ready.options) for start in job.starts),
            key=lambda result: float(result.fun),  # the first of the least
        )
        with np.errstate(all="ignore"):  # as in training
            predicted = objective.outputs(found.x, cases.held_out)
            fitted = objective.outputs(found.x)
        codes, tied = _classes(cases, predicted)
        largest = second_level(fitted) if fitted.shape[1] == 1 else fitted.argmax(axis=1)
        held_out = _judged(cases, ready.labels, predicted, codes, cases.truth)
        trained = _judged(cases, ready.labels, fitted, largest, cases.trained_truth)
        return Outcome(
            judge(metrics, held_out),
            judge(metrics, trained),
            float(found.fun),
            float(found.status == 0),
            float(found.nfev),
            predicted if tied and self._workload.by_lot else None,
        )


def _ready(workload: Workload, setting: int, training_set: int) -> _Ready:
    cases = workload.sets[training_set]
    options = workload.options[cases.implied][setting]
    network = network_for(options, *cases.shape)
    fitted = Cases(cases.x[cases.rows], cases.targets, cases.weights)
    decay = decay_vector(options, network)
    objective = make_objective(network, options.criterion, fitted, decay, options.threads)
    free = np.ones(network.n_weights, dtype=bool) if workload.free is None else workload.free
    return _Ready(cases, options, objective, free, _labels(cases))


def _failed(workload: Workload, failure: Exception) -> Outcome:
    """Return the outcome of a fit that failed, if fits may fail."""
    if not workload.tolerant:
        raise failure
    return Outcome(failure=f"{type(failure).__name__}: {failure}")


def _labels(cases: TrainingSet) -> AnyArray | None:
    """Names of the classes, by their codes."""
    return None if cases.lev is None else np.array(cases.lev, dtype=object)


def _classes(cases: TrainingSet, outputs: FloatArray) -> tuple[IntArray | None, bool]:
    """Codes of the classes, the first of those that tie, and whether some do; None for numbers."""
    if cases.lev is None:
        return None, False
    if outputs.shape[1] == 1:
        return second_level(outputs), False
    first, tied, _ = leaders(outputs)
    return first, bool(tied.any())


def _judged(
    cases: TrainingSet,
    labels: AnyArray | None,
    outputs: FloatArray,
    codes: IntArray | None,
    truth: AnyArray,
) -> Judged:
    """Put predictions beside the truth."""
    if cases.lev is None or labels is None or codes is None:
        return Judged(truth, outputs[:, 0] if truth.ndim == 1 else outputs)
    return Judged(truth, labels[codes], outputs, cases.lev, cases.levels)
