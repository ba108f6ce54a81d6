"""Summaries of predictions: of numbers and of classes, by the names that users know them by."""

__all__: list[str] = []
