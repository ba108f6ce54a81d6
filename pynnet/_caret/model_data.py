"""Data of caret's networks: inputs with their names, and a response of classes or numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    as_frame,
    as_matrix,
    as_vector,
    check_no_missing,
    indicators,
    levels_of,
)
from pynnet._formula import DesignSpec, FormulaArguments, build_design
from pynnet._ground import AnyArray, BoolArray, DataError, FloatArray, shown
from pynnet._nnet import (
    ClassLabels,
    array_values,
    check_design,
    class_labels,
    pad,
    response_values,
    restored,
)

from .arguments import given_form

__all__ = ["Inputs", "ModelData", "as_table", "read_model_data"]


def as_table(
    data: Any, what: str, names: Sequence[str] | None = None, *, prefix: str = "V"
) -> pd.DataFrame:
    """Data as a frame with texts for names, each once; values may be shared.

    The columns of an array are numbers, and have the `names` that are known, or V1, V2, ...
    """
    if isinstance(data, (pd.DataFrame, Mapping)):
        labels = pd.Index([str(name) for name in data], dtype=object)
        if not labels.is_unique:
            name = shown(labels[labels.duplicated()][0])
            raise DataError(f"{what} has two columns named {name}. Rename one.")
        if isinstance(data, Mapping):
            return as_frame(dict(zip(labels, data.values(), strict=True)), what)
        frame = as_frame(data, what).copy(deep=False)
        frame.columns = labels
        return frame
    values = as_matrix(data, what).values
    count = values.shape[1]
    known = [f"{prefix}{k + 1}" for k in range(count)] if names is None else list(names)
    if len(known) != count:
        raise DataError(f"{what} has {count} columns, and {len(known)} are needed.")
    return pd.DataFrame(values, columns=pd.Index(known, dtype=object))


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """How the inputs are made of data, and what is predicted of them.

    Attributes
    ----------
    names : tuple of str or None
        Names of the inputs.
    n_inputs : int
        Their number.
    spec : DesignSpec or None
        How a formula makes them.
    lev : tuple of str or None
        The classes; None if the response is numeric.
    labels : ClassLabels or None
        What the classes stand for, if not for their text.
    """

    names: tuple[str, ...] | None
    n_inputs: int
    spec: DesignSpec | None
    lev: tuple[str, ...] | None
    labels: ClassLabels | None

    def of(
        self, newdata: Any, fitted: FloatArray
    ) -> tuple[FloatArray, pd.Index[Any] | None, BoolArray]:
        """Inputs of the complete rows of new data, the labels of all rows, which are complete.

        Without new data they are those `fitted`.
        """
        if newdata is None:
            return fitted, None, np.ones(len(fitted), dtype=bool)
        if self.spec is not None:
            design = self.spec.design(newdata)
            return design.matrix, design.index, design.complete
        matrix = as_matrix(newdata, "newdata")
        x, names = matrix.values, matrix.columns
        if names is not None and self.names is not None:
            missing = [name for name in self.names if name not in names]
            if missing:
                raise DataError(
                    f"undefined columns selected: newdata has no column {missing[0]!r}."
                )
            x = np.ascontiguousarray(x[:, [names.index(name) for name in self.names]])
        if x.shape[1] != self.n_inputs:
            raise DataError(
                f"newdata has {x.shape[1]} columns, and there are {self.n_inputs} inputs."
            )
        check_no_missing(x, "x")
        index = newdata.index if isinstance(newdata, (pd.DataFrame, pd.Series)) else None
        return x, index, np.ones(len(x), dtype=bool)

    def classes(self, codes: AnyArray, index: Any, complete: BoolArray) -> Any:
        """Classes in the type of the response, rows that are not complete missing."""
        texts = np.array(self.lev, dtype=object)[codes]
        labelled = restored(pad(texts, complete, None), self.labels)
        if index is None:
            return np.asarray(labelled)
        return pd.Series(labelled, index, dtype=labelled.dtype)

    def outputs(self, values: FloatArray, index: Any, complete: BoolArray) -> Any:
        """Outputs with the classes as columns; numbers are one column, which is no matrix."""
        padded = pad(values, complete, np.nan)
        if self.lev is not None:
            if index is None:
                return pd.DataFrame(padded, columns=list(self.lev))
            return pd.DataFrame(padded, index=index, columns=list(self.lev))
        return padded[:, 0] if index is None else pd.Series(padded[:, 0], index=index)


@dataclass(frozen=True, slots=True, eq=False)
class ModelData:
    """Numbers to be fitted: inputs, targets with a column for each class, case weights."""

    x: FloatArray
    targets: FloatArray
    weights: FloatArray
    inputs: Inputs


def read_model_data(
    formula_or_x: Any,
    data_or_y: Any,
    named: dict[str, Any],
    arguments: FormulaArguments,
) -> ModelData:
    """Read a formula with data, or inputs with a response."""
    first, second, is_formula = given_form(
        formula_or_x, data_or_y, named, arguments.subset, arguments.contrasts
    )
    if is_formula:
        return _of_formula(first, second, arguments)
    return _of_arrays(first, second, arguments.weights)


def _of_formula(formula: str, data: Any, arguments: FormulaArguments) -> ModelData:
    design = build_design(formula, data, arguments, intercept=False)
    check_design(design)
    values = response_values(design)
    weights = np.ones(len(design.matrix)) if design.weights is None else design.weights
    targets, lev = _targets(values)
    labels = class_labels(design.stored_response, lev)
    inputs = Inputs(design.column_names, design.matrix.shape[1], design.spec, lev, labels)
    return ModelData(design.matrix, targets, weights, inputs)


def _of_arrays(x: Any, y: Any, weights: Any) -> ModelData:
    matrix = as_matrix(x, "x")
    check_no_missing(matrix.values, "x")
    values = array_values(y)
    is_factor = isinstance(values, pd.Categorical)
    targets, lev = _targets(values if isinstance(values, pd.Categorical) else values.values)
    if len(targets) != len(matrix.values):
        raise DataError(
            f"nrows of 'x' and 'y' must match: x has {len(matrix.values)} rows, y {len(targets)}."
        )
    if not len(targets):
        raise DataError("no rows to fit: x and y are empty.")
    n = len(targets)
    cases = (
        np.ones(n)
        if weights is None
        else as_vector(weights, "weights", n, "invalid weights vector")
    )
    labels = class_labels(y, lev) if is_factor else None
    inputs = Inputs(matrix.columns, matrix.values.shape[1], None, lev, labels)
    return ModelData(matrix.values, targets, cases, inputs)


def _targets(values: pd.Categorical | FloatArray) -> tuple[FloatArray, tuple[str, ...] | None]:
    """An indicator for each level of a factor, used or not; one column of numbers."""
    if isinstance(values, pd.Categorical):
        return indicators(values), levels_of(values)
    if values.shape[1] != 1:
        raise DataError(
            f"the response has {values.shape[1]} columns. Pass one column of numbers, or classes."
        )
    return values, None
