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
    polynomials,
    scaling,
    splines,
    truth_operators,
    vectors,
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
    "polynomials",
    "scaling",
    "splines",
    "truth_operators",
    "vectors",
]
