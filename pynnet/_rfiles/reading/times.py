"""R's dates, times and differences of times as pandas has them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import is_time_zone
from pynnet._ground import DataError, FitWarning, FloatArray, shown, warn

__all__ = ["as_dates", "as_differences", "as_times"]

_SECONDS = {"secs": 1.0, "mins": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 604800.0}
_MOST_SECONDS = 9.2e9  # from 1970, in nanoseconds of 64 bits
_MOST_DAYS = 10**9


def as_dates(days: FloatArray) -> Any:
    """Return days since 1970-01-01 as dates."""
    present = np.isfinite(days)
    if (np.abs(days[present]) > _MOST_DAYS).any():
        raise DataError("a date is too far from 1970.")
    if (days[present] % 1 != 0).any():
        warn("dates with a part of a day are given as the day that they fall on.", FitWarning)
    whole = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[D]")
    whole[present] = np.floor(days[present]).astype("int64").astype("datetime64[D]")
    return pd.array(whole.astype("datetime64[s]"))


def as_times(seconds: FloatArray, zone: str | None) -> Any:
    """Return seconds since 1970 as times, to the nanosecond; without a zone they are in UTC."""
    nanoseconds = _nanoseconds(seconds)
    times = pd.DatetimeIndex(nanoseconds.view("datetime64[ns]")).tz_localize("UTC")
    try:
        return times.tz_convert(_checked_zone(zone or "UTC")).array
    except (KeyError, ValueError, OSError):
        warn(f"the time zone {shown(zone)} is not known here: times are in UTC.", FitWarning)
        return times.array


def _checked_zone(zone: str) -> str:
    """Return the name of a zone, which must not be that of a file."""
    if not is_time_zone(zone):
        raise KeyError(zone)
    return zone


def as_differences(values: FloatArray, units: str | None) -> Any:
    """Return differences of times, to the nanosecond."""
    if units not in _SECONDS:
        raise DataError(f"invalid units specified: differences of time are in {shown(units)}.")
    return pd.array(_nanoseconds(values * _SECONDS[units]).view("timedelta64[ns]"))


def _nanoseconds(seconds: FloatArray) -> Any:
    present = np.isfinite(seconds)
    if (np.abs(seconds[present]) > _MOST_SECONDS).any():
        raise DataError("a time is too far from 1970: offered are the years from 1678 to 2262.")
    result = np.full(len(seconds), np.iinfo(np.int64).min, dtype=np.int64)
    whole = np.floor(seconds[present])
    parts = np.round((seconds[present] - whole) * 1e9)
    result[present] = whole.astype(np.int64) * 10**9 + parts.astype(np.int64)
    return result
