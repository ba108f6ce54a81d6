"""Exponential and Poisson numbers, one after the other: how many uniforms each takes is chance.

References
----------
.. [1] J. H. Ahrens and U. Dieter, "Computer methods for sampling from the exponential and normal
   distributions", Communications of the ACM 15 (1972), 873-882: algorithm SA.
.. [2] J. H. Ahrens and U. Dieter, "Computer generation of Poisson deviates from modified normal
   distributions", ACM Transactions on Mathematical Software 8 (1982), 163-179: algorithm PD.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

from pynnet._numerics import ROOT_2PI_INVERSE, normal_point

from .source import Uniforms, fine_uniforms, one_uniform

__all__ = ["Poisson", "exponential"]

_LN2 = math.log(2.0)
# Sums of ln(2)^k / k!, the chances of the terms of algorithm SA; the last is 1.
_SUMS = tuple(itertools.accumulate(_LN2**k / math.factorial(k) for k in range(1, 17)))


def exponential(source: Uniforms) -> float:
    """Draw an exponential number of mean 1 by algorithm SA."""
    whole = 0.0
    u = 2.0 * one_uniform(source)
    while u <= 1.0:
        whole += _LN2
        u += u
    u -= 1.0
    if u <= _SUMS[0]:
        return whole + u
    smallest = one_uniform(source)
    for bound in _SUMS[1:]:
        smallest = min(smallest, one_uniform(source))
        if u <= bound:
            break
    return whole + smallest * _SUMS[0]


def _normal(source: Uniforms) -> float:
    """Draw a standard normal number by inversion."""
    p = float(fine_uniforms(source, 1)[0])
    return normal_point(p, lambda: math.log(p if p <= 0.5 else 0.5 - p + 0.5))


_A = (-0.5, 0.3333333, -0.2500068, 0.2000118, -0.1661269, 0.1421878, -0.1384794, 0.1250060)
_FACTORIALS = tuple(float(math.factorial(k)) for k in range(10))
_LONGEST_TABLE = 35
_SMALL_MEAN = 10.0  # below it the distribution function is inverted


@dataclass(slots=True)
class Poisson:
    """Poisson numbers of one mean by algorithm PD: what is computed of the mean once.

    Attributes
    ----------
    mean : float
        Above 0.
    """

    mean: float
    _sums: list[float] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        term = total = math.exp(-self.mean)
        self._sums.append(total)
        for k in range(1, _LONGEST_TABLE + 1):
            term *= self.mean / k
            total += term
            self._sums.append(total)

    def draw(self, source: Uniforms) -> float:
        """Draw one number."""
        return self._by_table(source) if self.mean < _SMALL_MEAN else self._by_normal(source)

    def _by_table(self, source: Uniforms) -> float:
        """Invert the distribution function; beyond its table another uniform is drawn."""
        while True:
            u = one_uniform(source)
            for number, bound in enumerate(self._sums):
                if u <= bound:
                    return float(number)

    def _by_normal(self, source: Uniforms) -> float:
        """Take the whole part of a normal number, which is then corrected: steps N to H."""
        mu = self.mean
        s = math.sqrt(mu)
        d = 6.0 * mu * mu
        near = math.floor(mu - 1.1484)
        g = mu + s * _normal(source)
        number = -1.0
        u = 0.0
        if g >= 0.0:
            number = math.floor(g)
            if number >= near:
                return float(number)
            distance = mu - number
            u = one_uniform(source)
            if d * u >= distance * distance * distance:
                return float(number)
        omega = ROOT_2PI_INVERSE / s
        b1 = 1.0 / (24.0 * mu)
        b2 = 0.3 * b1 * b1
        c3 = 1.0 / 7.0 * b1 * b2
        c2 = b2 - 15.0 * c3
        c1 = b1 - 6.0 * b2 + 45.0 * c3
        c0 = 1.0 - b1 + 3.0 * b2 - 15.0 * c3
        c = 0.1069 / mu
        coefficients = (c0, c1, c2, c3)
        if g >= 0.0:
            px, py, fx, fy = self._densities(number, s, omega, coefficients)
            if fy - u * fy <= py * math.exp(px - fx):
                return float(number)
        while True:
            e = exponential(source)
            u = 2.0 * one_uniform(source) - 1.0
            t = 1.8 + math.copysign(e, u)
            if t > -0.6744:
                number = math.floor(mu + s * t)
                px, py, fx, fy = self._densities(number, s, omega, coefficients)
                if c * abs(u) <= py * math.exp(px + e) - fy * math.exp(fx + e):
                    return float(number)

    def _densities(
        self, number: float, s: float, omega: float, coefficients: tuple[float, ...]
    ) -> tuple[float, float, float, float]:
        """Return what the Poisson and the normal density are made of: procedure F."""
        mu = self.mean
        if number < 10:
            px, py = -mu, mu**number / _FACTORIALS[int(number)]
        else:
            delta = 0.083333333333333333333 / number
            delta = delta - 4.8 * delta * delta * delta
            v = (mu - number) / number
            if abs(v) <= 0.25:
                series = 0.0
                for a in reversed(_A):
                    series = series * v + a
                px = number * v * v * series - delta
            else:
                px = number * math.log(1.0 + v) - (mu - number) - delta
            py = ROOT_2PI_INVERSE / math.sqrt(number)
        x = (0.5 - (mu - number)) / s
        x *= x
        c0, c1, c2, c3 = coefficients
        return px, py, -0.5 * x, omega * (((c3 * x + c2) * x + c1) * x + c0)
