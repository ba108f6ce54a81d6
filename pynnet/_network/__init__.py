"""A network with one hidden layer, and its search; in NumPy and in C.

May import: _numerics.
Other rooms import only what is named here.
"""

from .bfgs import r_bfgs
from .cores import usable_cores
from .engine import engine, kernel_problem, make_objective, network_outputs
from .hessian import criterion_hessian
from .layout import Network
from .numpy_engine import Criterion, Objective, is_probability, quiet
from .trace import Trace

__all__ = [
    "Criterion",
    "Network",
    "Objective",
    "Trace",
    "criterion_hessian",
    "engine",
    "is_probability",
    "kernel_problem",
    "make_objective",
    "network_outputs",
    "quiet",
    "r_bfgs",
    "usable_cores",
]
