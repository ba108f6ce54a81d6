"""The columns of a small frame by value, copied as pandas stores them: many at a time.

To read the columns of a frame one by one takes longer than to fit a small model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["OwnColumns", "own_columns"]

_FEW = 20_000  # values: to copy so many takes less time than to read a few columns


class OwnColumns(dict[str, Any]):
    """Columns by name that nobody else can change."""


def own_columns(frame: pd.DataFrame, names: Sequence[str]) -> OwnColumns | None:
    """Return copies of all columns; None if they are too many, or pandas does not show its blocks.

    Arrays of NumPy are read-only.
    """
    blocks = getattr(getattr(frame, "_mgr", None), "blocks", None)
    if blocks is None or len(frame) * len(names) > _FEW:
        return None
    columns: list[Any] = [None] * len(names)
    for block in blocks:
        values = block.values.copy()
        if isinstance(values, np.ndarray):
            values.setflags(write=False)
        of_block = values if values.ndim == 2 else (values,)
        for place, column in zip(block.mgr_locs, of_block, strict=True):
            columns[place] = column
    return OwnColumns(zip(names, columns, strict=True))
