"""What a variable of the user's is to a formula: a value, one within reach unasked, or text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import issparse

from pynnet._ground import array_if_any, is_sized

__all__ = [
    "dimensions",
    "is_array",
    "is_scalar",
    "is_text",
    "is_value",
    "is_written_by_user",
    "numbers_among",
    "within_reach",
]

_SCALARS = (bool, int, float, str, np.generic)
_ARRAYS = (np.ndarray, pd.Series, pd.DataFrame, pd.Index, pd.api.extensions.ExtensionArray)
_NUMBERS = (bool, int, float, np.bool_, np.integer, np.floating)
_PLAIN_NUMBERS = frozenset((bool, int, float, np.float64, np.int64, np.bool_))
# Functions from here are no user's own, though a module may have imported their names.
_LIBRARIES = frozenset(
    ("builtins", "cmath", "math", "numpy", "pandas", "pynnet", "scipy", "statistics")
)


def dimensions(value: Any) -> int:
    """How many dimensions a value has; rows of different lengths make one."""
    if is_array(value):
        declared = getattr(value, "ndim", None)
        return declared if isinstance(declared, int) else np.ndim(value)
    if not isinstance(value, (list, tuple)):
        return int(is_sized(value) and not is_scalar(value))
    if not value or not all(isinstance(row, (list, tuple, np.ndarray)) for row in value):
        return 1
    return max(array_if_any(value).ndim, 1)


def is_array(value: Any) -> bool:
    """Whether a value has dimensions: neither a class, nor groups of a frame's rows."""
    return not isinstance(value, type) and (hasattr(value, "__array__") or issparse(value))


def is_scalar(value: Any) -> bool:
    """Whether a value is one number, truth or text."""
    return isinstance(value, _SCALARS)


def is_value(value: Any) -> bool:
    """Whether a value that was passed may be a constant or a column."""
    return is_scalar(value) or isinstance(value, (list, tuple, *_ARRAYS))


def within_reach(value: Any) -> bool:
    """Whether a formula may use a variable that was not passed: numbers and arrays alone."""
    if isinstance(value, (list, tuple)):
        return all(item is None or isinstance(item, _NUMBERS) for item in value)
    if isinstance(value, pd.DataFrame):
        return all(map(pd.api.types.is_numeric_dtype, value.dtypes))
    if isinstance(value, _ARRAYS):
        return bool(value.ndim)
    return isinstance(value, _NUMBERS)


def is_text(value: Any) -> bool:
    """Whether a value is text, or a list with text in it."""
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, str) for item in value)
    return isinstance(value, str) or (isinstance(value, np.ndarray) and value.ndim == 0)


def is_written_by_user(value: Any) -> bool:
    """Whether a value is a function that comes from no library of numbers."""
    if not callable(value) or isinstance(value, type):
        return False
    module = getattr(value, "__module__", None) or type(value).__module__
    return module.partition(".")[0] not in _LIBRARIES


def numbers_among(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the single numbers among variables."""
    return {name: value for name, value in names.items() if type(value) in _PLAIN_NUMBERS}
