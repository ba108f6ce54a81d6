"""Plane rotations, and the singular values of triangles of two rows.

The numbers are rounded in the order of LAPACK's dlartg, dlas2 and dlasv2.

References
----------
.. [1] E. Anderson, Algorithm 978: Safe scaling in the level 1 BLAS, ACM Transactions on
   Mathematical Software 44, 2017: rotations that neither overflow nor underflow.
.. [2] J. Demmel and W. Kahan, Accurate singular values of bidiagonal matrices, SIAM Journal on
   Scientific and Statistical Computing 11, 1990, section 3 and the appendix.
"""

from __future__ import annotations

from math import copysign, sqrt
from typing import NamedTuple

__all__ = ["EPSILON", "SAFE", "Triangle", "least_singular_value", "rotation", "triangle"]

EPSILON = 2.0**-53  # the largest relative error of rounding
SAFE = 2.0**-1022  # the least number whose reciprocal does not overflow
_LOW, _HIGH = sqrt(SAFE), sqrt(1 / SAFE / 2)  # squares of what is between can be added


def rotation(f: float, g: float) -> tuple[float, float, float]:
    """Return c, s and r with c f + s g = r and c g - s f = 0."""
    if g == 0.0:
        return 1.0, 0.0, f
    if f == 0.0:
        return 0.0, copysign(1.0, g), abs(g)
    if _LOW < abs(f) < _HIGH and _LOW < abs(g) < _HIGH:
        d = sqrt(f * f + g * g)
        r = copysign(d, f)
        return abs(f) / d, g / r, r
    scale = min(1 / SAFE, max(SAFE, abs(f), abs(g)))
    f, g = f / scale, g / scale
    d = sqrt(f * f + g * g)
    r = copysign(d, f)
    return abs(f) / d, g / r, r * scale


def least_singular_value(f: float, g: float, h: float) -> float:
    """Return the least singular value of the upper triangle of f, g above h."""
    f, g, h = abs(f), abs(g), abs(h)
    low, high = min(f, h), max(f, h)
    if low == 0.0:
        return 0.0
    sums, differences = 1.0 + low / high, (high - low) / high
    if g < high:
        square = (g / high) * (g / high)
        c = 2.0 / (sqrt(sums * sums + square) + sqrt(differences * differences + square))
        return low * c
    share = high / g
    if share == 0.0:
        return (low * high) / g
    sums, differences = sums * share, differences * share
    c = 1.0 / (sqrt(1.0 + sums * sums) + sqrt(1.0 + differences * differences))
    half = (low * c) * share
    return half + half


class Triangle(NamedTuple):
    """Singular values of an upper triangle, with signs, and the rotation of its right vectors."""

    least: float
    largest: float
    cosine: float
    sine: float


def triangle(f: float, g: float, h: float) -> Triangle:
    """Decompose the upper triangle of f, g above h."""
    swapped = abs(h) > abs(f)
    first, last = (h, f) if swapped else (f, h)
    least, largest, left, right, steep = _ordered(first, g, last)
    if swapped:
        left, right = right[::-1], left[::-1]
    (c_left, s_left), (c_right, s_right) = left, right
    if steep:
        sign = copysign(1.0, s_right) * copysign(1.0, c_left) * copysign(1.0, g)
    elif swapped:
        sign = copysign(1.0, s_right) * copysign(1.0, s_left) * copysign(1.0, h)
    else:
        sign = copysign(1.0, c_right) * copysign(1.0, c_left) * copysign(1.0, f)
    largest = copysign(largest, sign)
    least = copysign(least, sign * copysign(1.0, f) * copysign(1.0, h))
    return Triangle(least, largest, c_right, s_right)


_Pair = tuple[float, float]


def _ordered(f: float, g: float, h: float) -> tuple[float, float, _Pair, _Pair, bool]:
    """Singular values, cosines and sines, whether g is largest; f is no less than h."""
    fa, ga, ha = abs(f), abs(g), abs(h)
    if ga == 0.0:
        return ha, fa, (1.0, 0.0), (1.0, 0.0), False
    steep = ga > fa
    if steep and fa / ga < EPSILON:
        least = fa / (ga / ha) if ha > 1.0 else (fa / ga) * ha
        return least, ga, (1.0, h / g), (f / g, 1.0), steep
    d = fa - ha
    gap = 1.0 if d == fa else d / fa
    m = g / f
    t = 2.0 - gap
    square = m * m
    s = sqrt(t * t + square)
    r = abs(m) if gap == 0.0 else sqrt(gap * gap + square)
    a = 0.5 * (s + r)
    if square != 0.0:
        t = (m / (s + t) + m / (r + gap)) * (1.0 + a)
    elif gap == 0.0:
        t = copysign(2.0, f) * copysign(1.0, g)
    else:
        t = g / copysign(d, f) + m / t
    length = sqrt(t * t + 4.0)
    c_right, s_right = 2.0 / length, t / length
    left = (c_right + s_right * m) / a, (h / f) * s_right / a
    return ha / a, fa * a, left, (c_right, s_right), steep
