"""R's functions of plain vectors and matrices: sequences, orders, sets, texts, probabilities.

May import: coding, language, limits.
"""

from . import (
    matrices,
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
    "matrices",
    "ordering",
    "probabilities",
    "selecting",
    "sequences",
    "sets",
    "statistics",
    "summaries",
    "texts",
]
