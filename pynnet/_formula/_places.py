"""Shows in the formula where an error came up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pynnet._errors import FormulaError

from ._ast import Node
from ._tokens import error_at

__all__ = ["place", "pointing"]

_PLACE = "_place"


def place(error: FormulaError, node: Node) -> FormulaError:
    """Note the innermost expression that an error is about."""
    if node.start >= 0:
        error.__dict__.setdefault(_PLACE, node.start)
    return error


@contextmanager
def pointing(formula: str) -> Iterator[None]:
    """Add the formula, with a caret under the place, to errors that have one."""
    try:
        yield
    except FormulaError as error:
        start = error.__dict__.get(_PLACE)
        if start is None:
            raise
        raise error_at(formula, start, str(error)) from None
