"""Designs in columns of one size, so that a tolerance means the same for each coefficient.

Where the design has a constant column, the others are moved to their middle: of seconds since 1970
nothing but the differences tells classes apart.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray
from pynnet._numerics import column_range, surely_independent

from .linear_program import ZERO

__all__ = ["StandardDesign", "independent_columns", "standard_design"]


class StandardDesign(NamedTuple):
    """Independent columns of a design, each of size 1: ``(x[:, columns] - middle) / size``.

    Attributes
    ----------
    x : ndarray, shape (n, r)
        The standard columns.
    columns : ndarray of int, shape (r,)
        Which columns of the design they are.
    middle, size : ndarray, shape (r,)
        What was subtracted, and divided by.
    constant : int or None
        The column that is constant.
    """

    x: FloatArray
    columns: IntArray
    middle: FloatArray
    size: FloatArray
    constant: int | None

    def directions(self, coefficients: FloatArray) -> FloatArray:
        """Coefficients of the standard columns from those of the columns, a row for each class."""
        standard = coefficients * self.size
        if self.constant is not None:
            standard[:, self.constant] += coefficients @ self.middle
        return standard

    def infinite(self, directions: FloatArray, p: int) -> BoolArray:
        """Which of the `p` coefficients of the design grow along directions, a row for each."""
        moved = self.middle / self.size
        grown = directions.copy()
        room = np.full(len(moved), ZERO)
        if self.constant is not None:
            grown[:, self.constant] -= directions @ moved
            room[self.constant] *= max(1.0, float(np.abs(moved).max()))
        infinite = np.zeros((len(directions), p), dtype=bool)
        infinite[:, self.columns] = np.abs(grown) > room
        return infinite


def standard_design(x: FloatArray, columns: IntArray | None = None) -> StandardDesign:
    """The design in standard columns; by default in those that are independent."""
    if columns is None:
        columns = independent_columns(x)
    if len(columns) < x.shape[1]:
        x = x[:, columns]
    lowest, highest = column_range(x)
    size = np.maximum(highest, -lowest)
    middle = np.zeros(len(size))
    level = ((highest == lowest) & (size > 0)).nonzero()[0]
    constant = int(level[0]) if len(level) else None
    if constant is not None:
        varies = highest > lowest
        high, low = highest / 2, lowest / 2
        np.add(high, low, out=middle, where=varies)
        np.subtract(high, low, out=size, where=varies)
        size[constant] = highest[constant]
    size[size == 0] = 1.0  # half of the smallest number is 0
    return StandardDesign((x - middle) / size, columns, middle, size, constant)


def independent_columns(x: FloatArray) -> IntArray:
    """Columns that make up all others."""
    from scipy.linalg import qr

    first = x[:, : len(x)]
    if surely_independent(first):  # as in most designs that have more columns than rows
        return np.arange(first.shape[1])
    lowest, highest = column_range(x)
    largest = np.maximum(highest, -lowest)
    scaled = x / np.where(largest > 0, largest, 1)
    with np.errstate(under="ignore"):
        sizes = np.sqrt((scaled**2).sum(axis=0))
        r, order = qr(scaled / np.where(sizes > 0, sizes, 1), mode="r", pivoting=True)
    diagonal = np.abs(np.diag(r))
    rank = int((diagonal > 1e-9 * diagonal[:1]).sum())
    return np.sort(order[:rank])
