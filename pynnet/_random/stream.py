"""Streams of random numbers: what R draws from any source, and NumPy's generators as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pynnet._ground import AnyArray, FloatArray, IntArray, entry

from .distributions import Distributions
from .sampling import draw_sample

__all__ = ["GeneratorStream", "Stream"]


class Stream(Distributions):
    """A source, and what R draws from it."""

    @entry
    def sample(
        self,
        x: ArrayLike,
        size: float | None = None,
        replace: bool = False,
        prob: ArrayLike | None = None,
    ) -> AnyArray:
        """Draw a sample, as :func:`pynnet.sample`."""
        return draw_sample(self, x, size, replace, prob)

    @contextmanager
    def restored_on_error(self) -> Iterator[None]:
        """Put the stream back where it was if the body fails or is interrupted.

        Returns
        -------
        context manager

        Examples
        --------
        >>> from pynnet import RRandom
        >>> stream = RRandom(1)
        >>> try:
        ...     with stream.restored_on_error():
        ...         _ = stream.runif(1) / "one"
        ... except TypeError:
        ...     print(stream.state[1])  # no number is gone
        624
        """
        before = self.state
        try:
            yield
        except BaseException:
            self.state = before
            raise


class GeneratorStream(Stream):
    """A NumPy generator behind the interface of R's; its numbers are NumPy's.

    Parameters
    ----------
    generator : numpy.random.Generator
        Advanced by each draw.
    """

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    @property
    def state(self) -> Any:
        """State of the bit generator."""
        return self._generator.bit_generator.state

    @state.setter
    def state(self, state: Any) -> None:
        self._generator.bit_generator.state = state

    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers: ``Generator.random``."""
        return self._generator.random(n)

    def index(self, m: int) -> int:
        """One random index below `m`; 0 if `m` is not positive."""
        return int(self._generator.integers(m)) if m > 0 else 0

    def indices(self, m: int, n: int) -> IntArray:
        """`n` random indices below `m` > 0."""
        return self._generator.integers(m, size=n)

    def falling_indices(self, m: int, n: int) -> IntArray:
        """`n` <= `m` random indices: one below `m`, one below `m` - 1, and so on."""
        return self._generator.integers(np.arange(m, m - n, -1))

    def points(self, m: int, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and `m`."""
        return self.unif_rand(n) * m
