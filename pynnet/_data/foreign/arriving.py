"""Frames and columns of other packages become pandas', rows marked by the kind they were."""

from __future__ import annotations

import weakref
from typing import Any

import pandas as pd

from pynnet._ground import DataError, RowsOf, class_of, is_foreign, require, rows_of

from .columns import array_of_arrow, array_of_series

__all__ = ["to_pandas", "values_of"]

# What is computed when it is asked for, each time anew; a reader of Arrow's can be read once.
_REMEDIES = {
    "dask": "compute()",
    "dask_cudf": "compute()",
    "duckdb": "to_arrow_table()",
    "ibis": "to_pyarrow()",
    "narwhals": "collect()",
    "polars": "collect()",
    "pyspark": "toPandas()",
}
_ALWAYS_LAZY = frozenset(("dask", "dask_cudf", "duckdb", "ibis", "pyspark"))


def to_pandas(value: Any, what: str) -> Any:
    """Return a frame as a DataFrame and a column as a Series; `what` is what messages call it.

    What no package reads is returned as it is: whoever needs a frame refuses it. The rows have no
    labels but their positions, unless those of the package have.

    Raises
    ------
    DataError
        If it is not computed yet.
    ImportError
        If narwhals is not installed, which reads them.
    """
    _refuse_uncomputed(value, what)
    converted = _converted(value, f"{what} of class {class_of(value)}")
    kind = rows_of(getattr(converted, "index", None))
    if kind is not None:
        kind.pair = weakref.ref(value), weakref.ref(converted)
    return converted


def _converted(value: Any, what: str) -> Any:
    narwhals = require("narwhals", "frames", what)
    prefix = ""
    if _package(value) == "narwhals":
        value, prefix = value.to_native(), "narwhals:"
        if not is_foreign(value):
            return value
    if _package(value) in ("modin", "cudf"):
        given = narwhals.from_native(value, allow_series=True).to_pandas()
        return _marked_index(given, prefix + _package(value))
    if _package(value) == "polars":
        return _of_polars(narwhals.from_native(value, allow_series=True, pass_through=True), prefix)
    if any(hasattr(value, name) for name in ("__arrow_c_stream__", "__arrow_c_array__")):
        return _of_arrow(value, narwhals, prefix)
    return value


def values_of(value: Any, name: str) -> Any:
    """Return a column without an index, and a frame as a DataFrame: variables of a formula."""
    converted = to_pandas(value, f"variable '{name}'")
    return converted.array if isinstance(converted, pd.Series) else converted


def _package(value: Any) -> str:
    for base in type(value).__mro__[:-1]:
        package = base.__module__.partition(".")[0]
        if package in _REMEDIES or package in ("modin", "cudf", "pyarrow"):
            return package
    return type(value).__module__.partition(".")[0]


def _refuse_uncomputed(value: Any, what: str) -> None:
    package, name = _package(value), type(value).__name__
    if name.endswith(("Reader", "Stream")):
        remedy = "read_all()"
    elif package in _ALWAYS_LAZY or name == "LazyFrame":
        remedy = _REMEDIES.get(package, "collect()")
    else:
        return
    state = "can be read only once" if remedy == "read_all()" else "is not computed yet"
    raise DataError(
        f"{what} must be data in memory, got {class_of(value)}, which {state}. "
        f"Pass {what}.{remedy}."
    )


def _rows(kind: str, number: int) -> pd.RangeIndex:
    return pd.RangeIndex(number, name=RowsOf(kind))


def _marked_index(given: Any, kind: str) -> Any:
    """Mark rows that have labels by the kind they were, without a change of the labels."""
    if not isinstance(given.index, pd.MultiIndex):
        given.index = given.index.rename(RowsOf(kind, given.index.name))
    return given


def _of_polars(given: Any, prefix: str) -> Any:
    kind = f"{prefix}polars"
    if hasattr(given, "iter_columns"):
        columns = [array_of_series(series) for series in given.iter_columns()]
        return _frame(columns, list(given.columns), _rows(kind, len(given)))
    if not hasattr(given, "null_count"):  # passed through: narwhals cannot read it
        return given
    return _series(array_of_series(given), given.name or None, _rows(kind, len(given)))


def _of_arrow(value: Any, narwhals: Any, prefix: str) -> Any:
    """Read pyarrow's objects, and through it whatever else exports Arrow's arrays."""
    arrow = require("pyarrow", "frames", f"{class_of(value)}, an object of Arrow's,")
    kind = "pyarrow"
    if isinstance(value, arrow.RecordBatch):
        value, kind = arrow.Table.from_batches([value]), "pyarrow.RecordBatch"
    elif isinstance(value, arrow.Array):
        value, kind = arrow.chunked_array([value]), "pyarrow.RecordBatch"
    elif not isinstance(value, (arrow.Table, arrow.ChunkedArray)):
        value = _imported(value, arrow)
    kind = prefix + kind
    if isinstance(value, arrow.ChunkedArray):
        return _series(array_of_arrow(value, narwhals), None, _rows(kind, len(value)))
    columns = [array_of_arrow(column, narwhals) for column in value.columns]
    return _frame(columns, value.column_names, _rows(kind, value.num_rows))


def _imported(value: Any, arrow: Any) -> Any:
    """Take over the memory of another package that exports it; a frame is a column of structs."""
    if hasattr(value, "__arrow_c_stream__"):
        column = arrow.chunked_array(value)
    else:
        column = arrow.chunked_array([arrow.array(value)])
    is_table = arrow.types.is_struct(column.type)
    return arrow.Table.from_struct_array(column) if is_table else column


def _frame(columns: list[Any], names: list[str], index: pd.RangeIndex) -> pd.DataFrame:
    """Put columns side by side; they are not copied, and objects stay objects."""
    held = {
        place: pd.Series(values, index=index, dtype=values.dtype, copy=False)
        for place, values in enumerate(columns)
    }
    return pd.DataFrame(held, index=index, copy=False).set_axis(names, axis=1)


def _series(values: Any, name: str | None, index: pd.RangeIndex) -> pd.Series[Any]:
    return pd.Series(values, index=index, dtype=values.dtype, name=name, copy=False)
