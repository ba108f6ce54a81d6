"""A variable as the design matrix takes it: numbers, or a factor and the coding of its levels."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._data import Collation, Column, Matrix, factor_of_column, levels_of
from pynnet._ground import TRUTHS

from ..coding.contrasts import Contrast, full_dummies

__all__ = ["Block", "numbers_or_factor", "width_of"]

_LOGICAL_LEVELS: pd.Index[Any] = pd.Index(TRUTHS, dtype=object)


class Block(NamedTuple):
    """A variable ready for the matrix: its rows, and its contrast if it has levels."""

    column: Column
    contrast: Contrast | None

    def coding(self, full: bool) -> Contrast | None:
        """Return how the levels are coded; None for numbers."""
        if full and isinstance(self.column, pd.Categorical):
            return full_dummies(levels_of(self.column))
        return self.contrast


def numbers_or_factor(column: Column, collation: Collation) -> Column:
    """Return a column as the matrix takes it: text and logicals become factors."""
    if not isinstance(column, np.ndarray) or column.dtype.kind == "f":
        return column
    if column.dtype.kind == "O":
        return factor_of_column(column, collation)
    return pd.Categorical.from_codes(column.astype(np.intp), categories=_LOGICAL_LEVELS)


def width_of(column: Column, coding: Contrast | None) -> int:
    """Return how many columns a variable has in the matrix."""
    if coding is not None:
        return coding.matrix.shape[1]
    return column.values.shape[1] if isinstance(column, Matrix) else 1
