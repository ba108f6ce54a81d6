"""R's kinds of columns, their levels and their text.

========= ==================================================
numeric   float64 array; NaN is missing (R's integer as well)
logical   int8 array of 0 and 1; -1 is missing
character object array of str; None is missing
factor    pandas.Categorical with str categories, ordered or not
matrix    Matrix: numeric, several columns
========= ==================================================
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import TRUTHS, AnyArray, BoolArray, DataError, FloatArray, IntArray, ObjectArray
from pynnet._printing import number_text

from .collation import Collation, sort_strings
from .marked import Dates, Integers, day_of
from .squares import sum_of_squares

__all__ = [
    "CATEGORICAL",
    "Column",
    "MISSING_LEVEL",
    "Matrix",
    "as_numeric",
    "as_text",
    "factor_of_codes",
    "factor_of_column",
    "factor_of_texts",
    "gaps_in",
    "index_labels",
    "indicators",
    "is_missing",
    "kind_of",
    "level_texts",
    "levels_of",
    "sorted_levels",
    "take",
]


class _MissingLevel(str):
    """The level of a factor for what is missing: its columns are called NA, its text is missing."""

    __slots__ = ()


MISSING_LEVEL = _MissingLevel("NA")


@dataclass(frozen=True, slots=True)
class Matrix:
    """A numeric matrix and the names of its columns, if it has any."""

    values: FloatArray
    names: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.values)


Column: TypeAlias = "AnyArray | pd.Categorical | Matrix"

CATEGORICAL = frozenset(("factor", "ordered", "character", "logical"))  # coded by levels
_KINDS = {"f": "numeric", "i": "logical", "O": "character"}
_ArrowStrings = pd.arrays.ArrowStringArray
_LOGICAL_TEXT = np.array([*TRUTHS, None], dtype=object)


def kind_of(column: Column) -> str:
    """Return R's class of a column, as in its ``dataClasses``."""
    if isinstance(column, np.ndarray):
        return _KINDS[column.dtype.kind]
    if isinstance(column, Matrix):
        return f"nmatrix.{column.values.shape[1]}"
    return "ordered" if column.ordered else "factor"


def levels_of(factor: pd.Categorical) -> tuple[str, ...]:
    """Return the levels of a factor."""
    return tuple(index_labels(factor.categories))


def index_labels(labels: pd.Index[Any]) -> list[Any]:
    """Return the labels of an index as objects; Arrow lists its own texts several times as fast."""
    array = labels.array
    if isinstance(array, _ArrowStrings):
        texts = array.__arrow_array__()
        if not texts.null_count:  # pandas has its own ways to show that a text is missing
            return texts.to_pylist()
    return labels.to_numpy(dtype=object).tolist()


def is_missing(column: Column) -> BoolArray:
    """Return where the column is missing; a matrix is where any of its columns is."""
    if isinstance(column, np.ndarray):
        if column.dtype.kind == "f":
            return np.isnan(np.asarray(column))
        return column < 0 if column.dtype.kind == "i" else np.asarray(pd.isna(column))
    if isinstance(column, Matrix):
        return np.asarray(np.isnan(column.values).any(axis=1))
    return np.asarray(column.codes < 0)


def gaps_in(column: Column) -> BoolArray | None:
    """Return where the column is missing; None if it is nowhere."""
    if isinstance(column, np.ndarray) and column.dtype.kind == "f":
        if not math.isnan(sum_of_squares(column)):
            return None
    elif isinstance(column, pd.Categorical) and np.minimum.reduce(column.codes, initial=0) >= 0:
        return None
    missing = is_missing(column)
    return missing if np.count_nonzero(missing) else None


def take(column: Column, rows: IntArray) -> Column:
    """Return some rows of a column; a factor keeps all its levels."""
    if isinstance(column, Matrix):
        return Matrix(column.values[rows], column.names)
    return column[rows]


def as_numeric(column: Column) -> FloatArray | Matrix:
    """Return the numbers of a column: codes from 1 for a factor, 0 and 1 for a logical."""
    if isinstance(column, Matrix):
        return column
    if isinstance(column, pd.Categorical):
        codes = column.codes.astype(np.float64) + 1.0
        codes[codes == 0] = np.nan
        return codes
    if column.dtype.kind == "i":
        values = column.astype(np.float64)
        values[column < 0] = np.nan
        return values
    if column.dtype.kind == "O":
        raise DataError("non-numeric argument: text is no number.")
    return column


def as_text(column: AnyArray | pd.Categorical) -> ObjectArray:
    """Return the text of each element as R's ``as.character`` gives it."""
    if isinstance(column, pd.Categorical):
        return np.array([*level_texts(column), None], dtype=object)[column.codes]
    if column.dtype.kind == "i":
        return _LOGICAL_TEXT[column]
    if column.dtype.kind == "f":
        texts = np.empty(len(column), dtype=object)
        text = _text_of_one(column)
        texts[:] = [None if x != x else text(x) for x in column.tolist()]
        return texts
    return column


def level_texts(factor: pd.Categorical) -> list[str | None]:
    """Return the texts of the levels; that of the level for what is missing is missing."""
    levels = list(factor.categories)
    if "NA" not in factor.categories:
        return levels
    return [None if isinstance(level, _MissingLevel) else level for level in levels]


def _text_of_one(column: AnyArray) -> Callable[[float], str]:
    """Return what writes one number of a column."""
    if isinstance(column, Dates):
        return lambda x: day_of(x).isoformat()
    return _integer_text if isinstance(column, Integers) else number_text


def _integer_text(x: float) -> str:
    return f"{x:.0f}"


def factor_of_column(column: Column, collation: Collation) -> pd.Categorical:
    """Return the column as a factor, with the levels R's ``as.factor`` gives it."""
    if isinstance(column, pd.Categorical):
        return column
    if isinstance(column, Matrix):
        raise DataError("a matrix cannot be made a factor.")
    return factor_of_texts(as_text(column), sorted_levels(column, collation))


def sorted_levels(column: AnyArray, collation: Collation) -> list[str]:
    """Return the distinct values in order, as text."""
    if column.dtype.kind == "O":
        return sort_strings((x for x in column if x is not None), collation)
    present = np.unique(column[~is_missing(column)])
    return list(dict.fromkeys(as_text(present)))


def indicators(factor: pd.Categorical) -> FloatArray:
    """A column of 0 and 1 for each level; rows of a missing value are all 0."""
    matrix = np.zeros((len(factor), len(factor.categories)))
    present = np.flatnonzero(factor.codes >= 0)
    matrix[present, factor.codes[present]] = 1.0
    return matrix


def factor_of_texts(
    texts: ObjectArray, levels: list[str], *, ordered: bool = False
) -> pd.Categorical:
    """Return a factor with these levels; other texts are missing."""
    codes = pd.Index(levels, dtype=object).get_indexer(pd.Index(texts, dtype=object))
    return factor_of_codes(codes, levels, ordered)


def factor_of_codes(codes: Any, levels: list[str], ordered: bool) -> pd.Categorical:
    """Return a factor by its codes, -1 for missing."""
    dtype = pd.CategoricalDtype(pd.Index(levels, dtype=object), ordered=ordered)
    return pd.Categorical.from_codes(codes, dtype=dtype)
