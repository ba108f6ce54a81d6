"""Single values that users pass: one number, whole number, flag or word, checked in one wording."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .errors import ArgumentError
from .quoting import shown
from .typing import AnyArray, FloatArray

__all__ = [
    "MOST_WHOLE",
    "REPLACE_HALVES",
    "TRUTHS",
    "array_if_any",
    "as_double",
    "as_doubles",
    "between",
    "choice",
    "doubles_if_any",
    "flag",
    "given_text",
    "invalid",
    "is_flag",
    "is_number",
    "is_sized",
    "is_whole",
    "items_of",
    "names_of",
    "one_word",
    "partial_matches",
    "real_number",
    "size_of",
    "whole_number",
]

# What to do about a text with half a character, a surrogate without the other.
REPLACE_HALVES = "Replace it: text.encode('utf-8', 'replace').decode()."
TRUTHS = ("FALSE", "TRUE")  # R's words for false and true, in the order of its levels
MOST_WHOLE = 2**53  # above it a float has no whole number of its own


def invalid(name: str, value: object, remedy: str) -> ArgumentError:
    """Return the error for a value that an argument cannot have."""
    return ArgumentError(f"invalid '{name}': got {shown(value)}. Pass {remedy}.")


def is_flag(value: object) -> bool:
    """Whether a value is true or false, of Python's kind or NumPy's."""
    return isinstance(value, (bool, np.bool_))


def is_number(value: object) -> bool:
    """Whether a value is one real number; truths are none."""
    if type(value) in (int, float):  # asking for Real is slow
        return True
    # NumPy counts lengths of time among the integers.
    return isinstance(value, numbers.Real) and not isinstance(
        value, (bool, np.bool_, np.timedelta64)
    )


def is_sized(value: object) -> bool:
    """Whether a value says how long it is; of a class only its objects do."""
    return hasattr(value, "__len__") and not isinstance(value, type)


def size_of(value: Any) -> int:
    """How long a value says it is; 0 if it does not say, as sparse matrices do not."""
    try:
        return len(value)
    except TypeError:
        return 0


def array_if_any(values: object) -> AnyArray:
    """Values as an array: one of nothing where they make none, as lists of different lengths do."""
    try:
        return np.asarray(values)
    except (TypeError, ValueError):
        return np.array(None)


def is_whole(value: Any) -> bool:
    """Whether a value is one whole number, of whatever kind."""
    if type(value) is int:  # which may be too large for a float
        return True
    if not is_number(value):
        return False
    number = as_double(value)
    return math.isfinite(number) and value == int(value)


def as_double(value: Any) -> float:
    """A number as a float; one that no float can hold is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def as_doubles(values: AnyArray) -> FloatArray:
    """An array of numbers as floats; those of long doubles that no float can hold are infinite."""
    with np.errstate(over="ignore"):
        return values.astype(np.float64, copy=False)


def doubles_if_any(values: object) -> FloatArray:
    """Numbers as an array of floats; one of nothing where they are none, complex or too large."""
    try:
        array = np.asarray(values)
        return as_doubles(array) if array.dtype.kind in "biufO" else np.empty(0)
    except (TypeError, ValueError, OverflowError):
        return np.empty(0)


def flag(name: str, value: object) -> bool:
    """Return a value that must be True or False."""
    if is_flag(value):
        return bool(value)
    raise invalid(name, value, "True or False")


def whole_number(
    name: str, value: Any, meaning: str | None = None, *, least: int = 0, most: int = MOST_WHOLE
) -> int:
    """Return a value that must be one whole number; a float will do if it is whole."""
    if is_whole(value) and least <= int(value) <= most:
        return int(value)
    what = f"one whole number >= {least}"
    if is_whole(value) and int(value) > most:
        what += f" and <= {most}"
    raise invalid(name, value, what if meaning is None else f"{meaning}, {what}")


def real_number(
    name: str, value: Any, *, least: float = -math.inf, infinite: bool = False
) -> float:
    """Return a value that must be one number, finite unless `infinite`."""
    if is_number(value):
        number = as_double(value)
        fits = abs(number) < math.inf or (infinite and not isinstance(value, int))
        if number >= least and fits:
            return int(number) if number.is_integer() and isinstance(value, int) else number
    limit = "" if least == -math.inf else f" >= {least:g}"
    raise invalid(name, value, f"one number{limit}")


def between(name: str, value: Any, low: float, high: float) -> float:
    """Return a value that must be one number between two others, neither of them."""
    if is_number(value) and low < as_double(value) < high:
        return float(value)
    raise invalid(name, value, f"a number between {low:g} and {high:g}")


def one_word(name: str, value: object, words: Sequence[str]) -> str:
    """Return a value that must be one of some words, with the words R has for it."""
    if isinstance(value, str) and value in words:
        return value
    known = ", ".join(f'"{word}"' for word in words)
    raise ArgumentError(f"'{name}' should be one of {known}: got {shown(value)}.")


def given_text(name: str, value: object, what: str = "a string") -> str:
    """Return a value that must be text, of whole characters: nothing prints half of one."""
    if not isinstance(value, str):
        raise invalid(name, value, what)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ArgumentError(
            f"invalid multibyte string: '{name}' holds half a character: {shown(value)}. "
            f"{REPLACE_HALVES}"
        ) from None
    return value


def choice(name: str, value: object, words: Sequence[str]) -> str:
    """Return a value that must be one of some words."""
    if isinstance(value, str) and value in words:
        return value
    raise invalid(name, value, f"one of {', '.join(words)}")


def items_of(name: str, value: Any, what: str = "names or positions") -> list[Any]:
    """The items of one word or number, or of a list of them; a frame or a set is none."""
    if isinstance(value, str) or is_number(value):
        return [value]
    ordered = isinstance(value, Sequence) or getattr(value, "ndim", None) == 1
    if not ordered or isinstance(value, (bytes, bytearray, memoryview)):
        raise invalid(name, value, f"one of the {what}, or a list of them")
    return list(value)


def names_of(name: str, value: Any) -> list[str]:
    """One name, or a list of names."""
    names = items_of(name, value, "names")
    for item in names:
        given_text(name, item, "names, each a string")
    return names


def partial_matches(value: object, words: Iterable[str]) -> list[str]:
    """Words that begin with a value, as R completes arguments; the whole word stands alone."""
    if not isinstance(value, str) or not value:
        return []
    begun = [word for word in words if word.startswith(value)]
    return [value] if value in begun else begun
