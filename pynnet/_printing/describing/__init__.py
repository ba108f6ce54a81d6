"""What R says of an object instead of all its values: its structure, and its summary."""

__all__: list[str] = []
