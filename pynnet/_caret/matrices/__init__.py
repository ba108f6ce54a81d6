"""caret's confusion matrices: predicted classes against the true ones."""

__all__: list[str] = []
