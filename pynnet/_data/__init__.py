"""What users pass, as R sees it.

Frames of other packages become pandas' as they arrive, and what has a row for each of theirs
leaves as they were (`foreign`). Numbers become float matrices (`arrays`). Data become named columns
(`frames`), read from pandas, NumPy, Arrow and lists (`reading`; small frames at once by
`own_columns`) as one of R's kinds (`columns`); whole numbers and dates are `marked`; text sorts as
in R (`collation`). Sums of `squares` tell of all numbers at once whether they are finite; arrays
that are read stay where they are (`pinned`). `by_value` and `kept` hold what users may change
later; pickles are such that any installation reads them (`portable`), and name their version
(`pickles`). `datasets` has the data that ship with the package.

May import: _printing, _ground.
Other rooms import only what is named here.
"""

from .arrays import (
    NumberMatrix,
    as_matrix,
    as_vector,
    check_finite,
    check_no_missing,
    numbers_of,
    refuse_missing,
)
from .by_value import by_value
from .collation import Collation, check_collation, collation_key
from .columns import (
    CATEGORICAL,
    MISSING_LEVEL,
    Column,
    Matrix,
    as_numeric,
    as_text,
    factor_of_codes,
    factor_of_column,
    factor_of_texts,
    gaps_in,
    index_labels,
    indicators,
    is_missing,
    kind_of,
    level_texts,
    levels_of,
    sorted_levels,
    take,
)
from .datasets import load_iris
from .foreign import as_given, as_pandas, in_own_byte_order, labels_differ, to_pandas, values_of
from .frames import NamedColumns, as_frame, check_same_index, column_not_found, named_columns
from .kept import KeptData
from .marked import (
    Dates,
    Integers,
    as_dates,
    as_integers,
    day_of,
    holds_integers,
    is_time_zone,
)
from .pickles import copied, pickled
from .portable import portable
from .reading import as_column, as_factor, refuse_without_unit

__all__ = [
    "CATEGORICAL",
    "Collation",
    "Column",
    "Dates",
    "Integers",
    "KeptData",
    "MISSING_LEVEL",
    "Matrix",
    "NamedColumns",
    "NumberMatrix",
    "as_column",
    "as_dates",
    "as_factor",
    "as_frame",
    "as_given",
    "as_integers",
    "as_matrix",
    "as_numeric",
    "as_pandas",
    "as_text",
    "as_vector",
    "by_value",
    "check_collation",
    "check_finite",
    "check_no_missing",
    "check_same_index",
    "collation_key",
    "column_not_found",
    "copied",
    "day_of",
    "factor_of_codes",
    "factor_of_column",
    "factor_of_texts",
    "gaps_in",
    "holds_integers",
    "in_own_byte_order",
    "index_labels",
    "indicators",
    "is_missing",
    "is_time_zone",
    "kind_of",
    "labels_differ",
    "level_texts",
    "levels_of",
    "load_iris",
    "named_columns",
    "numbers_of",
    "pickled",
    "portable",
    "refuse_missing",
    "refuse_without_unit",
    "sorted_levels",
    "take",
    "to_pandas",
    "values_of",
]
