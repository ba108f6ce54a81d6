"""The cases: calls that R and pynnet both run; reading them, and running one in Python."""

from .nnet import read_data

__all__ = ["read_data"]
