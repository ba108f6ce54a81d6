"""What formulas of one data set and one set of arguments have in common is computed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pynnet._data import Column, NamedColumns

from ..language.expressions import Name
from ..language.variables import Variable
from .model_frame import Computed, Rows

__all__ = ["SharedVariables"]


@dataclass(slots=True, eq=False)
class SharedVariables:
    """Variables that were computed, and what was made of columns in the latest rows.

    Attributes
    ----------
    computed : dict
        On all rows, by variable.
    """

    computed: dict[Variable, Computed] = field(default_factory=dict)
    _rows: Rows | None = None
    # By the id of a column, which is held so that no other has it, what was made of it.
    _taken: dict[int, tuple[Column, Column]] = field(default_factory=dict)
    _coded: dict[int, tuple[Column, Column]] = field(default_factory=dict)
    _lasting: set[int] = field(default_factory=set)

    def in_rows(self, rows: Rows) -> None:
        """Forget what was made of columns in other rows."""
        if self._rows is None or not (
            np.array_equal(rows.complete, self._rows.complete)
            and np.array_equal(rows.subset, self._rows.subset)
        ):
            self._rows = rows
            for made in (self._taken, self._coded, self._lasting):
                made.clear()

    def taken(self, variable: Variable, column: Column, data: NamedColumns, rows: Rows) -> Column:
        """Return the rows used of a column, taken once if the column will come again."""
        node = variable.expression
        stored = isinstance(node, Name) and node.name in data
        if not stored and variable not in self.computed:
            return rows.of(column)
        if id(column) not in self._taken:
            self._taken[id(column)] = column, rows.of(column)
        result = self._taken[id(column)][1]
        self._lasting.add(id(result))
        return result

    def coded(self, column: Column, make: Callable[[Column], Column]) -> Column:
        """Return what is made of the rows used of a column, once if they come again."""
        if id(column) not in self._lasting:
            return make(column)
        if id(column) not in self._coded:
            self._coded[id(column)] = column, make(column)
        return self._coded[id(column)][1]
