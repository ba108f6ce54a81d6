"""Random objects, printed by R and by pynnet: the same characters."""

from .campaign import Difference, compare_printing

__all__ = ["Difference", "compare_printing"]
