"""The fitted multinomial model: what it holds, by case and by coefficient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import numpy as np
import pandas as pd

from pynnet._formula import DesignSpec
from pynnet._ground import ArgumentError, BoolArray, FloatArray, IntArray, entry
from pynnet._network import ENTROPY
from pynnet._nnet import FittedNetwork, not_stored
from pynnet._numerics import log, total

from .comparison_tables import StepPath
from .covariance import information
from .likelihood import saturated_deviance
from .matched_call import MatchedCall

__all__ = ["FittedCases", "MultinomFit", "all_classes", "class_shares", "coefficients_estimated"]


_Values = TypeVar("_Values")

_REMEDY = "fit it again by update(data=...)"  # where cases are missing
_ROUNDING = 1e-12  # of targets, which are 0 or 1 or ratios of counts


def all_classes(outputs: FloatArray) -> FloatArray:
    """Values of all classes; two classes have one output, that of the second."""
    return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs


def class_shares(outputs: FloatArray, residuals: FloatArray) -> FloatArray:
    """Share of each class in each case, shape (n, classes)."""
    # A share is 0 or 1 or a ratio of counts: what is closer to 0 or 1 is rounding.
    targets = outputs + residuals
    whole = np.round(targets)
    return all_classes(np.where(np.abs(targets - whole) < _ROUNDING, whole, targets))


def coefficients_estimated(n_outputs: int, rank: int) -> int:
    """Number of coefficients that the data determine; two classes have one output."""
    return (max(2, n_outputs) - 1) * rank


@dataclass(frozen=True, slots=True, eq=False)
class FittedCases:
    """The cases that the coefficients were fitted to, and the rows of the data behind them.

    Attributes
    ----------
    known_design : ndarray, shape (n, p), or None
        The design matrix; None if the file that the fit was read from does not hold the data.
    n_offsets : int
        Number of offsets.
    known_weights : ndarray, shape (n,), or None
        Observations of each case: case weights, times the row sums of a matrix of counts.
    known_rows : ndarray of int, shape (m,), or None
        Positions in the data of the rows behind the cases, of which `summ` makes fewer.
    known_row_weights : ndarray, shape (m,), or None
        Observations of each row.
    totals : tuple of float or None
        Number of observations and saturated deviance, of a fit that was stored without its cases.
    """

    known_design: FloatArray | None
    n_offsets: int
    known_weights: FloatArray | None
    known_rows: IntArray | None
    known_row_weights: FloatArray | None
    totals: tuple[float, float] | None = None

    @property
    def design(self) -> FloatArray:
        """The design matrix.

        Raises
        ------
        ArgumentError
            If it is not known; so for the other properties.
        """
        if self.known_design is None and self.totals is None:
            raise ArgumentError(
                "the fit was read from R's file, which does not hold the data that it was fitted "
                "to. In R fit with model = TRUE, or for covariances alone with Hess = TRUE; or fit "
                "it again here by update(data=...)."
            )
        return _stored(self.known_design)

    @property
    def weights(self) -> FloatArray:
        """Observations of each case."""
        return _stored(self.known_weights)

    @property
    def rows(self) -> IntArray:
        """Positions in the data of the rows behind the cases."""
        return _stored(self.known_rows)

    @property
    def row_weights(self) -> FloatArray:
        """Observations of each row."""
        return _stored(self.known_row_weights)

    @property
    def nobs(self) -> float:
        """Number of observations."""
        return float(total(self.weights)) if self.totals is None else self.totals[0]

    def saturated(self, fit: MultinomFit) -> float:
        """Deviance of the best fit of shares; `fit` is the model of these cases."""
        if self.totals is not None:
            return self.totals[1]
        return saturated_deviance(fit._class_targets, self.weights)


def _stored(values: _Values | None) -> _Values:
    """Return what is known of the cases; raise if the fit was stored without them."""
    if values is None:
        raise not_stored("this", _REMEDY)
    return values


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomFit(FittedNetwork):
    """What a multinomial model holds; :class:`Multinom` adds what it says."""

    _remedy: ClassVar[str] = _REMEDY
    lab: tuple[str, ...] | None
    rank: int
    model: pd.DataFrame | None
    call: MatchedCall
    _cases: FittedCases
    step_path: StepPath | None = None
    _known_information: FloatArray | None = None  # as soon as somebody asked for it
    r_fields: Mapping[str, Any] | None = None

    # What R keeps ------------------------------------------------------------------------------

    @property
    def deviance(self) -> float:
        """Twice the criterion: minus twice the log-likelihood, if there is no decay."""
        if self._options.criterion is not ENTROPY:
            return 2 * self.value
        # The entropy of shares of two classes, which summ=3 makes, starts at 0 for the best fit.
        return 2 * self.value + self._cases.saturated(self)

    @property
    def edf(self) -> int:
        """Number of coefficients that the data determine."""
        return coefficients_estimated(self.n[2], self.rank)

    @property
    def AIC(self) -> float:
        """Akaike's information criterion."""
        return self.deviance + 2 * self.edf

    @property
    def BIC(self) -> float:
        """Schwarz's information criterion."""
        with np.errstate(divide="ignore"):  # no observations: minus infinity, as in R
            return self.deviance + float(log(np.array(self.nobs))) * self.edf

    @property
    def Hessian(self) -> pd.DataFrame | None:
        """Second derivatives of the negative log-likelihood, if it was fitted with ``Hess=True``.

        Rows and columns are named by the coefficients, as ``versicolor:Petal.Width``.
        """
        known = self._second_derivatives
        return None if known is None else self._by_coefficient(known)

    @property
    def nobs(self) -> float:
        """Number of observations: the sum of the case weights, and of counts."""
        return self._cases.nobs

    @property
    @entry
    def weights(self) -> pd.Series[float]:
        """Observations of each case."""
        self._check_cases("weights")
        return pd.Series(self._cases.weights.copy(), index=self._fitted_index, name="(weights)")

    @property
    def vcoefnames(self) -> tuple[str, ...]:
        """Names of the coefficients of a class."""
        assert self._inputs is not None  # fits are from formulas
        return self._inputs[: len(self._inputs) - self._cases.n_offsets]

    @property
    def formula(self) -> str:
        """The formula, with ``.`` written out."""
        return self._spec.expanded_formula

    @property
    def _spec(self) -> DesignSpec:
        """The expanded formula: `terms`, which only fits from arrays do not have."""
        assert self.terms is not None
        return self.terms

    # The coefficients --------------------------------------------------------------------------

    @property
    def _coefficients(self) -> FloatArray:
        """Coefficients, a row for each class but the first."""
        by_output = self.wts.reshape(self.n[2], -1)
        rows = by_output if self.lab is None else by_output[1:]
        return rows[:, 1 : 1 + len(self.vcoefnames)]

    @property
    def _coefficient_labels(self) -> list[str]:
        """Names of all coefficients, class by class."""
        if self.lab is None:
            return list(self.vcoefnames)
        return [f"{level}:{name}" for level in self.lab[1:] for name in self.vcoefnames]

    def _arranged(self, values: FloatArray) -> Any:
        """One number for each coefficient: a Series for two classes, else a row for each class."""
        names = pd.Index(self.vcoefnames)
        if self.lab is None:
            return pd.Series(values.ravel(), index=names)
        return pd.DataFrame(
            values.reshape(len(self.lab) - 1, -1), index=pd.Index(self.lab[1:]), columns=names
        )

    def _information(self) -> FloatArray:
        """Second derivatives of the negative log-likelihood; computed once."""
        if self._known_information is None:
            cases = self._cases
            H = information(cases.design, self._probabilities, cases.weights)
            H.setflags(write=False)
            object.__setattr__(self, "_known_information", H)
        assert self._known_information is not None
        return self._known_information

    def _by_coefficient(self, derivatives: FloatArray) -> pd.DataFrame:
        """Second derivatives with the names of the coefficients; the caller's own."""
        names = self._coefficient_labels
        return pd.DataFrame(derivatives.copy(), names, names)

    # The classes -------------------------------------------------------------------------------

    @property
    def _class_names(self) -> tuple[str, ...]:
        """Names of all classes, the first included."""
        names = self.lab or self.lev
        assert names is not None
        return names

    @property
    def _probabilities(self) -> FloatArray:
        """Fitted probabilities of the classes that have coefficients, shape (n, classes - 1)."""
        return self._outputs if self.lab is None else self._outputs[:, 1:]

    @property
    def _class_probabilities(self) -> FloatArray:
        """Fitted probabilities of all classes, shape (n, classes)."""
        return all_classes(self._outputs)

    @property
    def _class_targets(self) -> FloatArray:
        """Share of each class in each case, shape (n, classes)."""
        return class_shares(self._outputs, self._residuals)

    def _observed_classes(self, *, only: bool) -> BoolArray:
        """Which classes each case was observed in; if `only`, those with a target of 1."""
        targets = self._outputs + self._residuals
        if targets.shape[1] == 1:
            return np.hstack([targets < 1 - _ROUNDING, targets > _ROUNDING])
        return np.abs(targets - 1) < _ROUNDING if only else targets > _ROUNDING
