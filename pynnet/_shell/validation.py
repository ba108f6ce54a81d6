"""``python -m pynnet validate``: how equal a fit is to the one that R saved."""

from __future__ import annotations

from pynnet._rfiles import validate

from .files import fit_in, say

__all__ = ["compare"]


def compare(reference: str, fit: str) -> int:
    """Print how equal the fits in two files are; return the exit status."""
    found = validate(fit_in(fit), fit_in(reference))
    say(f"{found}\n")
    return 0 if found.equal else 1
