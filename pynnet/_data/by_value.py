"""Values kept as they are now, whatever their owner does with them later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, is_foreign, shown

from .foreign import values_of

__all__ = ["by_value", "fresh_index"]


def by_value(value: Any) -> Any:
    """Return a copy of what its owner could change; what cannot change is returned as it is.

    Functions are kept themselves. Copies of Arrow's arrays share what nobody can write to.

    Raises
    ------
    ArgumentError
        If lists stand in one another too deeply, or one in itself.
    """
    try:
        return _copied(value)
    except RecursionError:
        raise ArgumentError(
            f"invalid value: lists stand in one another too deeply, got {shown(value)}."
        ) from None


def _copied(value: Any) -> Any:
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (pd.Series, pd.DataFrame)):
        copy = value.copy(deep=True)
        copy.index = fresh_index(copy.index)
        return copy
    if isinstance(value, pd.Index):
        return value.copy(deep=True)
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return value.copy()
    if is_foreign(value):
        return _of_pandas(value)
    if isinstance(value, list):
        return [_copied(item) for item in value]
    if type(value) is tuple:
        return tuple(_copied(item) for item in value)
    if isinstance(value, Mapping):
        return {name: _copied(item) for name, item in value.items()}
    return value


def _of_pandas(value: Any) -> Any:
    """Return a frame or column of another package as pandas'; what cannot be read is no value."""
    try:
        return _copied(values_of(value, "env"))
    except DataError:
        return value


def fresh_index(index: pd.Index[Any]) -> pd.Index[Any]:
    """Return the same labels, which nobody else can rename or write to."""
    if isinstance(index, pd.RangeIndex):
        return index.view()
    if type(index) is pd.Index and isinstance(index.dtype, np.dtype):
        make = getattr(index, "_simple_new", None)  # all else that pandas offers takes long
        return index.repeat(1) if make is None else make(index.values.copy(), index.name)
    return index.copy(deep=True)
