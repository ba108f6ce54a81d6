"""R's functions of text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from pynnet._data import Column, as_integers, as_text
from pynnet._ground import DataError, FormulaError, ObjectArray

from ..arguments import (
    flag_argument,
    is_text,
    numbers_argument,
    text_argument,
    vector_argument,
    whole_argument,
)
from ..combining import joined_text
from ..converting import in_integer_range
from ..registry import offered
from .matching import without_match

__all__: list[str] = []

_NUMERAL = re.compile(r"\s*([-+]?)(0[xX](?=[0-9a-fA-F]))?([0-9a-zA-Z]+)", re.ASCII)


def _texts_of(x: Column, function: str) -> ObjectArray:
    return as_text(vector_argument(x, function))


def _mapped(x: Column, function: str, change: Callable[[str], str]) -> Column:
    """Change each text; what is missing stays so."""
    texts = [None if t is None else change(t) for t in _texts_of(x, function)]
    return np.array(texts, dtype=object)


@offered("toupper", "x")
def _toupper(x: Column) -> Column:
    return _mapped(x, "toupper", lambda t: _one_to_one(t, str.upper))


@offered("tolower", "x")
def _tolower(x: Column) -> Column:
    return _mapped(x, "tolower", lambda t: _one_to_one(t, str.lower))


@offered("casefold", "x", "upper")
def _casefold(x: Column, upper: Column | None = None) -> Column:
    return _toupper(x) if flag_argument(upper, "upper") else _tolower(x)


def _one_to_one(text: str, change: Callable[[str], str]) -> str:
    """Change letters one by one; where a letter would become several it stays, as in C."""
    return "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


@offered("nchar", "x", "type", steps=True)
def _nchar(x: Column, type: Column | None = None) -> Column:
    if isinstance(x, pd.Categorical):
        raise DataError("'nchar()' requires a character vector: got a factor.")
    kind = "chars" if type is None else text_argument(type, "type")
    if not kind or not ("chars".startswith(kind) or "bytes".startswith(kind)):
        raise FormulaError(f"invalid 'type' argument: {kind!r} is neither 'chars' nor 'bytes'.")
    in_bytes = "bytes".startswith(kind)
    texts = joined_text(vector_argument(x, "nchar"))
    counts = [np.nan if t is None else len(t.encode() if in_bytes else t) + 0.0 for t in texts]
    return as_integers(np.array(counts))


@offered("substr", "x", "start", "stop", steps=True)
def _substr(x: Column, start: Column, stop: Column) -> Column:
    return _parts(_texts_of(x, "substr"), start, stop, recycled=False)


@offered("substring", "text", "first", "last", steps=True)
def _substring(text: Column, first: Column, last: Column | None = None) -> Column:
    end = np.array([1e6]) if last is None else last
    return _parts(_texts_of(text, "substring"), first, end, recycled=True)


def _parts(texts: ObjectArray, start: Column, stop: Column, *, recycled: bool) -> Column:
    """Return the letters from one place to another."""
    begins, ends = (in_integer_range(numbers_argument(v, "substr")) for v in (start, stop))
    if not len(texts):
        return texts
    if not len(begins) or not len(ends):
        raise DataError("invalid substring arguments")
    length = max(len(texts), len(begins), len(ends)) if recycled else len(texts)
    rows = zip(*(np.resize(v, length) for v in (texts, begins, ends)), strict=True)
    parts = [
        None if t is None or a != a or b != b else t[max(int(a) - 1, 0) : max(int(b), 0)]
        for t, a, b in rows
    ]
    return np.array(parts, dtype=object)


_BLANK = " \t\n\r"


@offered("trimws", "x", "which", "whitespace")
def _trimws(x: Column, which: Column | None = None, whitespace: Column | None = None) -> Column:
    side = "both" if which is None else text_argument(which, "which")
    strip = {"both": str.strip, "left": str.lstrip, "right": str.rstrip}.get(side)
    if strip is None:
        raise FormulaError(f"invalid 'which' argument: {side!r} is not both, left or right.")
    if whitespace is None:
        return _mapped(x, "trimws", lambda t: strip(t, _BLANK))
    texts, blank = _texts_of(x, "trimws"), text_argument(whitespace, "whitespace")
    if side != "right":
        texts = without_match(f"^{blank}+", texts)
    return without_match(f"{blank}+$", texts) if side != "left" else texts


def _register_end(name: str, formal: str, asks: Callable[[str, str], bool]) -> None:
    @offered(name, "x", formal, steps=True)
    def function(x: Column, **options: Column) -> Column:
        if formal not in options:
            raise FormulaError(f'argument "{formal}" is missing, with no default: {name}')
        part = options[formal]
        if not is_text(x) or not is_text(part):
            raise DataError(f"non-character object(s): {name}() is for text.")
        length = max(len(x), len(part)) if len(x) and len(part) else 0
        pairs = zip(np.resize(x, length), np.resize(part, length), strict=True)
        return np.array([-1 if a is None or b is None else asks(a, b) for a, b in pairs], np.int8)


@offered("chartr", "old", "new", "x")
def _chartr(old: Column, new: Column, x: Column) -> Column:
    before, after = text_argument(old, "old"), text_argument(new, "new")
    if len(before) > len(after):
        raise DataError("'old' is longer than 'new'")
    if "-" in before + after:
        raise FormulaError("chartr() with ranges is not offered: write the letters out.")
    table = dict(zip(map(ord, before), after, strict=False))
    return _mapped(x, "chartr", lambda t: t.translate(table))


_register_end("startsWith", "prefix", str.startswith)
_register_end("endsWith", "suffix", str.endswith)


@offered("strrep", "x", "times")
def _strrep(x: Column, times: Column) -> Column:
    texts = as_text(vector_argument(x, "strrep"))
    counts = in_integer_range(numbers_argument(times, "strrep"))
    length = max(len(texts), len(counts)) if len(texts) and len(counts) else 0
    rows = list(zip(np.resize(texts, length), np.resize(counts, length), strict=True))
    if any(c < 0 for _, c in rows):
        raise DataError("invalid 'times' value")
    if sum(len(t or "") * c for t, c in rows if c == c) > 10**7:
        raise DataError("cannot allocate more than 10000000 letters for strrep().")
    repeated = [None if t is None or c != c else t * int(c) for t, c in rows]
    return np.array(repeated, dtype=object)


@offered("strtoi", "x", "base", steps=True)
def _strtoi(x: Column, base: Column | None = None) -> Column:
    radix = 0 if base is None else whole_argument(base, "base")
    if radix not in (0, *range(2, 37)):
        raise DataError("invalid 'base' argument")
    texts = as_text(vector_argument(x, "strtoi"))
    numbers = [np.nan if t is None else _whole_number(t, radix) for t in texts]
    return as_integers(np.array(numbers, dtype=np.float64))


def _whole_number(text: str, base: int) -> float:
    """Return what C's strtol makes of a text; base 0 knows 0x and 0 for what they are."""
    found = _NUMERAL.fullmatch(text)
    if found is None:
        return math.nan
    sign, prefix, digits = found.groups()
    if prefix and base not in (0, 16):
        return math.nan
    if not base:
        base = 16 if prefix else 8 if digits.startswith("0") else 10
    try:
        value = int(digits, base) * (-1 if sign == "-" else 1)
    except ValueError:
        return math.nan
    return float(value) if abs(value) < 2**31 else math.nan
