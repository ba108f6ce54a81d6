"""What a multinomial model says in probabilities and in tables."""

from __future__ import annotations

from dataclasses import dataclass

from pynnet._multinom_inference import MultinomInference

__all__ = ["MultinomEffects"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomEffects(MultinomInference):
    """Tidy tables, fit measures, predicted probabilities and marginal effects."""
