"""What searches for roots of the secular equation have in common: poles, sums over them, steps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pynnet._ground import FloatArray

__all__ = ["MOST_STEPS", "Root", "RootSearch"]

MOST_STEPS = 400


class Root(NamedTuple):
    """A singular value, and d less it and d and it, without cancellation."""

    value: float
    differences: FloatArray
    sums: FloatArray


class Part(NamedTuple):
    """The sum over the poles of one side, its derivative, and the sums on the way."""

    value: float
    slope: float
    partial: FloatArray


class RootSearch:
    """A root that is searched for: as a distance `tau` from a pole."""

    def __init__(self, k: int, d: FloatArray, z: FloatArray, rho: float) -> None:
        self.k, self.n = k, len(d)
        self.d, self.z, self.rho, self.rest = d, z, rho, 1.0 / rho
        self.tau = self.value = 0.0
        self.differences = self.sums = d

    def start(self, pole: int, tau: float) -> None:
        """Begin at a distance from a pole."""
        origin = float(self.d[pole])
        self.tau, self.value = tau, origin + tau
        self.differences = (self.d - origin) - tau
        self.sums = self.d + origin + tau

    def move(self, eta: float) -> None:
        """Go further."""
        self.tau += eta
        self.value += eta
        self.differences = self.differences - eta
        self.sums = self.sums + eta

    def part(self, poles: slice) -> Part:
        """The sum over some poles, in their order."""
        z = self.z[poles]
        if not len(z):
            return Part(0.0, 0.0, z)
        shares = z / (self.sums[poles] * self.differences[poles])
        partial = np.add.accumulate(z * shares)
        slope = np.add.accumulate(shares * shares)
        return Part(float(partial[-1]), float(slope[-1]), partial)

    def sum_of(self, poles: slice) -> float:
        """The sum alone, whose squares are formed first."""
        z = self.z[poles]
        terms = z * z / (self.sums[poles] * self.differences[poles])
        return float(np.add.accumulate(terms)[-1]) if len(terms) else 0.0

    def square(self, j: int) -> float:
        return float(self.z[j]) * float(self.z[j])

    def product(self, j: int) -> float:
        """d_j^2 - x^2."""
        return float(self.sums[j]) * float(self.differences[j])

    def result(self) -> Root:
        return Root(self.value, self.differences, self.sums)
