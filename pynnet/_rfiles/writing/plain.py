"""Any object of Python's as R's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, class_of, shown

from ..format.nodes import NULL, Items, Node
from ..format.steps import Steps, each
from .frames import frame_node, series_node
from .vectors import SCALARS, array_node, scalar_node, texts

__all__ = ["ClassWriters", "object_node"]

ClassWriters: TypeAlias = Mapping[type, Callable[[Any], Node]]

_DEEPEST = 100  # lists inside of lists


def object_node(value: Any, writers: ClassWriters, level: int = 0) -> Steps[Node]:
    """Return the node for an object; `writers` know the classes of fits."""
    yield from ()
    if level > _DEEPEST:
        raise DataError(f"lists are nested too deeply (more than {_DEEPEST} levels).")
    if type(value) in writers:
        return writers[type(value)](value)
    if value is None:
        return NULL
    atomic = _atomic_node(value)
    if atomic is not None:
        return atomic
    if isinstance(value, Mapping):
        return (yield _named_list(value, writers, level))
    if isinstance(value, (list, tuple)):
        return Items((yield each(object_node(item, writers, level + 1) for item in value)))
    raise ArgumentError(
        f"an object of class {class_of(value)} cannot be written: R's files hold arrays, Series, "
        "DataFrames, numbers, texts, lists and dictionaries of them, and fits of pynnet."
    )


def _atomic_node(value: Any) -> Node | None:
    """Return the node for an array, a table or a single value; None for anything else."""
    if isinstance(value, pd.DataFrame):
        return frame_node(value)
    if isinstance(value, pd.Series):
        return series_node(value)
    if isinstance(value, np.ndarray) and value.ndim:
        return array_node(value)
    if isinstance(value, (pd.Index, pd.api.extensions.ExtensionArray)):
        return array_node(value, of_pandas=True)
    if isinstance(value, SCALARS):
        return scalar_node(value)
    return None


def _named_list(value: Mapping[Any, Any], writers: ClassWriters, level: int) -> Steps[Node]:
    wrong = next((key for key in value if not isinstance(key, str)), None)
    if wrong is not None:
        raise ArgumentError(f"names of a list are texts: got the key {shown(wrong)}.")
    items = value.values()
    values = yield each(object_node(item, writers, level + 1) for item in items)
    return Items(values, {"names": texts(*value)})
