"""The numbers to be fitted, from a formula or from arrays, checked against one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import (
    NumberMatrix,
    as_factor,
    as_matrix,
    as_vector,
    check_finite,
    check_no_missing,
    refuse_missing,
)
from pynnet._errors import ArgumentError, DataError, FormulaError
from pynnet._formula import Design, DesignSpec, FormulaArguments, build_design
from pynnet._network import Network, is_probability
from pynnet._typing import BoolArray, FloatArray

from .fitted import Frame
from .options import Options, no_weights
from .response import Response, factor_response, numeric_response, too_few_categories

__all__ = [
    "Problem",
    "array_problem",
    "array_values",
    "case_weights",
    "check_design",
    "check_numbers",
    "check_weights",
    "decay_vector",
    "formula_problem",
    "free_weights",
    "given_weights",
    "network_for",
    "problem_of",
    "response_values",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """Numbers to be fitted, with what is needed to name the results."""

    x: FloatArray
    response: Response
    weights: FloatArray
    inputs: tuple[str, ...] | None
    terms: DesignSpec | None = None
    frame: Frame | None = None


def formula_problem(
    formula: str,
    data: Any,
    arguments: FormulaArguments,
    options: Options,
) -> Problem:
    design = build_design(formula, data, arguments, intercept=False)
    check_design(design)
    values = response_values(design)
    if isinstance(values, pd.Categorical):
        response = factor_response(values, options)
    else:
        vector = getattr(design.response, "ndim", 1) == 1
        response = numeric_response(values, design.response_names, options, vector=vector)
    return problem_of(design, design.matrix, design.column_names, response, arguments.na_action)


def problem_of(
    design: Design, x: FloatArray, inputs: tuple[str, ...], response: Response, na_action: str
) -> Problem:
    """The problem of a design, with its case weights and rows."""
    w = np.ones(len(x)) if design.weights is None else design.weights
    frame = Frame(design.all_index, design.rows.complete, padded=na_action.endswith("exclude"))
    return Problem(x, response, w, inputs, design.spec, frame)


def check_design(design: Design) -> None:
    """Raise unless there are rows, and inputs for all of them."""
    _refuse_no_rows(design.matrix)
    check_no_missing(design.matrix, "x")


def _refuse_no_rows(x: FloatArray) -> None:
    if not len(x):
        raise DataError(
            "no rows to fit: the data are empty, the subset is, or every row has a missing value."
        )


def response_values(design: Design) -> pd.Categorical | FloatArray:
    """Response of a formula: a factor, or numbers of shape (n, q), none of them missing."""
    values = design.response
    if values is None:
        raise FormulaError(
            "'data' must be of a vector type, was 'NULL': the formula has no response. "
            "Write it to the left of ~."
        )
    if isinstance(values, pd.Categorical):
        return _complete_factor(values)
    if values.dtype == object:
        return _complete_factor(as_factor(values))
    targets = np.ascontiguousarray(values.reshape(len(values), -1), dtype=float)
    check_no_missing(targets, "y")
    return targets


def array_problem(x: Any, y: Any, weights: Any, options: Options) -> Problem:
    inputs = as_matrix(x, "x")
    _check_same_index(x, y)
    _refuse_no_rows(inputs.values)
    check_no_missing(inputs.values, "x")
    response = _array_response(y, options)
    if len(inputs.values) != len(response.targets):
        raise DataError(
            f"nrows of 'x' and 'y' must match: x has {len(inputs.values)} rows, "
            f"y has {len(response.targets)}."
        )
    return Problem(
        inputs.values, response, case_weights(weights, len(inputs.values)), inputs.columns
    )


def _check_same_index(x: Any, y: Any) -> None:
    labelled = (pd.DataFrame, pd.Series)
    if isinstance(x, labelled) and isinstance(y, labelled) and not x.index.equals(y.index):
        raise DataError(
            "the row labels of x and y differ, so their rows may not belong together. "
            "Align them (y.loc[x.index]) or pass arrays to go by position."
        )


def _array_response(y: Any, options: Options) -> Response:
    values = array_values(y)
    if isinstance(values, pd.Categorical):
        return factor_response(values, options)
    return numeric_response(values.values, values.columns, options, vector=values.vector)


def array_values(y: Any) -> pd.Categorical | NumberMatrix:
    """Response given as an array: a factor, or numbers, none of them missing."""
    if _is_factor(y):
        return _complete_factor(as_factor(y))
    targets = as_matrix(y, "y")
    if not targets.values.shape[1]:
        raise DataError("y has no columns. Pass one for each output.")
    check_no_missing(targets.values, "y")
    return targets


def _complete_factor(factor: pd.Categorical) -> pd.Categorical:
    refuse_missing(np.asarray(factor.codes) < 0, "y")
    return factor


def _is_factor(y: Any) -> bool:
    """Whether a response is one of classes: categories or text in one dimension."""
    if isinstance(y, (pd.Categorical, pd.CategoricalIndex)):
        return True
    if isinstance(y, pd.Series):
        if isinstance(y.dtype, pd.CategoricalDtype):
            return True
        if y.dtype != object:
            return pd.api.types.is_string_dtype(y.dtype)
    if isinstance(y, (list, tuple, np.ndarray, pd.Series)):
        return np.ndim(np.asarray(y, dtype=object)) == 1 and any(isinstance(v, str) for v in y)
    return False


def case_weights(weights: Any, n: int) -> FloatArray:
    if weights is None:
        return np.ones(n)
    if isinstance(weights, str):
        raise ArgumentError(
            f"invalid weights vector: {weights!r} names a column, which goes with a formula. "
            "Pass the numbers."
        )
    return as_vector(weights, "weights", n, "invalid weights vector")


def network_for(problem: Problem) -> Network:
    """Layout of the network, after R's checks of the options against one another."""
    response = problem.response
    options = response.options
    if options.linout and options.entropy:
        raise ArgumentError(
            "entropy fit only for logistic units: leave out linout=True, or entropy=True "
            "(a factor response with two levels implies it)."
        )
    softmax = is_probability(options.criterion)
    q = response.targets.shape[1]
    network = Network(
        problem.x.shape[1], options.size, q, options.skip, linear=softmax or options.linout
    )
    if network.n_weights == 0 or (options.size == 0 and not options.skip):
        raise no_weights(options.size)
    if network.n_weights > options.MaxNWts:
        raise ArgumentError(
            f"too many ({network.n_weights}) weights: MaxNWts is {options.MaxNWts:g}. "
            f"Pass MaxNWts={network.n_weights} or a smaller size."
        )
    if softmax and q < 2:
        raise too_few_categories(q, "Pass y with a column for each category, or a factor.")
    return network


def given_weights(Wts: npt.ArrayLike | None, network: Network) -> FloatArray | None:
    if Wts is None:
        return None
    start = as_vector(Wts, "Wts", network.n_weights, "weights vector of incorrect length")
    check_finite(start, "Wts", 5)
    return start.copy()


def free_weights(mask: npt.ArrayLike | None, network: Network) -> BoolArray:
    if mask is None:
        return np.ones(network.n_weights, dtype=bool)
    given = as_vector(mask, "mask", network.n_weights, "incorrect length of 'mask'")
    if np.isnan(given).any():
        raise ArgumentError("invalid 'mask': it has missing values. Pass True or False.")
    return given != 0


def decay_vector(options: Options, network: Network) -> FloatArray:
    """Weight decay of each weight."""
    decay = np.asarray(options.decay, dtype=float)
    if decay.ndim and decay.shape != (network.n_weights,):
        raise ArgumentError(
            f"invalid 'decay': got {decay.size} numbers for {network.n_weights} weights. "
            "Pass one number, or one for each weight."
        )
    return np.full(network.n_weights, decay)


def check_numbers(problem: Problem) -> None:
    """R's checks of the numbers themselves."""
    check_finite(problem.x, "x", 2)
    check_finite(problem.response.targets, "y", 2)
    check_weights(problem.weights)


def check_weights(weights: FloatArray) -> None:
    """R's checks of case weights."""
    if np.count_nonzero(weights >= 0) < weights.size:  # missing ones are not
        raise ArgumentError(
            "invalid weights vector: it holds negative or missing values. Pass numbers >= 0."
        )
    check_finite(weights, "weights", 3)
