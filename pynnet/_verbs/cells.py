"""Cells of a cross-classification: numbered from 0, the first factor varying fastest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pynnet._ground import BoolArray, IntArray

__all__ = ["numbered_cells"]


def numbered_cells(codes: Sequence[IntArray], sizes: Sequence[int]) -> tuple[IntArray, BoolArray]:
    """Return the cell of each row, and whether it has one: no code of it is below 0."""
    cell, present = np.zeros(len(codes[0]), dtype=np.int64), np.ones(len(codes[0]), dtype=bool)
    step = 1
    for of_factor, size in zip(codes, sizes, strict=True):
        cell, present = cell + of_factor * step, present & (of_factor >= 0)
        step *= size
    return cell, present
