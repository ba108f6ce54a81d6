"""Keeps finished work in a file; knows nothing of tuning."""

__all__: list[str] = []
