"""Characters: how wide they are, and how they are written where they cannot be seen."""

__all__: list[str] = []
