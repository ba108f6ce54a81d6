"""The data of train(): predictors as a frame, and a response of classes or numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_vector, check_no_missing, levels_of, take
from pynnet._formula import Design, DesignSpec, FormulaArguments, build_design, names_in
from pynnet._ground import ArgumentError, DataError
from pynnet._nnet import (
    ClassLabels,
    array_values,
    check_design,
    class_labels,
    response_values,
)
from pynnet._printing import valid_name

from ..arguments import formula_arguments, given_form
from ..model_data import as_table

__all__ = ["TrainData", "check_class_names", "read_train_data"]


@dataclass(frozen=True, slots=True, eq=False)
class TrainData:
    """Predictors, response and case weights; how a formula makes them.

    `n_predictors` is the number of variables behind the predictors, and `variables` are those of
    them that are columns of the data.
    """

    x: pd.DataFrame
    y: Any
    lev: tuple[str, ...] | None
    weights: Any
    n_predictors: int
    variables: pd.DataFrame
    spec: DesignSpec | None
    labels: ClassLabels | None


def read_train_data(
    formula_or_x: Any,
    data_or_y: Any,
    named: dict[str, Any],
    arguments: tuple[Any, Any, str, Any],
    options: dict[str, Any],
) -> TrainData:
    """Read a formula with data, or predictors with a response."""
    weights, subset, _, contrasts = arguments
    first, second, is_formula = given_form(formula_or_x, data_or_y, named, subset, contrasts)
    if is_formula:
        return _of_formula(first, second, formula_arguments(*arguments, options))
    return _of_arrays(first, second, weights)


def _of_formula(formula: str, data: Any, arguments: FormulaArguments) -> TrainData:
    design = build_design(formula, data, arguments, intercept=False)
    check_design(design)
    values = response_values(design)
    y, lev = _response(values)
    frame = pd.DataFrame(design.matrix, columns=list(design.column_names), index=design.index)
    labels, columns = class_labels(design.stored_response, lev), _columns(design)
    rows = design.rows.used
    variables = pd.DataFrame(
        {name: take(c, rows) for name, c in columns.items() if not isinstance(c, Matrix)}
    )
    return TrainData(frame, y, lev, design.weights, len(columns), variables, design.spec, labels)


def _columns(design: Design) -> dict[str, Any]:
    """The columns of the data that the right-hand side names, and the response does not."""
    variables, behind = design.spec.terms.variables, int(design.spec.terms.has_response)
    made = {name for v in variables[:behind] for name in names_in(v.expression)}
    used = (name for v in variables[behind:] for name in names_in(v.expression))
    columns = {name: design.data.find(name) for name in dict.fromkeys(used) if name not in made}
    return {name: column for name, column in columns.items() if column is not None}


def _of_arrays(x: Any, y: Any, weights: Any) -> TrainData:
    frame = as_table(x, "x").copy()
    if frame.isna().any(axis=None):
        raise DataError("x has missing values. Leave these rows out, or fill them in.")
    values = array_values(y)
    is_factor = isinstance(values, pd.Categorical)
    response, lev = _response(values if isinstance(values, pd.Categorical) else values.values)
    if len(response) != len(frame):
        raise DataError(
            f"nrows of 'x' and 'y' must match: x has {len(frame)} rows, y {len(response)}."
        )
    n = len(frame)
    cases = None if weights is None else as_vector(weights, "weights", n, "invalid weights vector")
    labels = class_labels(y, lev) if is_factor else None
    return TrainData(frame, response, lev, cases, frame.shape[1], frame, None, labels)


def _response(values: Any) -> tuple[Any, tuple[str, ...] | None]:
    """A response as a factor with its levels, or as numbers."""
    if isinstance(values, pd.Categorical):
        lev = levels_of(values)
        if len(lev) < 2:
            raise DataError("the response has one class only. Pass two or more.")
        empty = [f"'{level}'" for k, level in enumerate(lev) if not (values.codes == k).any()]
        if empty:
            raise DataError(
                f"One or more factor levels in the outcome has no data: {', '.join(empty)}. Drop "
                "them: y.cat.remove_unused_categories()."
            )
        return values, lev
    if values.shape[1] != 1:
        raise DataError(f"the response has {values.shape[1]} columns. Pass one column.")
    check_no_missing(values, "y")
    return np.ascontiguousarray(values[:, 0]), None


def check_class_names(lev: tuple[str, ...]) -> None:
    """Raise if classes are no names of columns in R: their probabilities are called so."""
    names = [valid_name(level) for level in lev]
    if tuple(names) != lev:
        raise ArgumentError(
            "At least one of the class levels is not a valid R variable name; This will cause "
            "errors when class probabilities are generated because the variables names will be "
            f"converted to  {', '.join(names)} . Please use factor levels that can be used as "
            "valid R variable names  (see ?make.names for help)."
        )
