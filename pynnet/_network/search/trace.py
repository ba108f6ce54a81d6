"""The lines R prints while it fits.

In a notebook those of a search are one, which is kept up to date, unless its output is captured.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

from pynnet._ground import BoolArray

__all__ = ["Trace"]

_APART = 0.1  # seconds between two changes of a line that somebody reads


class Trace:
    """R's trace on standard output; silent if not enabled."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        self._line: _NotebookLine | None = None

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
            self._line = _notebook_line()
            self._say(f"initial  value {value:f} ")

    def iteration(self, number: int, value: float) -> None:
        """The criterion during the search."""
        if self._enabled:
            self._say(f"iter{number:4d} value {value:f}")

    def end(self, value: float, message: str) -> None:
        """The criterion at the end, and why it is the end."""
        if self._enabled:
            line = self._line
            if line is not None:
                line.show(f"final  value {value:f} {message}", last=True)
                return
            self._say(f"final  value {value:f} ")
            self._say(message)

    def _say(self, line: str) -> None:
        if self._line is not None:
            self._line.show(line)
        else:
            sys.stdout.write(line + "\n")


class _NotebookLine:
    """A line below a cell of a notebook, which takes the place of the one before."""

    def __init__(self, display: Any) -> None:
        self._display, self._handle, self._shown = display, None, -np.inf

    def show(self, text: str, *, last: bool = False) -> None:
        """Show a text, unless another has only just been shown and more will come."""
        now = time.monotonic()
        if not last and now - self._shown < _APART:
            return
        self._shown = now
        content = {"text/plain": text}
        if self._handle is None:
            self._handle = self._display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)


def _notebook_line() -> _NotebookLine | None:
    """A line of the notebook whose cell prints; None elsewhere, and where output is captured."""
    ipython = sys.modules.get("IPython")
    if ipython is None or not type(sys.stdout).__module__.startswith("ipykernel"):
        return None
    if getattr(ipython.get_ipython(), "kernel", None) is None:
        return None
    return _NotebookLine(ipython.display.display)
