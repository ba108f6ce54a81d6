"""R's functions of plain vectors: sequences, orders, sets, texts, probabilities.

May import: coding, language, limits.
"""

from . import (
    gamma_functions,
    matching,
    ordering,
    probabilities,
    selecting,
    sequences,
    sets,
    statistics,
    summaries,
    texts,
)

__all__ = [
    "gamma_functions",
    "matching",
    "ordering",
    "probabilities",
    "selecting",
    "sequences",
    "sets",
    "statistics",
    "summaries",
    "texts",
]
