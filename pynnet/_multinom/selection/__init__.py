"""Comparing multinomial models, and choosing among them."""

__all__: list[str] = []
