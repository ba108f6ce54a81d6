"""Within which rows caret samples: those of a class, or of a range of a numeric response."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    as_column,
    as_text,
    factor_of_texts,
    is_missing,
    levels_of,
    sorted_levels,
)
from pynnet._formula import call_r
from pynnet._ground import AnyArray, DataError, IntArray
from pynnet._numerics import quantile

__all__ = ["outcome", "rows_by_level", "sorted_by_text", "strata"]


def outcome(y: Any) -> AnyArray | pd.Categorical:
    """Return a response as R's column, checked: one dimension, at least two rows."""
    column: Any = as_column(y, "y")
    if len(column) < 2:
        raise DataError(f"y must have at least 2 data points: got {len(column)}.")
    if isinstance(column, np.ndarray) and column.dtype.kind == "f" and is_missing(column).any():
        raise DataError(
            "missing values and NaN's not allowed if 'na.rm' is FALSE: y has "
            f"{int(is_missing(column).sum())} missing values. Leave these rows out."
        )
    if is_missing(column).all():
        raise DataError("missing value where TRUE/FALSE needed: all values of y are missing.")
    checked: AnyArray | pd.Categorical = column
    return checked


def strata(column: AnyArray | pd.Categorical, groups: int) -> pd.Categorical:
    """Return a response as a factor: numbers are cut at their quantiles into ranges."""
    if isinstance(column, pd.Categorical):
        return column
    if column.dtype.kind != "f":
        return factor_of_texts(as_text(column), sorted_levels(column, "en"))
    step = 1 / (groups - 1)
    shares = [k * step for k in range(groups - 1)] + [1.0]  # as R's seq() rounds
    breaks = list(dict.fromkeys(quantile(np.asarray(column), shares).tolist()))
    ranges: Any = call_r("cut", [np.asarray(column), np.array(breaks)], {"include.lowest": True})
    return ranges


def sorted_by_text(factor: pd.Categorical) -> pd.Categorical:
    """Return a factor with the levels that occur, sorted as text."""
    texts = as_text(factor)
    return factor_of_texts(texts, sorted_levels(texts, "en"))


def rows_by_level(factor: pd.Categorical) -> dict[str, IntArray]:
    """Return the rows of each level, in the order of the levels."""
    return {level: np.flatnonzero(factor.codes == k) for k, level in enumerate(levels_of(factor))}
