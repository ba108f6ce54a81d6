"""What a generator of random numbers must give: uniform numbers, and random indices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Protocol

from pynnet._ground import FloatArray, IntArray

__all__ = ["Source", "Uniforms"]


class Uniforms(Protocol):
    """What is needed of a stream by those who draw uniform numbers alone."""

    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and 1."""


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
