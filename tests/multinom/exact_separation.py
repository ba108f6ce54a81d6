"""Whether classes are separated, by exact arithmetic: extreme rays of the cone of directions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["classes_apart"]

_Rows = list[list[Fraction]]


def classes_apart(
    x: npt.NDArray[np.int64], codes: list[int], classes: int
) -> npt.NDArray[np.bool_]:
    """Which class has a case that gains on which other along a direction in which no case loses."""
    n, p = x.shape
    differences, pairs = [], []
    for row in range(n):
        for other in range(classes):
            if other != codes[row]:
                block = np.zeros((classes, p), dtype=int)
                block[codes[row]], block[other] = x[row], -x[row]
                differences.append(block[1:].ravel().tolist())
                pairs.append((codes[row], other))
    apart = np.zeros((classes, classes), dtype=bool)
    for pair, gains in zip(pairs, _gaining(differences), strict=True):
        apart[pair] |= gains
    return apart


def _gaining(differences: list[list[int]]) -> list[bool]:
    """Which rows are positive in some direction in which none is negative."""
    distinct = [list(row) for row in sorted({tuple(row) for row in differences if any(row)})]
    pivots = _reduced(distinct)[1]
    rows = [[row[c] for c in pivots] for row in distinct]
    all_rows = [[row[c] for c in pivots] for row in differences]
    gaining = [False] * len(differences)
    for chosen in combinations(rows, len(pivots) - 1):  # those that are 0 along an extreme ray
        ray = _orthogonal(list(chosen), len(pivots))
        values = None if ray is None else [_product(row, ray) for row in rows]
        for sign in (1, -1):
            if ray is not None and values is not None and all(sign * v >= 0 for v in values):
                gaining = [
                    known or sign * _product(row, ray) > 0
                    for known, row in zip(gaining, all_rows, strict=True)
                ]
    return gaining


def _product(row: list[int], ray: list[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(row, ray, strict=True)), Fraction(0))


def _reduced(rows: list[list[int]]) -> tuple[_Rows, list[int]]:
    """Reduced row echelon form, and its pivots."""
    left = [[Fraction(v) for v in row] for row in rows]
    pivots: list[int] = []
    for column in range(len(left[0]) if left else 0):
        r = len(pivots)
        place = next((i for i in range(r, len(left)) if left[i][column]), None)
        if place is None:
            continue
        left[r], left[place] = left[place], left[r]
        left[r] = [v / left[r][column] for v in left[r]]
        for i, row in enumerate(left):
            if i != r and row[column]:
                left[i] = [a - row[column] * b for a, b in zip(row, left[r], strict=True)]
        pivots.append(column)
    return left, pivots


def _orthogonal(rows: list[list[int]], size: int) -> list[Fraction] | None:
    """The direction orthogonal to the rows; None unless there is exactly one."""
    reduced, pivots = _reduced(rows)
    if len(pivots) < size - 1:
        return None
    free = next(c for c in range(size) if c not in pivots)
    ray = [Fraction(0)] * size
    ray[free] = Fraction(1)
    for row, pivot in zip(reduced, pivots, strict=False):
        ray[pivot] = -row[free]
    return ray
