"""The design matrix, and what is needed to make it again for new data."""

__all__: list[str] = []
