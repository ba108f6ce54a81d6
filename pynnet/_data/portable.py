"""Pandas objects in pickles: plain arrays, which any installation can read.

A label or text that Arrow stores is pickled as Arrow's otherwise, and is lost where there is none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

__all__ = ["portable"]


def portable(value: Any) -> Any:
    """Return the same value, or what becomes it when a pickle is read."""
    if isinstance(value, pd.RangeIndex):
        return value
    if isinstance(value, (pd.Index, pd.Series, pd.DataFrame, pd.api.extensions.ExtensionArray)):
        return _Portable(value)
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(portable(item) for item in value)
    return value


class _Portable:
    """A pandas object that pickles as plain arrays."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        value = self.value
        if isinstance(value, pd.DataFrame):
            columns = [portable(value.iloc[:, i].array) for i in range(value.shape[1])]
            return _frame, (columns, portable(value.columns), portable(value.index))
        if isinstance(value, pd.Series):
            return _series, (portable(value.array), portable(value.index), value.name)
        if isinstance(value, pd.MultiIndex):
            return _levelled, (
                [portable(level) for level in value.levels],
                [np.array(codes) for codes in value.codes],
                list(value.names),
            )
        if isinstance(value, pd.Categorical):
            return _categorical, (
                np.array(value.codes),
                portable(value.categories),
                value.ordered,
            )
        if isinstance(value, pd.Index):
            if _is_text(value.dtype) or isinstance(value, pd.CategoricalIndex):
                return _index, (portable(value.array), value.name)
            return pd.Index, (value.array, None, False, value.name)
        if _is_text(value.dtype):
            texts = np.array([None if pd.isna(x) else x for x in value], dtype=object)
            return _array, (texts, str(value.dtype).partition("[")[0])
        if isinstance(value.dtype, np.dtype) or not hasattr(value, "_pa_array"):
            return _itself, (value.to_numpy() if _is_plain(value) else value,)
        return _array, (value.to_numpy(dtype=object), str(value.dtype))


def _is_text(dtype: Any) -> bool:
    return isinstance(dtype, pd.StringDtype)


def _is_plain(values: Any) -> bool:
    return isinstance(values, pd.arrays.NumpyExtensionArray)


def _itself(value: Any) -> Any:
    return value


def _array(values: Any, dtype: str) -> Any:
    return pd.array(values, dtype=dtype)


def _index(array: Any, name: Any) -> pd.Index[Any]:
    return pd.Index(array, name=name)


def _levelled(levels: Any, codes: Any, names: Any) -> pd.MultiIndex:
    return pd.MultiIndex(levels, codes, names=names)


def _categorical(codes: Any, categories: Any, ordered: bool) -> pd.Categorical:
    dtype = pd.CategoricalDtype(categories, ordered=ordered)
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _series(array: Any, index: Any, name: Any) -> pd.Series[Any]:
    return pd.Series(array, index=index, name=name)


def _frame(columns: Any, names: Any, index: Any) -> pd.DataFrame:
    frame = pd.DataFrame(dict(enumerate(columns)), index=index)
    return frame.set_axis(names, axis=1)
