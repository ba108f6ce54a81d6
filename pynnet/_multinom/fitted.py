"""The fitted multinomial model: what it holds and predicts, by case and by coefficient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import check_finite
from pynnet._errors import FitWarning, warn
from pynnet._network import ENTROPY, network_outputs
from pynnet._nnet import FittedNetwork, choose_classes, match_type, pad
from pynnet._random import RRandom, as_stream
from pynnet._typing import FloatArray, IntArray

from .call import Call
from .covariance import information
from .likelihood import saturated_deviance
from .selection.tables import StepPath

__all__ = ["Cases", "MultinomFit", "all_classes"]


def all_classes(outputs: FloatArray) -> FloatArray:
    """Values of all classes; two classes have one output, that of the second."""
    return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The cases that were fitted.

    Attributes
    ----------
    design : ndarray, shape (n, p)
        The design matrix.
    n_offsets : int
        Number of offsets.
    weights : ndarray, shape (n,)
        Observations of each case: case weights, times the row sums of a matrix of counts.
    rows : ndarray of int, shape (m,)
        Positions in the data of the rows behind the cases, of which `summ` makes fewer.
    row_weights : ndarray, shape (m,)
        Observations of each row.
    """

    design: FloatArray
    n_offsets: int
    weights: FloatArray
    rows: IntArray
    row_weights: FloatArray


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomFit(FittedNetwork):
    """What a multinomial model holds and predicts."""

    lab: tuple[str, ...] | None
    rank: int
    model: pd.DataFrame | None
    call: Call
    _cases: Cases
    step_path: StepPath | None = None
    _known_information: FloatArray | None = None  # as soon as somebody asked for it

    # What R keeps ------------------------------------------------------------------------------

    @property
    def deviance(self) -> float:
        """Twice the criterion: minus twice the log-likelihood, if there is no decay."""
        if self._options.criterion is not ENTROPY:
            return 2 * self.value
        # The entropy of shares of two classes, which summ=3 makes, starts at 0 for the best fit.
        return 2 * self.value + saturated_deviance(self._class_targets, self._cases.weights)

    @property
    def edf(self) -> int:
        """Number of coefficients that the data determine."""
        return (max(2, self.n[2]) - 1) * self.rank

    @property
    def AIC(self) -> float:
        """Akaike's information criterion."""
        return self.deviance + 2 * self.edf

    @property
    def BIC(self) -> float:
        """Schwarz's information criterion."""
        with np.errstate(divide="ignore"):  # no observations: minus infinity, as in R
            return self.deviance + float(np.log(self.nobs)) * self.edf

    @property
    def nobs(self) -> float:
        """Number of observations: the sum of the case weights, and of counts."""
        return float(self._cases.weights.sum())

    @property
    def weights(self) -> pd.Series[float]:
        """Observations of each case."""
        return pd.Series(self._cases.weights.copy(), index=self._fitted_index, name="(weights)")

    @property
    def vcoefnames(self) -> tuple[str, ...]:
        """Names of the coefficients of a class."""
        assert self._inputs is not None  # fits are from formulas
        return self._inputs[: len(self._inputs) - self._cases.n_offsets]

    @property
    def formula(self) -> str:
        """The formula, with ``.`` written out."""
        assert self.terms is not None
        return self.terms.expanded_formula

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

    @property
    def _probabilities(self) -> FloatArray:
        """Fitted probabilities of the classes that have coefficients, shape (n, classes - 1)."""
        return self._outputs if self.lab is None else self._outputs[:, 1:]

    @property
    def _class_names(self) -> tuple[str, ...]:
        """Names of all classes, the first included."""
        names = self.lab or self.lev
        assert names is not None
        return names

    @property
    def _class_probabilities(self) -> FloatArray:
        """Fitted probabilities of all classes, shape (n, classes)."""
        return all_classes(self._outputs)

    @property
    def _class_targets(self) -> FloatArray:
        """Share of each class in each case, shape (n, classes)."""
        # A share is 0 or 1 or a ratio of counts: what is closer to 0 or 1 is rounding.
        targets = self._outputs + self._residuals
        whole = np.round(targets)
        return all_classes(np.where(np.abs(targets - whole) < 1e-12, whole, targets))

    def _arranged(self, values: FloatArray) -> Any:
        """One number for each coefficient, as :meth:`coef` shows them."""
        names = pd.Index(self.vcoefnames)
        if self.lab is None:
            return pd.Series(values.ravel(), index=names)
        return pd.DataFrame(
            values.reshape(len(self.lab) - 1, -1), index=pd.Index(self.lab[1:]), columns=names
        )

    def coef(self) -> Any:
        """Coefficients: log odds of each class against the first.

        Returns
        -------
        Series or DataFrame
            For two classes a Series by term; else a row for each class but the first.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
        >>> fit.coef().round(3)
                    (Intercept)  Petal.Width
        versicolor        -5.96        8.277
        virginica        -19.82       16.752
        """
        return self._arranged(self._coefficients.copy())

    def _information(self) -> FloatArray:
        """Second derivatives of the negative log-likelihood; computed once."""
        if self._known_information is None:
            cases = self._cases
            H = information(cases.design, self._probabilities, cases.weights)
            H.setflags(write=False)
            object.__setattr__(self, "_known_information", H)
        assert self._known_information is not None
        return self._known_information

    # Predictions -------------------------------------------------------------------------------

    def predict(
        self,
        newdata: Any = None,
        type: str = "class",  # R's name
        *,
        seed: int | RRandom | np.random.Generator | None = None,
    ) -> Any:
        """Classes or their probabilities.

        Parameters
        ----------
        newdata : DataFrame, optional
            New cases, with the columns of the predictors. Default: the cases that were fitted.
        type : {"class", "probs"}, optional
            What to give; the beginning of the word is enough. Default "class".
        seed : int, RRandom or numpy.random.Generator, optional
            Where the draws come from that decide between classes of equal probability. Default:
            pynnet's global stream.

        Returns
        -------
        Series or DataFrame
            ``"class"``: a Series of categories. ``"probs"``: a column for each class, or for two
            classes a Series, the probabilities of the second. Cases with missing predictors are
            missing.

        Raises
        ------
        DataError
            If a column of `newdata` has another type than in the fit, or new categories.
        FormulaError
            If `newdata` lacks a column.
        ArgumentError
            If `type` is neither.

        Warns
        -----
        FitWarning
            If the model has an offset and `newdata` is given: as in R, the offset is left out.

        Examples
        --------
        >>> import pandas as pd
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
        >>> fit.predict(pd.DataFrame({"Petal.Width": [0.2, 1.4]}), "probs").round(2)
           setosa  versicolor  virginica
        0    0.99        0.01       0.00
        1    0.00        0.88       0.12
        """
        wanted = match_type(type, ("class", "probs"))
        outputs, index, complete = self._outputs, self._fitted_index, None
        if newdata is not None:
            outputs, index, complete = self._new_outputs(newdata)
        elif self._rows is not None and self._rows.padded:
            index, complete = self._rows.index, self._rows.complete
        if wanted == "probs":
            return self._labelled(pad(outputs, complete, np.nan), index)
        levels = self.lev or self.lab
        assert levels is not None
        chosen = pad(choose_classes(outputs, levels, as_stream(seed)), complete, None)
        # Columns of counts may share a name, or have an empty one.
        distinct = list(dict.fromkeys(levels))
        return pd.Series(pd.Categorical(chosen, categories=distinct), index=index, name=self._name)

    def _new_outputs(self, newdata: Any) -> tuple[FloatArray, pd.Index[Any], Any]:
        """Probabilities of the complete rows, the labels of all rows, and which are complete."""
        assert self.terms is not None
        design = self.terms.design(newdata)
        return self._outputs_at(design.matrix), design.index, design.complete

    def _outputs_at(self, x: FloatArray) -> FloatArray:
        """Outputs for the rows of a design matrix."""
        check_finite(x, "newdata", 2)
        if self._cases.n_offsets:
            warn(
                "the offset is left out, as in R: the probabilities are those of an offset of 0.",
                FitWarning,
            )
            x = np.hstack([x, np.zeros((len(x), self._cases.n_offsets))])
        return network_outputs(self._network, self._options.criterion, self.wts, x)
