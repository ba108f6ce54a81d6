"""Days and points in time as R's texts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError

from .kinds import RVector

__all__ = ["day_texts", "days_vector", "moments_vector", "time_texts", "times_vector"]

_MIDNIGHT = datetime.time()
_UNITS_OF_DAYS = ("Y", "M", "W", "D")


def moments_vector(values: AnyArray) -> RVector:
    """Return NumPy's ``datetime64``: days where their unit is a day or longer, else times."""
    is_days = np.datetime_data(values.dtype)[0] in _UNITS_OF_DAYS
    moments = values.astype("M8[D]" if is_days else "M8[us]").tolist()
    if any(isinstance(moment, int) for moment in moments):
        raise ArgumentError("invalid 'x': dates are offered from the year 1 to 9999.")
    return days_vector(moments) if is_days else times_vector(moments)


def days_vector(days: Iterable[datetime.date | None]) -> RVector:
    """Return days as R's ``Date``."""
    return RVector("Date", day_texts(days))


def day_texts(days: Iterable[datetime.date | None]) -> list[str | None]:
    """Texts of days; of points in time the days that they are in."""
    return [None if day is None else _day_text(day) for day in days]


def times_vector(times: Iterable[Any], zone: str = "UTC") -> RVector:
    """Return points in time as R's ``POSIXct``, in one zone; without any they are UTC."""
    # What is missing is None, or pandas' NaT, which is not equal to itself.
    moments = [None if moment != moment else moment for moment in times]
    zones = [None if moment is None else moment.tzname() or "UTC" for moment in moments]
    return RVector("POSIXct", moments, zones=zones, zone=zone)


def time_texts(moments: Iterable[datetime.datetime | None]) -> list[str | None]:
    """Texts of points in time: with hours, minutes and seconds if one is not midnight."""
    moments = list(moments)
    has_time = any(moment is not None and moment.time() != _MIDNIGHT for moment in moments)
    return [None if moment is None else _text(moment, has_time=has_time) for moment in moments]


def _text(moment: datetime.datetime, *, has_time: bool) -> str:
    return _day_text(moment) + (f"{moment: %H:%M:%S}" if has_time else "")


def _day_text(day: datetime.date) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"
