"""What searches for roots of the secular equation have in common: poles, sums over them, steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pynnet._ground import BoolArray, FloatArray

__all__ = ["MOST_STEPS", "Root", "RootSearch", "Sides", "sides_of"]

MOST_STEPS = 400


class Root(NamedTuple):
    """A singular value, and d less it and d and it, without cancellation."""

    value: float
    differences: FloatArray
    sums: FloatArray


class Sides(NamedTuple):
    """Sums over the poles below one and above it, their derivatives, and the sum of those sums."""

    below: float
    slope_below: float
    above: float
    slope_above: float
    error: float


class RootSearch:
    """A root that is searched for: as a distance `tau` from the pole with number `pole`."""

    pole: int
    sides: Sides

    def __init__(self, k: int, d: FloatArray, z: FloatArray, rho: float) -> None:
        self.k, self.n = k, len(d)
        self.d, self.z, self.rho, self.rest = d, z, rho, 1.0 / rho
        self.tau = self.value = 0.0
        self.differences = self.sums = d

    def steps(self) -> Iterator[None]:
        """Search; wherever that stops it needs `sides` to go on. It ends at the root."""
        raise NotImplementedError

    def start(self, pole: int, tau: float) -> None:
        """Begin at a distance from a pole."""
        self.pole = pole
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

    def sum_of(self, poles: slice) -> float:
        """The sum over some poles alone; squares are formed first."""
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


def sides_of(searches: Sequence[RootSearch], z: FloatArray) -> list[Sides]:
    """The sums of several searches, a row for each: from either end to the pole."""
    differences = np.array([search.differences for search in searches])
    sums = np.array([search.sums for search in searches])
    poles = np.array([search.pole for search in searches])[:, np.newaxis]
    places = np.arange(len(z))
    shares = z / (sums * differences)
    terms, squares = z * shares, shares * shares
    below, above = places < poles, (places > poles)[:, ::-1]
    start = np.zeros_like(poles, dtype=float)
    first = _added(below, terms, start)
    error = np.abs(_added(below, first, start)[:, -1:])
    last = _added(above, terms[:, ::-1], start)
    columns = (
        first,
        _added(below, squares, start),
        last,
        _added(above, squares[:, ::-1], start),
        _added(above, last, error),
    )
    return [Sides(*row) for row in np.column_stack([c[:, -1] for c in columns]).tolist()]


def _added(marks: BoolArray, terms: FloatArray, start: FloatArray) -> FloatArray:
    """Add the terms that are marked to a start, from the left; all sums on the way."""
    marked = np.where(marks, terms, 0.0)
    return np.add.accumulate(np.concatenate([start, marked], axis=1), axis=1)[:, 1:]
