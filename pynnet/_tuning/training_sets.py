"""What a search is fed with: data, read once, and the numbers of each training set from them.

A formula is evaluated once on all rows, and a training set is a choice of its rows, as ``subset=``
is to R: what ``poly`` and ``scale`` compute does not depend on the training set. Predictors that
are text are the exception, since their levels are those of the rows chosen; then the design is
made anew for each set. Rows held out are evaluated by themselves, as new data are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_frame, as_text, check_finite
from pynnet._formula import Design, DesignSpec, FormulaArguments, build_design, build_frame
from pynnet._ground import TRUTHS, AnyArray, DataError, FloatArray, IntArray
from pynnet._nnet import (
    ClassLabels,
    Options,
    Response,
    TrainingData,
    array_values,
    as_is_codes,
    check_design,
    check_numbers,
    check_weights,
    class_labels,
    factor_response,
    new_matrix,
    response_values,
)

from .resampling_schemes import Split

__all__ = ["ArraySource", "DataSource", "FormulaSource", "TrainingSet", "refuse_logical"]

_TEXT = "character"  # the kind of column whose levels depend on the rows chosen
_PLAIN = Options(size=1)  # a response shows what it asks for where nothing else does


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSet:
    """What the fits to one training set need.

    Attributes
    ----------
    x : ndarray, shape (m, p)
        Inputs of all rows, shared by the sets where that is possible.
    rows : ndarray of int, shape (n,)
        Which of them are trained on, in order.
    targets, weights : ndarray, shapes (n, q) and (n,)
        Wanted outputs and case weights of these.
    lev : tuple of str or None
        Levels of the outputs, for a response of classes.
    levels : tuple of str
        All levels that the response has in the data.
    implied : tuple of str
        Options that a response of classes switches on.
    held_out : ndarray, shape (k, p)
        Inputs of the rows to predict.
    truth, trained_truth : ndarray, shapes (k,) or (k, q), and (n,) or (n, q)
        Response of the rows to predict and of those trained on: labels, or numbers.
    """

    x: FloatArray
    rows: IntArray
    targets: FloatArray
    weights: FloatArray
    lev: tuple[str, ...] | None
    levels: tuple[str, ...]
    implied: tuple[str, ...]
    held_out: FloatArray
    truth: AnyArray
    trained_truth: AnyArray

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of inputs and of outputs."""
        return self.x.shape[1], self.targets.shape[1]

    def options(self, setting: Options) -> Options:
        """Options completed by what the response asks for."""
        if not self.implied:
            return setting
        changes: dict[str, Any] = dict.fromkeys(self.implied, True)
        return replace(setting, **changes)


def _training_set(
    x: FloatArray,
    rows: IntArray,
    weights: FloatArray,
    values: pd.Categorical | FloatArray,
    held_out: FloatArray,
    truth: AnyArray,
    everything: pd.Categorical | FloatArray,
) -> TrainingSet:
    """Put a set together; `values` are the response of its rows, `everything` that of all."""
    weights = weights[rows]
    if not isinstance(values, pd.Categorical) or not isinstance(everything, pd.Categorical):
        targets = np.asarray(values)
        return TrainingSet(
            x, rows, targets, weights, None, (), (), held_out, truth, _truth(targets)
        )
    response: Response = factor_response(values, _PLAIN)
    implied = tuple(name for name in ("entropy", "softmax") if getattr(response.options, name))
    levels = tuple(str(everything.categories[k]) for k in np.unique(everything.codes))
    unknown = set(truth) - set(levels)
    if unknown:
        raise DataError(
            f"the response of the rows to predict has new levels {', '.join(sorted(unknown))}: "
            f"in the data it has {', '.join(levels)}."
        )
    targets, lev, trained = response.targets, response.lev, as_text(values)
    return TrainingSet(x, rows, targets, weights, lev, levels, implied, held_out, truth, trained)


# Formulas --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class FormulaSource:
    """Rows of data, and the formula that says what of them is used."""

    formula: str
    data: pd.DataFrame
    arguments: FormulaArguments
    design: Design
    values: pd.Categorical | FloatArray
    labels: ClassLabels | None

    @classmethod
    def read(
        cls,
        formula: str,
        data: Any,
        arguments: FormulaArguments | None = None,
        *,
        logical_classes: bool = False,
    ) -> FormulaSource:
        """Evaluate the formula on all rows; with `logical_classes` true and false are classes."""
        arguments = arguments or FormulaArguments()
        frame = as_frame(data, "data")
        design = build_design(formula, frame, arguments, intercept=False)
        check_design(design)
        values = as_is_codes(design, response_values(design))
        if logical_classes and _is_logical(design.spec):
            values = pd.Categorical(_words(np.ravel(np.asarray(values))), list[object](TRUTHS))
        check_finite(design.matrix, "x", 2)
        if not isinstance(values, pd.Categorical):
            check_finite(values, "y", 2)
        if design.weights is not None:
            check_weights(design.weights)
        # Training sets are made later, on other threads too: with the names as they are now.
        closed = replace(arguments, env=design.spec.memory.environment)
        return cls(formula, frame, closed, design, values, _labels(values, design.stored_response))

    @property
    def positions(self) -> IntArray:
        """Positions in the data of the rows that are used: those without missing values."""
        return self.design.rows.used

    @property
    def n_rows(self) -> int:
        """Number of rows of the data, those with missing values included."""
        return len(self.data)

    def classes(self) -> AnyArray:
        """Return the class of each row that is used."""
        return _classes(self.values)

    def responses(self) -> AnyArray:
        """Return the class, or the numbers, of each row that is used."""
        return _truth(self.values)

    def column(self, name: str) -> AnyArray:
        """Return a column of the data, for each row that is used."""
        if name not in self.data:
            raise DataError(f"object '{name}' not found: data has no such column.")
        return np.asarray(self.data[name].iloc[self.positions], dtype=object)

    def training_set(self, split: Split, validation: Any = None) -> TrainingSet:
        """Return the numbers of a training set; `validation` are data to predict instead."""
        rows, design, values = split.train, self.design, self.values
        if _TEXT in design.spec.data_classes.values():
            arguments = replace(self.arguments, subset=self.positions[rows])
            design = build_design(self.formula, self.data, arguments, intercept=False)
            values = as_is_codes(design, response_values(design))
            rows = np.arange(len(rows))
        new = self.data.iloc[self.positions[split.held_out]] if validation is None else validation
        held_out, truth = self._held_out(design.spec, new)
        weights = np.ones(len(design.matrix)) if design.weights is None else design.weights
        return _training_set(
            design.matrix, rows, weights, values[rows], held_out, truth, self.values
        )

    def _held_out(self, spec: DesignSpec, new: Any) -> tuple[FloatArray, AnyArray]:
        """Inputs and response of rows to predict, which are evaluated by themselves."""
        new_design = spec.design(new)
        frame = build_frame(
            f"{spec.response_text} ~ 1",
            new,
            FormulaArguments(na_action="pass", env=self.arguments.env),
        )
        column = frame.columns[0]
        truth: AnyArray
        if isinstance(self.values, pd.Categorical):
            truth = _as_classes(column, self.values)
        else:
            truth = self._as_numbers(column)
        if pd.isna(truth).any() or not new_design.complete.all():
            raise DataError(
                "missing values in the rows to predict: their error cannot be told. Drop them."
            )
        check_finite(new_design.matrix, "the rows to predict", 2)
        return new_design.matrix, truth

    def _as_numbers(self, column: Any) -> FloatArray:
        """Numbers of rows to predict; the codes of a factor if the response is one within I()."""
        if isinstance(column, Matrix):
            return column.values
        if isinstance(column, pd.Categorical) and self.design.response_is_as_is:
            return np.where(column.codes < 0, np.nan, column.codes + 1.0)
        if isinstance(column, pd.Categorical) or np.asarray(column).dtype == object:
            raise _other_kind(are_classes=True)
        return np.asarray(column, dtype=float)


def _other_kind(*, are_classes: bool) -> DataError:
    """The error for rows to predict whose response is not of the kind in the data."""
    data, rows = ("numeric", "classes") if are_classes else ("classes", "numeric")
    return DataError(
        f"Dependent variable has wrong type!: it is {data} in the data, {rows} in the rows to "
        "predict. Pass the same kind."
    )


def _as_classes(column: Any, values: pd.Categorical) -> AnyArray:
    """Labels of rows to predict; TRUE and FALSE if the response is true or false."""
    if isinstance(column, pd.Categorical) or tuple(values.categories) != TRUTHS:
        return np.asarray(as_text(column))
    truth = _words(np.asarray(column))
    truth[pd.isna(column)] = None
    return truth


def _words(truths: AnyArray) -> AnyArray:
    """R's words for truths; FALSE for all that is not 1."""
    return np.where(truths == 1, *reversed(TRUTHS)).astype(object)


def _is_logical(spec: DesignSpec) -> bool:
    return spec.data_classes[spec.terms.variables[0].name] == "logical"


def refuse_logical(source: FormulaSource | ArraySource) -> None:
    """Raise for a response that is true or false, unless an error of the user's own judges it."""
    if isinstance(source, FormulaSource) and _is_logical(source.design.spec):
        raise DataError(
            "Dependent variable has wrong type!: it is true or false. Write factor(...) around it "
            "to choose by wrong classes, or as.numeric(...) for the mean squared error."
        )


# Arrays ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class ArraySource:
    """Rows of arrays."""

    numbers: TrainingData
    values: pd.Categorical | FloatArray
    labels: ClassLabels | None

    @classmethod
    def read(cls, x: Any, y: Any, weights: Any = None) -> ArraySource:
        """Check the arrays against one another."""
        numbers = TrainingData.from_arrays(x, y, weights, _PLAIN)
        check_numbers(numbers)
        values = _values(y)
        return cls(numbers, values, _labels(values, y))

    @property
    def positions(self) -> IntArray:
        """Positions of the rows that are used: all."""
        return np.arange(len(self.numbers.x))

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.numbers.x)

    def classes(self) -> AnyArray:
        """Return the class of each row that is used."""
        return _classes(self.values)

    def responses(self) -> AnyArray:
        """Return the class, or the numbers, of each row that is used."""
        return _truth(self.values)

    def column(self, name: str) -> AnyArray:
        """Refuse the name of a column: arrays have none that is not an input."""
        raise DataError(
            f"object '{name}' not found: with x and y pass an array, one value for each row."
        )

    def training_set(self, split: Split, validation: Any = None) -> TrainingSet:
        """Return the numbers of a training set; `validation` are x and y to predict instead."""
        numbers, rows = self.numbers, split.train
        held_out, values = numbers.x[split.held_out], self.values[split.held_out]
        if validation is not None:
            held_out = new_matrix(validation[0], numbers.x.shape[1], numbers.inputs)
            values = _values(validation[1])
            are_classes = isinstance(values, pd.Categorical)
            if are_classes != isinstance(self.values, pd.Categorical):
                raise _other_kind(are_classes=are_classes)
        return _training_set(
            numbers.x,
            rows,
            numbers.weights,
            self.values[rows],
            held_out,
            _truth(values),
            self.values,
        )


DataSource = FormulaSource | ArraySource


def _values(y: Any) -> pd.Categorical | FloatArray:
    values = array_values(y)
    return values if isinstance(values, pd.Categorical) else values.values


def _labels(values: pd.Categorical | FloatArray, response: Any) -> ClassLabels | None:
    """What the levels of a response stand for in the user's own type."""
    if not isinstance(values, pd.Categorical):
        return None
    return class_labels(response, tuple(str(level) for level in values.categories))


def _classes(values: pd.Categorical | FloatArray) -> AnyArray:
    if isinstance(values, pd.Categorical):
        return as_text(values)
    raise DataError(
        "stratify=True divides the classes of a factor, but the response is numeric. "
        "Pass the name of a column of classes, or leave it out."
    )


def _truth(values: pd.Categorical | FloatArray) -> AnyArray:
    """Labels of classes, or the numbers: a vector if there is one output."""
    if isinstance(values, pd.Categorical):
        return as_text(values)
    return values[:, 0] if values.shape[1] == 1 else values
