"""R's functions that write values by a format, and read numbers of another base."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Integers, as_integers, as_numeric, as_text, kind_of
from pynnet._ground import AnyArray, DataError, FormulaError, ObjectArray, RWarning, warn
from pynnet._printing import format_common

from ...limits import check_elements
from ..arguments import (
    flag_argument,
    is_text,
    numbers_argument,
    text_argument,
    vector_argument,
    whole_argument,
)
from ..converting import in_integer_range
from ..registry import Actual, offered
from .dates import formatted_dates

__all__: list[str] = []

_SPECIFICATION = re.compile(
    r"%(?:(?P<place>\d+)\$)?(?P<flags>[-+ 0#]*)(?P<width>\d*)(?:\.(?P<precision>\d*))?"
    r"(?P<kind>[a-zA-Z%])",
    re.ASCII,
)
_NUMERAL = re.compile(r"\s*([-+]?)(0[xX](?=[0-9a-fA-F]))?([0-9a-zA-Z]+)", re.ASCII)
_WIDEST = 8191  # letters of one element, as in R
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
        if max(width, int(precision or 0), number) > _WIDEST:
            raise FormulaError(f"'fmt' length exceeds maximal format length {_WIDEST}")
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
        return _padded_text(_name_of(x, piece), piece)
    value = int(x) if piece.kind in _WHOLE else x
    if piece.kind in "oxX" and x < 0:
        value = 2**32 + int(x)
    return _specification(piece).replace("i", "d") % value


def _name_of(x: float, piece: _Piece) -> str:
    """Return the name of what is no finite number; columns do not tell NaN from NA."""
    if math.isnan(x):
        return "NA"
    sign = "-" if x < 0 else "+" if "+" in piece.flags else " " if " " in piece.flags else ""
    return f"{sign}Inf"


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


# Common formats -----------------------------------------------------------------------------------


_FORMAT = ("format", "digits", "nsmall", "width", "scientific")


@offered("format", "x", "...", *_FORMAT, steps=True, whole_column=True)
def _format(
    arguments: Sequence[Actual],
    x: Column,
    format: Column | None = None,
    digits: Column | None = None,
    nsmall: Column | None = None,
    width: Column | None = None,
    scientific: Column | None = None,
) -> Column:
    column = vector_argument(x, "format")
    if isinstance(column, Dates):
        return _format_of_dates(arguments, column, format)
    if arguments or format is not None:
        texts = ", ".join(a.text if a.name is None else f"{a.name} = {a.text}" for a in arguments)
        raise FormulaError(f"format({texts or 'format'}) of {kind_of(x)} is not offered.")
    least = 0 if width is None else whole_argument(width, "width")
    decimals = 0 if nsmall is None else whole_argument(nsmall, "nsmall")
    shown = 7 if digits is None else whole_argument(digits, "digits")
    if not (0 <= least <= _WIDEST and 0 <= decimals <= 20 and 1 <= shown <= 15):
        raise DataError("format() is offered for 1 to 15 digits, and 0 to 20 decimals.")
    if isinstance(column, pd.Categorical) or is_text(column):
        texts_left = ["NA" if t is None else t for t in as_text(column)]
        longest = max([least, *map(len, texts_left)])
        check_elements(longest * len(texts_left), "format()")
        return np.array([t.ljust(longest) for t in texts_left], dtype=object)
    as_power = None if scientific is None else _whether_power(scientific)
    texts_right = _texts_of_numbers(column, shown, decimals, as_power)
    longest = max([least, *map(len, texts_right)])
    check_elements(longest * len(texts_right), "format()")
    return np.array([t.rjust(longest) for t in texts_right], dtype=object)


def _format_of_dates(
    arguments: Sequence[Actual], column: Dates, format: Column | None
) -> ObjectArray:
    given = [a.value for a in arguments if a.name is None and a.value is not None]
    if len(given) < len(arguments) or len(given) + (format is not None) > 1:
        raise FormulaError('format() of dates has one format, such as "%Y-%m".')
    chosen = given[0] if given else format
    text = "" if chosen is None else text_argument(chosen, "format")
    return formatted_dates(column, text or "%F")


def _whether_power(scientific: Column) -> bool:
    """Return whether numbers are written with powers of ten."""
    if not isinstance(scientific, np.ndarray) or scientific.dtype.kind != "i":
        raise FormulaError("format(scientific=) is offered as TRUE or FALSE.")
    return flag_argument(scientific, "scientific")


def _texts_of_numbers(
    column: AnyArray, digits: int, decimals: int, as_power: bool | None
) -> list[str]:
    """Return the texts of numbers in one notation; what is missing reads NA."""
    if column.dtype.kind == "i" or isinstance(column, Integers):
        return ["NA" if t is None else t for t in as_text(column)]
    present = column[~np.isnan(column)].tolist()
    texts = [t.strip() for t in format_common(present, digits, as_power)]
    finite = [t for t in texts if "n" not in t]
    scientific = any("e" in t for t in finite)
    if not scientific and max((len(t.partition(".")[2]) for t in finite), default=0) < decimals:
        texts = [
            f"{v:.{decimals}f}" if math.isfinite(v) else t
            for v, t in zip(present, texts, strict=True)
        ]
    following = iter(texts)
    return ["NA" if v != v else next(following) for v in column.tolist()]


# One by one, as C does ----------------------------------------------------------------------------

_MOST_DIGITS = 50


@offered("formatC", "x", "digits", "width", "format", "flag", steps=True)
def _format_each(
    x: Column,
    digits: Column | None = None,
    width: Column | None = None,
    format: Column | None = None,
    flag: Column | None = None,
) -> Column:
    column = vector_argument(x, "formatC")
    if isinstance(column, pd.Categorical) or column.dtype.kind == "i" or isinstance(column, Dates):
        raise DataError("unsupported type: formatC() is offered of numbers and text.")
    flags = "" if flag is None else text_argument(flag, "flag")
    if not set(flags) <= set("-+ 0#"):
        raise FormulaError(f"invalid 'flag' argument: {flags!r} has other letters than '0+- #'.")
    least = 0 if width is None else whole_argument(width, "width")
    if least < 0:
        least, flags = -least, f"-{flags}"
    if (width is not None and not least) or least > _WIDEST:
        raise DataError(f"formatC(width=) is offered from 1 to {_WIDEST}, and negative.")
    places = None if digits is None else whole_argument(digits, "digits")
    if places is not None and not 0 <= places <= _MOST_DIGITS:
        raise DataError(f"formatC(digits=) is offered from 0 to {_MOST_DIGITS}.")
    if is_text(column):
        texts = ["NA" if t is None else t for t in column]
        least = max([least, *map(len, texts)])
        check_elements(least * len(texts), "formatC()")
        return np.array([_padded(t, least, flags) for t in texts], dtype=object)
    kind = _kind_of_format(column, format)
    if not least and places is not None:
        least = places + 1 if places else 0  # so R's
    return np.array(_each_formatted(column, kind, flags, least, places), dtype=object)


def _kind_of_format(column: AnyArray, format: Column | None) -> str:
    """Return the letter of C's format; whole numbers are whole in R's type."""
    whole = isinstance(column, Integers)
    kind = ("d" if whole else "g") if format is None else text_argument(format, "format")
    if kind not in ("d", "f", "e", "E", "g", "G"):
        raise FormulaError(f"'format' must be one of d, f, e, E, g, G: got {kind!r}.")
    if kind == "d" and not whole:
        present = column[np.isfinite(column)]
        if len(present) < len(column) or (present != np.trunc(present)).any():
            raise DataError("formatC(format = 'd') is for whole numbers: round() them.")
        if (np.abs(present) >= 2.0**31).any():
            raise DataError("formatC(format = 'd') is for numbers below 2^31: write format = 'f'.")
    return kind


def _each_formatted(
    column: AnyArray, kind: str, flags: str, width: int, digits: int | None
) -> list[str]:
    """Return the texts of numbers; those that are none have one width among themselves."""
    precision = "" if kind == "d" else f".{4 if digits is None else digits}"
    specification = f"%{flags}{width or ''}{precision}{kind}"
    check_elements((width + (digits or 0)) * len(column), "formatC()")
    numbers = np.asarray(column).tolist()
    names = [_name_of(v, _Piece("")) for v in numbers if not math.isfinite(v)]
    common = max(map(len, names), default=0)
    other = iter([_padded(name, max(common, width), flags) for name in names])
    return [
        specification % (int(v) if kind == "d" else v) if math.isfinite(v) else next(other)
        for v in numbers
    ]


def _padded(text: str, width: int, flags: str) -> str:
    return text.ljust(width) if "-" in flags else text.rjust(width)
