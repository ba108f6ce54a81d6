"""The rows a multinomial model was fitted to, and other models of the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError

from ..fitted import MultinomFit

__all__ = ["fitted_to_same_rows", "rows_fitted"]


def fitted_to_same_rows(fit: MultinomFit, formula: str) -> Any:
    """The model of another formula, fitted to the rows of `fit` whatever is missing in others."""
    given = fit.call.arguments
    changes: dict[str, Any] = {
        "formula": formula, "trace": False, "Hess": None, "model": None, "Wts": None,
    }  # fmt: skip
    if given.get("data") is not None:
        rows = fit._cases.rows
        weights = given.get("weights")
        if weights is not None and not isinstance(weights, str):
            weights = np.asarray(weights)[rows]
        changes.update(data=_rows_of(given["data"], rows), weights=weights, subset=None)
    return fit.call.changed(**changes).again()


def rows_fitted(fit: MultinomFit) -> pd.DataFrame:
    """The data, in the rows that were fitted; with `summ` those behind the collapsed cases."""
    given = fit.call.arguments
    if given.get("data") is None:
        raise ArgumentError(
            "the model was fitted without data=, so that its variables are not known: "
            "fit it with data=, or pass newdata."
        )
    return pd.DataFrame(_rows_of(given["data"], fit._cases.rows))


def _rows_of(data: Any, rows: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: np.asarray(column)[rows] for name, column in data.items()}
    return data.iloc[rows]
