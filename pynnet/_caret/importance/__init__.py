"""caret's varImp: by a model's weights, or variable by variable."""

__all__: list[str] = []
