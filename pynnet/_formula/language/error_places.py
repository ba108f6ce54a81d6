"""Shows in the formula where an error came up."""

from __future__ import annotations

from pynnet._errors import FormulaError

from .expressions import Node
from .tokens import error_at

__all__ = ["place", "pointing"]

_PLACE = "_place"


def place(error: FormulaError, node: Node) -> FormulaError:
    """Note the innermost expression that an error is about."""
    if node.start >= 0:
        error.__dict__.setdefault(_PLACE, node.start)
    return error


class pointing:  # noqa: N801  a context manager, named as a function is
    """Add the formula, with a caret under the place, to errors that have one."""

    def __init__(self, formula: str) -> None:
        self._formula = formula

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        start = error.__dict__.get(_PLACE) if isinstance(error, FormulaError) else None
        if start is not None:
            raise error_at(self._formula, start, str(error)) from None
