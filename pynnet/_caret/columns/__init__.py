"""caret's columns of data: dummy variables, and columns that a model can do without."""

__all__: list[str] = []
