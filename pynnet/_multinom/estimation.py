"""From a formula and data to the minimum: what a fit has in common with a trial of a selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy.typing as npt
import pandas as pd

from pynnet._data import check_finite
from pynnet._formula import FormulaArguments, Terms
from pynnet._ground import BoolArray, FloatArray, FormulaError
from pynnet._network import Network, Trace
from pynnet._nnet import (
    Options,
    TrainingData,
    check_numbers,
    decay_vector,
    given_weights,
    network_for,
)
from pynnet._numerics import matrix_rank

from .collapse import collapsed
from .problem import (
    SET_BY_THE_MODEL,
    MultinomProblem,
    check_observed,
    in_shares,
    multinom_problem,
    observations,
    problem_of_columns,
    start_and_free,
)

__all__ = [
    "ReadyProblem",
    "Start",
    "columns_to_fit",
    "ready_problem",
    "ready_to_fit",
    "start_of",
]


class ReadyProblem(NamedTuple):
    """What is to be fitted, checked.

    Attributes
    ----------
    by_row : MultinomProblem
        The problem of the rows of the data.
    by_case : MultinomProblem
        That of the cases, of which `summ` makes fewer, with counts as shares.
    row_weights : ndarray, shape (m,)
        Observations of each row.
    rank : int
        Rank of the design matrix of the rows.
    """

    by_row: MultinomProblem
    by_case: MultinomProblem
    row_weights: FloatArray
    rank: int


class Start(NamedTuple):
    """Where a search begins, which weights are free, and how all decay."""

    network: Network
    wts: FloatArray
    free: BoolArray
    decay: FloatArray


def ready_problem(
    formula: str | Terms,
    data: Any,
    arguments: FormulaArguments,
    options: Options,
    summ: int,
    *,
    named: bool = True,
    before: ReadyProblem | None = None,
) -> ReadyProblem:
    """Make the problem of a formula and data, and check it; see :func:`multinom_problem`."""
    known = None if before is None else before.by_row
    problem = multinom_problem(formula, data, arguments, options, named=named, before=known)
    response = problem.network.response
    if response.lev is None and summ != 3:  # which adds rows up
        check_observed(response.targets, "Drop such rows.")
    if not problem.design.shape[1]:
        raise FormulaError(
            "incorrect length of 'mask': the formula has neither an intercept nor a predictor, so "
            "that there is nothing to estimate. Write ~ 1 for a model of the classes' shares."
        )
    return ready_to_fit(problem, options, summ)


def ready_to_fit(problem: MultinomProblem, options: Options, summ: int) -> ReadyProblem:
    """Check the columns of a problem that has some, and collapse its cases."""
    check_finite(problem.design, "x", 1)
    rank = matrix_rank(problem.design)
    few = collapsed(problem, summ)
    if summ:
        Trace(enabled=options.trace).collapsed(*few.design.shape)
    return ReadyProblem(problem, in_shares(few), observations(problem), rank)


def start_of(problem: MultinomProblem, Wts: npt.ArrayLike | None) -> Start:
    """Lay out the network of a problem, after the checks that need it."""
    numbers = problem.network
    options = numbers.response.options
    network = network_for(options, *numbers.shape)
    check_numbers(numbers)
    zeros, free = start_and_free(problem)
    given = given_weights(Wts, network)
    decay = decay_vector(options, network)
    Trace(enabled=options.trace).size(free)
    return Start(network, zeros if given is None else given, free, decay)


def columns_to_fit(
    x: FloatArray, factor: pd.Categorical, weights: FloatArray, arguments: Mapping[str, Any]
) -> tuple[TrainingData, Start]:
    """The network of a model with an intercept and these columns, and where its search begins.

    As ``multinom("factor ~ .")`` would make it with the same arguments, of which `arguments` has
    those that a fit of these data may have. The inputs of the network are 1 and the columns.
    """
    options = Options.checked({**arguments, **SET_BY_THE_MODEL})
    problem = problem_of_columns(x, factor, weights, options)
    return problem.network, start_of(problem, arguments.get("Wts"))
