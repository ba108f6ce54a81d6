"""Which side of a distribution is asked for."""

from __future__ import annotations

from pynnet._ground import flag

__all__ = ["sides"]


def sides(lower_tail: bool, log_p: bool) -> dict[str, bool]:
    """Return which side is asked for, and whether in logarithms, as arguments."""
    return {"lower_tail": flag("lower_tail", lower_tail), "log_p": flag("log_p", log_p)}
