"""The data of a fit as they were: the columns used by value, of the others what costs little.

Small data are copied whole. Of large ones the columns that were used are copied; of the others the
arrays of the user are held with a digest, which tells later whether they were written to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, DataError, is_foreign

from .by_value import by_value
from .foreign import values_of
from .frames import FrameColumns, NamedColumns
from .own_columns import OwnColumns
from .portable import portable
from .reading import array_of_objects

__all__ = ["KeptData"]

_SMALL = 500_000  # values: to copy so many takes less than a millisecond
_MANY = 40  # columns: to copy so many one by one takes as long as a frame


class KeptData(NamedColumns):
    """Named columns that nobody else can change; it may stand for data in another call.

    `beside` are arrays of the user that the formula used as columns. A copy that was pickled has
    the columns used, and no others.
    """

    def __init__(
        self,
        columns: NamedColumns,
        used: Collection[str],
        beside: Mapping[str, Any] | None = None,
    ) -> None:
        self.role, self.names = columns.role, columns.names
        self._read, self._gaps = {}, {}
        stored = columns._stored
        if isinstance(stored, _KeptColumns):
            self.index, self._stored = columns.index, stored.using(used)
        else:
            self.index = columns.own_index
            self._stored = _kept(stored, columns.names, used, len(columns))
        self._own_index = self.index
        if beside:
            self.names = (*self.names, *beside)
            self._stored = self._stored.with_columns(beside)

    def rows(self, positions: Any) -> dict[str, Any]:
        """Return some rows of the columns used, in the types they were given in.

        They are Series, but for a variable that is a matrix or a frame of numbers.
        """
        index = self.index[positions]
        return {name: _rows_of(values, positions, index) for name, values in self.used.items()}

    def __deepcopy__(self, memo: Any) -> KeptData:
        return self  # nothing of it can change

    @property
    def used(self) -> Mapping[str, Any]:
        """The columns that were used, by value."""
        assert isinstance(self._stored, _KeptColumns)
        return self._stored.used

    @classmethod
    def restored(
        cls, used: dict[str, Any], index: pd.Index[Any], names: tuple[str, ...]
    ) -> KeptData:
        """Return the data of a fit that was saved, which has the columns used and no others."""
        kept = cls.__new__(cls)
        kept.__setstate__({"used": used, "index": index, "names": names})
        return kept

    def __getstate__(self) -> dict[str, Any]:
        kept = {"used": self.used, "index": self.index, "names": self.names}
        return {name: portable(value) for name, value in kept.items()}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.role, self._read, self._gaps = "data", {}, {}
        self.index = self._own_index = state["index"]
        self.names = state["names"]
        self._stored = _KeptColumns(self.names, state["used"], None, {})


class _KeptColumns(Mapping[str, Any]):
    """Columns by name: those used, the rest, and digests of the rest where it is the user's."""

    def __init__(
        self,
        names: tuple[str, ...],
        used: dict[str, Any],
        rest: Mapping[str, Any] | None,
        digests: dict[str, bytes | None],
    ) -> None:
        self.names, self.used, self.rest, self.digests = names, used, rest, digests

    def using(self, names: Collection[str]) -> _KeptColumns:
        """Return the same with these columns by value."""
        if all(name in self.used for name in names):
            return self
        used = {name: by_value(self[name]) for name in self.names if name in names}
        return _KeptColumns(self.names, {**self.used, **used}, self.rest, self.digests)

    def with_columns(self, columns: Mapping[str, Any]) -> _KeptColumns:
        """Return the same with further columns."""
        used = {**self.used, **{name: _copied(values) for name, values in columns.items()}}
        return _KeptColumns((*self.names, *columns), used, self.rest, self.digests)

    def __getitem__(self, name: str) -> Any:
        if name in self.used:
            return self.used[name]
        if self.rest is None:
            raise DataError(
                f"the column '{name}' was not saved with the fit, which keeps the columns of its "
                "own formula. Pass data= with it."
            )
        values = self.rest[name]
        if name in self.digests and self.digests[name] != _digest(values):
            raise DataError(
                f"the column '{name}' of the data has changed since the fit, which did not use it. "
                "Pass data= to fit with the data as they are now."
            )
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.used or name in self.names


def _kept(
    stored: Mapping[str, Any], names: tuple[str, ...], used: Collection[str], n_rows: int
) -> _KeptColumns:
    """Return the columns as they are now."""
    if isinstance(stored, OwnColumns):
        own = {name: stored[name] for name in names if name in used}
        return _KeptColumns(names, own, stored, {})
    small = n_rows * len(names) <= _SMALL
    column = stored.raw if isinstance(stored, FrameColumns) else stored.__getitem__
    copies = {name: _copied(column(name)) for name in names if name in used}
    if small and len(names) > _MANY and isinstance(stored, FrameColumns):
        return _KeptColumns(names, copies, stored.copied(), {})
    if small:
        others = {name: _copied(column(name)) for name in names if name not in used}
        return _KeptColumns(names, copies, others, {})
    others = {name: _array(stored[name]) for name in names if name not in used}
    # Arrow's arrays cannot be written to, only replaced: a copy of one shares its values.
    arrow = {name for name, values in others.items() if _is_arrow(values)}
    others.update({name: others[name].copy() for name in arrow})
    digests = {name: _digest(values) for name, values in others.items() if name not in arrow}
    return _KeptColumns(names, copies, others, digests)


def _copied(values: Any) -> Any:
    """Return a copy of the values of a column."""
    return values.copy() if type(values) is np.ndarray else by_value(_array(values))


def _array(values: Any) -> Any:
    """Return the values of a column without its index."""
    if isinstance(values, (pd.Series, pd.Index)):
        return values.to_numpy() if isinstance(values.dtype, np.dtype) else values.array
    if isinstance(values, (list, tuple)):
        return array_of_objects(values)
    return values_of(values, "data") if is_foreign(values) else values


def _rows_of(values: Any, positions: Any, index: pd.Index[Any]) -> Any:
    if isinstance(values, pd.DataFrame):
        return values.iloc[positions].set_axis(index)
    if getattr(values, "ndim", 1) == 2:
        return np.asarray(values)[positions]
    return pd.Series(_array(values)[positions], index=index, dtype=_dtype(values))


def _dtype(values: Any) -> Any:
    """Return the type that a column had; of a list it is found from its elements."""
    dtype = getattr(values, "dtype", None)
    return None if isinstance(dtype, np.dtype) and dtype.kind == "O" else dtype


def _is_arrow(values: Any) -> bool:
    return isinstance(values, pd.arrays.ArrowExtensionArray)  # a question that reads no values


def _digest(values: Any) -> bytes | None:
    """Return what tells whether values have changed; None if nothing does."""
    numbers: AnyArray
    if isinstance(values, pd.DataFrame):
        values = values.to_numpy()
    if isinstance(values, np.ndarray) and values.dtype.kind in "biufcmM":
        numbers = values
    else:
        try:
            numbers = pd.util.hash_array(values, categorize=False)
        except (TypeError, ValueError, AttributeError):
            return None  # such a column cannot be used in a formula either
    return hashlib.blake2b(np.ascontiguousarray(numbers).tobytes(), digest_size=16).digest()
