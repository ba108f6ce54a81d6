"""Doors upstairs: methods of results whose work is that of a room above, entered when called."""

from __future__ import annotations

import importlib
from types import ModuleType

__all__ = ["room_above"]

_PACKAGE = __name__.partition(".")[0]


def room_above(room: str) -> ModuleType:
    """Enter a room that stands on the one that calls.

    Imports lead down; a method like ``fit.to_json()`` belongs to a class that knows nothing of
    files. Such a method does nothing but open this door.

    Examples
    --------
    >>> room_above("_nnet").__name__
    'pynnet._nnet'
    """
    return importlib.import_module(f"{_PACKAGE}.{room}")
