"""Comparing multinomial models, and choosing among them term by term."""

from __future__ import annotations

from dataclasses import dataclass

from pynnet._multinom_inference import MultinomInference

__all__ = ["MultinomSelection"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomSelection(MultinomInference):
    """Likelihood ratio tests, single terms dropped and added, and stepwise selection."""
