"""Reads what users pass as a column: pandas, NumPy, Arrow and lists become R's kinds."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from pynnet._ground import (
    AnyArray,
    DataError,
    FloatArray,
    ObjectArray,
    as_doubles,
    is_flag,
    is_foreign,
    is_sized,
    shown,
)
from pynnet._printing import number_text

from .arrays import as_matrix, numbers_of
from .collation import Collation, check_texts
from .columns import Column, Matrix, factor_of_codes, factor_of_column
from .foreign import categorical_of_dictionary, values_of
from .marked import Integers, as_integers
from .pinned import pinned

__all__ = [
    "array_of_objects",
    "as_column",
    "as_factor",
    "as_variable",
    "refuse_sparse",
    "refuse_without_unit",
]

_DOUBLE = np.dtype(np.float64)


def as_factor(values: Any, collation: Collation = "en") -> pd.Categorical:
    """Return any one-dimensional values as a factor whose levels are sorted as R sorts them."""
    if isinstance(values, (list, tuple)):
        values = _column_of_objects(values, "factor")
    return factor_of_column(as_column(values, "factor"), collation)


def as_variable(values: Any, name: str) -> Column:
    """Turn a column, or a matrix or frame of numbers that is one variable, into R's kind."""
    if type(values) is np.ndarray and values.ndim == 1:
        return as_column(values, name)
    if is_foreign(values):
        values = values_of(values, name)
    if isinstance(values, pd.DataFrame) or getattr(values, "ndim", 1) == 2:
        numbers = as_matrix(values, f"variable '{name}'")
        return Matrix(numbers.values, numbers.columns)
    return as_column(values, name)


def as_column(values: Any, name: str) -> Column:
    """Turn a column of the data into one of R's kinds; `name` is for messages."""
    if type(values) is np.ndarray and values.ndim == 1 and values.dtype.kind in "biuf":
        return _from_numpy(values)
    if type(values) is pd.Categorical:
        return _from_categorical(values, name)
    values = values_of(values, name) if is_foreign(values) else _unmasked(values)
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype == _DOUBLE and np.ndim(values) == 1:
        return values if isinstance(values, Integers) else pinned(np.asarray(values))
    if not isinstance(values, (pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray)):
        values = _column_of_objects(values, name)
    if np.ndim(values) != 1:
        raise DataError(
            f"variable '{name}' has {np.ndim(values)} dimensions. Give each column a name of its "
            "own, or bind columns in the formula with cbind()."
        )
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _from_categorical(getattr(values, "array", values), name)
    if str(values.dtype).startswith("dictionary<"):
        chunks = getattr(values, "array", values).__arrow_array__()
        return _from_categorical(categorical_of_dictionary(chunks), name)
    _refuse_type(values.dtype, name)
    if pd.api.types.is_bool_dtype(values.dtype):
        return _from_booleans(pd.Series(values))
    if pd.api.types.is_numeric_dtype(values.dtype):
        series = pd.Series(values)
        numbers = numbers_of(series)
        return as_integers(numbers) if pd.api.types.is_integer_dtype(values.dtype) else numbers
    return _from_objects(values, name)


def _from_numpy(values: AnyArray) -> AnyArray:
    """Return NumPy's numbers or booleans in R's kind; to go by way of a Series takes longer."""
    values = pinned(values)
    kind = values.dtype.kind
    if kind == "b":
        return values.astype(np.int8)
    numbers = as_doubles(values)
    return numbers if kind == "f" else as_integers(numbers)


def _unmasked(values: Any) -> Any:
    """Return a masked array with missing values where it is masked; anything else as it is."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    if not np.ma.is_masked(values):
        return np.asarray(values.data)
    if values.dtype.kind == "f":
        return np.asarray(values.filled(np.nan))
    objects = np.asarray(values.data).astype(object)
    objects[np.ma.getmaskarray(values)] = None
    return objects


def _column_of_objects(values: Any, name: str) -> AnyArray:
    """Return a list or tuple as an array; its kind is found from its elements."""
    refuse_sparse(values, name)
    if not _is_column(values):
        raise DataError(
            f"variable '{name}' must be a column of values, got {type(values).__name__}. "
            "Write [value] for a single row, and pass one column of a table."
        )
    return array_of_objects(values)


def refuse_without_unit(values: Any, name: str) -> None:
    """Raise for NumPy's times that have no unit, of which pandas makes nothing."""
    dtype: Any = getattr(values, "dtype", None)
    is_of_numpy = isinstance(dtype, np.dtype) and dtype.kind in "mM"
    if is_of_numpy and np.datetime_data(dtype)[0] == "generic":
        raise DataError(f"{name}: times without a unit. Use .astype('{dtype.str[1:]}[s]').")


def refuse_sparse(values: Any, name: str) -> None:
    """Raise for SciPy's sparse matrices, which have no length."""
    if sparse.issparse(values):
        raise DataError(f"variable '{name}' is sparse. Use its .toarray(), column by column.")


def array_of_objects(values: Any) -> ObjectArray:
    """Return an array whose elements are those of a list, whatever they are."""
    try:
        array = np.empty(len(values), dtype=object)
    except ValueError:  # NumPy's, where no memory could hold so many
        raise DataError(f"long vectors are not supported: got {shown(values)}.") from None
    for position, value in enumerate(list(values)[: len(array)]):
        array[position] = value  # all at once, elements that are lists would be spread
    return array


def _is_column(values: Any) -> bool:
    """Whether values stand one after the other: text, sets, mappings and tables do not."""
    unordered = (str, bytes, bytearray, memoryview, Mapping, Set, pd.DataFrame)
    return is_sized(values) and not isinstance(values, unordered)


def _refuse_type(dtype: Any, name: str) -> None:
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


def _from_booleans(series: pd.Series[Any]) -> npt.NDArray[np.int8]:
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
    inferred = pd.api.types.infer_dtype(objects, skipna=True)
    if inferred == "string" or (inferred == "empty" and not all(type(x) is float for x in objects)):
        objects[absent] = None
        return objects
    if inferred == "boolean":
        logical = np.full(len(objects), -1, dtype=np.int8)
        logical[~absent] = objects[~absent].astype(np.int8)
        return logical
    if inferred == "integer":
        objects[absent] = np.nan
        return as_integers(_floats(objects, name))
    if inferred in ("floating", "mixed-integer-float", "decimal", "empty"):
        objects[absent] = np.nan
        return _floats(objects, name)
    types = sorted({type(x).__name__ for x in objects[~absent]})
    raise DataError(
        f"invalid type (list) for variable '{name}': its elements are {', '.join(types[:5])}. "
        "A column holds numbers, or strings, or True and False."
    )


def _floats(objects: ObjectArray, name: str) -> FloatArray:
    try:
        return as_doubles(objects)
    except OverflowError:
        raise DataError(
            f"variable '{name}' holds a whole number that is too large for a double."
        ) from None


def _from_categorical(values: pd.Categorical, name: str) -> pd.Categorical:
    """Return a Categorical whose categories are the texts R would show."""
    categories = values.categories
    # Looking at each level is slow where they are Arrow's strings, which cannot be anything else.
    if isinstance(categories.array, pd.arrays.ArrowStringArray):
        return values
    if categories.dtype == "str" or all(type(level) is str for level in categories):
        check_texts(categories)
        return values
    levels = [_level_text(level, name) for level in categories]
    if len(set(levels)) != len(levels):
        raise DataError(
            f"variable '{name}' has categories that read the same as text: {', '.join(levels)}. "
            "Rename them with .cat.rename_categories()."
        )
    return factor_of_codes(values.codes, levels, bool(values.ordered))


def _level_text(level: object, name: str) -> str:
    """Return the text of a category."""
    if is_flag(level):
        return "TRUE" if level else "FALSE"
    if isinstance(level, (int, np.integer)):
        return str(int(level))
    if isinstance(level, (float, np.floating)):
        return number_text(float(level))
    if isinstance(level, (tuple, list, dict, set, bytes)):
        raise DataError(
            f"variable '{name}' has a category of type {type(level).__name__}. "
            "Categories are strings or numbers."
        )
    return str(level)
