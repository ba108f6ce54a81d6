"""R's kinds of columns, and how pandas and NumPy columns become them.

========= ==================================================
numeric   float64 array; NaN is missing (R's integer as well)
logical   int8 array of 0 and 1; -1 is missing
character object array of str; None is missing
factor    pandas.Categorical with str categories, ordered or not
matrix    Matrix: numeric, several columns
========= ==================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._errors import DataError
from pynnet._printing import number_text
from pynnet._typing import AnyArray, BoolArray, FloatArray, IntArray, ObjectArray

from .collation import Collation, sort_strings
from .integers import Integers, integers

__all__ = [
    "CATEGORICAL",
    "Column",
    "Matrix",
    "as_column",
    "as_factor",
    "as_numeric",
    "as_text",
    "categorical",
    "factor_of",
    "indicators",
    "joined_offsets",
    "kind",
    "levels_of",
    "listed",
    "missing",
    "take",
    "to_factor",
]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A numeric matrix and the names of its columns, if it has any."""

    values: FloatArray
    names: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.values)


Column: TypeAlias = "AnyArray | pd.Categorical | Matrix"

CATEGORICAL = frozenset(("factor", "ordered", "character", "logical"))  # coded by levels
_DOUBLE = np.dtype(np.float64)
_KINDS = {"f": "numeric", "i": "logical", "O": "character"}
_LOGICAL_TEXT = np.array(["FALSE", "TRUE", None], dtype=object)


def kind(column: Column) -> str:
    """Return R's class of a column, as in its ``dataClasses``."""
    if isinstance(column, np.ndarray):
        return _KINDS[column.dtype.kind]
    if isinstance(column, Matrix):
        return f"nmatrix.{column.values.shape[1]}"
    return "ordered" if column.ordered else "factor"


def levels_of(factor: pd.Categorical) -> tuple[str, ...]:
    """Return the levels of a factor."""
    return tuple(listed(factor.categories))


def listed(labels: pd.Index[Any]) -> list[Any]:
    """Return the labels of an index as objects; Arrow lists its own texts several times as fast."""
    if isinstance(labels.array, pd.arrays.ArrowStringArray):
        texts = labels.array.__arrow_array__()
        if not texts.null_count:  # pandas has its own ways to show that a text is missing
            return texts.to_pylist()
    return labels.to_numpy(dtype=object).tolist()


def missing(column: Column) -> BoolArray:
    """Return where the column is missing; a matrix is where any of its columns is."""
    if isinstance(column, np.ndarray):
        if column.dtype.kind == "f":
            return np.isnan(np.asarray(column))
        return column < 0 if column.dtype.kind == "i" else np.asarray(pd.isna(column))
    if isinstance(column, Matrix):
        return np.asarray(np.isnan(column.values).any(axis=1))
    return np.asarray(column.codes < 0)


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
        return np.array([*column.categories, None], dtype=object)[column.codes]
    if column.dtype.kind == "i":
        return _LOGICAL_TEXT[column]
    if column.dtype.kind == "f":
        texts = np.empty(len(column), dtype=object)
        text = _integer_text if isinstance(column, Integers) else number_text
        texts[:] = [None if x != x else text(x) for x in column.tolist()]
        return texts
    return column


def _integer_text(x: float) -> str:
    return f"{x:.0f}"


def to_factor(column: Column, collation: Collation) -> pd.Categorical:
    """Return the column as a factor, with the levels R's ``as.factor`` gives it."""
    if isinstance(column, pd.Categorical):
        return column
    if isinstance(column, Matrix):
        raise DataError("a matrix cannot be made a factor.")
    return factor_of(as_text(column), sorted_levels(column, collation))


def sorted_levels(column: AnyArray, collation: Collation) -> list[str]:
    """Return the distinct values in order, as text."""
    if column.dtype.kind == "O":
        return sort_strings((x for x in column if x is not None), collation)
    present = np.unique(column[~missing(column)])
    return list(dict.fromkeys(as_text(present)))


def indicators(factor: pd.Categorical) -> FloatArray:
    """A column of 0 and 1 for each level; rows of a missing value are all 0."""
    matrix = np.zeros((len(factor), len(factor.categories)))
    known = np.flatnonzero(factor.codes >= 0)
    matrix[known, factor.codes[known]] = 1.0
    return matrix


def as_factor(values: Any, collation: Collation = "en") -> pd.Categorical:
    """Return any one-dimensional values as a factor whose levels are sorted as R sorts them."""
    if isinstance(values, (list, tuple)):
        values = _sequence(values, "factor")
    return to_factor(as_column(values, "factor"), collation)


def factor_of(texts: ObjectArray, levels: list[str], *, ordered: bool = False) -> pd.Categorical:
    """Return a factor with these levels; other texts are missing."""
    codes = pd.Index(levels, dtype=object).get_indexer(pd.Index(texts, dtype=object))
    return categorical(codes, levels, ordered)


def categorical(codes: Any, levels: list[str], ordered: bool) -> pd.Categorical:
    """Return a factor by its codes, -1 for missing."""
    dtype = pd.CategoricalDtype(pd.Index(levels, dtype=object), ordered=ordered)
    return pd.Categorical.from_codes(codes, dtype=dtype)


def as_column(values: Any, name: str) -> Column:
    """Turn a column of the data into one of R's kinds; `name` is for messages."""
    if type(values) is np.ndarray and values.ndim == 1 and values.dtype.kind in "biuf":
        return _plain(values)
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype == _DOUBLE and np.ndim(values) == 1:
        return np.asarray(values)
    if not isinstance(values, (pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray)):
        values = _sequence(values, name)
    if np.ndim(values) != 1:
        raise DataError(
            f"variable '{name}' has {np.ndim(values)} dimensions. Give each column a name of its "
            "own, or bind columns in the formula with cbind()."
        )
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _factor(getattr(values, "array", values), name)
    if str(values.dtype).startswith("dictionary<"):
        return _dictionary(values, name)
    _refuse(values.dtype, name)
    if pd.api.types.is_bool_dtype(values.dtype):
        return _logical(pd.Series(values))
    if pd.api.types.is_numeric_dtype(values.dtype):
        series = pd.Series(values)
        numbers = np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
        return integers(numbers) if pd.api.types.is_integer_dtype(values.dtype) else numbers
    return _from_objects(values, name)


def _plain(values: AnyArray) -> AnyArray:
    """Return NumPy's numbers or booleans in R's kind; to go by way of a Series takes longer."""
    if values.dtype.kind == "b":
        return values.astype(np.int8)
    numbers = values.astype(np.float64, copy=False)
    return numbers if values.dtype.kind == "f" else integers(numbers)


def _dictionary(values: Any, name: str) -> pd.Categorical:
    """Return Arrow's form of a factor, with the levels and the order that it declares."""
    chunks = getattr(values, "array", values).__arrow_array__().unify_dictionaries()
    column = chunks.combine_chunks()
    column = column.chunk(0) if hasattr(column, "chunk") else column
    levels = column.dictionary.to_pylist()
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    dtype = pd.CategoricalDtype(pd.Index(levels, dtype=object), ordered=bool(column.type.ordered))
    return _factor(pd.Categorical.from_codes(codes, dtype=dtype), name)


def _sequence(values: Any, name: str) -> AnyArray:
    """Return a list or tuple as an array; its kind is found from its elements."""
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        raise DataError(
            f"variable '{name}' must be a column of values, got {type(values).__name__}. "
            "Write [value] for a single row."
        )
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array


def _refuse(dtype: Any, name: str) -> None:
    """Raise for the types that have no place in a model matrix."""
    if isinstance(dtype, pd.SparseDtype):
        raise DataError(
            f"variable '{name}' is sparse. Use data['{name}'].sparse.to_dense() in its place."
        )
    if dtype.kind in "mM" or isinstance(dtype, (pd.PeriodDtype, pd.IntervalDtype)):
        raise DataError(
            f"variable '{name}' has dtype {dtype}. Make it a number, such as days since a date, "
            "or a category with .astype(str)."
        )
    if dtype.kind in "cSV":
        raise DataError(f"invalid type for variable '{name}': {dtype} is neither number nor text.")


def _logical(series: pd.Series[Any]) -> npt.NDArray[np.int8]:
    """Return a boolean column, whatever its dtype, in R's kind."""
    if isinstance(series.dtype, np.dtype) and series.dtype.kind == "b":
        return series.to_numpy().astype(np.int8)
    absent = series.isna().to_numpy()
    values = series.fillna(False).to_numpy(dtype=bool).astype(np.int8)
    values[absent] = -1
    return values


def _from_objects(values: Any, name: str) -> Column:
    """Find the kind of a column of Python objects or strings."""
    objects = np.array(values, dtype=object)
    absent = pd.isna(objects)
    found = pd.api.types.infer_dtype(objects, skipna=True)
    if found == "string" or (found == "empty" and not all(type(x) is float for x in objects)):
        objects[absent] = None
        return objects
    if found == "boolean":
        logical = np.full(len(objects), -1, dtype=np.int8)
        logical[~absent] = objects[~absent].astype(np.int8)
        return logical
    if found in ("integer", "floating", "mixed-integer-float", "decimal", "empty"):
        objects[absent] = np.nan
        return objects.astype(np.float64)
    types = sorted({type(x).__name__ for x in objects[~absent]})
    raise DataError(
        f"invalid type (list) for variable '{name}': its elements are {', '.join(types[:5])}. "
        "A column holds numbers, or strings, or True and False."
    )


def _factor(values: pd.Categorical, name: str) -> pd.Categorical:
    """Return a Categorical whose categories are the texts R would show."""
    categories = values.categories
    # Looking at each level is slow where they are Arrow's strings, which cannot be anything else.
    if categories.dtype == "str" or all(type(level) is str for level in categories):
        return values
    levels = [_level_text(level, name) for level in categories]
    if len(set(levels)) != len(levels):
        raise DataError(
            f"variable '{name}' has categories that read the same as text: {', '.join(levels)}. "
            "Rename them with .cat.rename_categories()."
        )
    return categorical(values.codes, levels, bool(values.ordered))


def _level_text(level: object, name: str) -> str:
    """Return the text of a category."""
    if isinstance(level, (bool, np.bool_)):
        return "TRUE" if level else "FALSE"
    if isinstance(level, (int, float, np.integer, np.floating)):
        return number_text(float(level))
    if isinstance(level, (tuple, list, dict, set, bytes)):
        raise DataError(
            f"variable '{name}' has a category of type {type(level).__name__}. "
            "Categories are strings or numbers."
        )
    return str(level)


def joined_offsets(offsets: Sequence[Column]) -> FloatArray | None:
    """Return offsets side by side; None if there are none."""
    parts = [as_numeric(offset) for offset in offsets]
    columns = [p.values if isinstance(p, Matrix) else p[:, np.newaxis] for p in parts]
    return np.hstack(columns) if columns else None
