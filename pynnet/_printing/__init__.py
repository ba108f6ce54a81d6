"""R's text of numbers and tables.

May import: _ground.
Other rooms import only what is named here.
"""

from .contingency import Table
from .describing.html import code_html, frame_html, html_of, lines_html, numbers_html, table_html
from .describing.marked import as_summary
from .describing.significance import marked_lines, probability_texts
from .describing.structure import structure_lines
from .describing.summaries import NAS, moment_texts, number_texts
from .kinds import RArray, RFrame, RSummary, RText, RVector
from .language import Language
from .numbers import format_common, number_text, round_decimals
from .options import (
    check_digits,
    given_digits,
    options,
    print_options,
    printed_with,
    standing_digits,
)
from .reading import has_counted_labels, read_object
from .show import show
from .tables import labelled_lines, matrix_lines, table_lines, triangle_lines, value_texts
from .texts.characters import pad_left, pad_right, text_width
from .texts.escapes import escaped
from .texts.names import RESERVED_WORDS, valid_name
from .values import NA_PAYLOAD, NA_REAL

__all__ = [
    "Language",
    "NAS",
    "NA_PAYLOAD",
    "NA_REAL",
    "RArray",
    "RESERVED_WORDS",
    "RFrame",
    "RSummary",
    "RText",
    "RVector",
    "Table",
    "as_summary",
    "check_digits",
    "code_html",
    "escaped",
    "format_common",
    "frame_html",
    "given_digits",
    "has_counted_labels",
    "html_of",
    "labelled_lines",
    "lines_html",
    "marked_lines",
    "matrix_lines",
    "moment_texts",
    "number_text",
    "number_texts",
    "numbers_html",
    "options",
    "pad_left",
    "pad_right",
    "print_options",
    "printed_with",
    "probability_texts",
    "read_object",
    "round_decimals",
    "show",
    "standing_digits",
    "structure_lines",
    "table_html",
    "table_lines",
    "text_width",
    "triangle_lines",
    "valid_name",
    "value_texts",
]
