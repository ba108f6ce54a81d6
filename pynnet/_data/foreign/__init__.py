"""Frames and columns of other packages: pandas' on the way in, their own kind on the way out."""

from .arriving import to_pandas, values_of
from .byte_order import in_own_byte_order
from .columns import categorical_of_dictionary
from .leaving import as_given, as_pandas, labels_differ

__all__ = [
    "as_given",
    "as_pandas",
    "categorical_of_dictionary",
    "in_own_byte_order",
    "labels_differ",
    "to_pandas",
    "values_of",
]
