"""The search for hyperparameters of any function that fits: one fit after the other."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_given, as_text
from pynnet._ground import AnyArray, ArgumentError, DataError, FitWarning, IntArray, warn
from pynnet._multinom import unchecked
from pynnet._nnet import nnet
from pynnet._random import RRandom, Stream, global_stream, without_drawing

from ..grid import Grid
from ..judging.metrics import Metric
from ..judging.scoring import Predictions, choose_metrics, failing_as, score, what_failed
from ..resampling_schemes import Split
from ..result import Tune
from ..training_sets import ArraySource, DataSource, FormulaSource, TrainingSet
from .choosing import choose_and_fit
from .fit_job import FitOutcome, failure_of
from .options import SearchData, SearchOptions
from .plan import SearchPlan, plan_search
from .scores import ScoreTable

__all__ = ["Method", "tune_method"]


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A function that fits, and how its models predict.

    Attributes
    ----------
    fit : callable
        ``fit(formula, data=rows, **parameters)`` or ``fit(x, y, **parameters)``. If it takes
        ``subset``, it is given all rows and the positions of those to train on.
    predict : callable
        ``predict(model, rows)``.
    name : str
        What is printed.
    gives_classes : bool
        Whether it is known to predict classes, whatever the response.
    """

    fit: Callable[..., Any]
    predict: Callable[[Any, Any], Any]
    name: str
    gives_classes: bool = False

    @property
    def takes_subset(self) -> bool:
        """Whether the function chooses rows itself."""
        try:
            return "subset" in inspect.signature(self.fit).parameters
        except ValueError:  # compiled functions tell nothing of their arguments
            return False

    def model(self, data: SearchData, rows: Any, arguments: Mapping[str, Any]) -> Any:
        """Fit some rows, by their positions; None means all."""
        if not data.is_formula:
            x, y = self.handed(data.first, rows), self.handed(data.second, rows)
            return self.fit(x, y, **arguments)
        if rows is not None and self.takes_subset:
            return self.fit(data.first, data=self.handed(data.second), subset=rows, **arguments)
        return self.fit(data.first, data=self.handed(data.second, rows), **arguments)

    def handed(self, table: Any, rows: Any = None) -> Any:
        """Rows of a table by position, None means all: the user's function gets what was passed."""
        chosen = _rows(table, rows)
        is_own = getattr(self.fit, "__module__", None) == nnet.__module__
        is_pandas = isinstance(chosen, (pd.DataFrame, pd.Series))
        return as_given(chosen) if is_pandas and not is_own else chosen


def tune_method(
    method: Method, data: SearchData, grid: Grid, fixed: Mapping[str, Any], options: SearchOptions
) -> Tune:
    """Search with a function of the user's, and fit the best setting to all rows.

    Fits and predictions draw from the global stream, which is made the one asked for meanwhile.
    """
    grid.check_beside(fixed)
    data, source = _read(data)
    with options.stream.restored_on_error(), _made_global(options.stream) as stream:
        options = replace(options, stream=stream)
        plan = plan_search(data, source, grid, options)
        scores = _run(method, data, plan, fixed, options)
        return choose_and_fit(
            scores,
            plan,
            options,
            method.name,
            lambda best: method.model(data, None, {**fixed, **best}),
        )


def _read(data: SearchData) -> tuple[SearchData, DataSource]:
    """Read the data; those of a formula become a frame whose rows can be chosen."""
    if not data.is_formula:
        return data, ArraySource.read(data.first, data.second)
    source = FormulaSource.read(data.first, data.second, logical_classes=True)
    return replace(data, second=source.data), source


def _run(
    method: Method,
    data: SearchData,
    plan: SearchPlan,
    fixed: Mapping[str, Any],
    options: SearchOptions,
) -> ScoreTable:
    """Do all fits, one after the other."""
    grid, control, positions = plan.grid, options.control, plan.source.positions
    if method.gives_classes and not plan.is_class and control.error_fun is None:
        raise DataError(
            f"Dependent variable has wrong type!: it is numeric, and {method.name}() predicts "
            "classes. Write factor(...) around it to choose by wrong classes."
        )
    metrics = choose_metrics(options.metrics, control.error_fun, plan.classes, probabilities=False)
    shape = len(grid), len(plan.splits), control.nrepeat
    scores = ScoreTable.empty(metrics, shape)
    for number in range(math.prod(shape)):
        setting, k, _ = scores.place(number)
        fit = _OneFit(method, data, positions, plan.splits[k], plan.training_sets[k], metrics)
        arguments = {**fixed, **grid.setting(setting)}
        scores.enter(number, fit.outcome(arguments, grid.where(setting, k), options))
    return scores


@dataclass(frozen=True, slots=True, eq=False)
class _OneFit:
    """One training set, to be fitted with some parameters."""

    method: Method
    data: SearchData
    positions: IntArray
    split: Split
    training_set: TrainingSet
    metrics: tuple[Metric, ...]

    def outcome(
        self, arguments: Mapping[str, Any], where: str, options: SearchOptions
    ) -> FitOutcome:
        """Fit, predict and score; where that fails, say so or raise."""
        try:
            return self._outcome(arguments)
        except Exception as failure:
            if not options.tolerant:
                raise failure_of(failure, where) from failure
            said = f"{type(failure).__name__}: {failure} {what_failed(failure)}"
            warn(f"{said} with {where}.", FitWarning)
            return FitOutcome(failure=said)

    def _outcome(self, arguments: Mapping[str, Any]) -> FitOutcome:
        trained = self.positions[self.split.train]
        with unchecked():  # the model chosen is checked, and no other
            model = self.method.model(self.data, trained, arguments)
        with failing_as("The predictions"):
            held_out = self._predictions(model, self._new_rows(), self.training_set.truth)
            with without_drawing(global_stream()):  # R does not predict the training rows
                trained_rows = self.method.handed(self._all_rows(), trained)
                fitted = self._predictions(model, trained_rows, self.training_set.trained_truth)
        return FitOutcome(score(self.metrics, held_out), score(self.metrics, fitted))

    def _all_rows(self) -> Any:
        return self.data.second if self.data.is_formula else self.data.first

    def _new_rows(self) -> Any:
        """Rows to predict."""
        validation = self.data.validation
        if validation is not None:
            return self.method.handed(validation if self.data.is_formula else validation[0])
        return self.method.handed(self._all_rows(), self.positions[self.split.held_out])

    def _predictions(self, model: Any, rows: Any, truth: AnyArray) -> Predictions:
        predicted = np.asarray(self.method.predict(model, rows))
        classes = self.training_set.lev is not None
        if classes and predicted.ndim == 1 and predicted.dtype.kind in "biufO":
            predicted = _texts_of_levels(predicted, self.training_set.levels)
        if classes != (predicted.dtype.kind in "OUS"):
            kind = "a factor" if classes else "numeric"
            raise DataError(
                f"Dependent variable has wrong type!: it is {kind}, the predictions are "
                f"{predicted.dtype}. Pass predict_func=, a function of a model and rows that gives "
                f"{'labels' if classes else 'numbers'}."
            )
        if len(predicted) != len(truth):
            raise DataError(f"{len(predicted)} predictions for {len(truth)} rows.")
        if classes:
            texts = np.array([str(label) for label in predicted], dtype=object)
            return Predictions(truth, texts, levels=self.training_set.levels)
        return Predictions(truth, predicted.reshape(truth.shape))


def _texts_of_levels(predicted: AnyArray, levels: tuple[str, ...]) -> AnyArray:
    """R's text of classes that came in the type of the response; anything else as it was."""
    column = as_column(predicted, "predictions")
    assert isinstance(column, np.ndarray)  # what came is one
    texts = as_text(column)
    return texts if {text for text in texts if text is not None} <= set(levels) else predicted


def _rows(table: Any, rows: Any) -> Any:
    """Return rows of a frame, Series, array or list by position; None means all."""
    if rows is None:
        return table
    return table.iloc[rows] if hasattr(table, "iloc") else np.asarray(table)[rows]


@contextmanager
def _made_global(stream: Stream) -> Iterator[RRandom]:
    """Let the global stream go on from where another stands, and the other from where it ends."""
    everywhere = global_stream()
    if stream is everywhere:
        yield everywhere
        return
    if not isinstance(stream, RRandom):
        raise ArgumentError("invalid 'seed': a function of your own draws from R's generator.")
    before = everywhere.state
    everywhere.state = stream.state
    try:
        yield everywhere
        stream.state = everywhere.state
    finally:
        everywhere.state = before
