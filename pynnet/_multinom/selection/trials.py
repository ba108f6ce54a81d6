"""Fits that are only to be compared: no results are made of them, and columns are read once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pynnet._data import NamedColumns
from pynnet._formula import FormulaArguments, Terms
from pynnet._ground import FloatArray
from pynnet._network import ENTROPY

from ..estimation import ready_problem, trial_search
from ..fitted import FittedCases, MultinomFit, class_shares, coefficients_estimated
from ..likelihood import saturated_deviance

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
        self.arguments = FormulaArguments(
            arguments.get("weights"),
            arguments.get("subset"),
            arguments.get("na_action", "omit"),
            arguments.get("contrasts"),
            arguments["env"],
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

    def fitted(self, formula: str) -> Trial:
        """Fit a formula."""
        ready = ready_problem(
            formula, self.data, self.arguments, self.options, self.summ, named=bool(self.summ)
        )
        problem = ready.by_case
        network = problem.network
        assert network.terms is not None  # models are from formulas
        objective, minimum = trial_search(problem, self.Wts)
        deviance = 2 * float(minimum["fun"])
        targets = network.response.targets
        # Shares, which summ=3 makes; one class or the other adds nothing.
        if network.response.options.criterion is ENTROPY and not _all_whole(targets):
            outputs = objective.outputs(minimum["x"])
            shares = class_shares(outputs, targets - outputs)
            deviance += saturated_deviance(shares, network.weights)
        edf = coefficients_estimated(targets.shape[1], ready.rank)
        return Trial(
            network.terms.expanded_formula,
            network.terms.terms,
            edf,
            deviance,
            FittedCases(
                problem.design, problem.n_offsets, network.weights, problem.rows, ready.row_weights
            ),
        )


def _all_whole(targets: FloatArray) -> bool:
    """Whether each case is of one class."""
    return bool(((targets == 0) | (targets == 1)).all())
