"""Single values that users pass: one number, whole number, flag or word, checked in one wording."""

from __future__ import annotations

import difflib
import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .errors import ArgumentError

__all__ = [
    "choice",
    "flag",
    "invalid",
    "is_flag",
    "is_number",
    "is_whole",
    "nearest_name",
    "partial_matches",
    "real_number",
    "shown",
    "whole_number",
]

_LONGEST = 60  # characters of a value that a message shows


def shown(value: object) -> str:
    """A value as messages show it, shortened if it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


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
    return isinstance(value, numbers.Real) and not is_flag(value)


def is_whole(value: Any) -> bool:
    """Whether a value is one whole number, of whatever kind."""
    return is_number(value) and math.isfinite(value) and value == int(value)


def flag(name: str, value: object) -> bool:
    """Return a value that must be True or False."""
    if is_flag(value):
        return bool(value)
    raise invalid(name, value, "True or False")


def whole_number(name: str, value: Any, meaning: str | None = None, *, least: int = 0) -> int:
    """Return a value that must be one whole number; a float will do if it is whole."""
    if is_whole(value) and value >= least:
        return int(value)
    what = f"one whole number >= {least}"
    raise invalid(name, value, what if meaning is None else f"{meaning}, {what}")


def real_number(
    name: str, value: Any, *, least: float = -math.inf, infinite: bool = False
) -> float:
    """Return a value that must be one number, finite unless `infinite`."""
    if is_number(value):
        number = float(value)
        if number >= least and (infinite or abs(number) < math.inf):
            return int(number) if number.is_integer() and isinstance(value, int) else number
    limit = "" if least == -math.inf else f" >= {least:g}"
    raise invalid(name, value, f"one number{limit}")


def choice(name: str, value: object, words: Sequence[str]) -> str:
    """Return a value that must be one of some words."""
    if isinstance(value, str) and value in words:
        return value
    raise invalid(name, value, f"one of {', '.join(words)}")


def partial_matches(value: object, words: Iterable[str]) -> list[str]:
    """Words that begin with a value, as R completes arguments; the whole word stands alone."""
    if not isinstance(value, str) or not value:
        return []
    begun = [word for word in words if word.startswith(value)]
    return [value] if value in begun else begun


def nearest_name(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The name most like another one, for "did you mean"; None if none is."""
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=cutoff)
    return near[0] if near else None
