"""Roots of the secular equation of singular values, which puts two halves of a matrix together.

They are the singular values of diag(d) with the row z below it: the zeros of the function
1 / rho + sum(z_j^2 / (d_j^2 - x^2)). Each is found by rational functions that have the poles beside
it. Steps and rounding are those of LAPACK's dlasd4, dlasd5 and dlaed6.

References
----------
.. [1] R.-C. Li, Solving secular equations stably and efficiently, LAPACK Working Note 89, 1994.
.. [2] M. Gu and S. C. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM
   Journal on Matrix Analysis and Applications 16, 1995.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np

from pynnet._ground import FloatArray

from .inner_root import InnerRoot
from .root_search import MOST_STEPS, Root, RootSearch, sides_of
from .rotations import EPSILON

__all__ = ["roots"]

_FOUND = True  # what a search that ended gives; while it goes on it gives None


def roots(d: FloatArray, z: FloatArray, rho: float) -> list[Root]:
    """Return the roots, ascending; `d` ascends from 0, `z` has length 1.

    All are searched for at once, as sums are formed of many rows as quickly as of one.

    Raises
    ------
    ArithmeticError
        If there is no end after very many steps.
    """
    n = len(d)
    if n == 2:
        return [_of_two(k, d.tolist(), z.tolist(), rho) for k in range(2)]
    searches = [*(InnerRoot(k, d, z, rho) for k in range(n - 1)), _LastRoot(n - 1, d, z, rho)]
    waiting = [(search, search.steps()) for search in searches]
    while waiting:
        waiting = [(search, steps) for search, steps in waiting if next(steps, _FOUND) is None]
        sides = sides_of([search for search, _ in waiting], z) if waiting else []
        for (search, _), found in zip(waiting, sides, strict=True):
            search.sides = found
    return [search.result() for search in searches]


def _of_two(k: int, d: list[float], z: list[float], rho: float) -> Root:
    """Of two poles the equation is quadratic."""
    low, high = d
    gap = high - low
    squares = gap * (high + low)
    if k == 0:
        w = 1.0 + 4.0 * rho * (
            z[1] * z[1] / (low + 3.0 * high) - z[0] * z[0] / (3.0 * low + high)
        ) / gap  # fmt: skip
        if w > 0.0:
            b = squares + rho * (z[0] * z[0] + z[1] * z[1])
            c = rho * z[0] * z[0] * squares
            tau = 2.0 * c / (b + sqrt(abs(b * b - 4.0 * c)))
            tau = tau / (low + sqrt(low * low + tau))
            sums = np.array([2.0 * low + tau, (low + tau) + high])
            return Root(low + tau, np.array([-tau, gap - tau]), sums)
    b = -squares + rho * (z[0] * z[0] + z[1] * z[1])
    c = rho * z[1] * z[1] * squares
    length = sqrt(b * b + 4.0 * c)
    if k == 0:
        tau = -2.0 * c / (b + length) if b > 0.0 else (b - length) / 2.0
    else:
        tau = (b + length) / 2.0 if b > 0.0 else 2.0 * c / (-b + length)
    tau = tau / (high + sqrt(abs(high * high + tau)))
    sums = np.array([low + tau + high, 2.0 * high + tau])
    return Root(high + tau, np.array([-(gap + tau), -tau]), sums)


class _LastRoot(RootSearch):
    """The largest root, beyond the last pole."""

    def steps(self) -> Iterator[None]:
        """As of any search."""
        self.start(self.k, self._first())
        for step in range(MOST_STEPS):
            yield
            psi, slope_below = self.sides.below, self.sides.slope_below
            share = float(self.z[-1]) / self.product(-1)
            phi, slope = float(self.z[-1]) * share, slope_below + share * share
            error = 8.0 * (-phi - psi) + self.sides.error - phi + self.rest
            w = self.rest + phi + psi
            if abs(w) <= EPSILON * error:
                return
            before, at = self.product(-2), self.product(-1)
            c = w - before * slope_below - at * (share * share)
            a = (at + before) * w - at * before * slope
            b = at * before * w
            if not step:
                c = abs(c)
            if not step and c == 0.0:
                eta = self.rho - self.value * self.value
            elif a >= 0.0:
                eta = (a + sqrt(abs(a * a - 4.0 * b * c))) / (2.0 * c)
            else:
                eta = 2.0 * b / (a - sqrt(abs(a * a - 4.0 * b * c)))
            if w * eta > 0.0:
                eta = -w / slope
            if not step and eta - at > self.rho:
                eta = self.rho + at
            elif step and eta - at <= 0.0:
                eta /= 2.0
            self.move(eta / (self.value + sqrt(eta + self.value * self.value)))
        raise ArithmeticError("the secular equation has no root")

    def _first(self) -> float:
        """Where the search begins."""
        d, rho = self.d.tolist(), self.rho
        last, before = d[-1], d[-2]
        half = rho / 2.0
        self.start(self.k, half / (last + sqrt(last * last + half)))
        c = self.rest + self.sum_of(slice(0, self.n - 2))
        w = c + self.square(-2) / self.product(-2) + self.square(-1) / self.product(-1)
        if w <= 0.0:
            far = sqrt(last * last + rho)
            gap = last - before + rho / (last + far)
            bound = self.square(-2) / ((before + far) * gap) + self.square(-1) / rho
            if c <= bound:
                return rho
        squares = (last - before) * (last + before)
        a = -c * squares + self.square(-2) + self.square(-1)
        b = self.square(-1) * squares
        length = sqrt(a * a + 4.0 * b * c)
        tau = 2.0 * b / (length - a) if a < 0.0 else (a + length) / (2.0 * c)
        return tau / (last + sqrt(last * last + tau))
