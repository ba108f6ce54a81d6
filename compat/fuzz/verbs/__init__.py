"""Random calls of the verbs of pynnet.r: what R gives, and nonsense, which R is not asked."""

from .campaign import compare

__all__ = ["compare"]
