"""How large and how deep what is read may be."""

from __future__ import annotations

from pynnet._ground import DataError

__all__ = ["Budget", "DEEPEST", "MOST_BYTES", "NODE", "POINTER", "TEXT"]

MOST_BYTES = 2**30
"""Bytes of memory that reading may take, unless the user allows for more."""
DEEPEST = 10_000
"""Tasks inside of tasks, two for a level: R writes a chain of + as calls inside of calls."""

NODE, TEXT, POINTER = 400, 64, 8  # bytes that Python needs beside the values, roughly


class Budget:
    """Bytes of memory that may still be used; what would take more is refused before it is made."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = most

    def take(self, count: int) -> None:
        """Use some bytes."""
        self.left -= count
        if self.left < 0:
            raise DataError(
                f"cannot allocate vector: what the file holds takes more than {self.most} bytes of "
                "memory. Pass max_bytes= if you trust it."
            )
