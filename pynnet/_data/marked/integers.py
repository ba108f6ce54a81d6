"""Numbers that R holds as integers."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import FloatArray

from ..squares import sum_of_squares
from .numbers import MarkedNumbers

__all__ = ["Integers", "as_integers", "holds_integers"]

_LARGEST_INTEGER = 2**31


class Integers(MarkedNumbers):
    """Numbers that R holds as integers: 100000 of them reads ``100000``, of others ``1e+05``.

    Arithmetic takes the mark off, because only columns and sequences are turned into text.
    """


def holds_integers(column: Any) -> bool:
    """Whether R holds the column as integers; logicals count."""
    return isinstance(column, Integers) or (
        isinstance(column, np.ndarray) and column.dtype.kind == "i"
    )


def as_integers(values: FloatArray) -> FloatArray:
    """Return whole numbers as R's integers, if all of them fit into 32 bits."""
    # As a rule the sum of the squares tells, sooner than a look at each.
    small = sum_of_squares(values) < _LARGEST_INTEGER**2
    if not small and np.count_nonzero(np.abs(values) >= _LARGEST_INTEGER):
        return values
    return values.view(Integers)
