"""The fitted multinomial model as users see it."""

from __future__ import annotations

from dataclasses import dataclass

from pynnet._multinom_effects import MultinomEffects
from pynnet._multinom_selection import MultinomSelection

__all__ = ["Multinom"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Multinom(MultinomSelection, MultinomEffects):
    """A multinomial log-linear model, as :func:`pynnet.multinom` returns it."""
