"""R's functions of plain vectors and matrices: sequences, orders, sets, texts, probabilities.

May import: coding, language, limits.
"""

from . import (
    dates,
    formatting,
    gamma_functions,
    grouping,
    matching,
    matrices,
    ordering,
    probabilities,
    selecting,
    sequences,
    sets,
    sprintf,
    statistics,
    summaries,
    texts,
)

__all__ = [
    "dates",
    "formatting",
    "gamma_functions",
    "grouping",
    "matching",
    "matrices",
    "ordering",
    "probabilities",
    "selecting",
    "sequences",
    "sets",
    "sprintf",
    "statistics",
    "summaries",
    "texts",
]
