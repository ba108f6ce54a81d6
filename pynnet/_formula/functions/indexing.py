"""R's ``[`` and ``:`` inside of calls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Matrix, as_integers, as_numeric
from pynnet._ground import AnyArray, DataError, FloatArray, IntArray, RWarning, warn

from ..limits import LONGEST_SEQUENCE
from .arguments import flag_argument, is_text, numbers_argument, vector_argument
from .combining import in_one_kind
from .factors import crossed_factor
from .registry import Actual, offered

__all__: list[str] = []


@offered(":", "first", "last")
def _sequence(first: Column, last: Column) -> Column:
    if isinstance(first, pd.Categorical) and isinstance(last, pd.Categorical):
        return crossed_factor([first, last], ":", first_fastest=False)
    if not len(first) or not len(last):
        raise DataError("argument of length 0: a sequence needs two numbers.")
    start, stop = (float(numbers_argument(end, ":")[0]) for end in (first, last))
    if math.isnan(start) or math.isnan(stop):
        raise DataError("NA/NaN argument: a sequence needs two numbers.")
    length = abs(stop - start) + 1e-10
    if not length < LONGEST_SEQUENCE:
        raise DataError(f"result would be too long a vector: more than {LONGEST_SEQUENCE} numbers.")
    steps: FloatArray = np.arange(math.floor(length) + 1.0)
    values = start + steps if start <= stop else start - steps
    return as_integers(values) if start == math.floor(start) and abs(start) < 2**31 else values


@offered("[", "x", "...", "drop", takes_null=True, takes_empty=True, steps=True, whole_column=True)
def _index(arguments: Sequence[Actual], x: Column, drop: Column | None = None) -> Column:
    dropping = flag_argument(drop, "drop", default=isinstance(x, Matrix))
    if isinstance(x, Matrix):
        return _index_matrix(arguments, x, dropping)
    if len(arguments) > 1:
        raise DataError("incorrect number of dimensions: a column has one index.")
    elements = _elements(x, _index_positions(arguments[0], len(x), None)) if arguments else x
    if dropping and isinstance(elements, pd.Categorical):
        return elements.remove_unused_categories()
    return elements


def _index_matrix(arguments: Sequence[Actual], x: Matrix, drop: bool) -> Column:
    """Return rows and columns of a matrix; one column alone is a vector."""
    if len(arguments) != 2:
        raise DataError("incorrect number of dimensions: a matrix is indexed as m[, 1].")
    positions = [
        _index_positions(a, extent, names)
        for a, extent, names in zip(arguments, x.values.shape, (None, x.names), strict=True)
    ]
    if any((p < 0).any() for p in positions):
        raise DataError("subscript out of bounds")
    values = x.values[np.ix_(*positions)]
    if drop and 1 in values.shape:
        return values.ravel()
    return Matrix(values, None if x.names is None else tuple(x.names[j] for j in positions[1]))


def _index_positions(index: Actual, length: int, names: tuple[str, ...] | None) -> IntArray:
    """Return positions from 0, all of them where nothing stands; -1 is a missing one."""
    if index.value is not None:
        return _value_positions(index.value, length, names)
    return np.arange(0 if index.text else length)  # NULL chooses nothing


def _value_positions(index: Column, length: int, names: tuple[str, ...] | None) -> IntArray:
    """Return the positions that an index chooses."""
    if isinstance(index, Matrix):
        raise DataError("a matrix is no index in a formula.")
    if is_text(index):
        if names is None:
            raise DataError("there are no names to index by: use positions or a condition.")
        return np.array([names.index(n) if n in names else -1 for n in index], dtype=np.intp)
    if isinstance(index, np.ndarray) and index.dtype.kind == "i":
        extent = max(length, len(index))
        truths = np.resize(index, extent)
        positions = np.where(truths < 0, -1, np.arange(extent))[truths != 0]
        return np.where(positions < length, positions, -1)
    subscripts = np.trunc(np.asarray(as_numeric(index)))
    subscripts = subscripts[subscripts != 0]
    if (subscripts < 0).any():
        if (subscripts > 0).any() or np.isnan(subscripts).any():
            raise DataError("only 0's may be mixed with negative subscripts")
        excluded = -subscripts[subscripts >= -length] - 1
        return np.setdiff1d(np.arange(length), excluded.astype(np.intp))
    absent = np.isnan(subscripts) | (subscripts > length)
    return np.where(absent, 0, subscripts).astype(np.intp) - 1


@offered("replace", "x", "list", "values", steps=True, whole_column=True)
def _replace(x: Column, list: Column, values: Column) -> Column:
    column, new = vector_argument(x, "replace"), vector_argument(values, "replace")
    if isinstance(column, Dates) and is_text(new):
        raise DataError("replace() of dates by text is not offered: as.Date() makes dates of it.")
    if isinstance(column, pd.Categorical) or isinstance(new, pd.Categorical):
        raise DataError("replace() in factors is not offered: as.character() them.")
    positions = _replaced_positions(list, len(column))
    if not len(positions):
        return in_one_kind(column, new)[0]
    if not len(new):
        raise DataError("replacement has length zero: replace() has nothing to put in.")
    if len(new) > 1 and (positions < 0).any():
        raise DataError("NAs are not allowed in subscripted assignments")
    if len(positions) % len(new):
        warn("number of items to replace is not a multiple of replacement length", RWarning)
    whole, new = in_one_kind(column, new)
    result = whole.copy()
    present = positions >= 0
    result[positions[present]] = np.resize(new, len(positions))[present]
    return result


def _replaced_positions(chosen: Column, length: int) -> IntArray:
    """Return the positions that are given new values; -1 is a missing one."""
    if not isinstance(chosen, Matrix) and not is_text(chosen):
        of_truths = isinstance(chosen, np.ndarray) and chosen.dtype.kind == "i"
        numbers = np.asarray(as_numeric(chosen))  # the codes of a factor
        beyond = len(chosen) if of_truths else np.nanmax([0, *numbers])
        if beyond >= length + 1:
            raise DataError(f"replace() beyond the last of {length} elements is not offered.")
    return _value_positions(chosen, length, None)


def _elements(column: AnyArray | pd.Categorical, positions: IntArray) -> Any:
    """Return the elements at some positions; missing ones at -1."""
    if not (positions < 0).any():
        return column[positions]
    if isinstance(column, pd.Categorical):
        codes = np.append(column.codes, -1)[positions]
        return pd.Categorical.from_codes(codes, dtype=column.dtype)
    missing = {"f": np.nan, "i": -1, "O": None}[column.dtype.kind]
    return np.append(column, np.array([missing], dtype=column.dtype))[positions]
