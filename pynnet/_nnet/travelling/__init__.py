"""How every fit travels: as itself, and as what others score with."""

__all__: list[str] = []
