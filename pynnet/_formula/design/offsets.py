"""The offsets of a model, side by side, and their names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pynnet._data import Column, Matrix, as_numeric
from pynnet._ground import FloatArray

__all__ = ["offset_matrix", "offset_names"]


def offset_matrix(offsets: Sequence[Column]) -> FloatArray | None:
    """Return offsets side by side; None if there are none."""
    numbers = [as_numeric(offset) for offset in offsets]
    columns = [n.values if isinstance(n, Matrix) else n[:, np.newaxis] for n in numbers]
    return np.hstack(columns) if columns else None


def offset_names(offsets: Sequence[Column]) -> tuple[str, ...]:
    """Names of the columns of a single offset; offsets that are added up have one column."""
    if len(offsets) == 1 and isinstance(offsets[0], Matrix):
        return offsets[0].names or ("",) * offsets[0].values.shape[1]
    return ("offset",) if offsets else ()
