"""Verbs of any vector: orders and positions, choices, sequences, gaps, factors and text."""

__all__: list[str] = []
