"""The rows a multinomial model was fitted to, and other models of the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError
from pynnet._formula._frame import read_subset
from pynnet._formula._table import Table
from pynnet._multinom_fit import MultinomFit

__all__ = ["refitted", "rows_fitted"]


def refitted(fit: MultinomFit, formula: str) -> Any:
    """The model of another formula, fitted to the rows of `fit` whatever is missing in others."""
    given = fit.call.arguments
    changes: dict[str, Any] = {
        "formula": formula, "trace": False, "Hess": None, "model": None, "Wts": None,
    }  # fmt: skip
    if given.get("data") is not None:
        rows = _positions(fit)
        weights = given.get("weights")
        if weights is not None and not isinstance(weights, str):
            weights = np.asarray(weights)[rows]
        changes.update(data=_rows_of(given["data"], rows), weights=weights, subset=None)
    return fit.call.changed(**changes).again()


def rows_fitted(fit: MultinomFit) -> pd.DataFrame:
    """The data, in the rows that were fitted."""
    given = fit.call.arguments
    if given.get("data") is None:
        raise ArgumentError(
            "the model was fitted without data=, so that its variables are not known: "
            "fit it with data=, or pass newdata."
        )
    if given.get("summ"):
        raise ArgumentError(
            f"summ={given['summ']} fitted collapsed cases in place of rows of the data: "
            "fit with summ=0."
        )
    return pd.DataFrame(_rows_of(given["data"], _positions(fit)))


def _positions(fit: MultinomFit) -> Any:
    """Positions in the data of the rows fitted."""
    given = fit.call.arguments
    chosen = read_subset(given.get("subset"), Table(given["data"], "data"))
    assert fit._frame is not None
    if given.get("summ"):  # the frame is that of the collapsed cases
        table = Table(given["data"], "data")
        return np.arange(len(table)) if chosen is None else chosen
    complete = fit._frame.complete
    return np.flatnonzero(complete) if chosen is None else chosen[complete]


def _rows_of(data: Any, rows: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: np.asarray(column)[rows] for name, column in data.items()}
    return data.iloc[rows]
