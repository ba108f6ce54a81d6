"""Random calls of caret's functions: what R's caret gives against what pynnet.caret gives."""

from .campaign import compare

__all__ = ["compare"]
