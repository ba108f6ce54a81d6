"""R's functions in formulas: each module registers what it offers."""

from . import (
    coded_factors,
    combining,
    converting,
    cut,
    factors,
    indexing,
    mathematics,
    operators,
    polynomials,
    scaling,
    splines,
    summaries,
)

__all__ = [
    "coded_factors",
    "combining",
    "converting",
    "cut",
    "factors",
    "indexing",
    "mathematics",
    "operators",
    "polynomials",
    "scaling",
    "splines",
    "summaries",
]
