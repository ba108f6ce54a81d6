"""Numbers as JSON has them, and back, without the loss of a bit.

A double is the shortest decimal that reads as the same, which any correct reader of JSON gives back
in all bits; ``-0.0`` keeps its sign. JSON has no words for what is not finite: there ``"Inf"``,
``"-Inf"``, ``"NaN"`` and ``"NA"`` (R's missing number) stand for it, and ``"NaN:"`` with 16
hexadecimal digits for any other NaN.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from pynnet._ground import MOST_WHOLE, DataError, FloatArray, IntArray, shown

__all__ = ["broken", "integers_of", "number_json", "number_of", "numbers_json", "numbers_of"]

_NAN = 0x7FF8000000000000
_WORDS = {
    "Inf": 0x7FF0000000000000,
    "-Inf": 0xFFF0000000000000,
    "NaN": _NAN,
    "NA": 0x7FF00000000007A2,
}
_BITS = {bits: word for word, bits in _WORDS.items()}
_OTHER = re.compile("NaN:([0-9a-f]{16})")
_EXPONENT = 0x7FF0000000000000


def broken(what: str, wanted: str) -> DataError:
    """Return the error for a part that is not what it must be."""
    return DataError(f"the JSON is broken: {what} must be {wanted}.")


def numbers_json(values: Any) -> list[float | str]:
    """Return what JSON has for doubles."""
    doubles = np.ascontiguousarray(values, dtype=np.float64).ravel()
    written: list[Any] = doubles.tolist()
    bits = doubles.view(np.uint64)
    for place in np.flatnonzero(~np.isfinite(doubles)).tolist():
        written[place] = _word(int(bits[place]))
    return written


def number_json(value: float) -> float | str:
    """Return what JSON has for one double."""
    return numbers_json([value])[0]


def numbers_of(items: Any, what: str) -> FloatArray:
    """Return the doubles of a list; `what` is what messages call it.

    Raises
    ------
    DataError
        If it is no list of numbers.
    """
    if type(items) is not list:
        raise broken(what, "numbers")
    kinds = set(map(type, items))
    if not kinds <= {float, int, str}:
        raise broken(what, "numbers")
    if int in kinds and any(abs(item) > MOST_WHOLE for item in items if type(item) is int):
        raise broken(what, "numbers that are doubles")
    if str not in kinds:
        return _checked(np.array(items, dtype=np.float64), what)
    texts = [place for place, item in enumerate(items) if type(item) is str]
    plain = [0.0 if type(item) is str else item for item in items]
    doubles = _checked(np.array(plain, dtype=np.float64), what)
    doubles.view(np.uint64)[texts] = [_bits(items[place], what) for place in texts]
    return doubles


def number_of(item: Any, what: str) -> float:
    """Return one double."""
    return float(numbers_of([item], what)[0])


def integers_of(items: Any, what: str, least: int, most: int) -> IntArray:
    """Return whole numbers between two limits."""
    if type(items) is not list or not set(map(type, items)) <= {int}:
        raise broken(what, "whole numbers")
    if items and not least <= min(items) <= max(items) <= most:
        raise broken(what, f"whole numbers from {least} to {most}")
    return np.array(items, dtype=np.int64)


def _checked(doubles: FloatArray, what: str) -> FloatArray:
    """Raise if a number is so large that it was read as infinite."""
    if not np.isfinite(doubles).all():
        raise broken(what, "numbers that are doubles")
    return doubles


def _word(bits: int) -> str:
    return _BITS.get(bits) or f"NaN:{bits:016x}"


def _bits(word: str, what: str) -> int:
    other = _OTHER.fullmatch(word)
    if other is None and word not in _WORDS:
        raise broken(what, f"numbers, and none is {shown(word)}")
    bits = _WORDS[word] if other is None else int(other[1], 16)
    if other is not None and (bits & _EXPONENT != _EXPONENT or bits in _BITS):
        raise broken(what, f"numbers, and none is {shown(word)}")
    return bits
