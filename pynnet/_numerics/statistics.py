"""R's sums, means and quantiles: totals are formed in extended precision.

NumPy's ``longdouble`` has R's 64-bit mantissa on x86-64. Where a platform's is a plain double, so
is R's, and the results still agree.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from pynnet._ground import FloatArray

from .arithmetic import quiet

__all__ = ["column_mean", "mean", "median", "quantile", "quantile_of_type", "total", "variance"]

# Plotting positions of Hyndman and Fan's quantiles, The American Statistician 50, 1996
_POSITIONS = {4: (0.0, 1.0), 5: (0.5, 0.5), 6: (0.0, 0.0), 8: (1 / 3, 1 / 3), 9: (3 / 8, 3 / 8)}
_FUZZ = 4 * 2.0**-52


@quiet  # infinities of both signs have no sum, as in R
def total(values: FloatArray) -> Any:
    """Return the sum from left to right as a long double."""
    extended = values.astype(np.longdouble)
    return np.add.accumulate(extended)[-1] + 0.0 if len(values) else np.longdouble(0.0)


def column_mean(values: FloatArray) -> float:
    """Return the mean in one pass, as R's ``colMeans`` forms it."""
    return float(total(values) / len(values)) if len(values) else math.nan


def mean(values: FloatArray) -> float:
    """Return the mean with the second pass of R's ``mean``."""
    if not len(values):
        return math.nan
    first = total(values) / len(values)
    if not np.isfinite(first):
        return float(first)
    return float(first + np.add.accumulate(values.astype(np.longdouble) - first)[-1] / len(values))


@quiet
def variance(values: FloatArray) -> float:
    """Return the variance about the rounded mean, divided by n - 1."""
    if len(values) < 2:
        return math.nan
    deviations = values.astype(np.longdouble) - mean(values)
    return float(np.add.accumulate(deviations * deviations)[-1] / (len(values) - 1))


@quiet
def quantile(values: FloatArray, probabilities: Sequence[float]) -> FloatArray:
    """Return R's quantiles of type 7 of numbers without missing ones."""
    if not len(values):
        return np.full(len(probabilities), np.nan)
    ordered = np.sort(values)
    quantiles = []
    for p in probabilities:
        position = 1 + (len(ordered) - 1) * p
        below = math.floor(position)
        share = position - below
        low, high = ordered[below - 1], ordered[math.ceil(position) - 1]
        quantiles.append(float(low if low == high else (1 - share) * low + share * high))
    return np.array(quantiles)


def quantile_of_type(values: FloatArray, p: float, kind: int) -> float:
    """Return a quantile of one of the types 1 to 9 but 7 of numbers without missing ones."""
    if not len(values):
        return math.nan
    ordered = np.sort(values)
    count = len(ordered)
    padded = np.pad(ordered, 2, mode="edge")
    if kind <= 3:
        position = count * p - (0.5 if kind == 3 else 0.0)
        below = math.floor(position + _FUZZ)
        above = position > below
        odd_or_off = position != below or below % 2 == 1
        share = {1: float(above), 2: (above + 1) / 2, 3: float(odd_or_off)}[kind]
    else:
        a, b = _POSITIONS[kind]
        position = a + p * (count + 1 - a - b)
        below = math.floor(position + _FUZZ)
        share = position - below
        share = 0.0 if -_FUZZ <= share < _FUZZ else share
    low, high = float(padded[below + 1]), float(padded[below + 2])
    if share in (0.0, 1.0) or low == high:
        return high if share == 1.0 else low
    return (1 - share) * low + share * high


def median(values: FloatArray) -> float:
    ordered = np.sort(values)
    half = len(ordered) // 2
    if not len(ordered):
        return math.nan
    return float(ordered[half]) if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])
