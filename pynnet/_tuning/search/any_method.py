"""The search for hyperparameters of any function that fits: one fit after the other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError, DataError, FitWarning, warn
from pynnet._random import RRandom, Stream, global_stream
from pynnet._typing import AnyArray, IntArray

from ..grid import Grid
from ..metrics import Metric
from ..resampling_schemes import Split
from ..result import Tune
from ..scoring import Judged, choose_metrics, judge
from ..training_sets import ArrayCases, Cases, FormulaCases, TrainingSet
from .fit_job import Outcome
from .options import Given, Manner, conclude, divide
from .scores import Ledger
from .speculation import failure_of

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
    """

    fit: Callable[..., Any]
    predict: Callable[[Any, Any], Any]
    name: str

    @property
    def takes_subset(self) -> bool:
        """Whether the function chooses rows itself."""
        try:
            return "subset" in inspect.signature(self.fit).parameters
        except ValueError:  # compiled functions tell nothing of their arguments
            return False

    def model(self, given: Given, rows: Any, arguments: Mapping[str, Any]) -> Any:
        """Fit some rows, by their positions; None means all."""
        if not given.is_formula:
            return self.fit(_rows(given.first, rows), _rows(given.second, rows), **arguments)
        if rows is not None and self.takes_subset:
            return self.fit(given.first, data=given.second, subset=rows, **arguments)
        return self.fit(given.first, data=_rows(given.second, rows), **arguments)


def tune_method(
    method: Method, given: Given, grid: Grid, fixed: Mapping[str, Any], manner: Manner
) -> Tune:
    """Search with a function of the user's, and fit the best setting to all rows.

    Fits and predictions draw from the global stream, which is made the one asked for meanwhile.
    """
    for name in grid.names:
        if name in fixed:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: it is among the '
                "ranges and fixed as well. Pass it once."
            )
    cases: Cases
    if given.is_formula:
        cases = FormulaCases.read(given.first, given.second)
        given = Given(given.first, cases.data, given.validation)
    else:
        cases = ArrayCases.read(given.first, given.second)
    with manner.stream.restored_on_error(), _made_global(manner.stream) as stream:
        manner = replace(manner, stream=stream)
        division = divide(given, cases, grid, manner)
        grid, sets = division.grid, division.sets
        metrics = choose_metrics(
            manner.metrics, manner.control.error_fun, is_class=sets[0].lev is not None
        )
        ledger = Ledger.empty(metrics, (len(grid), len(sets), manner.control.nrepeat))
        for number in range(ledger.converged.size):
            setting, k, _ = ledger.place(number)
            where = grid.where(setting, k)
            one = _One(method, given, cases.positions, division.splits[k], sets[k], metrics)
            ledger.enter(number, one.outcome({**fixed, **grid.setting(setting)}, where, manner))
        return conclude(
            ledger,
            division,
            manner,
            method.name,
            lambda best: method.model(given, None, {**fixed, **best}),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """One training set, to be fitted with some parameters."""

    method: Method
    given: Given
    positions: IntArray
    split: Split
    cases: TrainingSet
    metrics: tuple[Metric, ...]

    def outcome(self, arguments: Mapping[str, Any], where: str, manner: Manner) -> Outcome:
        """Fit, predict and judge; where that fails, say so or raise."""
        try:
            return self._outcome(arguments)
        except Exception as failure:
            if not manner.tolerant:
                raise failure_of(failure, where) from failure
            warn(f"{type(failure).__name__}: {failure}: the fit failed with {where}.", FitWarning)
            return Outcome(failure=str(failure))

    def _outcome(self, arguments: Mapping[str, Any]) -> Outcome:
        trained = self.positions[self.split.train]
        model = self.method.model(self.given, trained, arguments)
        held_out = self._judged(model, self._new_rows(), self.cases.truth)
        stream = global_stream()
        before = stream.state  # R does not predict the training rows: that must not draw
        rows = self.given.second if self.given.is_formula else self.given.first
        fitted = self._judged(model, _rows(rows, trained), self.cases.trained_truth)
        stream.state = before
        return Outcome(
            judge(self.metrics, held_out),
            judge(self.metrics, fitted),
        )

    def _new_rows(self) -> Any:
        """Rows to predict."""
        if self.given.validation is not None:
            return self.given.validation if self.given.is_formula else self.given.validation[0]
        rows = self.given.second if self.given.is_formula else self.given.first
        return _rows(rows, self.positions[self.split.held_out])

    def _judged(self, model: Any, rows: Any, truth: AnyArray) -> Judged:
        predicted = np.asarray(self.method.predict(model, rows))
        classes = self.cases.lev is not None
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
            return Judged(truth, np.array([str(label) for label in predicted], dtype=object))
        return Judged(truth, predicted.reshape(truth.shape))


def _rows(given: Any, rows: Any) -> Any:
    """Return rows of a frame, Series, array or list by position; None means all."""
    if rows is None:
        return given
    return given.iloc[rows] if hasattr(given, "iloc") else np.asarray(given)[rows]


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
