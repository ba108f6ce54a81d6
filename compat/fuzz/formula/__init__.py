"""Random formulas: their matrices and functions in R and in pynnet, and some that mean nothing."""

from .campaign import compare

__all__ = ["compare"]
