"""R's text of numbers and tables.

May import: _ground.
Other rooms import only what is named here.
"""

from .contingency import Table
from .numbers import format_common, number_text, round_decimals
from .options import options
from .reading import has_counted_labels
from .show import show
from .significance import marked_lines
from .tables import labelled_lines, matrix_lines, table_lines, triangle_lines, value_texts

__all__ = [
    "Table",
    "format_common",
    "has_counted_labels",
    "labelled_lines",
    "marked_lines",
    "matrix_lines",
    "number_text",
    "options",
    "round_decimals",
    "show",
    "table_lines",
    "triangle_lines",
    "value_texts",
]
