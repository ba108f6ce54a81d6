"""The lines R prints while it fits."""

from __future__ import annotations

import sys

import numpy as np

from pynnet._ground import BoolArray

__all__ = ["Trace"]


class Trace:
    """R's trace on standard output; silent if not enabled."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled

    def size(self, free: BoolArray) -> None:
        """Number of weights, and how many of them are fitted."""
        if self._enabled:
            n_free = np.count_nonzero(free)
            variable = "" if n_free == len(free) else f" ({n_free} variable)"
            self._say(f"# weights:  {len(free)}{variable}")

    def collapsed(self, n_rows: int, n_columns: int) -> None:
        """Size of the design after equal cases were collapsed."""
        rows, columns = str(n_rows), str(n_columns)
        if self._enabled:
            self._say(f"[1] {rows.rjust(len(columns))} {columns.rjust(len(rows))}")

    def start(self, value: float) -> None:
        """The criterion at the start."""
        if self._enabled:
            self._say(f"initial  value {value:f} ")

    def iteration(self, number: int, value: float) -> None:
        """The criterion during the search."""
        if self._enabled:
            self._say(f"iter{number:4d} value {value:f}")

    def end(self, value: float, message: str) -> None:
        """The criterion at the end, and why it is the end."""
        if self._enabled:
            self._say(f"final  value {value:f} ")
            self._say(message)

    def _say(self, line: str) -> None:
        sys.stdout.write(line + "\n")
