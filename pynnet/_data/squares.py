"""The sum of the squares of few numbers: it tells of all at once what a look at each would."""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import FloatArray

__all__ = ["sum_of_squares"]

_FEW = 10_000  # to add up more, BLAS wakes threads, which wait where the machine is busy


def sum_of_squares(values: FloatArray) -> float:
    """Return the sum of the squares, without a warning whatever the numbers are.

    It is missing if one of them is, and also if they are many.
    """
    return float(np.vdot(values, values)) if values.size <= _FEW else math.nan
