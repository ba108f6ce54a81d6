"""Verbs that say what an object is instead of all its values."""

__all__: list[str] = []
