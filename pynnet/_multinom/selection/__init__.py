"""Comparing multinomial models, and choosing among them.

The functions named here are methods of :class:`pynnet.Multinom`.
"""

from .methods import add1, anova, drop1, step, update

__all__ = ["add1", "anova", "drop1", "step", "update"]
