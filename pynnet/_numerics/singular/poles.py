"""Where a rational function with three poles vanishes, rounded as in LAPACK's dlaed6.

References
----------
.. [1] R.-C. Li, Solving secular equations stably and efficiently, LAPACK Working Note 89, 1994.
"""

from __future__ import annotations

from math import sqrt

from .rotations import EPSILON

__all__ = ["quadratic", "zero_beside_poles"]

_MOST_STEPS = 40
_SMALL = 2.0**-340  # distances whose cubes underflow


def quadratic(a: float, b: float, c: float) -> float:
    """The root of c x^2 - a x + b that is taken as a step, without cancellation."""
    if c == 0.0:
        return b / a
    length = sqrt(abs(a * a - 4.0 * b * c))
    return (a - length) / (2.0 * c) if a <= 0.0 else 2.0 * b / (a + length)


def zero_beside_poles(
    rho: float, d: list[float], z: list[float], at_zero: float, right: bool, guess: bool
) -> float | None:
    """Return the zero of rho + sum(z_j / (d_j - x)) next to 0, None if it is not found.

    Parameters
    ----------
    rho : float
        The constant.
    d, z : list of float
        Three poles, ascending, and their weights.
    at_zero : float
        The function at 0.
    right : bool
        Whether the zero is between the second pole and the third; else between the first two.
    guess : bool
        Whether the search begins where the third pole, or the first, is taken for constant.
    """
    low, high = (d[1], d[2]) if right else (d[0], d[1])
    low, high = (0.0, high) if at_zero < 0.0 else (low, 0.0)
    x = 0.0
    if guess:
        x = _guess(rho, d, z, right)
        if x < low or x > high:
            x = (low + high) / 2.0
        if x in d:
            x = 0.0
        else:
            value = at_zero
            for pole, weight in zip(d, z, strict=True):
                value += x * weight / (pole * (pole - x))
            low, high = (x, high) if value <= 0.0 else (low, x)
            if abs(at_zero) <= abs(value):
                x = 0.0
    near = min(abs(pole - x) for pole in (d[1:] if right else d[:2]))
    scale = 1.0 if near > _SMALL else 1.0 / _SMALL if near > _SMALL * _SMALL else 1.0 / _SMALL**2
    poles, weights = [pole * scale for pole in d], [weight * scale for weight in z]
    found = _searched(poles, weights, at_zero, right, (low * scale, x * scale, high * scale))
    return None if found is None else found * (1.0 / scale)


def _guess(rho: float, d: list[float], z: list[float], right: bool) -> float:
    """The zero if the pole on the other side is taken for constant."""
    if right:
        near, far, other, weight, at, beside = d[1], d[2], d[0], z[0], z[1], z[2]
        c = rho + weight / ((other - near) - (far - near) / 2.0)
        a = c * (near + far) + at + beside
        b = c * near * far + at * far + beside * near
    else:
        near, far, other, weight, at, beside = d[0], d[1], d[2], z[2], z[0], z[1]
        c = rho + weight / ((other - far) - (near - far) / 2.0)
        a = c * (near + far) + at + beside
        b = c * near * far + at * far + beside * near
    largest = max(abs(a), abs(b), abs(c))
    return quadratic(a / largest, b / largest, c / largest)


def _searched(
    d: list[float],
    z: list[float],
    at_zero: float,
    right: bool,
    between: tuple[float, float, float],
) -> float | None:
    """Take steps until rounding hides the rest."""
    low, x, high = between
    for step in range(_MOST_STEPS):
        value = error = slope = bend = 0.0
        for pole, weight in zip(d, z, strict=True):
            if pole - x == 0.0:
                return x
            inverse = 1.0 / (pole - x)
            first = weight * inverse
            second = first * inverse
            share = first / pole
            value += share
            error += abs(share)
            slope += second
            bend += second * inverse
        f = at_zero + x * value
        error = 8.0 * (abs(at_zero) + abs(x) * error) + abs(x) * slope
        if f == 0.0:
            return x
        if step and (abs(f) <= 4.0 * EPSILON * error or high - low <= 4.0 * EPSILON * abs(x)):
            return x
        low, high = (x, high) if f <= 0.0 else (low, x)
        one, other = (d[1] - x, d[2] - x) if right else (d[0] - x, d[1] - x)
        a = (one + other) * f - one * other * slope
        b = one * other * f
        c = f - (one + other) * slope + one * other * bend
        largest = max(abs(a), abs(b), abs(c))
        eta = quadratic(a / largest, b / largest, c / largest)
        if f * eta >= 0.0:
            eta = -f / slope
        x += eta
        if x < low or x > high:
            x = (low + high) / 2.0
    return None
