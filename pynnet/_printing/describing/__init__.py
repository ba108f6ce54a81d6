"""What R says of an object instead of all its values: its structure, its summary, and tests."""

__all__: list[str] = []
