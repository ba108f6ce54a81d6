"""Binomial numbers by algorithm BTPE, or by inversion where few successes are expected.

References
----------
.. [1] V. Kachitvichyanukul and B. W. Schmeiser, "Binomial random variate generation",
   Communications of the ACM 31 (1988), 216-222.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .source import Uniforms, one_uniform

__all__ = ["Binomial"]

_FEW = 30.0  # expected successes below which the distribution function is inverted
_LAST = 110  # beyond it inversion begins again


@dataclass(slots=True)
class Binomial:
    """Successes in a number of trials.

    Attributes
    ----------
    size : int
        Trials, at least one.
    prob : float
        Chance of success, between 0 and 1.
    """

    size: int
    prob: float
    _hat: _Hat | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        p = self._rarer()
        if self.size * p >= _FEW:
            self._hat = _Hat(self.size, p)

    def _rarer(self) -> float:
        """The chance of the rarer outcome, which is counted."""
        return min(self.prob, 1.0 - self.prob)

    def draw(self, source: Uniforms) -> float:
        """Draw one number."""
        if self._hat is None:
            count = self._by_inversion(source, self._rarer())
        else:
            count = self._hat.draw(source)
        return float(self.size - count if self.prob > 0.5 else count)

    def _by_inversion(self, source: Uniforms, p: float) -> int:
        q = 1.0 - p
        first = q**self.size
        ratio = p / q
        g = ratio * (self.size + 1)
        while True:
            count, term, u = 0, first, one_uniform(source)
            while count <= _LAST:
                if u < term:
                    return count
                u -= term
                count += 1
                term *= g / count - ratio


class _Hat:
    """A triangle, two parallelograms beside it and two exponential tails above the chances."""

    def __init__(self, size: int, p: float) -> None:
        self.size, self.p, self.q = size, p, 1.0 - p
        q = self.q
        product = size * p
        self.ratio = p / q
        self.g = self.ratio * (size + 1)
        self.peak = product + p
        self.mode = int(self.peak)
        self.variance = product * q
        self.p1 = int(2.195 * math.sqrt(self.variance) - 4.6 * q) + 0.5
        self.middle = self.mode + 0.5
        self.left = self.middle - self.p1
        self.right = self.middle + self.p1
        self.c = 0.134 + 20.5 / (15.3 + self.mode)
        a = (self.peak - self.left) / (self.peak - self.left * p)
        self.slope_left = a * (1.0 + 0.5 * a)
        a = (self.right - self.peak) / (self.right * q)
        self.slope_right = a * (1.0 + 0.5 * a)
        self.p2 = self.p1 * (1.0 + self.c + self.c)
        self.p3 = self.p2 + self.c / self.slope_left
        self.p4 = self.p3 + self.c / self.slope_right

    def draw(self, source: Uniforms) -> int:
        """Draw below the hat until a number is accepted."""
        while True:
            u = one_uniform(source) * self.p4
            v = one_uniform(source)
            if u <= self.p1:
                return int(self.middle - self.p1 * v + u)
            proposed = self._proposal(u, v)
            if proposed is not None and self._is_accepted(*proposed):
                return proposed[0]

    def _proposal(self, u: float, v: float) -> tuple[int, float] | None:
        """Return a number beside the triangle, and its height; None if it is outside."""
        if u <= self.p2:
            x = self.left + (u - self.p1) / self.c
            height = v * self.c + 1.0 - abs(self.middle - x) / self.p1
            return None if height > 1.0 or height <= 0.0 else (int(x), height)
        if u > self.p3:
            count = int(self.right - math.log(v) / self.slope_right)
            return None if count > self.size else (count, v * (u - self.p3) * self.slope_right)
        count = int(self.left + math.log(v) / self.slope_left)
        return None if count < 0 else (count, v * (u - self.p2) * self.slope_left)

    def _is_accepted(self, count: int, height: float) -> bool:
        away = abs(count - self.mode)
        if away <= 20 or away >= self.variance / 2 - 1:
            return height <= self._relative_chance(count)
        bound = (away / self.variance) * (
            (away * (away / 3.0 + 0.625) + 0.1666666666666) / self.variance + 0.5
        )
        normal = -(_square_of_32_bits(away) / (2.0 * self.variance))
        logarithm = math.log(height)
        if logarithm < normal - bound:
            return True
        return logarithm <= normal + bound and logarithm <= self._log_chance(count)

    def _relative_chance(self, count: int) -> float:
        """The chance of a number, in units of that of the mode, by recursion."""
        chance = 1.0
        for k in range(self.mode + 1, count + 1):
            chance *= self.g / k - self.ratio
        for k in range(count + 1, self.mode + 1):
            chance /= self.g / k - self.ratio
        return chance

    def _log_chance(self, count: int) -> float:
        """The same in logarithms, by Stirling's formula."""
        x, f = count + 1.0, self.mode + 1.0
        z, w = self.size + 1.0 - self.mode, self.size - count + 1.0
        return (
            self.middle * math.log(f / x)
            + (self.size - self.mode + 0.5) * math.log(z / w)
            + (count - self.mode) * math.log(w * self.p / (x * self.q))
            + _stirling(f)
            + _stirling(z)
            + _stirling(x)
            + _stirling(w)
        )


def _square_of_32_bits(k: int) -> int:
    """Return a square as R has it: more than 46,340 away from the mode it overflows."""
    return (k * k + 2**31) % 2**32 - 2**31


def _stirling(x: float) -> float:
    square = x * x
    return (
        (13860.0 - (462.0 - (132.0 - (99.0 - 140.0 / square) / square) / square) / square)
        / x
        / 166320.0
    )
