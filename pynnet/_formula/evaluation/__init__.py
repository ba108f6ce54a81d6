"""Expressions become columns, and columns rows."""

__all__: list[str] = []
