"""The text of a formula and its meaning as terms; nothing here knows of data."""

__all__: list[str] = []
