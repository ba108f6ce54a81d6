"""Random arguments of each verb: a module for each kind, where its verbs are registered."""

from . import matrices, numbers, probability, vectors
from .registry import VERBS

__all__ = ["VERBS", "matrices", "numbers", "probability", "vectors"]
