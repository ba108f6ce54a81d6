"""Random calls: those that R is asked as well, and those that nobody should make."""

__all__: list[str] = []
