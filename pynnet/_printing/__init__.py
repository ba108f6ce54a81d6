"""R's text of numbers and tables.

May import: _ground.
Other rooms import only what is named here.
"""

from .numbers import format_common, number_text, round_decimals
from .tables import labelled_lines, matrix_lines, table_lines, triangle_lines, value_texts

__all__ = [
    "format_common",
    "labelled_lines",
    "matrix_lines",
    "number_text",
    "round_decimals",
    "table_lines",
    "triangle_lines",
    "value_texts",
]
