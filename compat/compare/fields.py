"""One field of two results: equal, or how it differs.

A field is equal if all its bits, or all its characters, are. The exceptions are in `tolerances`,
each with its reason, and in the ``difference`` of a case.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..cases import Json

__all__ = ["Field", "number_of", "same_error", "same_numbers", "same_value", "shortened", "unequal"]


@dataclass(frozen=True, slots=True)
class Field:
    """Comparison of one field.

    Attributes
    ----------
    name : str
        Such as ``fit.wts`` or ``predictions.0.raw``.
    equal : bool
        Whether the two agree, within the tolerance if the field has one.
    exact : bool
        Whether they agree in all bits.
    detail : str
        How they differ; empty if they are exactly equal.
    """

    name: str
    equal: bool
    exact: bool
    detail: str = ""


def unequal(fields: Iterable[Field]) -> list[str]:
    """Names of the fields that do not agree, and how they differ."""
    return [f"{field.name}: {field.detail}" for field in fields if not field.equal]


def same_value(name: str, theirs: Json, ours: Json) -> Field:
    """Values agree if they are equal, all characters of texts among them."""
    equal = theirs == ours
    return Field(
        name, equal, equal, "" if equal else f"R {shortened(theirs)}, pynnet {shortened(ours)}"
    )


def shortened(value: Json) -> str:
    """A value as text, of which a message shows the beginning."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:297] + "..."


def same_error(name: str, theirs: str | None, ours: str | None) -> Field:
    """Errors agree if pynnet's message starts with R's words; before them is only its class."""
    said = None if ours is None else ours.partition(": ")[2]
    equal = said is None if theirs is None else said is not None and said.startswith(theirs)
    return Field(
        name, equal, equal, "" if equal else f"R {shortened(theirs)}, pynnet {shortened(ours)}"
    )


def same_numbers(name: str, theirs: list[Any], ours: list[Any], tolerance: float = 0.0) -> Field:
    """Numbers agree if all their bits do, or within a tolerance relative to the largest."""
    if len(theirs) != len(ours):
        return Field(name, False, False, f"{len(theirs)} numbers in R, {len(ours)} in pynnet")
    pairs = [(number_of(r), number_of(p)) for r, p in zip(theirs, ours, strict=True)]
    unequal = [(r, p) for r, p in pairs if _bits(r) != _bits(p)]
    if not unequal:
        return Field(name, True, True)
    ulps = max(abs(_bits(r) - _bits(p)) for r, p in unequal)
    gaps = [abs(r - p) for r, p in unequal]
    if not all(map(math.isfinite, gaps)):
        return Field(name, False, False, f"{len(unequal)} of {len(pairs)} differ, not all finite")
    relative = max(gaps) / (max(abs(r) for r, _ in pairs if math.isfinite(r)) or 1.0)
    detail = f"{len(unequal)} of {len(pairs)} differ, {ulps} ulp, {relative:.1e} of the largest"
    return Field(name, tolerance > 0 and relative <= tolerance, False, detail)


def number_of(text: str | None) -> float:
    """Number of a hex text; R's NA and NaN are both missing."""
    if text is None or text.lower() == "nan":
        return math.nan
    return float.fromhex(text)


def _bits(x: float) -> int:
    """Bits as an integer that grows with the number; one for every NaN; -0 is apart from 0."""
    if math.isnan(x):
        return 1 << 63
    (bits,) = struct.unpack(">q", struct.pack(">d", x))
    return int(bits) if bits >= 0 else -(bits & ((1 << 63) - 1)) - 1
