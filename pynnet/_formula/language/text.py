"""R's text of what a user wrote."""

from __future__ import annotations

from .deparse import deparse, deparse_in_lines
from .expressions import FunctionCall
from .parser import parse

__all__ = ["canonical_formula", "predictors_text", "wrapped_text"]


def canonical_formula(formula: str) -> str:
    """Write a formula as R prints it, ``.`` as it is."""
    return deparse(parse(formula), integer_suffix=True)


def predictors_text(formula: str) -> str:
    """Write what stands to the right of ``~`` as R prints it."""
    parsed = parse(formula)
    assert isinstance(parsed, FunctionCall)  # what is no formula has no text here
    return deparse(parsed.operands[-1], integer_suffix=True)


def wrapped_text(text: str, width: int) -> str:
    """Write an expression as R prints it, in lines that end behind `width` characters."""
    return deparse_in_lines(parse(text), integer_suffix=True, width=width)
