"""Data frames, with their row names: numbers from 1 as in R, or text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import DataError, IntArray

from ..format.nodes import (
    NA_INTEGER,
    NULL,
    Character,
    Items,
    Node,
    Numbers,
    attribute,
    classes_of,
    length_of,
    names_of_items,
)
from ..format.steps import Steps
from .vectors import ATOMIC, column_of, labels_of, vector_of, whole_numbers_of

__all__ = ["frame_of", "row_labels"]

_WHOLE = re.compile("0|[1-9][0-9]{0,17}")


def frame_of(node: Items, plain: Callable[[Node], Steps[Any]]) -> Steps[pd.DataFrame]:
    """Return a data frame; a column that is a matrix becomes columns called ``name.column``.

    `plain` gives the elements of a column that is a list.
    """
    columns: list[tuple[str, Any]] = []
    for name, value in zip(names_of_items(node), node.values, strict=True):
        if isinstance(value, Items) and "data.frame" in classes_of(value):
            inner = yield frame_of(value, plain)
            columns += _columns_of_frame(name, inner)
        elif isinstance(value, Items):
            column = np.empty(len(value.values), dtype=object)
            for i, item in enumerate(value.values):
                column[i] = yield plain(item)
            columns.append((name, column))
        else:
            columns += _columns(name, value)
    index = _row_names(attribute(node, "row.names"))
    for name, values in columns:
        if len(values) != len(index):
            raise DataError(
                f"the file is broken: column '{name}' of a data frame has {len(values)} elements, "
                f"there are {len(index)} rows."
            )
    frame = pd.DataFrame({i: values for i, (_, values) in enumerate(columns)}, index=index)
    return frame.set_axis(pd.Index([name for name, _ in columns]), axis=1)


def _columns(name: str, node: Node) -> list[tuple[str, Any]]:
    """Return a variable as one or more columns."""
    if not isinstance(node, ATOMIC):
        raise DataError(f"the file is broken: column '{name}' of a data frame is no vector.")
    shape = attribute(node, "dim")
    if not isinstance(shape, Numbers) or length_of(shape) != 2:
        return [(name, column_of(node))]
    matrix = vector_of(node)
    if isinstance(matrix, pd.DataFrame):
        return _columns_of_frame(name, matrix)
    return [(f"{name}.{j + 1}", matrix[:, j]) for j in range(matrix.shape[1])]


def _columns_of_frame(name: str, frame: pd.DataFrame) -> list[tuple[str, Any]]:
    return [(f"{name}.{label}", frame.iloc[:, j].array) for j, label in enumerate(frame.columns)]


def _row_names(names: Node) -> pd.Index[Any]:
    """Return row names: R's own numbers from 1 on, numbers, or text."""
    if names is NULL:
        return pd.RangeIndex(1, 1)
    if isinstance(names, Character):
        return labels_of(names.values)
    if not isinstance(names, Numbers):
        raise DataError("the file is broken: row names are neither numbers nor text.")
    values = names.values
    if len(values) == 2 and (values[0] == NA_INTEGER or values[0] != values[0]):
        (count,) = whole_numbers_of(Numbers(names.kind, values[1:]))
        return pd.RangeIndex(1, abs(count) + 1)
    return _numbered(np.array(whole_numbers_of(names), dtype=np.int64))


def _numbered(numbers: IntArray) -> pd.Index[Any]:
    """Return labels that are numbers; those from 1 on as a range."""
    if np.array_equal(numbers, np.arange(1, len(numbers) + 1)):
        return pd.RangeIndex(1, len(numbers) + 1)
    return pd.Index(numbers)


def row_labels(texts: list[str | None]) -> pd.Index[Any]:
    """Return the labels of rows that R has as text only: numbers where all of them are."""
    if not texts or not all(t is not None and _WHOLE.fullmatch(t) for t in texts):
        return labels_of(texts)
    return _numbered(np.array(texts, dtype=object).astype(np.int64))
