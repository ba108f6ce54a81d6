"""Roots of the secular equation between two poles.

References
----------
.. [1] R.-C. Li, Solving secular equations stably and efficiently, LAPACK Working Note 89, 1994.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from .poles import quadratic, zero_beside_poles
from .root_search import MOST_STEPS, RootSearch
from .rotations import EPSILON

__all__ = ["InnerRoot"]


class InnerRoot(RootSearch):
    """A root between two poles, measured from the nearer one."""

    low: float
    high: float
    squares: float
    at_left: bool
    geometric: bool

    def steps(self) -> Iterator[None]:
        """As of any search."""
        self.start(*self._first())
        three = fixed = False  # whether a third pole counts; whether the other steps are taken
        before = 0.0
        for step in range(MOST_STEPS):
            yield
            w, slope, error = self._evaluated()
            if not step:
                three = self._is_of_three()
            if step == 1:
                fixed = (-w if self.at_left else w) > abs(before) / 10.0
            elif step and w * before > 0.0 and abs(w) > abs(before) / 10.0:
                fixed = not fixed
            if abs(w) <= EPSILON * error:
                return
            if w <= 0.0:
                self.low = max(self.low, self.tau)
            else:
                self.high = min(self.high, self.tau)
            eta = self._of_three(w, fixed, step + 2) if three else None
            if eta is None:
                three = False
                eta = self._of_two(w, slope, fixed)
            if w * eta >= 0.0:
                eta = -w / slope
            eta = eta / (self.value + sqrt(self.value * self.value + eta))
            before = w
            self.move(self._inside(eta, w))
        raise ArithmeticError("the secular equation has no root")

    def _first(self) -> tuple[int, float]:
        """Where the search begins: from which pole, between which bounds."""
        low, high = float(self.d[self.k]), float(self.d[self.k + 1])
        self.squares = (high - low) * (high + low)
        half = self.squares / 2.0
        middle = sqrt((low * low + high * high) / 2.0)
        self.start(self.k, half / (low + middle))
        psi = self.sum_of(slice(0, self.k))
        phi = self.sum_of(slice(None, self.k + 1, -1))
        c = self.rest + psi + phi
        left, right = self.square(self.k), self.square(self.k + 1)
        w = c + left / self.product(self.k) + right / self.product(self.k + 1)
        self.geometric = False
        self.at_left = w > 0.0
        if self.at_left:
            self.low, self.high = 0.0, half / (low + middle)
            a, b = c * self.squares + left + right, left * self.squares
            length = sqrt(abs(a * a - 4.0 * b * c))
            tau = 2.0 * b / (a + length) if a > 0.0 else (a - length) / (2.0 * c)
            tiny = sqrt(EPSILON)
            if low <= tiny * high and abs(float(self.z[self.k])) <= tiny and low > 0.0:
                self.geometric = True
                return self.k, min(10.0 * low, self.high)
            return self.k, tau / (low + sqrt(low * low + tau))
        self.low, self.high = -half / (high + middle), 0.0
        a, b = c * self.squares - left - right, right * self.squares
        length = sqrt(abs(a * a + 4.0 * b * c))
        tau = 2.0 * b / (a - length) if a < 0.0 else -(a + length) / (2.0 * c)
        return self.k + 1, tau / (high + sqrt(abs(high * high + tau)))

    def _is_of_three(self) -> bool:
        """Whether a third pole is taken into account."""
        if self.pole in (0, self.n - 1):
            return False
        w = self.rest + self.sides.above + self.sides.below
        return w < 0.0 if self.at_left else w > 0.0

    def _evaluated(self) -> tuple[float, float, float]:
        """The function, its derivative, and a bound of its error in units of rounding."""
        psi, slope_below, phi, slope_above, error = self.sides
        share = float(self.z[self.pole]) / self.product(self.pole)
        slope = slope_below + slope_above + share * share
        own = float(self.z[self.pole]) * share
        error = 8.0 * (phi - psi) + error + 2.0 * self.rest + 3.0 * abs(own)
        return self.rest + phi + psi + own, slope, error

    def _of_two(self, w: float, slope: float, fixed: bool) -> float:
        """A step by a function with the poles on both sides."""
        left, right = self.product(self.k), self.product(self.k + 1)
        psi, phi = self.sides.slope_below, self.sides.slope_above
        if fixed:
            share = float(self.z[self.pole]) / self.product(self.pole)
            psi, phi = (psi + share * share, phi) if self.at_left else (psi, phi + share * share)
            c = w - left * psi - right * phi
        elif self.at_left:
            share = float(self.z[self.k]) / left
            c = w - right * slope + self.squares * (share * share)
        else:
            share = float(self.z[self.k + 1]) / right
            c = w - left * slope - self.squares * (share * share)
        a, b = (right + left) * w - right * left * slope, right * left * w
        if c == 0.0 and a == 0.0:
            if fixed:
                a = left * left * psi + right * right * phi
            elif self.at_left:
                a = self.square(self.k) + right * right * (psi + phi)
            else:
                a = self.square(self.k + 1) + left * left * (psi + phi)
        return quadratic(a, b, c)

    def _of_three(self, w: float, fixed: bool, number: int) -> float | None:
        """A step by a function with three poles; None if its zero is not found."""
        below, at, above = (self.product(self.pole + j) for j in (-1, 0, 1))
        psi, phi = self.sides.slope_below, self.sides.slope_above
        c = self.rest + self.sides.below + self.sides.above
        low, high = float(self.d[self.pole - 1]), float(self.d[self.pole + 1])
        if fixed:
            c = c - below * psi - above * phi
            first, last = below * below * psi, above * above * phi
        elif self.at_left:
            share = float(self.z[self.pole - 1]) / below
            share *= share
            c = c - above * (psi + phi) - (low - high) * (low + high) * share
            first = self.square(self.pole - 1)
            last = above * above * (phi if psi < share else (psi - share) + phi)
        else:
            share = float(self.z[self.pole + 1]) / above
            share *= share
            c = c - below * (psi + phi) - (high - low) * (low + high) * share
            first = below * below * (psi if phi < share else psi + (phi - share))
            last = self.square(self.pole + 1)
        weights = [first, self.square(self.pole), last]
        return zero_beside_poles(c, [below, at, above], weights, w, self.at_left, number == 2)

    def _inside(self, eta: float, w: float) -> float:
        """The step, or half of the way to the bound that it would pass."""
        tau = self.tau
        if self.low <= tau + eta <= self.high:
            return eta
        if w < 0.0:
            if self.geometric and tau > 0.0:
                return sqrt(self.high * tau) - tau
            return (self.high - tau) / 2.0
        if self.geometric and self.low > 0.0:
            return sqrt(self.low * tau) - tau
        return (self.low - tau) / 2.0
