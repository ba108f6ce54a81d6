"""Random formulas: those of R, and hostile ones."""

__all__: list[str] = []
