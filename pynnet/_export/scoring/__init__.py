"""Scoring programs: what predictions take, described once for every target."""

from .expressions import (
    MISSING,
    ONE,
    ZERO,
    Apply,
    Compare,
    Expression,
    Interval,
    Match,
    Number,
    Read,
    Step,
    parts,
    reads,
    rebuilt,
)
from .inputs import Input
from .program import Program, program_of

__all__ = [
    "Apply",
    "Compare",
    "Expression",
    "Input",
    "Interval",
    "MISSING",
    "Match",
    "Number",
    "ONE",
    "Program",
    "Read",
    "Step",
    "ZERO",
    "parts",
    "program_of",
    "reads",
    "rebuilt",
]
