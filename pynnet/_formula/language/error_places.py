"""Shows in the formula where an error came up."""

from __future__ import annotations

from pynnet._ground import FormulaError

from .expressions import Node

__all__ = ["caret_under_errors", "error_at", "with_place"]

_PLACE = "_place"
_CONTEXT = 60  # characters of the formula shown on each side of an error


def error_at(formula: str, start: int, what: str) -> FormulaError:
    """Return an error that shows the formula with a caret under the place."""
    left = max(0, start - _CONTEXT)
    shown = "".join(c if c.isprintable() else " " for c in formula[left : start + _CONTEXT])
    return FormulaError(f"{what}\n    {shown}\n    {' ' * (start - left)}^")


def with_place(error: FormulaError, node: Node) -> FormulaError:
    """Return the error, with a note of the innermost expression that it is about."""
    if node.start >= 0:
        error.__dict__.setdefault(_PLACE, node.start)
    return error


class caret_under_errors:  # noqa: N801  a context manager, named as a function is
    """Add the formula, with a caret under the place, to errors that have one."""

    def __init__(self, formula: str) -> None:
        self._formula = formula

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        start = error.__dict__.get(_PLACE) if isinstance(error, FormulaError) else None
        if start is not None:
            raise error_at(self._formula, start, str(error)) from None
