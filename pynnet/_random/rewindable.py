"""Uniform numbers that can be put back, for draws that may turn out to have come too early."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import FloatArray

from .stream import Stream

__all__ = ["RewindableUniforms"]

_AT_LEAST = 4096  # numbers that are taken from the stream at once


class RewindableUniforms:
    """The uniform numbers of a stream, from where it stands.

    Saving and setting the state of a stream takes longer than drawing what a fit needs; going back
    to a number that was drawn before takes nothing.

    Parameters
    ----------
    stream : Stream
        If another thread moves it before `settle`, the numbers at hand are not put back.

    Attributes
    ----------
    position : int
        How many numbers have been drawn; set it to put some back.

    Examples
    --------
    >>> from pynnet import RRandom
    >>> stream = RRandom(1)
    >>> numbers = RewindableUniforms(stream)
    >>> first = numbers.unif_rand(3)
    >>> numbers.position = 1
    >>> numbers.settle()
    >>> bool(stream.unif_rand(1) == first[1])
    True
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._numbers: FloatArray = np.empty(0)
        self._first = self._kept = self.position = 0
        self._watch = stream._watch()
        # positions in ascending order
        self._states: list[tuple[int, Any]] = [(0, self._watch.state)]

    def unif_rand(self, n: int) -> FloatArray:
        """Draw `n` uniform numbers; not to be changed."""
        if self.position + n > self._first + len(self._numbers):
            self._take(n)
        begin = self.position - self._first
        self.position += n
        return self._numbers[begin : begin + n]

    def keep_from(self, position: int) -> None:
        """Promise that nothing in front of a position will be put back."""
        self._kept = position

    def settle(self) -> None:
        """Put the stream where one stands that has drawn so many numbers."""
        self._forget()
        position, self._watch.state = self._states[0]
        with self._stream._drawing_for(self._watch):
            if self._stream._put_back(self._watch):
                while position < self.position:
                    n = min(_AT_LEAST, self.position - position)
                    position += len(self._stream.unif_rand(n))

    def _forget(self) -> None:
        while len(self._states) > 1 and self._states[1][0] <= self._kept:
            del self._states[0]

    def _take(self, n: int) -> None:
        """Take more from the stream, which stands behind the last number at hand."""
        still_needed = self._numbers[self._kept - self._first :]
        end = self._first + len(self._numbers)
        if self._states[-1][0] < end:
            self._states.append((end, self._stream.state))
        self._forget()
        with self._stream._drawing_for(self._watch):
            new = self._stream.unif_rand(max(n, _AT_LEAST))
        self._numbers = np.concatenate([still_needed, new])
        self._first = self._kept
