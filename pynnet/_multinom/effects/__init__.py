"""What a multinomial model says in probabilities.

The functions named here are methods of :class:`pynnet.Multinom`.
"""

from .marginal_means import marginal_means, pairwise_comparisons
from .methods import marginal_effects, predicted_probabilities

__all__ = ["marginal_effects", "marginal_means", "pairwise_comparisons", "predicted_probabilities"]
