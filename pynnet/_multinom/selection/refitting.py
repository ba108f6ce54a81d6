"""The same model fitted again: another call, another formula, the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError

from ..fitted import MultinomFit
from ..matched_call import MatchedCall

__all__ = ["fitted_to_same_rows", "refit", "rows_fitted", "rows_in_use"]


def refit(call: MatchedCall) -> Any:
    """The fit that a call makes; its text names the variables that the call named."""
    return replace(call.again(), call=call)


def fitted_to_same_rows(fit: MultinomFit, formula: str) -> Any:
    """The model of another formula, fitted to the rows of `fit` whatever is missing in others."""
    arguments = fit.call.arguments
    changes: dict[str, Any] = {
        "formula": formula, "trace": False, "Hess": None, "model": None, "Wts": None,
    }  # fmt: skip
    if arguments.get("data") is not None:
        rows = fit._cases.rows
        weights = arguments.get("weights")
        if weights is not None and not isinstance(weights, str):
            weights = np.asarray(weights)[rows]
        changes.update(data=_rows_of(arguments["data"], rows), weights=weights, subset=None)
    return fit.call.changed(**changes).again()


def rows_fitted(fit: MultinomFit) -> pd.DataFrame:
    """The data, in the rows that were fitted; with `summ` those behind the collapsed cases."""
    data = fit.call.arguments.get("data")
    if data is None:
        raise ArgumentError(
            "the model was fitted without data=, so that its variables are not known: "
            "fit it with data=, or pass newdata."
        )
    return pd.DataFrame(_rows_of(data, fit._cases.rows))


def _rows_of(data: Any, rows: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: np.asarray(column)[rows] for name, column in data.items()}
    return data.iloc[rows]


def rows_in_use(fits: Sequence[MultinomFit]) -> list[int]:
    """Numbers of cases whose weight is not 0; of rows, where `summ` made cases of other numbers."""
    cases = [int(np.count_nonzero(fit._cases.weights)) for fit in fits]
    if len(set(cases)) == 1:
        return cases
    return [int(np.count_nonzero(fit._cases.row_weights)) for fit in fits]
