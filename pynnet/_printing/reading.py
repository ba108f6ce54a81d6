"""Objects of Python, NumPy and pandas as R's kinds of objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from inspect import isroutine
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, class_of, rows_of

from .contingency import Table, table_array
from .describing.functions import function_of
from .describing.marked import summary_of
from .kinds import LANGUAGE, RArray, RFrame, RList, RObject, RText, RVector
from .language import Language
from .values import Counted, label_of, labels_of, vector_of, vector_of_one

__all__ = ["has_counted_labels", "read_object"]

_DEEPEST = 100  # lists within lists
_COUNTS = ("count", "proportion")  # names of what pandas counts
_PACKAGE = __name__.partition(".")[0]
_DOORS = (_PACKAGE, f"{_PACKAGE}.caret")  # whose objects print as those of R's packages


def read_object(x: Any, depth: int = 0) -> RObject:
    """Say what an object is in R.

    Raises
    ------
    ArgumentError
        If it is nothing that R has.
    """
    if x is None:
        return RText(["NULL"])
    if isinstance(x, Language):
        named = [(name, read_object(item, depth + 1)) for name, item in x.attributes.items()]
        return RText(x.lines, LANGUAGE, named)
    if isinstance(x, Table):
        return table_array(x.values, x.dimnames)
    if any(base.__module__ in _DOORS for base in type(x).__mro__):
        return RText(str(x).split("\n"), class_of(x))
    if isinstance(x, (pd.DataFrame, pd.Series)):
        return summary_of(x) or (_frame(x) if isinstance(x, pd.DataFrame) else _series(x))
    if isinstance(x, (np.ndarray, pd.Index, range, pd.api.extensions.ExtensionArray)):
        return _array(x)
    if isinstance(x, tuple) and _is_vector(x):
        return vector_of(np.array(x, dtype=object))
    if isinstance(x, (Mapping, list, tuple)):
        return _list(x, depth)
    return function_of(x) if isroutine(x) else vector_of_one(x)


def _is_vector(x: tuple[Any, ...]) -> bool:
    """Whether a tuple is of texts alone, of truths, or of numbers: levels, names, a shape."""
    if not x or hasattr(x, "_fields"):
        return False
    truths = [isinstance(item, (bool, np.bool_)) for item in x]
    if any(truths):
        return all(truths)
    kinds = (str, (int, float, np.integer, np.floating))
    return any(all(isinstance(item, kind) for item in x) for kind in kinds)


def _list(x: Mapping[Any, Any] | Sequence[Any], depth: int) -> RList:
    if depth >= _DEEPEST:
        raise ArgumentError(
            f"invalid 'x': lists within lists, more than {_DEEPEST}. Does one hold itself?"
        )
    if isinstance(x, Mapping):
        names: list[str | None] | None = [label_of(name) for name in x]
        items = list(x.values())
    else:
        fields = getattr(x, "_fields", None)  # of a named tuple
        names, items = None if fields is None else list(fields), list(x)
    return RList([read_object(item, depth + 1) for item in items], names)


def _series(x: pd.Series[Any]) -> RObject:
    vector = vector_of(x)
    if (
        _counted_by(x.index) is not None
        and x.name in _COUNTS
        and vector.mode in ("integer", "numeric")
    ):
        labels = labels_of(x.index)
        return RArray(vector, (len(labels),), [labels], [str(x.index.name)], is_table=True)
    return vector if has_counted_labels(x.index) else replace(vector, names=labels_of(x.index))


def _counted_by(index: pd.Index[Any]) -> Any:
    """What the rows of a table of counts are told apart by; rows of a frame by nothing."""
    return None if rows_of(index) else index.name


def has_counted_labels(index: pd.Index[Any]) -> bool:
    """Whether labels are what pandas gives where there are none: R has no names there.

    Examples
    --------
    >>> has_counted_labels(pd.Index([0, 1, 2])), has_counted_labels(pd.Index([1, 2, 3]))
    (True, False)
    """
    if isinstance(index, pd.RangeIndex):
        return bool(index.start == 0 and index.step == 1)
    is_whole = index.dtype.kind in "iu" if isinstance(index.dtype, np.dtype) else False
    return is_whole and bool(np.array_equal(index, np.arange(len(index))))


def _array(x: Any) -> RObject:
    if isinstance(x, pd.MultiIndex):
        return RVector("character", labels_of(x))
    dimensions = getattr(x, "ndim", 1)
    if dimensions < 2:
        return vector_of(x) if dimensions else vector_of_one(x)
    flat = x.reshape(-1, order="F") if isinstance(x, np.ma.MaskedArray) else np.ravel(x, "F")
    return RArray(vector_of(flat), x.shape, [None] * x.ndim)


def _frame(x: pd.DataFrame) -> RObject:
    columns = [vector_of(x.iloc[:, j]) for j in range(x.shape[1])]
    numbers = all(column.mode in ("integer", "numeric") for column in columns)
    axes = _counted_by(x.index), x.columns.name
    if None not in axes and numbers and columns:
        labels = labels_of(x.index), labels_of(x.columns)
        return table_array(x.to_numpy(), list(zip(map(str, axes), labels, strict=True)))
    rows = None if has_counted_labels(x.index) else labels_of(x.index)
    if columns and isinstance(x.columns, pd.RangeIndex) and has_counted_labels(x.columns):
        cells = pd.Series(np.ravel(x.to_numpy(), "F"))  # NaN is NA in what is pandas'
        return RArray(vector_of(cells), x.shape, [rows, None])
    counted = Counted(range(1, len(x) + 1))
    return RFrame(columns, labels_of(x.columns), counted if rows is None else rows)
