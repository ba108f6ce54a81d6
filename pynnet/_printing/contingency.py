"""R's tables of counts: numbers in one dimension or more, each with labels and a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, public_record, shown

from .kinds import RArray
from .matrices import array_lines
from .values import label_of, vector_of

__all__ = ["Table", "table_array"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """A table of counts or shares, with labels in each dimension, as R's ``table``.

    It cross-classifies cases by factors; `str` and `show` print it as R does. For NumPy it is an
    array.

    Parameters
    ----------
    values : array_like of shape (n1, n2, ...)
        Counts or shares, in as many dimensions as there are factors.
    dimnames : mapping or sequence
        The levels of each factor, by its name; or in order, of factors without names.

    Attributes
    ----------
    values : ndarray of shape (n1, n2, ...)
        Counts or shares.
    dimnames : tuple of tuple
        For each dimension its name, which may be empty, and its levels as texts, None where a
        level is that of missing values.

    Raises
    ------
    ArgumentError
        If the values are no numbers, or their shape is not that of the levels.

    Examples
    --------
    >>> from pynnet import Table
    >>> Table([[5, 1], [0, 4]], {"truth": ["no", "yes"], "predicted": ["no", "yes"]})
         predicted
    truth no yes
      no   5   1
      yes  0   4
    """

    values: AnyArray
    dimnames: tuple[tuple[str, tuple[str | None, ...]], ...]

    def __init__(self, values: Any, dimnames: Any) -> None:
        axes = _axes(dimnames)
        array = _numbers(values)
        levels = tuple(len(labels) for _, labels in axes)
        if array.shape != levels or not levels:
            raise ArgumentError(
                "length of 'dimnames' not equal to array extent: the values have shape "
                f"{array.shape}, the levels {levels}."
            )
        object.__setattr__(self, "values", array)
        object.__setattr__(self, "dimnames", axes)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.values, self.dimnames)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> AnyArray:
        """The values, for NumPy."""
        return np.array(self.values, dtype=dtype, copy=True if copy is None else copy)

    def __repr__(self) -> str:
        """R's print."""
        return "\n".join(array_lines(table_array(self.values, self.dimnames)))


def _again(values: AnyArray, dimnames: Any) -> Table:
    """Make a table of what one held."""
    table = object.__new__(Table)
    values.flags.writeable = False
    object.__setattr__(table, "values", values)
    object.__setattr__(table, "dimnames", dimnames)
    return table


def _numbers(values: Any) -> AnyArray:
    """A copy of the values, which cannot be changed."""
    try:
        array = np.array(values)
    except ValueError:  # NumPy's, of rows of several lengths
        array = np.array(None)
    if array.dtype.kind not in "iuf":
        raise ArgumentError(f"invalid 'values': got {shown(values)}. Pass an array of numbers.")
    array.flags.writeable = False
    return array


def _axes(dimnames: Any) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
    """Name and levels of each dimension."""
    if isinstance(dimnames, str) or not hasattr(dimnames, "__iter__"):
        raise ArgumentError(
            f"invalid 'dimnames': got {shown(dimnames)}. Pass the levels of each dimension, by "
            "name or in order."
        )
    is_named = isinstance(dimnames, Mapping)
    pairs = dimnames.items() if is_named else [("", levels) for levels in dimnames]
    axes = []
    for name, levels in pairs:
        if isinstance(levels, str) or not hasattr(levels, "__iter__"):
            raise ArgumentError(
                f"invalid 'dimnames': got {shown(levels)} for a dimension. Pass a sequence of "
                "levels."
            )
        axes.append((str(name), tuple(map(label_of, levels))))
    return tuple(axes)


def table_array(values: AnyArray, dimnames: Any) -> RArray:
    """Return a table as R's array, from names and levels of its dimensions."""
    names, levels = [name for name, _ in dimnames], [labels for _, labels in dimnames]
    return RArray(vector_of(np.ravel(values, "F")), values.shape, levels, names, is_table=True)
