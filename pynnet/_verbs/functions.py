"""Functions that users pass: by the name of one that formulas have, or Python's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pynnet._ground import ArgumentError, shown

from .calls import one

__all__ = ["Function", "function_of"]

Function = str | Callable[..., Any]


def function_of(given: Function, of_name: Callable[..., Any] = one) -> Callable[..., Any]:
    """What was passed as something to call; of a name `of_name` is asked."""
    if isinstance(given, str):
        return lambda *values, **more: of_name(given, *values, **more)
    if callable(given):
        return given
    raise ArgumentError(
        f"'{shown(given)}' is not a function, character or symbol: pass \"mean\", or a function."
    )
