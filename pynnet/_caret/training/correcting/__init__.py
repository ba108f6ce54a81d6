"""Corrections of the bootstrap, and what of them is missing."""

__all__: list[str] = []
