"""Columns that a model can do without, found as caret finds them."""

__all__: list[str] = []
