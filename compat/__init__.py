"""Comparison of pynnet with R: the cases, what R gave for them, and how the two are compared."""

__all__: list[str] = []
