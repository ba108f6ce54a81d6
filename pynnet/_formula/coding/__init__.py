"""How levels become columns, and how these are named."""

__all__: list[str] = []
