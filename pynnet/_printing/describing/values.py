"""R's line about the values of a vector in ``str``: the first of them, with few digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

from ..kinds import RVector
from ..moments import time_texts
from ..numbers import complex_texts, format_common
from ..options import print_options
from ..texts.characters import text_width
from ..texts.escapes import quoted

__all__ = ["Manner", "cut", "dates_line", "factor_line", "values_line"]

_KINDS = {
    "logical": "logi", "integer": "int", "numeric": "num", "complex": "cplx", "character": "chr",
}  # fmt: skip
_USUAL_LENGTH = 4
_MORE = " ..."
_TRUNCATED = "| __truncated__"
_ROOM_FOR_LEVELS = 13  # columns, after which no level begins
_ROUNDED = 9e-16  # of a number, by which it may differ from the one with few digits
_FEW_DIGITS = (1e-10, 1e10)  # outside of them R takes numbers to need many digits
_PARTS = re.compile(r"(.*[^e])([+-])(.*)i")
_MOMENTS_PROBED = 1000  # how many of them R looks at to see whether they have times


@dataclass(frozen=True, slots=True)
class Manner:
    """Arguments of R's ``str`` that concern values; a length that is not given is None."""

    vec_len: int | None = None
    digits: int = 3
    nchar_max: int = 128
    give_length: bool = True
    give_head: bool = True

    @property
    def length(self) -> int:
        return _USUAL_LENGTH if self.vec_len is None else self.vec_len


def values_line(vector: RVector, manner: Manner, dims: str | None = None, head: str = "") -> str:
    """The line about a vector, or about an array with `dims` in brackets; `head` is before it.

    Of text as many values are shown as the line holds, unless a length was given.
    """
    kind, n = _KINDS[vector.mode], len(vector.values)
    named = "Named " if vector.names is not None else ""
    if not n and dims is None and manner.give_length:
        dims = "(0)"
    elif dims is None and n > 1:
        dims = f" [1:{n}]" if manner.give_length else " "
    begin = f" {head}{named}{kind}{dims or ''} " if manner.give_head else ""
    texts = _first_texts(vector, manner, text_width(begin))
    if vector.mode == "character":
        return begin + " ".join(texts) + (_MORE if len(texts) < n else "")
    return begin + _joined(texts, n, manner)


def _joined(texts: Sequence[str], n: int, manner: Manner) -> str:
    """Values beside one another, cut if they are long."""
    more = _MORE if len(texts) < n else ""
    if not texts:
        return f"NULL{more}" if n or not manner.length else ""
    return cut(" ".join(texts), manner) + more


def cut(line: str, manner: Manner) -> str:
    """A line as it is, or without its end if it is long."""
    if text_width(line) <= manner.nchar_max:
        return line
    return line[: manner.nchar_max - len(_TRUNCATED)] + _TRUNCATED


def _first_texts(vector: RVector, manner: Manner, begin: int) -> list[str]:
    """Texts of the values that are shown, behind a line's `begin`."""
    count = _COUNTS[vector.mode](vector.values, manner)
    first = vector.values[:count]
    if vector.mode == "character":
        if manner.vec_len is not None:
            return [_text(value, manner) for value in first]
        return _fitting(vector.values, manner, begin)
    if vector.mode == "numeric":
        return _without_zeros(format_common(first, manner.digits))
    if vector.mode == "complex":
        return _complex(first, manner)
    if vector.mode == "integer":
        return ["NA" if number is None else str(number) for number in first]
    return ["NA" if truth is None else str(truth).upper() for truth in first]


def _fitting(values: Sequence[Any], manner: Manner, begin: int) -> list[str]:
    """As many texts as a line holds, one at least."""
    room = print_options().width - begin - len(_MORE)
    texts: list[str] = []
    for value in values:
        text = _text(value, manner)
        room -= text_width(text) + 1
        if room < 0 and texts:
            break
        texts.append(text)
    return texts


def _text(value: str | None, manner: Manner) -> str:
    """A text in quotes, cut if it is long."""
    if value is None:
        return "NA"
    whole = quoted(value)
    if text_width(whole) <= manner.nchar_max:
        return whole
    room, kept = manner.nchar_max - len(_TRUNCATED) - 2, ""
    for character in whole[1:]:
        room -= text_width(character)
        if room < 0:
            break
        kept += character
    return f'"{kept}"{_TRUNCATED}'


# How many values are shown -----------------------------------------------------------------------


def _many(_: Sequence[Any], manner: Manner) -> int:
    return round(2.5 * manner.length)


def _many_if_short(values: Sequence[Any], manner: Manner) -> int:
    """Twice as many numbers where the few digits are all that they have."""
    many = _many(values, manner)
    present = [x for x in values[:many] if x is not None and not isnan(x)]
    if all(_has_few_digits(x, manner.digits) for x in present):
        return many
    return round(1.25 * manner.length)


def _has_few_digits(x: float, digits: int) -> bool:
    if x == 0 or not isfinite(x):
        return x == 0
    least, most = _FEW_DIGITS
    return least < abs(x) < most and abs(x - float(f"{x:.{digits - 1}e}")) <= _ROUNDED * abs(x)


_COUNTS: dict[str, Callable[[Sequence[Any], Manner], int]] = {
    "logical": lambda _, manner: int(1.5 * manner.length),
    "integer": _many,
    "numeric": _many_if_short,
    "complex": lambda _, manner: round(0.75 * manner.length),
    "character": lambda _, manner: manner.length,
}


# Numbers -----------------------------------------------------------------------------------------


def _without_zeros(texts: Sequence[str]) -> list[str]:
    """Numbers without zeros at their end; those with powers lose the power 0 alone."""
    return [_without_zero(text.strip()) for text in texts]


def _without_zero(text: str) -> str:
    if "e" in text:
        return text.removesuffix("e+00") if "." in text else text
    return text.rstrip("0").rstrip(".") if "." in text else text


def _complex(values: Sequence[complex | None], manner: Manner) -> list[str]:
    """Complex numbers, both parts without zeros at their end; as they are if one is not finite."""
    texts = []
    for z, text in zip(values, complex_texts(values, manner.digits), strict=True):
        parts = _PARTS.fullmatch(text.replace(" ", ""))
        if z is None or parts is None or not (isfinite(z.real) and isfinite(z.imag)):
            texts.append(text.replace(" ", ""))
            continue
        real, sign, imaginary = parts.groups()
        texts.append(f"{_without_zero(real)}{sign}{_without_zero(imaginary)}i")
    return texts


# Factors and dates -------------------------------------------------------------------------------


def factor_line(factor: RVector, manner: Manner) -> str:
    """The line about a factor: its first levels, and the numbers of the first values' levels."""
    separator = "<" if factor.ordered else ","
    levels = [_text(level, manner) for level in factor.levels]
    shown, taken = [], 0
    for level in levels:
        if taken > _ROOM_FOR_LEVELS:
            break
        shown.append(level)
        taken += text_width(level) + 1
    kind = "Ord.factor" if factor.ordered else "Factor"
    more = f"{separator}.." if len(shown) < len(levels) else ""
    plural = "" if len(levels) == 1 else "s"
    named = f" {separator.join(shown)}{more}" if levels else ""
    begin = f" {kind} w/ {len(levels)} level{plural}{named}: "
    places = {level: place for place, level in enumerate(factor.levels, start=1)}
    first = factor.values[: _many(factor.values, manner)]
    texts = ["NA" if value not in places else str(places[value]) for value in first]
    return (begin if manner.give_head else "") + _joined(texts, len(factor.values), manner)


def dates_line(vector: RVector, manner: Manner, indent: str) -> tuple[str, int]:
    """The line about days or points in time, and how many it shows."""
    n = len(vector.values)
    texts = [_text(text, manner) for text in _moments(vector)]
    if manner.vec_len is None:
        count = _fitting_moments(texts, named=vector.names is not None)
    elif indent:
        room = (print_options().width - len(indent) - 31) // 19
        count = max(0, min(manner.vec_len, room))
    else:
        count = manner.vec_len
    shown = texts[:count]
    length = f"[1:{n}]" if manner.give_length and manner.give_head else ""
    more = _MORE if len(shown) < n else ""
    return f" {vector.mode}{length}, format: {' '.join(shown)}{more}", len(shown)


def _moments(vector: RVector) -> Sequence[str | None]:
    if vector.mode == "Date":
        return vector.values
    return time_texts(vector.values[:_MOMENTS_PROBED])


def _fitting_moments(texts: Sequence[str], *, named: bool) -> int:
    room = print_options().width - 10 - 6 * named
    for count, text in enumerate(texts):
        room -= text_width(text) + 1
        if room < 0:
            return max(1, count)
    return len(texts)
