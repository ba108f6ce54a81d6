"""The code that called into the package: where warnings point, and whose variables formulas see."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Mapping
from types import FrameType
from typing import Any

from .foreign import as_passed

__all__ = [
    "calling_frame",
    "is_inside",
    "is_library",
    "levels_to_caller",
    "scopes_of",
    "variable_in",
]

_PACKAGE = __name__.partition(".")[0]
_INSIDE = f"{_PACKAGE}."
_PATHS = sysconfig.get_paths()
_DECORATORS = ("contextlib", "numpy._core._ufunc_config")
_LIBRARIES = ("<frozen", *{_PATHS[name] for name in ("stdlib", "purelib", "platlib")})


def calling_frame() -> FrameType | None:
    """Return the frame of the code that called into the package."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (is_inside(frame) or _is_decorator(frame)):
        frame = frame.f_back
    return frame


def scopes_of(frame: FrameType | None) -> tuple[Mapping[str, Any], ...]:
    """Return the variables that some code sees: the function's, then those of its module."""
    return () if frame is None else (frame.f_locals, frame.f_globals)


def variable_in(scopes: tuple[Mapping[str, Any], ...], thing: object) -> str | None:
    """Return the variable that holds a thing, or the frame it was made of; None if none does."""
    thing = as_passed(thing)
    for variables in scopes:
        for name, held in variables.items():
            if held is thing and name.isidentifier() and not name.startswith("_"):
                return name
    return None


def levels_to_caller() -> int:
    """Return the `stacklevel` with which the function that asks warns at the user's line.

    While the package is imported, Python's machinery of imports stands between its modules, and
    between them and the user; `warnings.warn` does not count it.
    """
    level = 1
    frame = sys._getframe(1)
    while (inside := is_inside(frame) or _is_decorator(frame)) or _is_import(frame):
        if frame.f_back is None:
            break
        level, frame = level + inside, frame.f_back
    return level


def is_inside(frame: FrameType) -> bool:
    """Whether a frame runs code of the package."""
    module: str = frame.f_globals.get("__name__", "")
    return module.startswith(_INSIDE) or module == _PACKAGE


def is_library(frame: FrameType) -> bool:
    """Whether a frame runs code of Python itself or of an installed package."""
    return frame.f_code.co_filename.startswith(_LIBRARIES)


def _is_decorator(frame: FrameType) -> bool:
    """Whether a frame is that of a context which decorates a function, such as np.errstate."""
    return frame.f_globals.get("__name__", "") in _DECORATORS


def _is_import(frame: FrameType) -> bool:
    return "importlib._bootstrap" in frame.f_code.co_filename
