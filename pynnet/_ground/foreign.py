"""Frames and columns of packages other than pandas: known when seen, without importing any."""

from __future__ import annotations

import weakref
from typing import Any

__all__ = ["FRAME_KINDS", "PLAIN_MODULES", "RowsOf", "as_passed", "is_foreign", "rows_of"]

# Classes of nearly all arguments say one of these, and need no second look.
PLAIN_MODULES = frozenset(("builtins", "numpy", "pandas", "pynnet", "pandas.core.frame"))
_OWN = frozenset(("builtins", "numpy", "pandas", "pynnet", "scipy"))
_PROTOCOLS = (
    "__arrow_c_stream__",
    "__arrow_c_array__",
    "__narwhals_dataframe__",
    "__narwhals_lazyframe__",
    "__narwhals_series__",
)
# What these packages call frames and columns, which do not all export Arrow's streams.
_PACKAGES = frozenset(
    ("cudf", "dask", "dask_cudf", "duckdb", "ibis", "modin", "narwhals", "polars", "pyspark")
)
_CLASSES = frozenset(
    ("Column", "DataFrame", "DuckDBPyRelation", "LazyFrame", "Scalar", "Series", "Table")
)
_KINDS = ("cudf", "modin", "polars", "pyarrow", "pyarrow.RecordBatch")
# What results can be given back as; by narwhals where the frame was wrapped by it.
FRAME_KINDS = (*_KINDS, *(f"narwhals:{kind}" for kind in _KINDS))


class RowsOf(str):
    """Name of the index of rows that came from a frame of another package: which kind it was.

    Whatever pandas makes of such rows carries it along, so that a result that has a row for each of
    them is known to go back as that kind. `own` is the name that the index had there, if any.
    """

    __slots__ = ("own", "pair")
    own: Any
    pair: (
        tuple[weakref.ref[Any], weakref.ref[Any]] | None
    )  # what became pandas', and what it is now

    def __new__(cls, kind: str, own: Any = None) -> RowsOf:
        """Name the kind."""
        made = super().__new__(cls, kind)
        made.own, made.pair = own, None
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return RowsOf, (str(self), self.own)

    @property
    def labelled(self) -> bool:
        """Whether the rows had labels of their own, as those of pandas do."""
        return self.endswith(("cudf", "modin"))


def rows_of(index: Any) -> RowsOf | None:
    """Which kind of frame the rows came from; None if it was pandas or nothing with rows."""
    name = getattr(index, "name", None)
    return name if type(name) is RowsOf else None


def as_passed(value: object) -> object:
    """Return what the user passed, where a value is what became of it; else the value itself."""
    kind = rows_of(getattr(value, "index", None))
    if kind is None or kind.pair is None or kind.pair[1]() is not value:
        return value
    return kind.pair[0]()


def is_foreign(value: object) -> bool:
    """Whether a value is a frame or a column of another package than pandas and NumPy.

    Examples
    --------
    >>> is_foreign([1, 2]), is_foreign("text")
    (False, False)
    """
    kind = type(value)
    if kind.__module__ in PLAIN_MODULES:
        return False
    packages = {base.__module__.partition(".")[0] for base in kind.__mro__[:-1]}
    if packages & _OWN:
        return False
    if any(hasattr(kind, protocol) for protocol in _PROTOCOLS):
        return True
    return bool(packages & _PACKAGES) and any(base.__name__ in _CLASSES for base in kind.__mro__)
