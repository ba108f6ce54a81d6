"""Summaries in pandas' objects, which say of themselves that they are summaries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..kinds import RArray, RObject, RSummary, RUnquoted, RVector
from ..values import labels_of, vector_of
from .summaries import NAS

__all__ = ["as_summary", "summary_of"]

_MARK = "pynnet.summary"
_OF_TABLES = ("n_vars", "n_cases", "statistic", "parameter", "p_value", "approx_ok")


def as_summary(x: Any, kind: str) -> Any:
    """Mark a Series of "numbers", "days", "times", "words" or about a "table", or a "frame"."""
    x.attrs[_MARK] = kind
    return x


def summary_of(x: Any) -> RObject | None:
    """Return what a marked object is in R; None if it has no mark, or is no such thing any more."""
    kind = x.attrs.get(_MARK)
    if kind == "frame" and isinstance(x, pd.DataFrame):
        return _frame(x)
    if not isinstance(x, pd.Series) or kind not in _READERS:
        return None
    values = _READERS[kind](x)
    return None if values is None else RSummary(kind, values, labels_of(x.index))


def _frame(x: pd.DataFrame) -> RObject | None:
    cells = np.ravel(x.to_numpy(dtype=object), "F").tolist()
    if not all(cell is None or isinstance(cell, str) for cell in cells):
        return None
    texts = ["" if cell is None else cell for cell in cells]
    labels: list[list[str | None]] = [[""] * len(x), labels_of(x.columns)]
    is_none = 0 in x.shape  # R's are tables, which say so
    return RUnquoted(RArray(RVector("character", texts), x.shape, labels, is_table=is_none))


def _numbers(x: pd.Series[Any]) -> Sequence[Any] | None:
    return vector_of(x.to_numpy()).values if x.dtype == np.float64 else None


def _moments(x: pd.Series[Any]) -> Sequence[Any] | None:
    values = [None if value is pd.NaT else value for value in x.tolist()]
    kinds = [(int,) if label == NAS else (datetime.datetime, type(None)) for label in x.index]
    fits = all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True))
    return values if fits else None


def _words(x: pd.Series[Any]) -> Sequence[Any]:
    return x.tolist()


def _of_table(x: pd.Series[Any]) -> Sequence[Any] | None:
    return x.tolist() if tuple(x.index) == _OF_TABLES else None


_READERS = {"numbers": _numbers, "days": _moments, "times": _moments, "words": _words}
_READERS["table"] = _of_table
