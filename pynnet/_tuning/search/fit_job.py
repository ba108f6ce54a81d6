"""One fit of a search for hyperparameters: from start weights to a few numbers.

A fit is a job that any process can do. What all jobs need travels once, in a `SharedWork`; a job
brings its start weights, and leaves a `FitOutcome` of some numbers. Models are never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    BoolArray,
    DataError,
    FloatArray,
    IntArray,
    PynnetError,
)
from pynnet._network import Cases, Objective, make_objective
from pynnet._nnet import (
    Options,
    decay_vector,
    first_largest,
    largest_columns,
    network_for,
    second_level,
    train,
)
from pynnet._random import Uniforms

from ..judging.metrics import Metric
from ..judging.scoring import Predictions, score, what_failed
from ..training_sets import TrainingSet

__all__ = ["FitOutcome", "Fitter", "Job", "SharedWork", "decide", "failure_of", "fit_job"]


@dataclass(frozen=True, slots=True, eq=False)
class SharedWork:
    """What all fits of a search need.

    Attributes
    ----------
    training_sets : tuple of TrainingSet
        What they are fitted to.
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

    training_sets: tuple[TrainingSet, ...]
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
class FitOutcome:
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
        Why there are no numbers, and what failed.
    """

    validation: tuple[float, ...] = ()
    training: tuple[float, ...] = ()
    value: float = float("nan")
    converged: float = float("nan")
    evaluations: float = float("nan")
    undecided: FloatArray | None = None
    failure: str | None = None


def fit_job(work: SharedWork, job: Job) -> FitOutcome:
    """Do a job."""
    return Fitter(work).fit(job)


def decide(work: SharedWork, job: Job, outcome: FitOutcome, stream: Uniforms) -> FitOutcome:
    """Draw lots for the classes that tie, if some do."""
    if outcome.undecided is None:
        return outcome
    training_set = work.training_sets[job.training_set]
    codes = largest_columns(outcome.undecided, stream)
    predictions = _predictions(
        training_set, _labels(training_set), outcome.undecided, codes, training_set.truth
    )
    try:
        return replace(outcome, validation=score(work.metrics, predictions), undecided=None)
    except Exception as failure:
        return _failed(work, failure)


def failure_of(failure: Exception, where: str) -> PynnetError:
    """Return the error for a fit that failed: its words first, then where it was.

    Want of memory is no matter of the setting: it is raised as it is.
    """
    if isinstance(failure, MemoryError):
        raise failure
    kind = type(failure) if isinstance(failure, (ArgumentError, DataError)) else PynnetError
    said = str(failure) if isinstance(failure, PynnetError) else repr(failure)
    return kind(
        f"{said} {what_failed(failure)} with {where}. Search with on_error='nan' to go on "
        "without it."
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """A setting and a training set, ready to be fitted from any start."""

    training_set: TrainingSet
    options: Options
    objective: Objective
    free: BoolArray
    labels: AnyArray | None


class Fitter:
    """Does jobs one after the other; what the next one needs as well is made once.

    Parameters
    ----------
    work : SharedWork
        What all jobs need.
    """

    def __init__(self, work: SharedWork) -> None:
        self._work = work
        self._place: tuple[int, int] | None = None
        self._latest: _Prepared

    def fit(self, job: Job, stop: bytearray | None = None) -> FitOutcome:
        """Do a job; as soon as the first byte of `stop` is not 0, its outcome may be anything."""
        try:
            return self._fit(self._prepared(job), job, stop)
        except Exception as failure:
            return _failed(self._work, failure)

    def attempt(self, job: Job, stop: bytearray | None = None) -> FitOutcome | Exception:
        """Do a job, or return what it raises."""
        try:
            return self.fit(job, stop)
        except Exception as failure:
            return failure

    def _prepared(self, job: Job) -> _Prepared:
        place = job.setting, job.training_set
        if place != self._place:
            self._latest = _prepare(self._work, job)
            self._place = place
        return self._latest

    def _fit(self, prepared: _Prepared, job: Job, stop: bytearray | None) -> FitOutcome:
        training_set, objective = prepared.training_set, prepared.objective
        objective.stop = stop
        best = min(
            (train(objective, start, prepared.free, prepared.options) for start in job.starts),
            key=lambda result: float(result.fun),  # the first of the least
        )
        outputs = objective.outputs(best.x, training_set.held_out)
        fitted = objective.outputs(best.x)
        codes, tied = _classes(training_set, outputs)
        largest = second_level(fitted) if fitted.shape[1] == 1 else fitted.argmax(axis=1)
        labels, metrics = prepared.labels, self._work.metrics
        held_out = _predictions(training_set, labels, outputs, codes, training_set.truth)
        trained = _predictions(training_set, labels, fitted, largest, training_set.trained_truth)
        return FitOutcome(
            score(metrics, held_out),
            score(metrics, trained),
            float(best.fun),
            float(best.status == 0),
            float(best.nfev),
            outputs if tied and self._work.by_lot else None,
        )


def _prepare(work: SharedWork, job: Job) -> _Prepared:
    training_set = work.training_sets[job.training_set]
    options = work.options[training_set.implied][job.setting]
    network = network_for(options, *training_set.shape)
    x = training_set.x[training_set.rows]
    cases = Cases(x, training_set.targets, training_set.weights)
    decay = decay_vector(options, network)
    objective = make_objective(network, options.criterion, cases, decay, options.threads)
    free = np.ones(network.n_weights, dtype=bool) if work.free is None else work.free
    return _Prepared(training_set, options, objective, free, _labels(training_set))


def _failed(work: SharedWork, failure: Exception) -> FitOutcome:
    """Return the outcome of a fit that failed, if fits may fail."""
    if not work.tolerant:
        raise failure
    return FitOutcome(failure=f"{type(failure).__name__}: {failure} {what_failed(failure)}")


def _labels(training_set: TrainingSet) -> AnyArray | None:
    """Names of the classes, by their codes."""
    return None if training_set.lev is None else np.array(training_set.lev, dtype=object)


def _classes(training_set: TrainingSet, outputs: FloatArray) -> tuple[IntArray | None, bool]:
    """Codes of the classes, the first of those that tie, and whether some do; None for numbers."""
    if training_set.lev is None:
        return None, False
    if outputs.shape[1] == 1:
        return second_level(outputs), False
    codes, tied, _ = first_largest(outputs)
    return codes, bool(tied.any())


def _predictions(
    training_set: TrainingSet,
    labels: AnyArray | None,
    outputs: FloatArray,
    codes: IntArray | None,
    truth: AnyArray,
) -> Predictions:
    """Put predictions beside the truth."""
    lev, levels = training_set.lev, training_set.levels
    if lev is None or labels is None or codes is None:
        return Predictions(truth, outputs[:, 0] if truth.ndim == 1 else outputs)
    return Predictions(truth, labels[codes], outputs, lev, levels)
