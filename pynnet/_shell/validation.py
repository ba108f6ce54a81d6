"""``python -m pynnet validate``: how equal a fit is to the one that R saved."""

from __future__ import annotations

import sys

from pynnet._rfiles import validate

from .files import fit_in

__all__ = ["compare"]


def compare(reference: str, fit: str) -> int:
    """Print how equal the fits in two files are; return the exit status."""
    found = validate(fit_in(fit), fit_in(reference))
    encoding = sys.stdout.encoding or "utf-8"  # names may have letters that it has not
    sys.stdout.write(f"{found}\n".encode(encoding, "backslashreplace").decode(encoding))
    return 0 if found.equal else 1
