"""What users pass, as R sees it.

May import: _printing.
Other rooms import only what is named here.
"""

from .arrays import (
    NumberMatrix,
    as_matrix,
    as_vector,
    check_finite,
    check_no_missing,
    refuse_missing,
)
from .collation import Collation, check_collation, collation_key
from .columns import (
    CATEGORICAL,
    Column,
    Matrix,
    as_column,
    as_factor,
    as_numeric,
    as_text,
    categorical,
    factor_of,
    indicators,
    joined_offsets,
    kind,
    levels_of,
    missing,
    sorted_levels,
    take,
    to_factor,
)
from .datasets import load_iris
from .frames import NamedColumns, check_rows, not_found
from .integers import Integers, integers, is_whole

__all__ = [
    "CATEGORICAL",
    "Collation",
    "Column",
    "Integers",
    "Matrix",
    "NamedColumns",
    "NumberMatrix",
    "as_column",
    "as_factor",
    "as_matrix",
    "as_numeric",
    "as_text",
    "as_vector",
    "categorical",
    "check_collation",
    "check_finite",
    "check_no_missing",
    "check_rows",
    "collation_key",
    "factor_of",
    "indicators",
    "integers",
    "is_whole",
    "joined_offsets",
    "kind",
    "levels_of",
    "load_iris",
    "missing",
    "not_found",
    "refuse_missing",
    "sorted_levels",
    "take",
    "to_factor",
]
