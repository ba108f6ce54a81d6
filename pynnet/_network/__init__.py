"""A network with one hidden layer, and its search; in NumPy and in C.

May import: _numerics, _ground.
Other rooms import only what is named here.
"""

from .criteria import CENSORED, ENTROPY, LEAST_SQUARES, SOFTMAX, Criterion
from .engine import (
    engine,
    engine_sentence,
    frees_the_lock,
    instruction_sets,
    make_objective,
    network_outputs,
)
from .hessian import criterion_hessian, output_derivatives
from .layout import Network
from .numpy_engine import NumPyObjective
from .objective import Cases, Objective
from .search import StoppingRules, Trace, r_bfgs
from .versions import arithmetic_versions, libm_values

__all__ = [
    "CENSORED",
    "Cases",
    "Criterion",
    "ENTROPY",
    "LEAST_SQUARES",
    "Network",
    "NumPyObjective",
    "Objective",
    "SOFTMAX",
    "StoppingRules",
    "Trace",
    "arithmetic_versions",
    "criterion_hessian",
    "engine",
    "engine_sentence",
    "frees_the_lock",
    "instruction_sets",
    "libm_values",
    "make_objective",
    "network_outputs",
    "output_derivatives",
    "r_bfgs",
]
