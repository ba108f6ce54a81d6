"""How results of pynnet and of R are compared."""

__all__: list[str] = []
