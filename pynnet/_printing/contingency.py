"""R's tables of counts: numbers in one dimension or more, each with labels and a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, array_if_any, invalid, public_record

from .describing.html import code_html, html_of, table_html
from .kinds import RArray
from .matrices import array_lines
from .values import label_of, vector_of
from .vectors import cell_texts

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
        array = _numbers(values)
        axes = _axes(dimnames, array.shape)
        object.__setattr__(self, "values", array)
        object.__setattr__(self, "dimnames", axes)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.values, self.dimnames)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> AnyArray:
        """The values, for NumPy."""
        return np.array(self.values, dtype=dtype, copy=True if copy is None else copy)

    def _repr_html_(self) -> str:
        if len(self.dimnames) != 2 or not self.values.size:
            return html_of(code_html(repr(self).split("\n")))
        (rows, of_rows), (columns, of_columns) = self.dimnames
        texts = cell_texts(table_array(self.values, self.dimnames).cells)
        pairs = zip(np.ravel(self.values, "F"), texts, strict=True)
        cells = ["" if x != x else text for x, text in pairs]  # as R prints them
        names = ["<NA>" if name is None else name for name in of_columns]
        by_column = [cells[k * len(of_rows) : (k + 1) * len(of_rows)] for k in range(len(names))]
        title = f"{rows} by {columns}" if rows and columns else None
        labels = ["<NA>" if name is None else name for name in of_rows]
        return html_of(table_html(list(zip(names, by_column, strict=True)), labels, title))

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
    array = np.array(array_if_any(values))
    if array.dtype.kind not in "iuf":
        raise invalid("values", values, "an array of numbers")
    array.flags.writeable = False
    return array


def _axes(dimnames: Any, shape: Sequence[int]) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
    """Name and levels of each dimension; no more are looked at than there should be."""
    pairs: Any = dimnames.items() if isinstance(dimnames, Mapping) else dimnames
    axes = []
    for k, pair in enumerate(_first(pairs, len(shape) + 1, dimnames)):
        name, levels = pair if isinstance(dimnames, Mapping) else ("", pair)
        n = shape[k] if k < len(shape) else 0
        axes.append((str(name), tuple(map(label_of, _first(levels, n + 1, levels)))))
    if tuple(len(levels) for _, levels in axes) != shape or not axes:
        raise ArgumentError(
            f"length of 'dimnames' not equal to array extent: the values have shape {shape}. "
            "Pass as many levels for each dimension."
        )
    return tuple(axes)


def _first(items: Any, most: int, given: Any) -> list[Any]:
    """The first ones of what a user gave, `most` at the most."""
    if not isinstance(items, str):
        # Python's or the object's, where there is nothing to go through; of a memoryview's rows
        with suppress(TypeError, NotImplementedError):
            return list(islice(items, most))
    raise invalid("dimnames", given, "a sequence of levels for each dimension, by name or in order")


def table_array(values: AnyArray, dimnames: Any) -> RArray:
    """Return a table as R's array, from names and levels of its dimensions."""
    names, levels = [name for name, _ in dimnames], [labels for _, labels in dimnames]
    return RArray(vector_of(np.ravel(values, "F")), values.shape, levels, names, is_table=True)
