"""What every room stands on.

Errors and warnings, the types of arrays, the code that called in, frames of other packages, single
values that users pass, the files that they name, kept answers, exact JSON, optional packages, what
pictures share, cores, what public names say of themselves, doors to rooms above, and the version.

May import: nothing of the package.
Other rooms import only what is named here.
"""

from .caching import LONGEST_QUESTION, MOST_ANSWERS, remembered
from .caller import calling_frame, scopes_of, variable_in
from .cores import usable_cores
from .doors import room_above
from .entries import entry, public_record, refuse_unknown
from .errors import (
    ArgumentError,
    DataError,
    FitWarning,
    FormulaError,
    KernelError,
    PynnetError,
    RWarning,
    UnknownArgumentError,
    WorkerError,
    times_warned,
    warn,
    warnings_kept,
    without_advice,
)
from .exact_json import exact_json, from_exact_json
from .files import bytes_of, path_of, replace_file
from .foreign import FRAME_KINDS, RowsOf, is_foreign, rows_of
from .optional import require
from .other_names import nearest_name
from .pictures import (
    COLOURS,
    axes_for,
    axis_length,
    ink,
    is_alone,
    label_axis,
    letter_size,
    paper,
    place_size,
    root_figure,
    shortened,
    text_width,
    told_apart,
    words_below,
    wrapped,
)
from .public_names import of_door, public, read_only
from .quoting import class_of, shown
from .scalars import (
    MOST_WHOLE,
    TRUTHS,
    array_if_any,
    as_double,
    as_doubles,
    between,
    choice,
    doubles_if_any,
    flag,
    given_text,
    invalid,
    is_flag,
    is_number,
    is_sized,
    is_whole,
    items_of,
    names_of,
    one_word,
    partial_matches,
    real_number,
    size_of,
    whole_number,
)
from .typing import AnyArray, BoolArray, FloatArray, IntArray, ObjectArray
from .version import FORMAT, VERSION, versions_apart

__all__ = [
    "AnyArray",
    "ArgumentError",
    "BoolArray",
    "COLOURS",
    "DataError",
    "FORMAT",
    "FRAME_KINDS",
    "FitWarning",
    "FloatArray",
    "FormulaError",
    "IntArray",
    "KernelError",
    "LONGEST_QUESTION",
    "MOST_ANSWERS",
    "MOST_WHOLE",
    "ObjectArray",
    "PynnetError",
    "RWarning",
    "RowsOf",
    "TRUTHS",
    "UnknownArgumentError",
    "VERSION",
    "WorkerError",
    "array_if_any",
    "as_double",
    "as_doubles",
    "axes_for",
    "axis_length",
    "between",
    "bytes_of",
    "calling_frame",
    "choice",
    "class_of",
    "doubles_if_any",
    "entry",
    "exact_json",
    "flag",
    "from_exact_json",
    "given_text",
    "ink",
    "invalid",
    "is_alone",
    "is_flag",
    "is_foreign",
    "is_number",
    "is_sized",
    "is_whole",
    "items_of",
    "label_axis",
    "letter_size",
    "names_of",
    "nearest_name",
    "of_door",
    "one_word",
    "paper",
    "partial_matches",
    "path_of",
    "place_size",
    "public",
    "public_record",
    "read_only",
    "real_number",
    "refuse_unknown",
    "remembered",
    "replace_file",
    "require",
    "room_above",
    "root_figure",
    "rows_of",
    "scopes_of",
    "shortened",
    "shown",
    "size_of",
    "text_width",
    "times_warned",
    "told_apart",
    "usable_cores",
    "variable_in",
    "versions_apart",
    "warn",
    "warnings_kept",
    "whole_number",
    "without_advice",
    "words_below",
    "wrapped",
]
