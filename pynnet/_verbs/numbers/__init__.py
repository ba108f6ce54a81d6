"""Verbs of numbers: functions of each, totals and means, spreads, and what runs along."""

__all__: list[str] = []
