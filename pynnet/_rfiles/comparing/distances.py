"""How far apart numbers are: in bits, in units of the last place, and relative."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray

__all__ = ["Distance", "distance", "same_bits", "ulps_between"]

_SIZE = np.int64(2**63 - 1)  # all bits of a double but its sign
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two arrays of one shape are apart.

    Attributes
    ----------
    values, equal : int
        How many there are, and how many are the same in every bit.
    ulps, relative : float
        The largest distance, in units of the last place and relative to the larger of the two; NaN
        if a number is compared with none.
    worst : int or None
        Where it is.
    """

    values: int
    equal: int
    ulps: float
    relative: float
    worst: int | None


def same_bits(a: FloatArray, b: FloatArray) -> BoolArray:
    """Where two arrays have the same bits; all that are no numbers count as one."""
    return np.asarray((a.view(np.uint64) == b.view(np.uint64)) | (np.isnan(a) & np.isnan(b)))


def ulps_between(a: FloatArray, b: FloatArray) -> FloatArray:
    """Doubles from one number to the other; NaN where one of them is none.

    Numbers are counted from the smallest: 0 and -0 are one step apart, as their bits differ.
    """
    left, right = _place(a), _place(b)
    apart = (left < 0) != (right < 0)
    near = np.abs(np.where(apart, 0, left) - np.where(apart, 0, right)).astype(float)
    far = np.abs(left.astype(float)) + np.abs(right.astype(float))
    steps = np.where(apart, np.where(far < _EXACT, np.abs(left - right), far), near)
    return np.asarray(np.where(np.isnan(a) | np.isnan(b), np.nan, steps))


def _place(x: FloatArray) -> IntArray:
    """The place of each double among all of its sign, from 0; from -1 downwards if negative."""
    bits = np.ascontiguousarray(x).view(np.int64)
    return np.asarray(np.where(bits < 0, -1 - (bits & _SIZE), bits))


def distance(a: FloatArray, b: FloatArray) -> Distance:
    """Compare two arrays of numbers of one length."""
    a, b = np.ascontiguousarray(a, dtype=float), np.ascontiguousarray(b, dtype=float)
    same = same_bits(a, b)
    different = np.flatnonzero(~same)
    if not len(different):
        return Distance(len(a), len(a), 0.0, 0.0, None)
    ulps = ulps_between(a[different], b[different])
    k = int(np.argmax(np.where(np.isnan(ulps), np.inf, ulps)))
    worst = int(different[k])
    relative = float(np.max(_relative(a[different], b[different])))
    return Distance(len(a), len(a) - len(different), float(ulps[k]), relative, worst)


def _relative(a: FloatArray, b: FloatArray) -> FloatArray:
    """How far numbers are apart, as a part of the larger of each two; NaN where one is none."""
    larger = np.maximum(np.abs(a), np.abs(b))
    with np.errstate(all="ignore"):
        apart = np.abs(a - b)
        parts = np.where(np.isinf(apart), np.abs(a / larger - b / larger), apart / larger)
    parts = np.where(np.isinf(larger), np.inf, parts)
    return np.asarray(np.where(larger == 0, 0.0, parts))
