"""R's functions of plain vectors: sequences, orders, sets, texts, probabilities.

May import: coding, language, limits.
"""

from . import ordering, probabilities, selecting, sequences, sets, statistics, summaries, texts

__all__ = [
    "ordering",
    "probabilities",
    "selecting",
    "sequences",
    "sets",
    "statistics",
    "summaries",
    "texts",
]
