"""R's text of what a user wrote."""

from __future__ import annotations

from .deparse import deparse, deparse_in_lines
from .expressions import FunctionCall, Name, Node
from .parser import parse

__all__ = ["canonical_formula", "sides_text", "wrapped_text"]


def canonical_formula(formula: str) -> str:
    """Write a formula as R prints it, ``.`` as it is."""
    return deparse(parse(formula), integer_suffix=True)


def sides_text(formula: str) -> tuple[str, str]:
    """What stands on each side of ``~``, as R's ``as.character`` writes it: names are bare."""
    parsed = parse(formula)
    assert isinstance(parsed, FunctionCall)  # what is no formula has no text here
    left, right = parsed.operands
    return _plain(left), _plain(right)


def _plain(side: Node) -> str:
    return side.name if isinstance(side, Name) else deparse(side, integer_suffix=True)


def wrapped_text(text: str, width: int) -> str:
    """Write an expression as R prints it, in lines that end behind `width` characters."""
    return deparse_in_lines(parse(text), integer_suffix=True, width=width)
