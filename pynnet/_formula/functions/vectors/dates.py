"""R's functions of dates; days and months have their English names, as in R's C locale."""

from __future__ import annotations

import calendar
import datetime
import math
import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, as_dates, as_text, day_of
from pynnet._ground import AnyArray, DataError, FormulaError, ObjectArray

from ..arguments import (
    flag_argument,
    text_argument,
    vector_argument,
)
from ..operands import recycle
from ..registry import offered

__all__ = ["formatted_dates"]

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_USUAL_FORMATS = ("%Y-%m-%d", "%Y/%m/%d")


# Reading ------------------------------------------------------------------------------------------

_READ = {
    "Y": r" *(?P<Y>\d{1,4})",
    "y": r" *(?P<y>\d{1,2})",
    "m": r" *(?P<m>\d{1,2})",
    "d": r" *(?P<d>\d{1,2})",
    "e": r" *(?P<d>\d{1,2})",
    "j": r" *(?P<j>\d{1,3})",
    "b": r"(?P<b>[A-Za-z]+)",
    "B": r"(?P<b>[A-Za-z]+)",
    "h": r"(?P<b>[A-Za-z]+)",
    "%": "%",
}


def _reader(format: str) -> re.Pattern[str]:
    """Return the expression that reads a format."""
    parts: list[str] = []
    names = re.findall(r"%(.?)|(.)", format.replace("%F", "%Y-%m-%d"), re.DOTALL)
    for kind, letter in names:
        if letter:
            parts.append(r"\s*" if letter.isspace() else re.escape(letter))
        elif kind in _READ:
            parts.append(_READ[kind])
        else:
            raise FormulaError(f"as.Date() with '%{kind}' is not offered: compute that column.")
    try:
        return re.compile("".join(parts), re.ASCII)
    except re.error:
        raise FormulaError(f"the format '{format}' names a part of the date twice.") from None


def _day_read(text: str, reader: re.Pattern[str]) -> float:
    """Return the day that a text tells, NaN if it tells none."""
    found = reader.match(text)
    if found is None:
        return math.nan
    parts = found.groupdict()
    month = _month_named(parts["b"]) if "b" in parts else int(parts.get("m", "0"))
    year = int(parts["Y"]) if "Y" in parts else _full_year(int(parts["y"]))
    try:
        if "j" in parts:
            start = datetime.date(year, 1, 1).toordinal()
            number = int(parts["j"])
            if not 1 <= number <= 365 + calendar.isleap(year):
                return math.nan
            return float(start + number - 1 - datetime.date(1970, 1, 1).toordinal())
        return float((datetime.date(year, month, int(parts["d"])) - datetime.date(1970, 1, 1)).days)
    except ValueError:
        return math.nan


def _full_year(short: int) -> int:
    return short + (2000 if short < 69 else 1900)


def _month_named(name: str) -> int:
    """Return the number of a month by its name or the first three letters; 0 if it is none."""
    lower = name.lower()
    for number, month in enumerate(_MONTHS, start=1):
        if lower in (month.lower(), month[:3].lower()):
            return number
    return 0


def _check_complete(format: str) -> None:
    """Refuse formats without year, month and day; R takes today's for what is missing."""
    kinds = set(re.findall(r"%(.)", format.replace("%F", "%Y-%m-%d")))
    has_day = "j" in kinds or (kinds & set("mbBh") and kinds & set("de"))
    if not (kinds & set("Yy") and has_day):
        raise FormulaError(
            f"the format '{format}' has not all of year, month and day: R would take today's."
        )


@offered("as.Date", "x", "format", "tryFormats", "origin", "optional", "tz", steps=True)
def _as_date(
    x: Column,
    format: Column | None = None,
    tryFormats: Column | None = None,
    origin: Column | None = None,
    **others: Column,
) -> Column:
    if others:
        raise FormulaError(f"as.Date({next(iter(others))} = ) is not offered.")
    column = vector_argument(x, "as.Date")
    if isinstance(column, Dates):
        return column
    if not isinstance(column, pd.Categorical) and column.dtype.kind == "f":
        if origin is None:
            raise DataError("'origin' must be supplied")
        start = np.asarray(_as_date(origin))
        return as_dates(np.asarray(column) + _one(start))
    texts = as_text(column)
    if all(t is None for t in texts):
        return as_dates(np.full(len(texts), np.nan))
    if format is not None:
        chosen = text_argument(format, "format")
    else:
        chosen = _fitting_format(texts, tryFormats)
    _check_complete(chosen)
    reader = _reader(chosen)
    days = [math.nan if t is None else _day_read(t, reader) for t in texts]
    return as_dates(np.array(days, dtype=np.float64))


def _one(days: AnyArray) -> float:
    if len(days) != 1:
        raise DataError("'origin' must be one date.")
    return float(days[0])


def _fitting_format(texts: ObjectArray, formats: Column | None) -> str:
    """Return the first format that reads the first text."""
    choices = _USUAL_FORMATS if formats is None else tuple(map(str, as_text(_vector(formats))))
    first = next(t for t in texts if t is not None)
    for choice in choices:
        _check_complete(choice)
        if not math.isnan(_day_read(first, _reader(choice))):
            return choice
    raise DataError(f"character string is not in a standard unambiguous format: {first[:40]!r}")


def _vector(column: Column) -> AnyArray | pd.Categorical:
    return vector_argument(column, "as.Date")


# Writing ------------------------------------------------------------------------------------------

_WRITE: dict[str, Callable[[datetime.date], str]] = {
    "Y": lambda d: str(d.year),
    "y": lambda d: f"{d.year % 100:02d}",
    "m": lambda d: f"{d.month:02d}",
    "d": lambda d: f"{d.day:02d}",
    "e": lambda d: f"{d.day:2d}",
    "j": lambda d: f"{d.timetuple().tm_yday:03d}",
    "b": lambda d: _MONTHS[d.month - 1][:3],
    "h": lambda d: _MONTHS[d.month - 1][:3],
    "B": lambda d: _MONTHS[d.month - 1],
    "a": lambda d: _DAYS[d.weekday()][:3],
    "A": lambda d: _DAYS[d.weekday()],
    "u": lambda d: str(d.isoweekday()),
    "w": lambda d: str(d.isoweekday() % 7),
    "U": lambda d: f"{(d.timetuple().tm_yday + 6 - d.isoweekday() % 7) // 7:02d}",
    "W": lambda d: f"{(d.timetuple().tm_yday + 6 - d.weekday()) // 7:02d}",
    "V": lambda d: f"{d.isocalendar()[1]:02d}",
    "G": lambda d: str(d.isocalendar()[0]),
    "F": lambda d: f"{d.year}-{d.month:02d}-{d.day:02d}",
    "%": lambda _: "%",
}


def formatted_dates(column: Dates, format: str) -> ObjectArray:
    """Return dates as texts."""
    pieces = re.findall(r"%(.?)|(.)", format, re.DOTALL)
    for kind, letter in pieces:
        if not letter and kind not in _WRITE:
            raise FormulaError(f"format() of dates with '%{kind}' is not offered.")

    def text(day: datetime.date) -> str:
        return "".join(letter or _WRITE[kind](day) for kind, letter in pieces)

    return _mapped(column, text)


def _mapped(column: Dates, function: Callable[[datetime.date], str]) -> ObjectArray:
    texts = [None if x != x else function(day_of(x)) for x in np.asarray(column).tolist()]
    return np.array(texts, dtype=object)


def _dates_argument(x: Column, function: str) -> Dates:
    if not isinstance(x, Dates):
        raise DataError(
            f"no applicable method for '{function}': it is for dates, which as.Date() makes."
        )
    return x


def _register_name(name: str, names: Sequence[str], place: Callable[[datetime.date], int]) -> None:
    @offered(name, "x", "abbreviate", steps=True)
    def of_dates(x: Column, abbreviate: Column | None = None) -> Column:
        letters = 3 if flag_argument(abbreviate, "abbreviate") else None
        return _mapped(_dates_argument(x, name), lambda day: names[place(day)][:letters])


_register_name("weekdays", _DAYS, datetime.date.weekday)
_register_name("months", _MONTHS, lambda day: day.month - 1)


@offered("quarters", "x", "abbreviate", steps=True)
def _quarters(x: Column, abbreviate: Column | None = None) -> Column:
    flag_argument(abbreviate, "abbreviate")
    quarters = _mapped(_dates_argument(x, "quarters"), lambda day: f"Q{(day.month + 2) // 3}")
    return np.array(["QNA" if q is None else q for q in quarters], dtype=object)  # as R has it


@offered("julian", "x", "origin")
def _julian(x: Column, origin: Column | None = None) -> Column:
    days = np.asarray(_dates_argument(x, "julian"))
    if origin is None:
        return days.copy()
    return np.asarray(days - _one(np.asarray(_dates_argument(origin, "julian"))))


_SECONDS = {"secs": 1.0, "mins": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 7 * 86400.0}


@offered("difftime", "time1", "time2", "tz", "units")
def _difftime(
    time1: Column, time2: Column, tz: Column | None = None, units: Column | None = None
) -> Column:
    if tz is not None:
        raise FormulaError("difftime(tz = ) is not offered: dates have no time of day.")
    later, earlier = recycle(*(np.asarray(_dates_argument(t, "difftime")) for t in (time1, time2)))
    seconds = later * 86400.0 - earlier * 86400.0
    unit = "auto" if units is None else text_argument(units, "units")
    if unit == "auto":
        unit = _unit_of(np.asarray(seconds))
    if unit not in _SECONDS:
        raise FormulaError(f"'arg' should be one of auto, {', '.join(_SECONDS)}: got {unit!r}.")
    return np.asarray(seconds / _SECONDS[unit])


def _unit_of(seconds: AnyArray) -> str:
    """Return the largest unit that the least difference has at least one of."""
    present = np.abs(seconds[~np.isnan(seconds)])
    if not len(present) or np.min(present) < 60:
        return "secs"
    least = np.min(present)
    return "mins" if least < 3600 else "hours" if least < 86400 else "days"
