"""Rows to train on and rows held out, drawn as caret draws them."""

__all__: list[str] = []
