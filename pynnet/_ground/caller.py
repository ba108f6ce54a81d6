"""The code that called into the package: where warnings point, and whose variables formulas see."""

from __future__ import annotations

import sys
from types import FrameType

__all__ = ["calling_frame", "levels_to_caller"]

_PACKAGE = __name__.partition(".")[0]


def calling_frame() -> FrameType | None:
    """Return the frame of the code that called into the package."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _is_inside(frame):
        frame = frame.f_back
    return frame


def levels_to_caller() -> int:
    """Return the `stacklevel` with which the function that asks warns at the user's line."""
    level = 1
    frame = sys._getframe(1)
    while _is_inside(frame) and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    return level


def _is_inside(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    return module == _PACKAGE or module.startswith(f"{_PACKAGE}.")
