"""R's text of numbers and tables.

May import: _ground.
Other rooms import only what is named here.
"""

from .contingency import Table
from .describing.structure import structure_lines
from .language import Language
from .numbers import format_common, number_text, round_decimals
from .options import options, print_options
from .reading import has_counted_labels, read_object
from .show import show
from .significance import marked_lines
from .tables import labelled_lines, matrix_lines, table_lines, triangle_lines, value_texts

__all__ = [
    "Language",
    "Table",
    "format_common",
    "has_counted_labels",
    "labelled_lines",
    "marked_lines",
    "matrix_lines",
    "number_text",
    "options",
    "print_options",
    "read_object",
    "round_decimals",
    "show",
    "structure_lines",
    "table_lines",
    "triangle_lines",
    "value_texts",
]
