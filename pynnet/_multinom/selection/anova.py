"""Likelihood ratio tests of multinomial models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from pynnet._formula import predictors_text
from pynnet._ground import ArgumentError, partial_matches, shown

from ..comparison_tables import Anova
from ..fitted import MultinomFit

__all__ = ["successive_tests"]

_TITLE = "Likelihood ratio tests of Multinomial Models\n"


def successive_tests(fits: Sequence[MultinomFit], test: str) -> Anova:
    """Tests of each model against the one before it, from few coefficients to many."""
    matches = partial_matches(test, ("Chisq", "none"))
    if not matches:
        raise ArgumentError(f"'arg' should be one of “Chisq”, “none”: got test={shown(test)}.")
    if len(fits) < 2:
        raise ArgumentError(
            'anova is not implemented for a single "multinom" object: '
            "pass the models to compare it with."
        )
    shapes = _shapes(fits)
    if len(set(shapes)) > 1:
        sizes = ", ".join(f"{rows} x {outputs}" for rows, outputs in shapes)
        raise ArgumentError(
            "models were not all fitted to the same size of dataset: "
            f"rows x classes are {sizes}. Fit all to the same rows."
        )
    rows, outputs = shapes[0]
    ordered = sorted(fits, key=lambda fit: fit.edf)  # stable, as R's order
    # R's count, which for the one output of two classes leaves no cases.
    df = [int(rows * (outputs - 1) - fit.edf) for fit in ordered]
    responses = dict.fromkeys(f"Response: {fit._spec.response_name}" for fit in ordered)
    return Anova(_table(ordered, df, matches[0]), (_TITLE, *responses))


def _shapes(fits: Sequence[MultinomFit]) -> list[tuple[int, int]]:
    """Numbers of cases and outputs; of rows, where `summ` made cases of other numbers."""
    for fit in fits:
        fit._check_cases("anova()")
    shapes = [fit._outputs.shape for fit in fits]
    if len(set(shapes)) == 1:
        return shapes
    return [
        (len(fit._cases.row_weights), outputs)
        for fit, (_, outputs) in zip(fits, shapes, strict=True)
    ]


def _table(fits: Sequence[MultinomFit], df: Sequence[int], test: str) -> pd.DataFrame:
    deviance = np.array([fit.deviance for fit in fits])
    lost = -np.diff(df)
    ratio = -np.diff(deviance)
    columns = {
        "Model": [predictors_text(fit.formula) for fit in fits],
        "Resid. df": df,
        "Resid. Dev": deviance,
        "Test": ["", *(f"{i} vs {i + 1}" for i in range(1, len(fits)))],
        "   Df": [np.nan, *lost],
        "LR stat.": [np.nan, *ratio],
    }
    if test == "Chisq":
        p = (_probability(float(x), int(n)) for x, n in zip(ratio, lost, strict=True))
        columns["Pr(Chi)"] = [np.nan, *p]
    return pd.DataFrame(columns, index=range(1, len(fits) + 1))


def _probability(x: float, df: int) -> float:
    """1 minus the distribution function, which is how R rounds it: 0 where it is under 1e-16."""
    if x <= 0:
        return 1.0
    upper = float(chdtrc(df, x)) if df else 0.0
    return 1.0 - (1.0 - upper)
