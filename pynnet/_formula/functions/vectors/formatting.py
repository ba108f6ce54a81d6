"""R's functions that write numbers and dates: format and formatC."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Integers, as_text, kind_of
from pynnet._ground import AnyArray, DataError, FormulaError, ObjectArray
from pynnet._printing import format_common

from ...limits import check_elements
from ..arguments import (
    flag_argument,
    is_text,
    text_argument,
    vector_argument,
    whole_argument,
)
from ..registry import Actual, offered
from .dates import formatted_dates
from .sprintf import WIDEST, name_of

__all__: list[str] = []

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
    if not (0 <= least <= WIDEST and 0 <= decimals <= 20 and 1 <= shown <= 15):
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
    if (width is not None and not least) or least > WIDEST:
        raise DataError(f"formatC(width=) is offered from 1 to {WIDEST}, and negative.")
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
    names = [name_of(v) for v in numbers if not math.isfinite(v)]
    common = max(map(len, names), default=0)
    other = iter([_padded(name, max(common, width), flags) for name in names])
    return [
        specification % (int(v) if kind == "d" else v) if math.isfinite(v) else next(other)
        for v in numbers
    ]


def _padded(text: str, width: int, flags: str) -> str:
    return text.ljust(width) if "-" in flags else text.rjust(width)
