"""caret's columns of data: dummy variables made of them, and those of nearly one value."""

__all__: list[str] = []
