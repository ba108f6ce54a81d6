"""Runs jobs on threads, processes or any executor; knows nothing of tuning."""

__all__: list[str] = []
