"""Frames and columns of other packages: pandas' on the way in, their own kind on the way out."""

from .arriving import to_pandas, values_of
from .columns import categorical_of_dictionary
from .leaving import as_given, labels_differ

__all__ = ["as_given", "categorical_of_dictionary", "labels_differ", "to_pandas", "values_of"]
