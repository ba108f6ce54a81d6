"""One fit of a search for hyperparameters: from start weights to a few numbers.

A fit is a job that any process can do. What all jobs need travels once, in a `Workload`; a job
brings its start weights, and leaves an `Outcome` of some numbers. Models are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._cases import TrainingSet
from pynnet._engine import make_objective, network_outputs
from pynnet._factor import leaders, max_col
from pynnet._measures import Judged, Measure
from pynnet._network import Network
from pynnet._objective import is_probability
from pynnet._options import Options
from pynnet._predict import second_level
from pynnet._problem import decay_vector
from pynnet._stream import Stream
from pynnet._train import train

__all__ = ["Job", "Outcome", "Workload", "fit_job", "network_of"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int_]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Workload:
    """What all fits of a search need.

    Attributes
    ----------
    sets : tuple of TrainingSet
        The training sets.
    options : tuple of Options
        The options of each setting.
    measures : tuple of Measure
        What is computed from the predictions; the first decides.
    free : ndarray of bool or None
        Which weights are fitted, if not all.
    """

    sets: tuple[TrainingSet, ...]
    options: tuple[Options, ...]
    measures: tuple[Measure, ...]
    free: BoolArray | None


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
        The measures on the rows held out and on those trained on.
    value : float
        The criterion at the fit.
    converged : bool
        Whether the fit converged within ``maxit``.
    evaluations : int
        How often the criterion was evaluated.
    tied : bool
        Whether classes of rows held out tie, which R decides by lot.
    failure : Exception or None
        Why there are no numbers.
    """

    validation: tuple[float, ...] = ()
    training: tuple[float, ...] = ()
    value: float = float("nan")
    converged: bool = False
    evaluations: int = 0
    tied: bool = False
    failure: Exception | None = None


def network_of(training_set: TrainingSet, options: Options) -> Network:
    """Layout of the network that a training set needs with options completed by its response."""
    p, q = training_set.shape
    linear = options.linout or is_probability(options.criterion)
    return Network(p, options.size, q, options.skip, linear=linear)


def fit_job(workload: Workload, job: Job, stream: Stream | None = None) -> Outcome:
    """Do a job; a fit that fails says why in its outcome.

    Parameters
    ----------
    workload : Workload
        What all jobs need.
    job : Job
        What to fit, and from where.
    stream : Stream, optional
        Where classes that tie are drawn from. Without it the first of them is taken, and the
        outcome says that there was a tie.
    """
    try:
        return _fit(workload, job, stream)
    except Exception as failure:  # the search tells it, with the setting and the training set
        return Outcome(failure=failure)


def _fit(workload: Workload, job: Job, stream: Stream | None) -> Outcome:
    cases = workload.sets[job.training_set]
    options = cases.options(workload.options[job.setting])
    network = network_of(cases, options)
    x = cases.x[cases.rows]
    objective = make_objective(
        network,
        options.criterion,
        x,
        cases.targets,
        cases.weights,
        decay_vector(options, network),
        options.threads,
    )
    free = np.ones(network.n_weights, dtype=bool) if workload.free is None else workload.free
    found = min(
        (train(objective, start, free, options) for start in job.starts),
        key=lambda result: float(result.fun),  # the first of the least
    )
    with np.errstate(all="ignore"):  # as in training
        predicted = network_outputs(network, options.criterion, found.x, cases.held_out)
        fitted = network_outputs(network, options.criterion, found.x, x)
    held_out, tied = _judged(cases, predicted, cases.truth, stream)
    trained, _ = _judged(cases, fitted, None, None)
    return Outcome(
        tuple(measure(held_out) for measure in workload.measures),
        tuple(measure(trained) for measure in workload.measures),
        float(found.fun),
        found.status == 0,
        int(found.nfev),
        tied,
    )


def _judged(
    cases: TrainingSet,
    outputs: FloatArray,
    truth: npt.NDArray[Any] | None,
    stream: Stream | None,
) -> tuple[Judged, bool]:
    """Predictions beside the truth, or the targets if none is given; and whether there is a tie."""
    if cases.lev is None:
        known = cases.targets if truth is None else truth
        return Judged(_flat(known), _flat(outputs)), False
    codes, tied = _codes(outputs, stream)
    lev = np.array(cases.lev, dtype=object)
    if truth is None:
        truth = lev[_codes(cases.targets, None)[0]]
    return Judged(truth, lev[codes], outputs, cases.lev), tied


def _flat(values: FloatArray) -> FloatArray:
    """A vector where there is one column."""
    return values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values


def _codes(outputs: FloatArray, stream: Stream | None) -> tuple[IntArray, bool]:
    """Codes of the classes, and whether a tie was left to the order of the levels."""
    if outputs.shape[1] == 1:
        return second_level(outputs), False
    if stream is not None:
        return max_col(outputs, stream), False
    best, tied, _ = leaders(outputs)
    return best, bool(tied.any())
