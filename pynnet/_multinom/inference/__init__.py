"""How sure a multinomial model is, and how well it fits."""

__all__: list[str] = []
