"""Random calls of nnet and multinom: what R gives against what pynnet gives."""

from .campaign import compare_calls

__all__ = ["compare_calls"]
