"""Comparison of pynnet with R: the cases, what R gave for them, and how the two are compared."""

from pathlib import Path

__all__ = ["CHECKOUT", "FOLDER"]

FOLDER = Path(__file__).parent
CHECKOUT = FOLDER.parent
