"""pandas' Series and DataFrames as named vectors and data frames."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import DataError, shown

from ..format.nodes import NA_INTEGER, Character, Items, Node
from .vectors import array_node, integers, texts

__all__ = ["frame_node", "row_texts", "series_node"]


def _is_automatic(index: pd.Index[Any]) -> bool:
    """Whether labels are the numbers that pandas, from 0, or R, from 1, gives rows by itself."""
    return isinstance(index, pd.RangeIndex) and index.step == 1 and index.start in (0, 1)


def row_texts(index: pd.Index[Any]) -> list[str]:
    """Return the names of rows in R: from 1 on where they number themselves, else the labels."""
    if _is_automatic(index):
        return [str(i + 1) for i in range(len(index))]
    if isinstance(index, pd.MultiIndex):
        raise DataError("rows with labels of several levels cannot be written. Use .reset_index().")
    return [str(label) for label in index]


def series_node(series: pd.Series[Any]) -> Node:
    """Return a Series as a vector, with names unless its rows number themselves."""
    node: Any = array_node(
        series.array if not _is_numpy(series) else series.to_numpy(), of_pandas=True
    )
    if not _is_automatic(series.index):
        node.attributes = {"names": texts(*row_texts(series.index)), **node.attributes}
    return node


def _is_numpy(series: pd.Series[Any]) -> bool:
    return isinstance(series.dtype, np.dtype)


def frame_node(frame: pd.DataFrame) -> Items:
    """Return a DataFrame as a data frame."""
    if isinstance(frame.columns, pd.MultiIndex):
        raise DataError("columns with labels of several levels cannot be written.")
    columns = []
    for j in range(frame.shape[1]):
        column = frame.iloc[:, j].reset_index(drop=True)
        try:
            columns.append(series_node(column))
        except DataError as error:
            raise DataError(f"column {shown(frame.columns[j])}: {error}") from None
    attributes: dict[str, Node] = {
        "names": texts(*(str(label) for label in frame.columns)),
        "class": texts("data.frame"),
        "row.names": _row_names(frame.index),
    }
    return Items(columns, attributes)


def _row_names(index: pd.Index[Any]) -> Node:
    if _is_automatic(index):
        return integers([NA_INTEGER, -len(index)])
    names = row_texts(index)
    if len(set(names)) != len(names):
        raise DataError(
            "duplicate 'row.names' are not allowed: labels of rows must differ. Use .reset_index()."
        )
    whole = isinstance(index.dtype, np.dtype) and index.dtype.kind in "iu"
    if whole and len(index) and index.min() > NA_INTEGER and index.max() < 2**31:
        return integers(index.to_numpy())
    return Character(list(names))
