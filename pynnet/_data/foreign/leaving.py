"""What has a row for each row of a frame goes back as the kind of that frame."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import REPLACE_HALVES, DataError, FitWarning, RowsOf, rows_of, warn

__all__ = ["as_given", "as_pandas", "labels_differ"]

_NARWHALS = "narwhals:"


def labels_differ(a: pd.Index[Any], b: pd.Index[Any]) -> bool:
    """Whether rows would be matched with others than their labels say.

    Rows of a frame without labels are matched by their places.
    """
    for index in (a, b):
        kind = rows_of(index)
        if kind is not None and not kind.labelled:
            return False
    return not a.equals(b)


def as_given(result: Any) -> Any:
    """Return a DataFrame or a Series as the kind of frame whose rows it has.

    Without the package of that kind it stays pandas', and a warning says so. What has rows within
    rows keeps the labels of the inner ones as columns.
    """
    kind = _kind(result.index)
    if kind is None:
        return result
    name = str(kind).removeprefix(_NARWHALS)
    if importlib.util.find_spec(name.partition(".")[0]) is None:
        warn(
            f"the rows are those of a frame of {name}, which is not installed: the result is a "
            "pandas object.",
            FitWarning,
        )
        return result.rename_axis(kind.own) if result.index.nlevels == 1 else result
    if isinstance(result.index, pd.MultiIndex):
        inner = [k for k, label in enumerate(result.index.names) if type(label) is not RowsOf]
        result = result.reset_index(level=inner)
    try:
        given = _MAKERS[name](result, kind)
    except UnicodeEncodeError:
        raise DataError(
            f"a text of the result holds half a character, which no frame of {name} has. "
            f"{REPLACE_HALVES}"
        ) from None
    if not str(kind).startswith(_NARWHALS):
        return given
    return importlib.import_module("narwhals").from_native(given, allow_series=True)


def as_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame that stays pandas', whatever kind its rows came from."""
    kind = rows_of(frame.index)
    return frame if kind is None else frame.rename_axis(kind.own)


def _kind(index: pd.Index[Any]) -> RowsOf | None:
    if isinstance(index, pd.MultiIndex):
        return next((name for name in index.names if type(name) is RowsOf), None)
    return rows_of(index)


# polars ----------------------------------------------------------------------------------------


def _polars(result: Any, kind: RowsOf) -> Any:  # noqa: ARG001
    polars = importlib.import_module("polars")
    if isinstance(result, pd.Series):
        return _polars_column(_name(result), result, polars)
    names = _names(result)
    repeated = next((name for k, name in enumerate(names) if name in names[:k]), None)
    if repeated is not None:
        raise DataError(
            f"two columns of the result are named '{repeated}', which no frame of polars has. "
            "Pass the data as pandas: data.to_pandas()."
        )
    columns = [
        _polars_column(name, result.iloc[:, place], polars) for place, name in enumerate(names)
    ]
    return polars.DataFrame(columns)


def _polars_column(name: str, column: pd.Series[Any], polars: Any) -> Any:
    """Return a column of polars; what is missing is null there."""
    values = column.array
    if isinstance(values, pd.Categorical):
        return _polars_factor(name, values, polars)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return polars.Series(name, np.ascontiguousarray(column.to_numpy()), nan_to_null=True)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuMm":
        return polars.Series(name, np.array(column.to_numpy()))
    gaps = column.isna().to_numpy()
    objects = [None if gap else x for x, gap in zip(column.tolist(), gaps, strict=True)]
    is_text = all(value is None or isinstance(value, str) for value in objects)
    return polars.Series(name, objects, dtype=polars.String if is_text else None)


def _polars_factor(name: str, values: pd.Categorical, polars: Any) -> Any:
    """Return a factor: an Enum, which keeps the order of the levels; levels that are not text."""
    levels = values.categories.astype(object).tolist()
    is_text = all(isinstance(level, str) for level in levels)
    held = polars.Series(name, levels, dtype=polars.Enum(levels) if is_text else None)
    codes = polars.Series(np.array(values.codes, dtype=np.int64))
    return held.gather(codes.set(codes < 0, None))


# pyarrow ---------------------------------------------------------------------------------------


def _arrow(result: Any, kind: RowsOf) -> Any:  # noqa: ARG001
    arrow = importlib.import_module("pyarrow")
    if isinstance(result, pd.Series):
        return arrow.chunked_array([_arrow_array(result, arrow)])
    return arrow.Table.from_arrays(_arrow_arrays(result, arrow), names=_names(result))


def _record_batch(result: Any, kind: RowsOf) -> Any:  # noqa: ARG001
    arrow = importlib.import_module("pyarrow")
    if isinstance(result, pd.Series):
        return _arrow_array(result, arrow)
    return arrow.RecordBatch.from_arrays(_arrow_arrays(result, arrow), names=_names(result))


def _arrow_arrays(result: pd.DataFrame, arrow: Any) -> list[Any]:
    return [_arrow_array(result.iloc[:, place], arrow) for place in range(result.shape[1])]


def _arrow_array(column: pd.Series[Any], arrow: Any) -> Any:
    """Return an array of Arrow; what is missing is null there."""
    values = arrow.array(column.array, from_pandas=True)
    return values.combine_chunks() if isinstance(values, arrow.ChunkedArray) else values


# Frames with labels ----------------------------------------------------------------------------


def _modin(result: Any, kind: RowsOf) -> Any:
    modin = importlib.import_module("modin.pandas")
    return getattr(modin, type(result).__name__)(result.rename_axis(kind.own))


def _cudf(result: Any, kind: RowsOf) -> Any:
    return importlib.import_module("cudf").from_pandas(result.rename_axis(kind.own))


_MAKERS: dict[str, Callable[[Any, RowsOf], Any]] = {
    "cudf": _cudf,
    "modin": _modin,
    "polars": _polars,
    "pyarrow": _arrow,
    "pyarrow.RecordBatch": _record_batch,
}


def _name(series: pd.Series[Any]) -> str:
    return "" if series.name is None else str(series.name)


def _names(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns]
