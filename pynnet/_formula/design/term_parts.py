"""What a variable brings to the product that a term is.

Numbers bring one column or several; levels bring the columns that code them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from pynnet._data import Matrix
from pynnet._ground import AnyArray, FloatArray

from .blocks import Block

__all__ = ["LevelColumns", "NumberColumns", "SingleColumn", "TermPart", "part_of"]


@dataclass(frozen=True, slots=True)
class SingleColumn:
    """One column of numbers, shape (n,)."""

    values: FloatArray

    @property
    def width(self) -> int:
        """How many columns it has."""
        return 1

    def of_rows(self, rows: slice) -> FloatArray:
        """Return its columns for some rows of the data."""
        return self.values[rows, np.newaxis]


@dataclass(frozen=True, slots=True)
class NumberColumns:
    """Several columns of numbers, shape (n, width)."""

    values: FloatArray

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.values.shape[1]

    def of_rows(self, rows: slice) -> FloatArray:
        """Return its columns for some rows of the data."""
        return self.values[rows]


@dataclass(frozen=True, slots=True)
class LevelColumns:
    """The columns that code the levels of a factor.

    Attributes
    ----------
    variable : int
        The number of the variable.
    codes : ndarray of int, shape (n,)
        The level of each row, -1 for a missing one.
    level_rows : ndarray, shape (levels + 1, width)
        The columns of each level; those of a missing one stand last, where -1 finds them.
    """

    variable: int
    codes: AnyArray
    level_rows: FloatArray

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.level_rows.shape[1]

    @property
    def is_exact(self) -> bool:
        """Whether nothing is coded but by 0 and 1, so that products are exact."""
        return bool(np.isin(self.level_rows[:-1], (0.0, 1.0)).all())

    def of_rows(self, rows: slice) -> FloatArray:
        """Return its columns for some rows of the data."""
        return self.level_rows[np.asarray(self.codes[rows], dtype=np.intp)]


TermPart: TypeAlias = SingleColumn | NumberColumns | LevelColumns


def part_of(variable: int, block: Block, full: bool) -> TermPart:
    """Return what a variable brings to a term; `full` asks for a column for each level."""
    column = block.column
    if isinstance(column, pd.Categorical):
        coding = block.coding(full)
        assert coding is not None
        missing = np.full((1, coding.matrix.shape[1]), np.nan)
        level_rows = np.vstack([coding.matrix, missing])
        return LevelColumns(variable, np.asarray(column.codes), level_rows)
    return NumberColumns(column.values) if isinstance(column, Matrix) else SingleColumn(column)
