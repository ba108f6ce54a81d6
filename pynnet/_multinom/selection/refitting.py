"""The same model fitted again: another call, another formula, the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..advice import unchecked
from ..fitted import FittedCases, MultinomFit

__all__ = ["fitted_to_same_rows", "rows_fitted", "rows_in_use"]


def fitted_to_same_rows(fit: MultinomFit, formula: str) -> Any:
    """The model of another formula, fitted to the rows of `fit` whatever is missing in others."""
    # Of the whole data, as at the fit: scale(x) or x > mean(x) depend on the rows left out too.
    changes: dict[str, Any] = {
        "formula": formula, "trace": False, "Hess": None, "model": None, "Wts": None,
        "subset": fit._cases.rows,
    }  # fmt: skip
    with unchecked():
        return fit.call.changed(**changes).again()


def rows_fitted(fit: MultinomFit, asked: str) -> dict[str, Any]:
    """The data, in the rows that were fitted; with `summ` those behind the collapsed cases."""
    fit.call.check_complete(asked)
    assert fit.call.data is not None  # complete calls of fits have them
    return fit.call.data.rows(fit._cases.rows)


def rows_in_use(fits: Sequence[FittedCases]) -> list[int]:
    """Numbers of cases whose weight is not 0; of rows, where `summ` made cases of other numbers."""
    cases = [int(np.count_nonzero(fit.weights)) for fit in fits]
    if len(set(cases)) == 1:
        return cases
    return [int(np.count_nonzero(fit.row_weights)) for fit in fits]
