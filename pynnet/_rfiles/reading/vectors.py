"""Vectors: arrays, Series where the elements have names, and frames where there are two dimensions.

======================= ====================================================
R                       Python
======================= ====================================================
double                  float64, NaN for NA
integer                 int64, or Int64 where some are NA
logical                 bool, or boolean where some are NA
character               text, None for NA; pandas' own text type in frames
factor                  categorical, ordered or not
Date, POSIXct, difftime datetime64[s], datetime64[ns, zone], timedelta64[ns]
complex, raw            complex128, bytes
======================= ====================================================
"""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import MOST_WHOLE, DataError, FitWarning, shown, warn

from ..format.nodes import (
    NA_INTEGER,
    NULL,
    Character,
    Node,
    Numbers,
    Raw,
    attribute,
    classes_of,
    text_of,
    texts_of,
)
from .times import as_dates, as_differences, as_times

__all__ = ["ATOMIC", "column_of", "labels_of", "numbers_of", "vector_of", "whole_numbers_of"]

_MOST_DIMENSIONS = 32

ATOMIC = (Numbers, Character, Raw)
_PLAIN_CLASSES = frozenset(
    ("AsIs", "table", "noquote", "integer", "numeric", "character", "logical", "matrix", "array",
     "factor", "ordered", "Date", "POSIXct", "POSIXt", "difftime", "xtabs", "scale", "poly",
     "bs", "ns", "basis", "omit", "exclude", "octmode", "hexmode")
)  # fmt: skip


@functools.cache
def _text_type() -> Any:
    """Return pandas' own type of texts, object before pandas 3."""
    return pd.Series(["a"]).dtype


def numbers_of(node: Node) -> Any:
    """Return the numbers of a vector as doubles; NaN is missing."""
    if not isinstance(node, Numbers) or node.kind == "complex":
        raise DataError("the file is broken: numbers are wanted where there are none.")
    if node.kind == "double":
        return node.values
    values = node.values.astype(np.float64)
    values[node.values == NA_INTEGER] = np.nan
    return values


def whole_numbers_of(node: Node) -> list[int]:
    """Return whole numbers, none of which is missing."""
    numbers = numbers_of(node)
    if not (np.abs(numbers) < MOST_WHOLE).all() or (numbers % 1 != 0).any():
        raise DataError(f"the file is broken: {shown(numbers)} are to be whole numbers.")
    return [int(number) for number in numbers]


def vector_of(node: Any) -> Any:
    """Return a vector as an array, a Series, or an array of two or more dimensions."""
    _warn_of_classes(node)
    values = _values_of(node)
    dimensions = attribute(node, "dim")
    if isinstance(dimensions, Numbers):
        return _arranged(node, values, whole_numbers_of(dimensions))
    names = texts_of(attribute(node, "names"))
    if names and not isinstance(node, Raw):
        _check_length(names, values)
        return pd.Series(_as_column(values), index=labels_of(names))
    return values


def column_of(node: Any) -> Any:
    """Return a vector as a column of a frame."""
    _warn_of_classes(node)
    values = _values_of(node)
    return _as_column(list(values) if isinstance(values, bytes) else values)


def labels_of(names: list[str | None]) -> pd.Index[Any]:
    """Return names as labels."""
    return pd.Index(["NA" if name is None else name for name in names])


def _as_column(values: Any) -> Any:
    dtype = _text_type() if isinstance(values, np.ndarray) and values.dtype == object else None
    return values if dtype is None or isinstance(dtype, np.dtype) else pd.array(values, dtype)


def _values_of(node: Any) -> Any:
    """Return the elements by the class and the type of the vector."""
    classes = classes_of(node)
    if isinstance(node, Raw):
        return node.values
    if isinstance(node, Character):
        array = np.empty(len(node.values), dtype=object)
        array[:] = node.values
        return array
    if "factor" in classes:
        return _categorical(node, ordered="ordered" in classes)
    if node.kind != "complex":
        if "Date" in classes:
            return as_dates(numbers_of(node))
        if "POSIXct" in classes:
            zones = texts_of(attribute(node, "tzone"))
            return as_times(numbers_of(node), zones[0] if zones else None)
        if "difftime" in classes:
            return as_differences(numbers_of(node), text_of(attribute(node, "units")))
    return _plain_values(node)


def _plain_values(node: Numbers) -> Any:
    if node.kind in ("double", "complex"):
        return node.values
    missing = node.values == NA_INTEGER
    plain: Any = node.values != 0 if node.kind == "logical" else node.values.astype(np.int64)
    if not missing.any():
        return plain
    plain[missing] = 0
    if node.kind == "logical":
        return pd.arrays.BooleanArray(plain, missing)
    return pd.arrays.IntegerArray(plain, missing)


def _categorical(node: Numbers, *, ordered: bool) -> pd.Categorical:
    """Return a factor; a level that is missing itself makes its elements missing."""
    levels = texts_of(attribute(node, "levels"))
    codes = node.values.astype(np.int64) if node.kind == "integer" else np.empty(0, dtype=np.int64)
    if (
        node.kind != "integer"
        or ((codes != NA_INTEGER) & ((codes < 1) | (codes > len(levels)))).any()
    ):
        raise DataError("the file is broken: codes of a factor are none of its levels.")
    present = [level for level in levels if level is not None]
    if len(set(present)) != len(present):
        raise DataError(f"factor level is duplicated: {shown(present)}.")
    places = np.full(len(levels) + 1, -1)
    places[[i for i, level in enumerate(levels, 1) if level is not None]] = np.arange(len(present))
    if None in levels:
        warn("a factor has a level NA: its elements are missing here.", FitWarning)
    codes = places[np.where(codes == NA_INTEGER, 0, codes)]
    dtype = pd.CategoricalDtype(pd.Index(present, dtype=_text_type()), ordered=ordered)
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _arranged(node: Node, values: Any, shape: list[int]) -> Any:
    """Return the elements in rows and columns, with their names where there are any."""
    if len(shape) > _MOST_DIMENSIONS:
        raise DataError(
            f"an array has {len(shape)} dimensions, at most {_MOST_DIMENSIONS} are read."
        )
    if any(n < 0 for n in shape) or math.prod(shape) != len(values):
        raise DataError(f"dims {shown(shape)} do not match the length of object {len(values)}.")
    given = attribute(node, "dimnames")
    names = [texts_of(names) for names in getattr(given, "values", [])] if given is not NULL else []
    for n, labels in zip(shape, names, strict=False):
        if labels and len(labels) != n:
            raise DataError("length of 'dimnames' not equal to array extent: the file is broken.")
    names = names if len(names) == len(shape) else [[] for _ in shape]
    if len(shape) == 1:
        return pd.Series(_as_column(values), index=labels_of(names[0])) if names[0] else values
    array = _as_array(values).reshape(shape, order="F")
    if not any(names) or (len(shape) > 2 and not len(values)):
        return array
    axes = [
        labels_of(labels) if labels else pd.RangeIndex(n)
        for labels, n in zip(names, shape, strict=True)
    ]
    if len(shape) == 2:
        return pd.DataFrame(array, index=axes[0], columns=axes[1])
    return pd.Series(array.ravel(), index=pd.MultiIndex.from_product(axes))


def _as_array(values: Any) -> Any:
    """Return the elements of a matrix; missing whole numbers are NaN there."""
    if isinstance(values, pd.arrays.IntegerArray):
        return values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.frombuffer(values, np.uint8) if isinstance(values, bytes) else np.asarray(values)


def _check_length(names: list[str | None], values: Any) -> None:
    if len(names) != len(values):
        raise DataError(
            f"the file is broken: there are {len(names)} names for {len(values)} elements."
        )


def _warn_of_classes(node: Node) -> None:
    """Say of what class a vector is, if it is of one whose meaning is lost."""
    unknown = [name for name in classes_of(node) if name not in _PLAIN_CLASSES]
    if unknown and not _PLAIN_CLASSES & {"factor", "Date", "POSIXct"} & set(classes_of(node)):
        warn(
            f"a vector of class {shown(unknown[0])} is given as the plain vector that it is.",
            FitWarning,
        )
