"""What a generator of random numbers must give: uniform numbers, and random indices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Protocol

import numpy as np

from pynnet._ground import AnyArray, FloatArray, IntArray, whole_number

__all__ = [
    "LARGEST_POPULATION",
    "LONGEST",
    "Source",
    "Uniforms",
    "checked_range",
    "fine_uniforms",
    "one_uniform",
    "plain_array",
]

LARGEST_POPULATION = 4_500_000_000_000_000  # the longest population R samples from
LONGEST = 2**52  # R's longest vector
_BIG = 134217728.0  # 2^27: two uniforms make one number fine enough for the tails


def checked_range(m: int, n: int) -> tuple[int, int]:
    """Below what to draw, and how many numbers; none can be drawn below 0."""
    count = whole_number("n", n, most=LONGEST)
    return whole_number("m", m, least=1 if count else 0, most=LARGEST_POPULATION), count


def plain_array(values: object) -> AnyArray | None:
    """Return values as an array; None if they are rows of different lengths."""
    try:
        return np.asarray(values)
    except ValueError:
        return None


class Uniforms(Protocol):
    """What is needed of a stream by those who draw uniform numbers alone."""

    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and 1."""


def one_uniform(source: Uniforms) -> float:
    """Draw a uniform number."""
    return float(source.unif_rand(1)[0])


def fine_uniforms(source: Uniforms, n: int) -> FloatArray:
    """Draw `n` uniform numbers that are fine enough for the tails, each of two."""
    pairs = source.unif_rand(2 * n).reshape(-1, 2)
    return np.asarray((np.floor(_BIG * pairs[:, 0]) + pairs[:, 1]) / _BIG)


class Source(ABC):
    """A source of uniform numbers and of random indices."""

    @property
    @abstractmethod
    def state(self) -> Any:
        """Where the stream stands; setting it continues from there.

        R's generator gives an array, NumPy's a dictionary.
        """

    @state.setter
    @abstractmethod
    def state(self, state: Any) -> None:
        pass

    @abstractmethod
    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and 1."""

    @abstractmethod
    def index(self, m: int) -> int:
        """One random index below `m`: 0, ..., `m` - 1."""

    @abstractmethod
    def indices(self, m: int, n: int) -> IntArray:
        """`n` random indices below `m`."""

    @abstractmethod
    def falling_indices(self, m: int, n: int) -> IntArray:
        """`n` random indices: one below `m`, one below `m` - 1, and so on."""

    @abstractmethod
    def points(self, m: int, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and `m`."""
