"""R's search for a minimum, and the lines that it prints; the kernel has the same in C."""

from .bfgs import r_bfgs, search_result
from .bfgs_search import StoppingRules, not_finite
from .trace import Trace

__all__ = ["StoppingRules", "Trace", "not_finite", "r_bfgs", "search_result"]
