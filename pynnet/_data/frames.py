"""Named columns of whatever was passed as data, and the errors that name them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    BoolArray,
    DataError,
    FormulaError,
    PynnetError,
    class_of,
    is_foreign,
    is_sized,
    nearest_name,
    shown,
)

from .by_value import fresh_index
from .collation import check_texts
from .columns import Column, gaps_in, index_labels, is_missing
from .foreign import in_own_byte_order, labels_differ, values_of
from .own_columns import own_columns
from .reading import array_of_objects, as_variable, refuse_sparse

__all__ = [
    "FrameColumns",
    "NamedColumns",
    "as_frame",
    "check_same_index",
    "column_not_found",
    "named_columns",
]


_COLUMNS = (list, tuple, range, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)


class NamedColumns:
    """Columns of equal length with an index of rows; each is read once, when it is asked for.

    `role` is ``data`` or ``newdata``: what messages call them.
    """

    def __init__(self, data: Any, role: str) -> None:
        self.role = role
        self.names: tuple[str, ...]
        self.index: pd.Index[Any]
        self._stored: Mapping[str, Any]
        self._read: dict[str, Column] = {}
        self._own_index: pd.Index[Any] | None = None
        self._gaps: dict[str, BoolArray | None] = {}
        if isinstance(data, NamedColumns):
            self.names, self._stored, self.index = data.names, data._stored, data.index
            self._own_index = data._own_index
            return
        names, self._stored, self.index = _stored_columns(data, role)
        self.names = tuple(names)

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, name: str) -> bool:
        return name in self._stored

    @property
    def own_index(self) -> pd.Index[Any]:
        """The index as it was when this was first asked for; nobody else can change it."""
        if self._own_index is None:
            self._own_index = fresh_index(self.index)
        return self._own_index

    def stored(self, name: str) -> Any:
        """Return a column as it was passed; None if there is none of this name."""
        return self._stored.get(name)

    def column(self, name: str) -> Column:
        """Return a column in R's kind."""
        column = self.find(name)
        if column is None:
            raise KeyError(name)
        return column

    def gaps(self, name: str) -> BoolArray | None:
        """Return where a column is missing, None if it is nowhere; found out once."""
        if name not in self._gaps:
            self._gaps[name] = gaps_in(self.column(name))
        return self._gaps[name]

    def first_rows(self, n_rows: int) -> NamedColumns:
        """Return the same columns in the first rows alone."""
        first = NamedColumns({}, self.role)
        first.names, first.index = self.names, self.index[:n_rows]
        first._stored = _FirstRows(self._stored, n_rows)
        return first

    def find(self, name: str) -> Column | None:
        """Return a column in R's kind; None if there is none of this name."""
        column = self._read.get(name)
        if column is None and name in self._stored:
            column = as_variable(self._stored[name], name)
            if self.role == "newdata" and _nothing_but_missing(column):
                column = np.full(len(column), -1, dtype=np.int8)  # R's NA, which fits any type
            self._read[name] = column
        return column


def named_columns(data: Any) -> NamedColumns:
    """Return the columns of what was passed as data; those of other fits are not read again."""
    return data if type(data) is NamedColumns else NamedColumns(data, "data")


def _nothing_but_missing(column: Column) -> bool:
    """Whether a column that is no factor has no value at all, and so no type either."""
    if not isinstance(column, np.ndarray) or (len(column) and not is_missing(column[:1])[0]):
        return False
    return bool(is_missing(column).all())


def check_same_index(values: Any, columns: NamedColumns, argument: str) -> None:
    """Raise if a Series would be matched with other rows than its index says."""
    if (
        isinstance(values, pd.Series)
        and len(values) == len(columns)
        and labels_differ(values.index, columns.index)
    ):
        role = columns.role
        raise DataError(
            f"{argument} has another index than {role}. Pass {argument}.to_numpy() to match "
            f"by position, or {argument}.reindex({role}.index) to match by label."
        )


def column_not_found(name: str, columns: NamedColumns) -> PynnetError:
    """Return the error for a name that is no column, with the nearest one."""
    folded = {column.casefold(): column for column in columns.names}
    near = nearest_name(name.casefold(), folded)
    if near:
        hint = f"Did you mean '{folded[near]}'?"
    elif columns.names:
        hint = f"The columns are {_quoted_names(columns.names)}."
    else:
        hint = "There are no columns."
    error = FormulaError if columns.role == "data" else DataError
    return error(f"object '{name}' not found: {columns.role} has no such column. {hint}")


def _quoted_names(names: Sequence[str], at_most: int = 10) -> str:
    """Return names in quotes, separated by commas, not too many of them."""
    shown = ", ".join(f"'{name}'" for name in names[:at_most])
    return shown + (", ..." if len(names) > at_most else "")


def _stored_columns(data: Any, role: str) -> tuple[Sequence[str], Mapping[str, Any], pd.Index[Any]]:
    """Return the names, the columns and the index of a frame, a mapping or a matrix."""
    if isinstance(data, pd.DataFrame):
        names = _checked_names(data.columns, role)
        return names, own_columns(data, names) or FrameColumns(data, names), data.index
    if isinstance(data, Mapping):
        return _checked_names(list(data), role), data, _common_index(data, role)
    if _is_matrix(data):
        columns = {f"V{i + 1}": data[:, i] for i in range(data.shape[1])}
        return list(columns), columns, pd.RangeIndex(len(data))
    raise _no_frame(data, role)


def as_frame(data: Any, role: str) -> pd.DataFrame:
    """Return the same as a DataFrame, of which rows can be chosen."""
    if isinstance(data, pd.DataFrame):
        return in_own_byte_order(data)
    if isinstance(data, Mapping):
        _stored_columns(data, role)  # refuses what are no columns
        for name, values in data.items():
            if isinstance(values, pd.DataFrame) or getattr(values, "ndim", 1) > 1:
                raise DataError(
                    f"variable '{name}' is a matrix, of which rows cannot be chosen here. Give "
                    f"each of its columns a name in {role}."
                )
        return pd.DataFrame({name: _pandas(values, name) for name, values in data.items()})
    if _is_matrix(data):
        return pd.DataFrame(
            in_own_byte_order(data), columns=[f"V{i + 1}" for i in range(data.shape[1])]
        )
    raise _no_frame(data, role)


def _is_matrix(data: Any) -> bool:
    """Whether data are an array with a row for each case, of one kind."""
    return isinstance(data, np.ndarray) and data.ndim == 2 and data.dtype.names is None


def _pandas(values: Any, name: str) -> Any:
    if is_foreign(values):
        return values_of(values, name)
    if isinstance(values, _COLUMNS):
        return in_own_byte_order(values)
    return list(array_of_objects(values))  # whatever pandas would make of it


def _no_frame(data: Any, role: str) -> DataError:
    remedy = ""
    if hasattr(type(data), "to_pandas"):
        remedy = f" Pass {role}.to_pandas()."
    elif isinstance(data, (str, os.PathLike)):
        remedy = " Read a file first, by pandas.read_csv() for instance."
    elif isinstance(data, pd.Series):
        remedy = " One row of a frame is frame.iloc[[0]], one column of it frame[['x']]."
    elif isinstance(data, (list, tuple)):
        remedy = " Make one of it: pandas.DataFrame(...)."
    elif isinstance(data, np.ndarray) and data.dtype.names is not None:
        remedy = f" Pass pd.DataFrame({role}.ravel())."
    return DataError(
        f"{role} must be a DataFrame, a mapping of columns or a 2-D array, "
        f"got {class_of(data)}.{remedy}"
    )


class FrameColumns(Mapping[str, Any]):
    """The columns of a frame as a mapping."""

    def __init__(self, frame: pd.DataFrame, names: Sequence[str]) -> None:
        self.frame = frame
        self.positions = dict(zip(names, range(len(names)), strict=True))
        self.at = _column_at(frame)

    def raw(self, name: str) -> Any:
        """Return a column as it is stored, to be copied."""
        return self.at(self.positions[name])

    def copied(self) -> FrameColumns:
        """Return the same columns of a copy of the frame."""
        return FrameColumns(self.frame.copy(deep=True), list(self.positions))

    def __getitem__(self, name: str) -> Any:
        """Return a column as it is stored, read-only if it is an array of NumPy."""
        values = self.raw(name)
        if isinstance(values, np.ndarray):
            values = values.view()
            values.setflags(write=False)
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def __contains__(self, name: object) -> bool:
        return name in self.positions


class _FirstRows(Mapping[str, Any]):
    """The first rows of columns."""

    def __init__(self, columns: Mapping[str, Any], n_rows: int) -> None:
        self.columns, self.n_rows = columns, n_rows

    def __getitem__(self, name: str) -> Any:
        return self.columns[name][: self.n_rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self.columns


def _column_at(frame: pd.DataFrame) -> Callable[[int], Any]:
    """Return the function that gives a column by its position.

    A Series takes as long as fitting a small network; pandas knows how to do without.
    """
    array_at: Callable[[int], Any] | None = getattr(frame, "_get_column_array", None)
    return (lambda position: frame.iloc[:, position].array) if array_at is None else array_at


def _checked_names(names: Any, role: str) -> list[str]:
    """Return the names of the columns, or raise unless they are distinct strings."""
    if isinstance(names, pd.MultiIndex):
        raise DataError(
            f"{role} has columns of {names.nlevels} levels. Flatten them: "
            f"{role}.columns = ['.'.join(map(str, c)) for c in {role}.columns]."
        )
    labels = index_labels(names) if isinstance(names, pd.Index) else names
    if set(map(type, labels)) == {str} and len(set(labels)) == len(labels):  # as a rule
        check_texts(labels)
        return labels
    seen: set[str] = set()
    for name in labels:
        if not isinstance(name, str):
            raise DataError(
                f"{role} has a column named {shown(name)}; names must be strings. "
                f"Use {role}.rename(columns=str)."
            )
        if name in seen:
            raise DataError(
                f"{role} has two columns named '{name}'. Rename one, or keep the first: "
                f"{role}.loc[:, ~{role}.columns.duplicated()]."
            )
        seen.add(name)
    check_texts(labels)
    return labels


def _common_index(data: Mapping[str, Any], role: str) -> pd.Index[Any]:
    """Return the index that all Series of a mapping share; the lengths must be equal."""
    index: pd.Index[Any] | None = None
    length: int | None = None
    for name, values in data.items():
        refuse_sparse(values, name)
        unsized = not is_sized(values) or getattr(values, "ndim", 1) == 0
        if unsized or isinstance(values, (str, bytes, Mapping, Set)):
            raise DataError(
                f"variable '{name}' must be a column of values, got {type(values).__name__}. "
                "Write [value] for a single row."
            )
        if length is not None and len(values) != length:
            raise DataError(
                f"arguments imply differing number of rows: {length}, {len(values)} ('{name}')."
            )
        length = len(values)
        if isinstance(values, (pd.Series, pd.DataFrame)):
            if index is not None and labels_differ(index, values.index):
                raise DataError(
                    f"the columns of {role} have different indexes ('{name}'). "
                    "Pass .to_numpy() of each, or one DataFrame."
                )
            index = values.index
    return pd.RangeIndex(length or 0) if index is None else index
