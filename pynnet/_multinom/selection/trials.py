"""Fits that are only to be compared: no results are made of them, and columns are read once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pynnet._data import NamedColumns
from pynnet._formula import (
    FormulaArguments,
    SharedVariables,
    Terms,
    update_formula,
    with_term,
    without_term,
)
from pynnet._ground import BoolArray, FloatArray
from pynnet._network import ENTROPY, Trace
from pynnet._nnet import TrainingData, train_network, warn_if_not_converged

from ..estimation import ReadyProblem, Start, ready_problem, ready_to_fit, start_of
from ..fitted import FittedCases, MultinomFit, class_shares, coefficients_estimated
from ..likelihood import saturated_deviance
from ..problem import MultinomProblem

__all__ = ["Trial", "Trials"]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What a selection asks of a fit; `formula` has ``.`` written out."""

    formula: str
    terms: Terms
    edf: int
    deviance: float
    cases: FittedCases

    @classmethod
    def of(cls, fit: MultinomFit) -> Trial:
        """The same of a fit that was made."""
        return cls(fit.formula, fit._spec.terms, fit.edf, fit.deviance, fit._cases)

    @property
    def aic(self) -> float:
        """Akaike's information criterion."""
        return self.deviance + 2 * self.edf


class Trials:
    """Fits of other formulas as the call of a fit makes them, on what that call saw.

    All steps of a selection change the formula of one call, so that they share what it reads.
    """

    def __init__(self, fit: MultinomFit, *, trace: bool) -> None:
        arguments = fit.call.arguments
        self.shared = SharedVariables()
        self.arguments = FormulaArguments(
            arguments.get("weights"),
            arguments.get("subset"),
            arguments.get("na_action", "omit"),
            arguments.get("contrasts"),
            arguments["env"],
            shared=self.shared,
        )
        self.summ = int(arguments.get("summ", 0))
        self.Wts = arguments.get("Wts")
        # The criterion is that of the response again, with what the user chose.
        self.options = replace(
            fit._options,
            entropy=False,
            softmax=False,
            censored=bool(arguments.get("censored", False)),
            trace=trace,
        )
        self.data = NamedColumns(fit.call.data, "data")
        self.columns = frozenset(self.data.names)
        self._latest: _Search | None = None

    def changed(self, model: Trial, sign: str, label: str) -> Terms | str:
        """The formula without a term or with another; its terms, if no text need be read."""
        if sign == "-":
            terms = without_term(model.terms, label)
        else:
            terms = with_term(model.terms, label, self.columns, self.shared.computed)
        return update_formula(model, f"~ . {sign} {label}") if terms is None else terms

    def ready(self, formula: str | Terms) -> ReadyProblem:
        """What a formula asks to be fitted."""
        return ready_problem(
            formula,
            self.data,
            self.arguments,
            self.options,
            self.summ,
            named=bool(self.summ),
            before=None if self._latest is None else self._latest.ready,
        )

    def without_columns(self, whole: ReadyProblem, dropped: BoolArray) -> tuple[float, int]:
        """Deviance and number of coefficients without some columns of the design."""
        kept = np.append(~dropped, np.ones(whole.by_row.n_offsets, dtype=bool))
        network = whole.by_row.network
        fewer = network._replace(x=np.compress(kept, network.x, axis=1), inputs=None, terms=None)
        ready = ready_to_fit(whole.by_row._replace(network=fewer), self.options, self.summ)
        # Start weights of one's own are those of all columns.
        start = start_of(ready.by_case, None)
        numbers = ready.by_case.network
        search = _Search(ready, start, _has_shares(numbers))
        edf = coefficients_estimated(numbers.response.targets.shape[1], ready.rank)
        return _deviance_of_search(search), edf

    def fitted(self, formula: str | Terms) -> Trial:
        """Fit a formula."""
        latest = self._latest
        ready = self.ready(formula)
        search = _Search(ready, *self._start(ready.by_case, latest))
        self._latest = search
        problem = ready.by_case
        network = problem.network
        assert network.terms is not None  # models are from formulas
        edf = coefficients_estimated(network.response.targets.shape[1], ready.rank)
        return Trial(
            network.terms.expanded_formula,
            network.terms.terms,
            edf,
            _deviance_of_search(search),
            FittedCases(
                problem.design, problem.n_offsets, network.weights, problem.rows, ready.row_weights
            ),
        )

    def _start(self, problem: MultinomProblem, latest: _Search | None) -> tuple[Start, bool]:
        """Where to start, and whether the targets are shares of cases."""
        data = problem.network
        response = data.response
        if latest is None or response is not latest.ready.by_case.network.response:
            return start_of(problem, self.Wts), _has_shares(data)
        start = latest.start
        if (
            self.Wts is not None
            or problem.n_offsets
            or data.shape != latest.ready.by_case.network.shape
        ):
            return start_of(problem, self.Wts), latest.shared
        Trace(enabled=response.options.trace).size(
            start.free
        )  # numbers of the same kind were checked
        return start, latest.shared


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """What was fitted, from where; `shared` says that its targets are not 0 and 1 alone."""

    ready: ReadyProblem
    start: Start
    shared: bool


def _deviance_of_search(search: _Search) -> float:
    """Search as a fit does, for the sake of the minimum alone."""
    start, data = search.start, search.ready.by_case.network
    objective, minimum = train_network(data, start.network, start.decay, start.wts, start.free)
    warn_if_not_converged(minimum["status"], minimum["message"], data.response.options)
    deviance = 2 * float(minimum["fun"])
    if search.shared:
        outputs = objective.outputs(minimum["x"])
        shares = class_shares(outputs, data.response.targets - outputs)
        deviance += saturated_deviance(shares, data.weights)
    return deviance


def _has_shares(data: TrainingData) -> bool:
    """Whether the targets are shares, which summ=3 makes; one class or the other adds nothing."""
    return data.response.options.criterion is ENTROPY and not _all_whole(data.response.targets)


def _all_whole(targets: FloatArray) -> bool:
    """Whether each case is of one class."""
    return bool(((targets == 0) | (targets == 1)).all())
