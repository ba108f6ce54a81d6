"""Verbs of fits: what they hold, and how they compare."""

__all__: list[str] = []
