"""Classes in the type of the response: the values that R's texts of levels stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_text, index_labels, levels_of
from pynnet._ground import TRUTHS, ObjectArray

__all__ = ["ClassLabels", "class_labels", "restored"]

_INTEGER = re.compile("-?[0-9]+")
_TRUTHS = dict(zip(TRUTHS, (False, True), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class ClassLabels:
    """What the response held.

    Attributes
    ----------
    texts : tuple of str
        R's levels.
    values : ndarray of object
        The value that each stands for.
    dtype : dtype
        That of the response.
    """

    texts: tuple[str, ...]
    values: ObjectArray
    dtype: Any

    def of(self, texts: ObjectArray) -> Any:
        """Values of some texts, in the dtype of the response if it can hold them."""
        codes = pd.Index(self.texts, dtype=object).get_indexer(pd.Index(texts, dtype=object))
        if isinstance(self.dtype, pd.CategoricalDtype):
            return pd.Categorical.from_codes(codes, dtype=self.dtype)
        values = np.append(self.values, np.array([None], dtype=object))[codes]
        dtype = self.dtype
        if (codes < 0).any():
            dtype = _nullable(dtype)
        return pd.array(values, dtype=dtype) if _extends(dtype) else values.astype(dtype)


def _nullable(dtype: Any) -> Any:
    """The dtype of pandas that holds the same and missing values."""
    if dtype.kind == "b":
        return pd.BooleanDtype()
    prefix = {"i": "Int", "u": "UInt"}.get(dtype.kind)
    return dtype if prefix is None else pd.api.types.pandas_dtype(f"{prefix}{8 * dtype.itemsize}")


def _extends(dtype: Any) -> bool:
    return not isinstance(dtype, np.dtype)


def restored(texts: ObjectArray, labels: ClassLabels | None) -> Any:
    """Classes as the response had them; text stays text."""
    return texts if labels is None else labels.of(texts)


def class_labels(response: Any, lev: tuple[str, ...] | None) -> ClassLabels | None:
    """What the levels of a response stand for; None if that is their text.

    `response` is what the user passed, None if the formula computes the response.
    """
    if response is None or lev is None:
        return None
    dtype = getattr(response, "dtype", None)
    if isinstance(dtype, pd.CategoricalDtype) and index_labels(dtype.categories) == list(lev):
        return ClassLabels(lev, _as_objects(lev), dtype)
    if np.ndim(response) != 1:
        return None
    column = response if hasattr(response, "dtype") else pd.Series(response)
    dtype = column.dtype
    kind = getattr(dtype, "kind", "O")
    known: dict[str, Any]
    if isinstance(dtype, pd.CategoricalDtype):
        known = _categories(dtype)
    elif kind in "iu" and all(map(_INTEGER.fullmatch, lev)):
        known = {text: int(text) for text in lev}  # no need to look at the column
    elif kind == "b" and set(lev) <= set(_TRUTHS):
        known = dict(_TRUTHS)
    elif lev == ("0", "1") and kind in "bf":
        known = {"0": dtype.type(0), "1": dtype.type(1)}  # outputs of an entropy fit of numbers
    elif kind == "O" and not _numbers(column):
        return None
    else:
        values = pd.Series(column).dropna().unique()
        numbers = as_column(values, "y")
        assert isinstance(numbers, np.ndarray)  # categories are dealt with above
        known = dict(zip(as_text(numbers), values.tolist(), strict=True))
    if not set(lev) <= set(known):
        return None
    return ClassLabels(tuple(known), _as_objects(tuple(known.values())), dtype)


def _as_objects(values: tuple[Any, ...]) -> ObjectArray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _categories(dtype: pd.CategoricalDtype) -> dict[str, Any]:
    """What the texts of all categories stand for."""
    categories = index_labels(dtype.categories)
    if all(type(category) is str for category in categories):
        return dict(zip(categories, categories, strict=True))
    every = pd.Categorical.from_codes(np.arange(len(categories)), dtype=dtype)
    texts = levels_of(as_column(every, "y"))  # type: ignore[arg-type]
    return dict(zip(texts, categories, strict=True))


def _numbers(column: Any) -> bool:
    """Whether a column of objects holds no text."""
    return not any(isinstance(value, str) for value in column)
