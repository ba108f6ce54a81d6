"""Classes: which of several outputs is chosen, and what the levels of a response stand for."""

__all__: list[str] = []
