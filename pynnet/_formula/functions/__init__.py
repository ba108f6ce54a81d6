"""R's functions in formulas: each module registers what it offers, and what is special about it.

`registry` holds them, `calling` matches their arguments as R does, `arguments` and `operands` read
what they get.

May import: coding, language, limits.
"""

from . import (
    arithmetic_operators,
    coded_factors,
    combining,
    converting,
    cut,
    factors,
    indexing,
    mathematics,
    matrices,
    polynomials,
    scaling,
    splines,
    summaries,
    truth_operators,
)

__all__ = [
    "arithmetic_operators",
    "coded_factors",
    "combining",
    "converting",
    "cut",
    "factors",
    "indexing",
    "mathematics",
    "matrices",
    "polynomials",
    "scaling",
    "splines",
    "summaries",
    "truth_operators",
]
