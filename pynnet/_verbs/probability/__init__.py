"""Distributions: probabilities, quantiles and densities, and random numbers."""

__all__: list[str] = []
