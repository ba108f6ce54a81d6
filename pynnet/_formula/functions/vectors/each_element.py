"""Applies a function of numbers to vectors element by element, as R's distributions do."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix
from pynnet._ground import DataError, FloatArray, RWarning, warn

from ..arguments import is_text, numbers_argument

__all__ = ["each_element"]


def each_element(
    name: str,
    function: Callable[..., float],
    *columns: Column,
    message: str = "Non-numeric argument to mathematical function",
) -> FloatArray:
    """Return the function of elements; shorter ones are repeated, new NaNs are warned of."""
    if any(isinstance(c, Matrix) for c in columns):
        raise DataError(f"{name}() of a matrix is not offered: choose one column.")
    if any(isinstance(c, pd.Categorical) or is_text(c) for c in columns):
        raise DataError(f"{message}: {name}() is for numbers.")
    vectors = [numbers_argument(c, name) for c in columns]
    length = max(map(len, vectors)) if all(map(len, vectors)) else 0
    rows = list(zip(*(np.resize(v, length).tolist() for v in vectors), strict=True))
    missing = np.array([any(map(math.isnan, row)) for row in rows], dtype=bool)
    results = (math.nan if m else function(*row) for m, row in zip(missing, rows, strict=True))
    result = np.fromiter(results, np.float64, length)
    if (np.isnan(result) & ~missing).any():
        warn("NaNs produced", RWarning)
    return result
