"""R's text of what a user wrote."""

from __future__ import annotations

from .deparse import deparse, deparse_in_lines
from .expressions import FunctionCall, Name
from .parser import parse

__all__ = ["canonical_formula", "predictors_text", "wrapped_text"]


def canonical_formula(formula: str) -> str:
    """Write a formula as R prints it, ``.`` as it is."""
    return deparse(parse(formula), integer_suffix=True)


def predictors_text(formula: str) -> str:
    """What stands to the right of ``~`` where R lists models: names are bare, and so is 1L."""
    parsed = parse(formula)
    assert isinstance(parsed, FunctionCall)  # what is no formula has no text here
    side = parsed.operands[-1]
    return side.name if isinstance(side, Name) else deparse(side)


def wrapped_text(text: str, width: int, *, integer_suffix: bool = True) -> str:
    """Write an expression as R prints it, in lines that end behind `width` characters."""
    return deparse_in_lines(parse(text), integer_suffix=integer_suffix, width=width)
