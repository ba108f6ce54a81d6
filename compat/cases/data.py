"""The data of the cases, as R has them: data sets, frames and arrays that a case describes.

``record/lib.R`` reads the same descriptions in R. Nothing here knows of a single case.
"""

from __future__ import annotations

import contextlib
import functools
import json
import math
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .. import FOLDER
from .reading import Json

__all__ = ["array_of", "data_from", "newdata_of", "number", "read_data"]

_folder: ContextVar[Path] = ContextVar("folder of the data sets", default=FOLDER / "data")


@contextlib.contextmanager
def data_from(folder: Path) -> Iterator[None]:
    """Read the data sets of a folder instead of those that are kept."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def number(value: float | str | None) -> float:
    """A JSON number, or hex text for an exact double; null is missing."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        return float("inf") if value == "Inf" else float.fromhex(value)
    return value


def _column(spec: Json) -> Any:
    values = spec["values"]
    if spec["type"] in ("factor", "ordered"):
        return pd.Categorical(values, spec["levels"], ordered=spec["type"] == "ordered")
    if spec["type"] == "character":
        return np.array(values, dtype=object)
    if spec["type"] == "logical":
        return np.array(values, dtype=object if None in values else bool)
    return np.array([number(v) for v in values])


def read_data(name: str) -> pd.DataFrame:
    """Read a data set of `data/`, as R has it."""
    return _read(_folder.get() / f"{name}.json")


@functools.cache
def _read(path: Path) -> pd.DataFrame:
    content = json.loads(path.read_text(encoding="utf-8"))
    columns = {spec["name"]: _column(spec) for spec in content["columns"]}
    return pd.DataFrame(columns, index=_row_names(content["row_names"], columns))


def _row_names(given: list[str] | None, columns: dict[str, Any]) -> pd.Index[Any]:
    """Row names as R has them: text, "1", "2", … if none were given."""
    rows = len(next(iter(columns.values())))
    return pd.Index(given or [str(row + 1) for row in range(rows)], dtype=object)


def _inline_column(values: list[Any]) -> Any:
    if any(isinstance(v, (str, bool)) for v in values):
        return np.array(values, dtype=object)
    return np.array([number(v) for v in values])


def _select_frame(spec: Json) -> pd.DataFrame:
    if "frame" in spec:
        columns = {name: _inline_column(values) for name, values in spec["frame"].items()}
        return pd.DataFrame(columns, index=_row_names(None, columns))
    frame = read_data(spec["data"])
    if "rows" in spec:
        first, last = spec["rows"]
        frame = frame.iloc[first - 1 : last]
    return pd.DataFrame(frame[spec["columns"]]) if "columns" in spec else frame


def _vector(data: pd.DataFrame, name: str) -> Any:
    column = data[name]
    return column if column.dtype == "category" else column.to_numpy()


def array_of(spec: Json, data: pd.DataFrame) -> Any:
    """The x or y of an array fit; R's matrices with column names are data frames here."""
    if isinstance(spec, str):
        return _vector(data, spec)
    if isinstance(spec, list):
        return data[spec]
    ((kind, value),) = spec.items()
    if kind == "frame":
        return data[value]
    if kind == "class.ind":
        return pynnet.class_ind(data[value])
    if kind == "unnamed":
        return data[value].to_numpy()
    name, length = value
    return _vector(data, name)[:length]


def newdata_of(spec: Json) -> Any:
    """A frame to predict for, or its matrix."""
    frame = _select_frame(spec)
    return frame.to_numpy(dtype=float) if spec.get("matrix") else frame
