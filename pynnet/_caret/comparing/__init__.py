"""caret's resamples: results of train() side by side."""

__all__: list[str] = []
