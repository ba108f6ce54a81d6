"""The network behind a multinomial model: targets, fixed weights, offsets.

A multinomial logit is a network without hidden units whose inputs are the columns of the design
matrix, intercept included. What a model does not estimate is fixed in the network: the biases, all
weights of the first class, and a weight of 1 from each class's offset.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._data import NamedColumns, as_factor, as_integers, check_no_missing, holds_integers
from pynnet._formula import Design, FormulaArguments, Terms, build_design
from pynnet._ground import (
    LONGEST_QUESTION,
    MOST_ANSWERS,
    AnyArray,
    ArgumentError,
    BoolArray,
    DataError,
    FitWarning,
    FloatArray,
    FormulaError,
    IntArray,
    times_warned,
    warn,
)
from pynnet._nnet import (
    Options,
    Response,
    TrainingData,
    check_design,
    response_values,
    used_levels,
)
from pynnet._numerics import quiet

__all__ = [
    "MultinomProblem",
    "SET_BY_THE_MODEL",
    "check_observed",
    "in_shares",
    "multinom_problem",
    "observations",
    "problem_of_columns",
    "start_and_free",
]

# Options of nnet() that the model sets itself.
SET_BY_THE_MODEL = {
    "size": 0,
    "skip": True,
    "rang": 0.0,
    "softmax": False,
    "entropy": False,
    "linout": False,
}


class MultinomProblem(NamedTuple):
    """What is to be fitted.

    Attributes
    ----------
    network : TrainingData
        The numbers for the network; its inputs are the columns of the design, then the offsets.
    n_offsets : int
        How many of the inputs are offsets.
    lab : tuple of str or None
        Names of the classes; None where there are two and so one output.
    counted : bool
        Whether the targets are the counts of a matrix, see :func:`in_shares`.
    rows : ndarray of int
        Positions in the data of the rows used.
    data : NamedColumns or None
        The columns that the formula saw; None without a formula.
    stored_response : object
        The column behind the response; None if the response is computed, or R warned of it.
    """

    network: TrainingData
    n_offsets: int
    lab: tuple[str, ...] | None
    counted: bool
    rows: IntArray
    data: NamedColumns | None
    stored_response: Any

    @property
    def design(self) -> FloatArray:
        """The design matrix: the inputs without the offsets."""
        x = self.network.x
        return x[:, : x.shape[1] - self.n_offsets]


def multinom_problem(
    formula: str | Terms,
    data: Any,
    arguments: FormulaArguments,
    options: Options,
    *,
    named: bool = True,
    before: MultinomProblem | None = None,
) -> MultinomProblem:
    """The problem a formula and data make; if not `named`, without the labels of its results.

    A response that `before` has already, a problem of the same data and options, is not read again.
    """
    design = build_design(formula, data, arguments)
    check_design(design)
    said = times_warned()
    if before is not None and _has_response_of(before, design):
        response, lab, counted = before.network.response, before.lab, before.counted
    else:
        response, lab, counted = _response(design, options)
    stored = design.stored_response if times_warned() == said else None
    offset = _offset_columns(design, 1 if lab is None else len(lab))
    inputs = design.column_names
    x = design.matrix
    if offset is not None:
        inputs += design.offset_names
        x = np.hstack([x, offset])
    if named:
        network = TrainingData.from_design(design, x, inputs, response, arguments.na_action)
    else:
        w = np.ones(len(x)) if design.weights is None else design.weights
        network = TrainingData(x, response, w, inputs, design.spec)
    n_offsets = 0 if offset is None else offset.shape[1]
    return MultinomProblem(network, n_offsets, lab, counted, design.rows.used, design.data, stored)


def problem_of_columns(
    x: FloatArray, factor: pd.Categorical, weights: FloatArray, options: Options
) -> MultinomProblem:
    """The problem of columns of numbers, the intercept put before them, and of classes.

    Nothing of it has a name but the classes.
    """
    response, lab = _class_response(factor, options)
    design = np.column_stack([np.ones(len(x)), x])
    network = TrainingData(design, response, weights, None)
    return MultinomProblem(network, 0, lab, False, np.arange(len(x)), None, None)


def _has_response_of(before: MultinomProblem, design: Design) -> bool:
    """Whether the response is the same column in the same rows."""
    terms = before.network.terms
    return (
        design.stored_response is not None
        and design.stored_response is before.stored_response
        and terms is not None
        and terms.variables[0] == design.spec.variables[0]
        and np.array_equal(design.rows.used, before.rows)
    )


def _response(design: Design, options: Options) -> tuple[Response, tuple[str, ...] | None, bool]:
    """Targets, names of the classes, and whether the targets are counts."""
    if design.response is None:
        raise FormulaError(
            "need two or more classes to fit a multinom model: the formula has no response. "
            "Write it to the left of ~."
        )
    values = response_values(design)
    if isinstance(values, np.ndarray) and values.shape[1] > 1:
        return (*_count_response(values, design.response_names, options), not options.censored)
    if isinstance(values, np.ndarray):
        values = as_factor(_as_classes(design, values[:, 0]))
    return (*_class_response(values, options), False)


def _class_response(
    factor: pd.Categorical, options: Options
) -> tuple[Response, tuple[str, ...] | None]:
    """Targets from classes, those without cases left out, and the names of several outputs."""
    levels, codes = used_levels(factor)
    if len(levels) < 2:
        raise DataError(
            "need two or more classes to fit a multinom model: the cases have "
            f"{'only ' + repr(levels[0]) if levels else 'none'}."
        )
    if len(levels) == 2:
        targets = codes.astype(float)[:, np.newaxis]
        entropy = options.changed(entropy=True, censored=False)
        return Response(targets, None, levels, vector=True, options=entropy), None
    targets = np.eye(len(levels)).take(codes, axis=0)
    softmax = options.changed(softmax=not options.censored)
    return Response(targets, levels, levels, vector=False, options=softmax), levels


def _as_classes(design: Design, numbers: FloatArray) -> AnyArray:
    """The values of a response that is no factor, in the type whose text names the classes."""
    if design.spec.data_classes[design.spec.variables[0]] == "logical":
        return numbers.astype(bool)
    return as_integers(numbers) if holds_integers(design.response) else numbers


def _count_response(
    counts: FloatArray, names: tuple[str, ...] | None, options: Options
) -> tuple[Response, tuple[str, ...]]:
    """Targets from a matrix with a column for each class."""
    check_no_missing(counts, "y")
    if (counts < 0).any():
        row = int(np.argmax((counts < 0).any(axis=1)))
        warn(
            f"the response has negative counts, the first in row {row}: R fits them, but they are "
            "no numbers of observations.",
            FitWarning,
        )
    # The columns of a matrix without names go by their numbers; a matrix has no levels, as in R.
    lab = names or tuple(str(k + 1) for k in range(counts.shape[1]))
    softmax = options.changed(softmax=not options.censored)
    return Response(counts, lab, None, vector=False, options=softmax), lab


def check_observed(counts: FloatArray, remedy: str) -> None:
    """Raise if a row of counts has no observations."""
    unobserved = _row_totals(counts) <= 0
    if unobserved.any():
        row = int(np.argmax(unobserved))
        raise DataError(
            f"some case has no observations: row {row} of the response is "
            f"{counts[row].tolist()}. {remedy}"
        )


@quiet  # counts, weights and offsets may be of any size
def _row_totals(counts: FloatArray) -> FloatArray:
    return np.asarray(np.add.accumulate(counts, axis=1)[:, -1])


@quiet
def observations(problem: MultinomProblem) -> FloatArray:
    """Observations of each row: its weight, times its total where the targets are counts."""
    network = problem.network
    if not problem.counted:
        return network.weights
    return network.weights * _row_totals(network.response.targets)


@quiet
def in_shares(problem: MultinomProblem) -> MultinomProblem:
    """The problem with each row of counts as shares, weighted by its total."""
    if not problem.counted:
        return problem
    network = problem.network
    counts = network.response.targets
    response = network.response._replace(targets=counts / _row_totals(counts)[:, np.newaxis])
    shares = network._replace(response=response, weights=observations(problem))
    return problem._replace(network=shares)


def _offset_columns(design: Design, n_outputs: int) -> FloatArray | None:
    """A column of offsets for each output."""
    if design.offset is None:
        return None
    offset = design.offset
    terms = len(design.spec.offset)
    if terms > 1 and offset.shape[1] == terms:
        offset = _row_totals(offset)[:, np.newaxis]
    if offset.shape[1] != n_outputs:
        wanted = "one column for two classes" if n_outputs == 1 else "a column for each class"
        raise ArgumentError(
            f"ncol(offset) is wrong: got {offset.shape[1]} for {max(2, n_outputs)} classes. "
            f"Pass {wanted}."
        )
    return offset


def start_and_free(problem: MultinomProblem) -> tuple[FloatArray, BoolArray]:
    """Start weights, and which of the weights are free: those that are estimated."""
    q = problem.network.response.targets.shape[1]
    k = problem.n_offsets
    coefficients = problem.network.x.shape[1] - k
    few = q * (1 + coefficients + k) <= LONGEST_QUESTION
    of_shape = _remembered_start if few else _start_of_shape
    return of_shape(q, coefficients, k, problem.lab is not None)


def _start_of_shape(
    q: int, coefficients: int, k: int, first_is_fixed: bool
) -> tuple[FloatArray, BoolArray]:
    start = np.zeros((q, 1 + coefficients + k))
    start[:, 1 + coefficients :] = np.eye(q, k)
    free = np.zeros(start.shape, dtype=bool)
    free[:, 1 : 1 + coefficients] = True
    if first_is_fixed:
        free[0] = False
    start.setflags(write=False)
    free.setflags(write=False)
    return start.ravel(), free.ravel()


_remembered_start = functools.lru_cache(maxsize=MOST_ANSWERS)(_start_of_shape)
