"""Verbs of matrices: their shape and names, products, and what they solve."""

__all__: list[str] = []
