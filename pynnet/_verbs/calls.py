"""R's functions on what Python users hold: values in, values out, the index kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Integers, Matrix
from pynnet._formula import call_r, dimensions, value_as_column
from pynnet._ground import AnyArray, ArgumentError, DataError, FormulaError, entry, shown
from pynnet._printing import Table

__all__ = [
    "LONGEST",
    "as_python",
    "column_of",
    "each",
    "each_cell",
    "labelled_table",
    "of_r",
    "one",
    "prepared",
    "verb",
    "with_index",
]

LONGEST = 10**8  # elements of a vector that is made of a few numbers

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")


def verb(function: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """Have a function refuse unknown arguments in R's words, and say that it is of `pynnet.r`."""
    wrapped = entry(function, takes="dense frames")
    wrapped.__module__ = "pynnet.r"
    return wrapped


def of_r(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function and return an array, a Categorical, or a DataFrame of a named matrix."""
    return as_python(_call(name, values, options))


def one(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function that makes one value of many, and return it as Python has it."""
    array = as_python(_call(name, values, options))
    return _single(array) if len(array) == 1 and np.ndim(array) == 1 else array


def each(name: str, *values: Any, **options: Any) -> Any:
    """Call an R function that makes a value of each: of numbers a number, of a Series a Series.

    The index is that of the first Series or DataFrame among the values; theirs must be equal, as
    pandas would bring rows together by their labels, and R by their places.
    """
    if values and isinstance(values[0], Table):
        cells = each(name, values[0].values, *values[1:], **options)
        return labelled_table(cells, values[0].dimnames)
    array = as_python(_call(name, values, options))
    if all(_is_single(value) for value in values) and len(array) == 1 and np.ndim(array) == 1:
        return _single(array)
    return with_index(name, array, values)


def each_cell(name: str, x: Any, *others: Any, **options: Any) -> Any:
    """The same of a function that formulas give vectors alone: a matrix or frame is one vector."""
    if isinstance(x, Table) or dimensions(x) != 2:
        return each(name, x, *others, **options)
    cells = np.asarray(each(name, np.ravel(np.asarray(x), order="F"), *others, **options))
    if len(cells) != np.size(x):
        raise DataError(
            f"dims [product {np.size(x)}] do not match the length of object [{len(cells)}]: "
            f"the other arguments of {name}() are longer than the matrix."
        )
    values = cells.reshape(np.shape(x), order="F")
    return pd.DataFrame(values, x.index, x.columns) if isinstance(x, pd.DataFrame) else values


def labelled_table(values: Any, axes: Sequence[tuple[str, Sequence[str | None]]]) -> Table:
    """A table with a name, which may be empty, and levels for each dimension."""
    names = [name for name, _ in axes]
    if not any(names):
        return Table(values, [levels for _, levels in axes])
    if len(set(names)) < len(names):
        raise ArgumentError(f"two dimensions have one name: {', '.join(names)}. Pass name=values.")
    return Table(values, dict(axes))


def with_index(name: str, array: Any, values: tuple[Any, ...]) -> Any:
    """Give a result the index of the pandas objects that it has a value for each row of."""
    index = _common_index(name, values)
    if index is None or len(index) != len(array):
        return array
    if isinstance(array, pd.DataFrame):
        return array.set_axis(index, axis=0)
    if np.ndim(array) != 1:
        return array
    names = {value.name for value in values if isinstance(value, pd.Series)}
    name_of_all = names.pop() if len(names) == 1 else None
    try:
        return pd.Series(array, index=index, name=name_of_all)
    except UnicodeEncodeError:  # pandas', of text with half a character in it
        return pd.Series(array, index=index, name=name_of_all, dtype=object)


def column_of(value: Any, name: str) -> Column:
    """Return what a user passed in R's kind."""
    return value_as_column(prepared(value), name)


def prepared(value: Any) -> Any:
    """Return a value such that R's kind of it is clear: of no elements numbers, of gaps truths."""
    if isinstance(value, pd.arrays.ArrowExtensionArray):
        return pd.Series(value)
    if value is pd.NA:
        value = [None]
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, range):
        if len(value) > LONGEST:
            raise DataError(f"long vectors are not supported: got {shown(value)}.")
        return np.array(value, dtype=np.int64 if len(value) else np.float64)
    if not isinstance(value, (list, tuple)):
        return value
    if not len(value):
        return np.empty(0)
    if all(item is None or item is pd.NA for item in value):
        return pd.array([None] * len(value), dtype="boolean")
    return value


def _call(name: str, values: tuple[Any, ...], options: dict[str, Any]) -> Column:
    """Call an R function; what would be an error of a formula is one of its arguments."""
    try:
        result = call_r(
            name,
            [prepared(value) for value in values],
            {key: prepared(value) for key, value in options.items()},
        )
    except FormulaError as error:
        raise ArgumentError(str(error)) from None
    if result is None:
        raise DataError(f"{name}() of this is NULL, which Python does not have.")
    return result


def _is_single(value: Any) -> bool:
    """Whether a value is one number, truth or text, or NULL."""
    return value is None or dimensions(value) == 0


def _common_index(name: str, values: tuple[Any, ...]) -> pd.Index[Any] | None:
    """The index of the pandas objects among the values; None if there are none."""
    index = None
    for value in values:
        if not isinstance(value, (pd.Series, pd.DataFrame)):
            continue
        if index is not None and len(value) == len(index) and not value.index.equals(index):
            raise DataError(
                f"{name}(): two Series have different indices. Pass .to_numpy() of one to match "
                "by position, or .reindex() it to match by label."
            )
        index = value.index if index is None else index
    return index


def as_python(column: Column) -> Any:
    """A column as NumPy and pandas hold it; what is missing as they show it."""
    if isinstance(column, Matrix):
        values = column.values.copy()
        return values if column.names is None else pd.DataFrame(values, columns=column.names)
    if isinstance(column, pd.Categorical):
        return column.copy()
    if column.dtype.kind == "i":
        return _truths(column)
    if isinstance(column, Dates):
        return np.asarray(column).astype("datetime64[D]")
    values = np.array(column)
    if isinstance(column, Integers) and not np.isnan(values).any():
        return values.astype(np.int64)
    return values


def _truths(column: AnyArray) -> AnyArray:
    """Truths as booleans; as objects with None among them if some are missing."""
    if not (column < 0).any():
        return column.astype(bool)
    values = column.astype(bool).astype(object)
    values[column < 0] = None
    return values


def _single(array: Any) -> Any:
    """The only value of an array, as a Python object."""
    value = array[0]
    return value.item() if isinstance(value, np.generic) else value
