"""R's text for a multinomial model and its summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import public_record
from pynnet._printing import (
    format_common,
    given_digits,
    labelled_lines,
    matrix_lines,
    printed_with,
    standing_digits,
    triangle_lines,
)

from ..matched_call import MatchedCall

__all__ = ["SummaryMultinom", "multinom_text"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SummaryMultinom:
    """Summary of a multinomial model; ``str`` gives R's text.

    Attributes
    ----------
    coefficients, standard_errors : Series or DataFrame
        For two classes a Series by term; else a row for each class but the first.
    Wald_ratios : Series, DataFrame or None
        Coefficients divided by their standard errors, if they were asked for.
    correlation : DataFrame or None
        Correlations of the coefficients, if they were asked for.
    deviance, AIC : float
        As of the fit.
    call : MatchedCall
        The call that made the fit.
    digits : int
        Significant digits of what is printed of the coefficients.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.summary().standard_errors.round(3)
                (Intercept)  Sepal.Width
    versicolor        3.064        0.991
    virginica         2.688        0.844
    """

    coefficients: Any
    standard_errors: Any
    Wald_ratios: Any
    correlation: pd.DataFrame | None
    deviance: float
    AIC: float
    call: MatchedCall
    digits: int

    def __repr__(self) -> str:
        """R's print of the summary."""
        with printed_with(given_digits() or self.digits, None):
            return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        lines = [*_call_lines(self.call), "Coefficients:"]
        lines += self._one_table() if isinstance(self.coefficients, pd.Series) else self._tables()
        lines += ["", *_measure_lines(self.deviance, self.AIC)]
        if self.correlation is not None and len(self.correlation) > 1:
            names = [str(name) for name in self.correlation.index]
            triangle = triangle_lines(self.correlation.to_numpy(), names)
            lines += ["", "Correlation of Coefficients:", *triangle]
        return lines

    def _one_table(self) -> list[str]:
        """Two classes: a row for each term."""
        columns = {"Values": self.coefficients, "Std. Err.": self.standard_errors}
        if self.Wald_ratios is not None:
            columns["Value/SE"] = self.Wald_ratios
        return _frame_lines(pd.DataFrame(columns))

    def _tables(self) -> list[str]:
        """More classes: a table for each of what is told."""
        lines = [*_frame_lines(self.coefficients), "", "Std. Errors:"]
        lines += _frame_lines(self.standard_errors)
        if self.Wald_ratios is not None:
            lines += ["", "Value/SE (Wald statistics):", *_frame_lines(self.Wald_ratios)]
        return lines


def multinom_text(call: MatchedCall, coefficients: Any, deviance: float, AIC: float) -> str:
    """R's print of a multinomial model."""
    if isinstance(coefficients, pd.Series):
        texts = format_common(coefficients.to_numpy())
        table = labelled_lines([str(name) for name in coefficients.index], texts)
    else:
        table = _frame_lines(coefficients)
    measures = _measure_lines(deviance, AIC)
    return "\n".join([*_call_lines(call), "Coefficients:", *table, "", *measures])


def _call_lines(call: MatchedCall) -> list[str]:
    return ["Call:", *call.bare_text().split("\n"), ""]


def _measure_lines(deviance: float, AIC: float) -> list[str]:
    return [
        f"{name}: {format_common([value], standing_digits())[0]} "
        for name, value in (("Residual Deviance", deviance), ("AIC", AIC))
    ]


def _frame_lines(table: pd.DataFrame) -> list[str]:
    names = [[str(name) for name in labels] for labels in (table.index, table.columns)]
    return matrix_lines(table.to_numpy(dtype=np.float64), *names)
