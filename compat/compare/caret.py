"""Two results of a case of ``caret``, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from ..cases import Case, Json
from .fields import Field, same_error, same_numbers, same_value

__all__ = ["compare_caret", "shortest"]

# Ends of intervals and p values are SciPy's: another way to the same number.
_OF_SCIPY = {"AccuracyLower", "AccuracyUpper", "AccuracyPValue", "McnemarPValue"}
_CLOSE = 1e-11


def compare_caret(case: Case, theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case.

    Where it says so its numbers need be close only: p values and quantiles of t are SciPy's.
    """
    tolerance = case.get("close", 0.0)
    fields = [
        same_error("error", theirs["error"], ours["error"]),
        same_value("warnings", shortest(theirs["warnings"]), shortest(ours["warnings"])),
    ]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields.append(same_value("stream", theirs["stream"], ours["stream"]))
    return [*fields, *_compared("value", theirs["value"], ours["value"], tolerance)]


def shortest(warnings: list[str]) -> list[str]:
    """R's words, which pynnet may say more behind."""
    return sorted(warning.split(":", 1)[0].strip() for warning in warnings)


def _compared(name: str, theirs: Json, ours: Json, tolerance: float) -> Iterator[Field]:
    """Compare two values by what they are made of."""
    same_kind = isinstance(theirs, dict) and isinstance(ours, dict) and theirs.keys() == ours.keys()
    if not same_kind:
        yield same_value(name, theirs, ours)
        return
    for key in theirs:
        if key == "items" and len(theirs[key]) == len(ours[key]):
            labels = theirs["names"] or range(len(theirs[key]))
            for label, r, p in zip(labels, theirs[key], ours[key], strict=True):
                yield from _compared(f"{name}.{label}", r, p, tolerance)
        elif key == "values" and len(theirs[key]) == len(ours[key]) and theirs.get("names"):
            for label, r, p in zip(theirs["names"], theirs[key], ours[key], strict=True):
                near = _CLOSE if label in _OF_SCIPY else tolerance
                yield same_numbers(f"{name}.{label}", [r], [p], near)
        elif key == "values":
            yield same_numbers(f"{name}.values", theirs[key], ours[key], tolerance)
        elif key == "texts":
            yield _same_texts(f"{name}.texts", theirs[key], ours[key])
        else:
            yield same_value(f"{name}.{key}", theirs[key], ours[key])


def _same_texts(name: str, theirs: list[str | None], ours: list[str | None]) -> Field:
    """Compare lines; of those that differ the first is told."""
    field = same_value(name, theirs, ours)
    if field.equal:
        return field
    pairs = list(zip_longest(theirs, ours))
    k = next(k for k, (r, p) in enumerate(pairs) if r != p)
    return replace(field, detail=f"line {k + 1}: R {pairs[k][0]!r}, pynnet {pairs[k][1]!r}")
