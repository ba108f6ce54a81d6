"""Verbs of data frames: made, joined, cut, and taken in groups."""

__all__: list[str] = []
