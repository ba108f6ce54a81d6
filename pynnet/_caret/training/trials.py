"""Fits to numbers that are there already, of which nothing is kept but what they predict.

A trial has the rows of one sample, and does what the function of its method does with them, but for
what is the same for all settings, and for what only the user of a model would want. Its random
numbers, its weights and its predictions are those of the function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
import pandas as pd

from pynnet._data import indicators
from pynnet._ground import AnyArray, BoolArray, FloatArray, IntArray
from pynnet._multinom import columns_to_fit
from pynnet._network import Network, Trace, make_objective
from pynnet._nnet import (
    Options,
    TrainingData,
    decay_vector,
    factor_response,
    free_weights,
    given_weights,
    largest_columns,
    network_for,
    numeric_response,
    option_names,
    second_level,
    start_weights,
    train,
)
from pynnet._random import RRandom

from ..averaging import Repeats, mean_outputs, normalised
from ..component_network import component_scores, learned_components

__all__ = ["AveragedTrial", "ComponentTrial", "MultinomTrial", "NetworkTrial", "Trial", "TrialRows"]

_OF_REPEATS = frozenset(("repeats", "bag", "all_seeds"))
_OF_NETWORKS = frozenset((*option_names("hyperparameter", "limit", "way"), "Wts", "mask"))
_OF_MODELS = frozenset(("Wts", "maxit", "trace", "MaxNWts", "abstol", "reltol", "Hess", "threads"))


@dataclass(frozen=True, slots=True, eq=False)
class TrialRows:
    """The rows of a sample: numbers, none of them missing or infinite.

    Attributes
    ----------
    x, held_out : ndarray
        Predictors of the rows to fit and of those to predict.
    y : Categorical or ndarray
        The response of the rows to fit.
    weights : ndarray
        Their case weights, none of them negative.
    lev : tuple of str or None
        All classes.
    arguments : dict
        Arguments of the fits but the setting.
    stop : bytearray
        Its first byte ends a fit for which nobody waits.
    """

    x: FloatArray
    y: Any
    weights: FloatArray
    held_out: FloatArray
    lev: tuple[str, ...] | None
    arguments: Mapping[str, Any]
    stop: bytearray


class Trial(Protocol):
    """The fits to one sample.

    Attributes
    ----------
    takes : frozenset of str
        The arguments that it knows, the setting apart.
    """

    takes: ClassVar[frozenset[str]]

    def __init__(self, rows: TrialRows) -> None:
        pass

    def outputs(self, setting: Mapping[str, Any], stream: RRandom) -> FloatArray:
        """Fit with a setting; the outputs for the rows held out."""

    def classes(self, outputs: FloatArray, stream: RRandom) -> AnyArray:
        """Codes of the classes that outputs say."""

    def chances(self, outputs: FloatArray) -> FloatArray:
        """Their probabilities of the classes, a column for each."""


def _searched(
    rows: TrialRows,
    data: TrainingData,
    network: Network,
    start: FloatArray,
    free: BoolArray,
    decay: FloatArray,
    held_out: FloatArray,
) -> FloatArray:
    """Outputs for rows held out, from where a search of these data ends."""
    options = data.response.options
    objective = make_objective(network, options.criterion, data.cases, decay, options.threads)
    objective.stop = rows.stop
    found = train(objective, start, free, options)
    return objective.outputs(found["x"], held_out)


def _fitted(
    rows: TrialRows, data: TrainingData, stream: RRandom, held_out: FloatArray
) -> FloatArray:
    """The same of nnet(), whose start is given or drawn."""
    options, arguments = data.response.options, rows.arguments
    network = network_for(options, *data.shape)
    start = given_weights(arguments.get("Wts"), network)
    free = free_weights(arguments.get("mask"), network)
    decay = decay_vector(options, network)
    if start is None:
        start = start_weights(stream, network.n_weights, options.rang)
    Trace(enabled=options.trace).size(free)
    return _searched(rows, data, network, start, free, decay, held_out)


class _ClassTrial:
    """Fits that leave out classes without cases, and have one output for two."""

    def __init__(self, rows: TrialRows) -> None:
        self._rows = rows
        self._used: tuple[str, ...] = ()  # the classes that the outputs stand for

    def classes(self, outputs: FloatArray, stream: RRandom) -> AnyArray:
        """As of a trial."""
        one = outputs.shape[1] == 1
        chosen = second_level(outputs) if one else largest_columns(outputs, stream)
        return self._places[chosen]

    def chances(self, outputs: FloatArray) -> FloatArray:
        """As of a trial; there are none where two of more classes occur for one output."""
        lev = self._rows.lev or ()
        found = np.full((len(outputs), len(lev)), np.nan)
        if outputs.shape[1] > 1:
            found[:, self._places] = outputs
        elif len(lev) == len(self._used):
            found[:, 0], found[:, 1] = 1 - outputs[:, 0], outputs[:, 0]
        return found

    @property
    def _places(self) -> IntArray:
        lev = self._rows.lev or ()
        return np.array([lev.index(level) for level in self._used])


class NetworkTrial(_ClassTrial):
    """Fits of nnet() to a formula of all columns: classes by entropy or softmax.

    Parameters
    ----------
    rows : TrialRows
        The sample.
    """

    takes: ClassVar[frozenset[str]] = _OF_NETWORKS

    def __init__(self, rows: TrialRows) -> None:
        super().__init__(rows)
        self._data: TrainingData | None = None
        self._implied: dict[str, bool] = {}

    def outputs(self, setting: Mapping[str, Any], stream: RRandom) -> FloatArray:
        """As of a trial."""
        options = Options.checked({**self._rows.arguments, **setting})
        return _fitted(self._rows, self._completed(options), stream, self._rows.held_out)

    def _completed(self, options: Options) -> TrainingData:
        """The data with options that the response has completed; it is read once."""
        if self._data is not None:
            response = self._data.response._replace(options=options.changed(**self._implied))
            return self._data._replace(response=response)
        rows = self._rows
        if rows.lev is None:
            response = numeric_response(rows.y[:, np.newaxis], None, options, vector=True)
        else:
            response = factor_response(rows.y, options)
            flags = ("entropy", "softmax")
            self._implied = {name: True for name in flags if getattr(response.options, name)}
            self._used = response.lev or ()
        self._data = TrainingData(rows.x, response, rows.weights, None)
        return self._data


class MultinomTrial(_ClassTrial):
    """Fits of multinom() to a formula of all columns.

    Parameters
    ----------
    rows : TrialRows
        The sample.
    """

    takes: ClassVar[frozenset[str]] = _OF_MODELS

    def __init__(self, rows: TrialRows) -> None:
        super().__init__(rows)
        self._held_out = np.column_stack([np.ones(len(rows.held_out)), rows.held_out])

    def outputs(self, setting: Mapping[str, Any], stream: RRandom) -> FloatArray:  # noqa: ARG002
        """As of a trial; the search begins at zero."""
        rows = self._rows
        arguments = {**rows.arguments, **setting}
        data, start = columns_to_fit(rows.x, rows.y, rows.weights, arguments)
        self._used = data.response.lev or ()
        return _searched(rows, data, *start, self._held_out)


class AveragedTrial:
    """Fits of avnnet(): an indicator of each class, fitted by least squares from several seeds.

    Parameters
    ----------
    rows : TrialRows
        The sample.
    """

    takes: ClassVar[frozenset[str]] = _OF_NETWORKS | _OF_REPEATS

    def __init__(self, rows: TrialRows) -> None:
        self._rows = rows
        self._targets = _targets(rows)

    def outputs(self, setting: Mapping[str, Any], stream: RRandom) -> FloatArray:
        """As of a trial."""
        rows, found = self._rows, []
        arguments = {**rows.arguments, **setting}
        plan = Repeats.checked(**{name: arguments[name] for name in _OF_REPEATS & arguments.keys()})
        for number, seed in enumerate(plan.seeds(stream), 1):
            options = Options.checked(arguments)
            chosen, fresh = plan.begin(number, seed, len(rows.x), options.trace)
            response = numeric_response(self._targets[chosen], None, options, vector=False)
            data = TrainingData(rows.x[chosen], response, rows.weights, None)
            found.append(_fitted(rows, data, fresh, rows.held_out))
        return mean_outputs(found, numeric=rows.lev is None)

    def classes(self, outputs: FloatArray, stream: RRandom) -> AnyArray:  # noqa: ARG002
        """As of a trial; of several largest means the first."""
        return outputs.argmax(axis=1)

    def chances(self, outputs: FloatArray) -> FloatArray:
        """As of a trial."""
        return normalised(outputs)


class ComponentTrial:
    """Fits of pcannet(): to principal components, which are the same for all settings.

    Parameters
    ----------
    rows : TrialRows
        The sample.
    """

    takes: ClassVar[frozenset[str]] = _OF_NETWORKS | {"thresh"}

    def __init__(self, rows: TrialRows) -> None:
        self._rows = rows
        self._targets = _targets(rows)
        share = {name: rows.arguments[name] for name in ("thresh",) if name in rows.arguments}
        components = learned_components(rows.x, **share)
        self._x = component_scores(components, rows.x)
        self._held_out = component_scores(components, rows.held_out)

    def outputs(self, setting: Mapping[str, Any], stream: RRandom) -> FloatArray:
        """As of a trial."""
        options = Options.checked({**self._rows.arguments, **setting})
        response = numeric_response(self._targets, None, options, vector=False)
        data = TrainingData(self._x, response, self._rows.weights, None)
        return _fitted(self._rows, data, stream, self._held_out)

    def classes(self, outputs: FloatArray, stream: RRandom) -> AnyArray:
        """As of a trial."""
        return largest_columns(outputs, stream)

    def chances(self, outputs: FloatArray) -> FloatArray:
        """As of a trial."""
        return normalised(outputs)


def _targets(rows: TrialRows) -> FloatArray:
    """An indicator of each class, used or not; or one column of numbers."""
    if isinstance(rows.y, pd.Categorical):
        return indicators(rows.y)
    return np.asarray(rows.y[:, np.newaxis])
