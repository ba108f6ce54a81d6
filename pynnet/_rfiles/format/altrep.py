"""Vectors that R keeps in another form: sequences by their ends, numbers to be made text."""

from __future__ import annotations

import numpy as np

from pynnet._ground import MOST_WHOLE, DataError, shown
from pynnet._printing import NA_PAYLOAD, number_text

from .budget import POINTER, TEXT, Budget
from .nodes import NA_INTEGER, Character, Items, Node, Numbers, Pairs

__all__ = ["expanded"]

_SEQUENCES = {"compact_intseq": "integer", "compact_realseq": "double"}


def expanded(name: str, state: Node, budget: Budget) -> Node:
    """Return the vector that a form of this name stands for."""
    if name in _SEQUENCES and isinstance(state, Numbers) and state.kind == "double":
        return _sequence(name, state, budget)
    if name == "deferred_string" and isinstance(state, Pairs) and state.values:
        return _texts(state.values[0][1], budget)
    if name.startswith("wrap_") and isinstance(state, Items) and state.values:
        return state.values[0]
    if name.startswith("wrap_") and isinstance(state, Pairs) and state.values:
        return state.values[0][1]
    raise DataError(
        f"cannot unserialize ALTVEC object of class {shown(name)}: the file is broken, or was "
        "written by a package that pynnet does not know."
    )


def _sequence(name: str, state: Numbers, budget: Budget) -> Node:
    """Return the numbers from the first on, so many of them."""
    ends = state.values.tolist()
    if len(ends) != 3 or not all(abs(x) < MOST_WHOLE for x in ends) or ends[2] not in (1.0, -1.0):
        raise DataError(f"the file is broken: {name} is {shown(ends)}.")
    length, first, step = ends
    if length < 0 or length != int(length):
        raise DataError(f"the file is broken: {name} has the length {length}.")
    budget.take(16 * int(length))
    values = first + step * np.arange(int(length))
    if name == "compact_realseq":
        return Numbers("double", values)
    if len(values) and not -(2**31) < values.min() <= values.max() < 2**31:
        raise DataError(f"the file is broken: {name} goes beyond the range of integers.")
    return Numbers("integer", values.astype(np.int32))


def _texts(numbers: Node, budget: Budget) -> Character:
    """Return the text of numbers as R's ``as.character`` gives it."""
    if not isinstance(numbers, Numbers) or numbers.kind == "complex":
        raise DataError("the file is broken: text is to be made of what is no vector of numbers.")
    budget.take(len(numbers.values) * (TEXT + POINTER))
    values = numbers.values.tolist()
    if numbers.kind == "double":
        return Character(
            [_text_of_double(x, bits) for x, bits in zip(values, _bits(numbers), strict=True)]
        )
    return Character([None if x == NA_INTEGER else str(x) for x in values])


def _bits(numbers: Numbers) -> list[int]:
    return [int(b) & 0xFFFFFFFF for b in numbers.values.view(np.uint64)]


def _text_of_double(value: float, low_bits: int) -> str | None:
    if value != value and low_bits == NA_PAYLOAD:
        return None
    if 1e-3 <= abs(value) < 1e15:
        text = f"{value:.15g}"
        if "." in text:  # R writes such numbers in no other way, and this takes a tenth of the time
            return text
    return number_text(value)
