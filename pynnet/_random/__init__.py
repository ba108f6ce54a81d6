"""R's random numbers.

May import: _numerics, _ground.
Other rooms import only what is named here.
"""

from .binomial import Binomial
from .mersenne_twister import RRandom
from .rejection import Poisson, exponential
from .rewindable import RewindableUniforms
from .source import LARGEST_POPULATION, Uniforms
from .stream import Stream, without_drawing
from .verbs import as_stream, global_stream, rnorm, runif, sample, set_seed

__all__ = [
    "Binomial",
    "LARGEST_POPULATION",
    "Poisson",
    "RRandom",
    "RewindableUniforms",
    "Stream",
    "Uniforms",
    "as_stream",
    "exponential",
    "global_stream",
    "rnorm",
    "runif",
    "sample",
    "set_seed",
    "without_drawing",
]
