"""What several tests of the comparison need."""

from __future__ import annotations

from typing import Any

__all__ = ["next_bit"]


def next_bit(values: list[Any], k: int = -1) -> None:
    """Change the last bit of one of some exact texts."""
    values[k] = (float.fromhex(values[k]) * (1 + 2**-52)).hex()
