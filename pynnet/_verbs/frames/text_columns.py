"""Columns of text as R reads them: the first of its types that all values are, or one asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_factor
from pynnet._ground import ArgumentError, DataError, RWarning, shown, warn

__all__ = ["Texts", "as_typed", "converted", "typed_columns"]

Texts = list[str | None]
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,10}")
_LARGEST = 2**31 - 1
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_HEXADECIMAL = re.compile(r"[+-]?0[xX][0-9a-fA-F]+(\.[0-9a-fA-F]*)?([pP][+-]?[0-9]+)?")
_WORDS = {"Inf": math.inf, "inf": math.inf, "-Inf": -math.inf, "-inf": -math.inf, "NaN": math.nan}


# What values of a type are called in R's errors.
_TYPES = {
    "character": "a string",
    "factor": "a string",
    "integer": "an integer",
    "logical": "a logical",
    "numeric": "a real",
}


def typed_columns(given: Any, names: Iterable[str]) -> dict[str, str]:
    """Return the types that are asked for, of the columns that there are.

    Raises
    ------
    ArgumentError
        If they are none.
    """
    if given is None:
        return {}
    is_mapping = isinstance(given, Mapping)
    if not is_mapping or not all(isinstance(k, str) and k in _TYPES for k in given.values()):
        raise ArgumentError(
            f"invalid 'colClasses': got {shown(given)}. Pass a mapping of names of columns to "
            f"{', '.join(_TYPES)}."
        )
    known = set(names)
    if not known >= set(given):
        warn("not all columns named in 'colClasses' exist", RWarning)
    return {name: kind for name, kind in given.items() if name in known}


def as_typed(texts: Texts, kind: str, dec: str) -> Any:
    """Return a column as the type that is asked for.

    Raises
    ------
    DataError
        If a value is not of it.
    """
    if kind in ("character", "factor"):
        return as_factor(np.array(texts, dtype=object)) if kind == "factor" else texts
    stripped = _stripped(texts)
    for text in stripped:
        if text is not None and not _is_of(text, kind, dec):
            raise DataError(f"scan() expected '{_TYPES[kind]}', got {shown(text)}.")
    if kind == "numeric":
        numbers = [math.nan if text is None else _number(text, dec) for text in stripped]
        return np.array(numbers, dtype=float)
    return _of_truths(stripped) if kind == "logical" else _of_integers(stripped)


def _is_of(text: str, kind: str, dec: str) -> bool:
    if kind == "logical":
        return text in _TRUTHS
    return _is_integer(text) if kind == "integer" else _number(text, dec) is not None


def _is_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and abs(int(text)) <= _LARGEST


def _stripped(texts: Texts) -> Texts:
    return [None if text is None or not text.strip() else text.strip() for text in texts]


def _of_truths(stripped: Texts) -> Any:
    truths = [None if text is None else _TRUTHS[text] for text in stripped]
    return pd.array(truths, dtype="boolean") if None in truths else np.array(truths, dtype=bool)


def _of_integers(stripped: Texts) -> Any:
    whole = [None if text is None else int(text) for text in stripped]
    return pd.array(whole, dtype="Int64") if None in whole else np.array(whole, dtype=np.int64)


def converted(texts: Texts, dec: str, *, as_factors: bool) -> Any:
    """Return a column as the first of R's types that all its values are."""
    stripped = _stripped(texts)
    present = [text for text in stripped if text is not None]
    if all(text in _TRUTHS for text in present):
        return _of_truths(stripped)
    if all(map(_is_integer, present)):
        return _of_integers(stripped)
    numbers = [math.nan if text is None else _number(text, dec) for text in stripped]
    if None not in numbers:
        return np.array(numbers, dtype=float)
    return as_factor(np.array(texts, dtype=object)) if as_factors else texts


def _number(text: str, dec: str) -> float | None:
    """The nearest double; None if it is no number."""
    if text in _WORDS:
        return _WORDS[text]
    if dec != ".":
        if "." in text:
            return None
        text = text.replace(dec, ".", 1)
    if _NUMBER.fullmatch(text):
        return float(text)
    return float.fromhex(text) if _HEXADECIMAL.fullmatch(text) else None
