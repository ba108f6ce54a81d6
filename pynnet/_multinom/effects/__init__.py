"""What a multinomial model says in probabilities.

The functions named here are methods of :class:`pynnet.Multinom`.
"""

from .methods import marginal_effects, predicted_probabilities

__all__ = ["marginal_effects", "predicted_probabilities"]
