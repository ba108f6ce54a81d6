"""R's conversions between numbers, truths and text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import Column, as_integers, as_numeric, as_text
from pynnet._ground import AnyArray, FloatArray, RWarning, warn

from ..limits import check_elements
from .arguments import is_text, text_argument, vector_argument
from .registry import Actual, offered

__all__ = ["in_integer_range", "truth_of"]


@offered("as.numeric", "x", kind="builtin")
@offered("as.double", "x")
def _as_numeric(x: Column) -> Column:
    column = vector_argument(x, "as.numeric")
    if is_text(column):
        return _numbers_spelt(column)
    return np.array(as_numeric(column), dtype=np.float64)


@offered("as.integer", "x", kind="builtin", steps=True)
def _as_integer(x: Column) -> Column:
    values = np.trunc(np.asarray(_as_numeric(x))) + 0.0  # an integer zero has no sign
    return as_integers(in_integer_range(values))


def in_integer_range(values: FloatArray) -> FloatArray:
    """Return numbers of which those beyond R's integers are missing."""
    too_large = np.abs(values) >= 2.0**31
    if too_large.any():
        warn("NAs introduced by coercion to integer range", RWarning)
    return np.where(too_large, np.nan, values)


@offered("as.character", "x", kind="builtin", steps=True)
def _as_character(x: Column) -> Column:
    return as_text(vector_argument(x, "as.character"))


@offered("as.logical", "x", steps=True)
def _as_logical(x: Column) -> Column:
    column = vector_argument(x, "as.logical")
    return truth_of(as_text(column) if isinstance(column, pd.Categorical) else column)


def truth_of(column: AnyArray) -> npt.NDArray[np.int8]:
    """Return truths: numbers are true unless zero, text if it says so."""
    if is_text(column):
        return np.array([_TRUTHS.get(text, -1) for text in column], dtype=np.int8)
    if column.dtype.kind == "i":
        return column
    truth = (column != 0).astype(np.int8)
    truth[np.isnan(column)] = -1
    return truth


_TRUTHS = {
    **dict.fromkeys(("TRUE", "true", "T", "True"), 1),
    **dict.fromkeys(("FALSE", "false", "F", "False"), 0),
}


_NUMERAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_HEXADECIMAL = re.compile(
    r"[+-]?0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(p[+-]?\d+)?", re.ASCII | re.IGNORECASE
)
_NOT_FINITE = re.compile(r"[+-]?(inf|infinity)|nan", re.IGNORECASE)


def _numbers_spelt(texts: AnyArray) -> FloatArray:
    """Return the numbers that strings spell; others are missing, with R's warning."""
    numbers = [_numeral(text) for text in texts]
    if any(n is None for n in numbers):
        warn("NAs introduced by coercion", RWarning)
    return np.array([np.nan if n is None else n for n in numbers], dtype=np.float64)


def _numeral(text: str | None) -> float | None:
    """Return the number a string spells, NaN for a missing one, None if it spells none."""
    if text is None or text.strip() == "NA":
        return np.nan
    stripped = text.strip()
    if _NUMERAL.fullmatch(stripped):
        return float(stripped)
    if _HEXADECIMAL.fullmatch(stripped):
        return _hexadecimal(stripped)
    return float(stripped) if _NOT_FINITE.fullmatch(stripped) else None


def _hexadecimal(text: str) -> float:
    """Return a hexadecimal number; one that no double can hold is infinite."""
    try:
        return float.fromhex(text)
    except OverflowError:
        return -math.inf if text.startswith("-") else math.inf


@offered("paste", "...", "sep", "collapse", null_defaults=frozenset({"collapse"}), steps=True)
def _paste(
    arguments: Sequence[Actual], sep: Column | None = None, collapse: Column | None = None
) -> Column:
    return _joined_texts(arguments, " " if sep is None else text_argument(sep, "sep"), collapse)


@offered("paste0", "...", "collapse", null_defaults=frozenset({"collapse"}), steps=True)
def _paste0(arguments: Sequence[Actual], collapse: Column | None = None) -> Column:
    return _joined_texts(arguments, "", collapse)


def _joined_texts(arguments: Sequence[Actual], mark: str, collapse: Column | None) -> Column:
    """Join the texts of the arguments; what is missing reads NA."""
    texts = [
        ["NA" if t is None else t for t in as_text(vector_argument(a.value, "paste"))]
        for a in arguments
        if a.value is not None
    ]
    longest = max(map(len, texts), default=0)
    letters = sum(sum(map(len, t)) * -(-longest // len(t)) for t in texts if t)
    marks = longest * len(mark) * max(len(texts) - 1, 0)
    check_elements(letters + marks, "paste()")
    repeated = [np.resize(np.array(t or [""], dtype=object), longest) for t in texts]
    joined = [mark.join(parts) for parts in zip(*repeated, strict=True)]
    if collapse is not None:
        glue = text_argument(collapse, "collapse")
        check_elements(letters + marks + len(glue) * longest, "paste()")
        joined = [glue.join(joined)]
    return np.array(joined, dtype=object)
