"""The numbers to be fitted, from a formula or from arrays, checked against one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._data import (
    as_matrix,
    as_vector,
    check_finite,
    check_no_missing,
    labels_differ,
    portable,
)
from pynnet._formula import Design, DesignSpec, FormulaArguments, build_design
from pynnet._ground import ArgumentError, BoolArray, DataError, FloatArray, IntArray, shown
from pynnet._network import Cases

from .options import Options
from .response import (
    Response,
    array_values,
    as_is_codes,
    factor_response,
    numeric_response,
    response_values,
)

__all__ = [
    "FittedRows",
    "TrainingData",
    "case_weights",
    "check_design",
    "check_numbers",
    "check_weights",
]


@dataclass(frozen=True, slots=True)
class FittedRows:
    """Rows of the data behind a formula fit.

    Attributes
    ----------
    index : pandas.Index
        Labels of all rows, those with missing values included.
    complete : ndarray of bool
        Which of them were fitted.
    padded : bool
        Whether predictions for the fitted data show the others as missing, as
        ``na_action="exclude"`` asks for.
    omitted : ndarray of int or None
        Positions in the data of the rows with missing values; None if they are those here.
    """

    index: pd.Index[Any]
    complete: BoolArray
    padded: bool
    omitted: IntArray | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return FittedRows, (portable(self.index), self.complete, self.padded, self.omitted)

    @property
    def missing(self) -> IntArray:
        """Positions in the data of the rows with missing values."""
        return np.flatnonzero(~self.complete) if self.omitted is None else self.omitted

    def collapsed(self, cases: IntArray) -> FittedRows:
        """Cases with the labels of some of the rows fitted; `cases` are their positions there.

        As in R, missing rows keep their positions, though the cases are fewer than the rows; those
        whose position lies behind the last case come last.
        """
        missing, n = self.missing, len(cases)
        places = np.minimum(missing, n + np.arange(len(missing)))
        complete = np.ones(n + len(missing), dtype=bool)
        complete[places] = False
        labels = np.empty(len(complete), dtype=np.intp)
        labels[places], labels[complete] = missing, np.flatnonzero(self.complete)[cases]
        return FittedRows(self.index[labels], complete, self.padded, missing)


class TrainingData(NamedTuple):
    """Numbers to be fitted, with what is needed to name the results.

    Attributes
    ----------
    x : ndarray, shape (n, n_inputs)
        Inputs.
    response : Response
        What the outputs are trained towards.
    weights : ndarray, shape (n,)
        Case weights.
    inputs : tuple of str or None
        Names of the inputs.
    terms : DesignSpec or None
        How a formula makes the inputs.
    rows : FittedRows or None
        The rows of the data behind a formula.
    """

    x: FloatArray
    response: Response
    weights: FloatArray
    inputs: tuple[str, ...] | None
    terms: DesignSpec | None = None
    rows: FittedRows | None = None

    @property
    def cases(self) -> Cases:
        """The numbers alone."""
        return Cases(self.x, self.response.targets, self.weights)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of inputs and of outputs."""
        return self.x.shape[1], self.response.targets.shape[1]

    @classmethod
    def from_formula(
        cls, formula: str, data: Any, arguments: FormulaArguments, options: Options
    ) -> TrainingData:
        """What a formula makes of the data."""
        design = build_design(formula, data, arguments, intercept=False)
        check_design(design)
        values = as_is_codes(design, response_values(design))
        if isinstance(values, pd.Categorical):
            response = factor_response(values, options)
        else:
            vector = getattr(design.response, "ndim", 1) == 1
            response = numeric_response(values, design.response_names, options, vector=vector)
        return cls.from_design(
            design, design.matrix, design.column_names, response, arguments.na_action
        )

    @classmethod
    def from_design(
        cls,
        design: Design,
        x: FloatArray,
        inputs: tuple[str, ...],
        response: Response,
        na_action: str,
    ) -> TrainingData:
        """Inputs and a response made of a design, with its case weights and rows."""
        w = np.ones(len(x)) if design.weights is None else design.weights
        padded = na_action.endswith("exclude")
        rows = FittedRows(design.all_index, design.rows.complete, padded)
        unlabelled = not design.rows.everything and (design.rows.subset < 0).any()
        if unlabelled and not padded:
            every = np.ones(len(x), dtype=bool)
            rows = FittedRows(design.index, every, padded, rows.missing)
        labelled = response.labelled_as(design.stored_response)
        return cls(x, labelled, w, inputs, design.spec, rows)

    @classmethod
    def from_arrays(cls, x: Any, y: Any, weights: Any, options: Options) -> TrainingData:
        """Inputs and a response as they were passed."""
        inputs = as_matrix(x, "x")
        _check_same_index(x, y)
        _refuse_no_rows(inputs.values)
        check_no_missing(inputs.values, "x")
        response = _array_response(y, options)
        n = len(inputs.values)
        if n != len(response.targets):
            raise DataError(
                f"nrows of 'x' and 'y' must match: x has {n} rows, y has {len(response.targets)}."
            )
        return cls(inputs.values, response, case_weights(weights, n), inputs.columns)


def _array_response(y: Any, options: Options) -> Response:
    values = array_values(y)
    if isinstance(values, pd.Categorical):
        return factor_response(values, options).labelled_as(y)
    numbers = numeric_response(values.values, values.columns, options, vector=values.vector)
    return numbers.labelled_as(y) if values.vector else numbers


def _check_same_index(x: Any, y: Any) -> None:
    labelled = (pd.DataFrame, pd.Series)
    if isinstance(x, labelled) and isinstance(y, labelled) and labels_differ(x.index, y.index):
        raise DataError(
            "the row labels of x and y differ, so their rows may not belong together. "
            "Align them (y.loc[x.index]) or pass arrays to go by position."
        )


def case_weights(weights: Any, n: int) -> FloatArray:
    """Case weights that go with arrays; 1 for each if there are none."""
    if weights is None:
        return np.ones(n)
    if isinstance(weights, str):
        raise ArgumentError(
            f"invalid weights vector: {shown(weights)} names a column, which goes with a formula. "
            "Pass the numbers."
        )
    return as_vector(weights, "weights", n, "invalid weights vector")


# Checks ----------------------------------------------------------------------------------------


def check_design(design: Design) -> None:
    """Raise unless there are rows, and inputs for all of them."""
    _refuse_no_rows(design.matrix)
    check_no_missing(design.matrix, "x")


def _refuse_no_rows(x: FloatArray) -> None:
    if not len(x):
        raise DataError(
            "no rows to fit: the data are empty, the subset is, or every row has a missing value."
        )


def check_numbers(data: TrainingData) -> None:
    """R's checks of the numbers themselves."""
    check_finite(data.x, "x", 2)
    check_finite(data.response.targets, "y", 2)
    check_weights(data.weights)


def check_weights(weights: FloatArray) -> None:
    """R's checks of case weights."""
    if not np.minimum.reduce(weights, initial=0.0) >= 0:  # as what is missing is not
        raise ArgumentError(
            "invalid weights vector: it holds negative or missing values. Pass numbers >= 0."
        )
    check_finite(weights, "weights", 3)
