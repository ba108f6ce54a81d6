"""R's sprintf: a format of C's, filled in with the elements of vectors."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pynnet._data import Column, as_numeric, as_text
from pynnet._ground import AnyArray, DataError, FormulaError, RWarning, warn

from ...limits import check_elements
from ..arguments import is_text, vector_argument
from ..registry import Actual, offered

__all__ = ["WIDEST", "name_of"]

_SPECIFICATION = re.compile(
    r"%(?:(?P<place>\d+)\$)?(?P<flags>[-+ 0#]*)(?P<width>\d*)(?:\.(?P<precision>\d*))?"
    r"(?P<kind>[a-zA-Z%])",
    re.ASCII,
)
WIDEST = 8191  # letters of one element, as in R
_WHOLE, _REAL = "dioxX", "feEgG"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a format: plain text, or what an argument is written as."""

    text: str
    kind: str = ""
    argument: int = 0
    flags: str = ""
    width: int = 0
    precision: int | None = None


def _pieces_of(format: str) -> list[_Piece]:
    """Take a format apart."""
    pieces: list[_Piece] = []
    place = following = 0
    while place < len(format):
        percent = format.find("%", place)
        end = len(format) if percent < 0 else percent
        pieces.append(_Piece(format[place:end]))
        if percent < 0:
            break
        found = _SPECIFICATION.match(format, percent)
        if found is None or found["kind"] not in f"{_WHOLE}{_REAL}s%":
            raise FormulaError(f"unrecognised format specification '{format[percent:][:20]}'")
        place = found.end()
        if found["kind"] == "%":
            pieces.append(_Piece("%"))
            continue
        number = int(found["place"]) if found["place"] else following + 1
        following += not found["place"]
        width, precision = int(found["width"] or 0), found["precision"]
        if max(width, int(precision or 0), number) > WIDEST:
            raise FormulaError(f"'fmt' length exceeds maximal format length {WIDEST}")
        digits = None if precision is None else int(precision or 0)
        pieces.append(_Piece("", found["kind"], number - 1, found["flags"], width, digits))
    return pieces


@offered("sprintf", "fmt", "...", steps=True)
def _sprintf(arguments: Sequence[Actual], fmt: Column) -> Column:
    if not is_text(fmt):
        raise DataError("'fmt' is not a character vector")
    columns = [vector_argument(a.value, "sprintf") for a in arguments if a.value is not None]
    formats = [_pieces_of("NA" if f is None else str(f)) for f in fmt]
    used = {piece.argument for pieces in formats for piece in pieces if piece.kind}
    if used and max(used) >= len(columns):
        raise DataError("too few arguments")
    _refuse_mixed_kinds(formats)
    if len(unused := set(range(len(columns))) - used):
        count = "one argument" if len(unused) == 1 else f"{len(unused)} arguments"
        which = f" '{fmt[0]}'" if len(fmt) == 1 else ""
        warn(f"{count} not used by format{which}", RWarning)
    length = max([len(fmt), *map(len, columns)]) if len(fmt) and all(map(len, columns)) else 0
    if any(length % len(v) for v in (fmt, *columns) if length):
        raise DataError("arguments cannot be recycled to the same length")
    widest = max((sum(p.width for p in pieces) for pieces in formats), default=0)
    check_elements(widest * length, "sprintf()")
    result = np.full(length, "", dtype=object)
    for number, pieces in enumerate(formats):
        rows = np.arange(number, length, len(formats))
        for part in (_written(piece, columns) for piece in pieces):
            result[rows] += np.array(part, dtype=object)[rows % len(part)]
    return result


def _refuse_mixed_kinds(formats: Sequence[Sequence[_Piece]]) -> None:
    """Refuse an argument that is text to one format and a number to another, which R makes text."""
    for number in {piece.argument for pieces in formats for piece in pieces if piece.kind}:
        kinds = {
            "s" if piece.kind == "s" else "whole" if piece.kind in _WHOLE else "real"
            for pieces in formats
            for piece in pieces
            if piece.kind and piece.argument == number
        }
        if len(formats) > 1 and len(kinds) > 1:
            raise DataError(
                f"argument {number + 1} of sprintf() has formats of several kinds: call it once "
                "for each, and choose with ifelse()."
            )


def _written(piece: _Piece, columns: Sequence[AnyArray | pd.Categorical]) -> list[str]:
    """Return the texts of one part of a format."""
    if not piece.kind:
        return [piece.text]
    column = columns[piece.argument]
    if piece.kind == "s":
        return [_padded_text("NA" if t is None else t, piece) for t in as_text(column)]
    if is_text(column):
        raise DataError(
            f"invalid format '{_specification(piece)}'; use format %s for character objects"
        )
    numbers = np.asarray(as_numeric(column))
    if piece.kind in _WHOLE:
        present = numbers[~np.isnan(numbers)]
        if (present != np.trunc(present)).any() or (np.abs(present) >= 2.0**31).any():
            raise DataError(
                f"invalid format '{_specification(piece)}'; use format %f, %e, %g or %a for "
                "numeric objects"
            )
    elif column.dtype.kind == "i" and not (~np.isnan(numbers)).any():
        return [_padded_text("NA", piece)] * len(numbers)
    return [_number(x, piece) for x in numbers.tolist()]


def _specification(piece: _Piece) -> str:
    width = str(piece.width) if piece.width else ""
    precision = "" if piece.precision is None else f".{piece.precision}"
    return f"%{piece.flags}{width}{precision}{piece.kind}"


def _padded_text(text: str, piece: _Piece) -> str:
    if piece.kind == "s" and piece.precision is not None:
        text = text[: piece.precision]
    return text.ljust(piece.width) if "-" in piece.flags else text.rjust(piece.width)


def _number(x: float, piece: _Piece) -> str:
    """Return a number as C writes it; those that are none are padded like texts."""
    if not math.isfinite(x):
        return _padded_text(name_of(x, piece.flags), piece)
    value = int(x) if piece.kind in _WHOLE else x
    if piece.kind in "oxX" and x < 0:
        value = 2**32 + int(x)
    return _specification(piece).replace("i", "d") % value


def name_of(x: float, flags: str = "") -> str:
    """Return the name of what is no finite number; columns do not tell NaN from NA."""
    if math.isnan(x):
        return "NA"
    sign = "-" if x < 0 else "+" if "+" in flags else " " if " " in flags else ""
    return f"{sign}Inf"
