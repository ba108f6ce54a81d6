"""Days since 1970, which read as dates."""

from __future__ import annotations

import datetime
import functools
import math
import zoneinfo

import numpy as np

from pynnet._ground import DataError, FloatArray

from .numbers import MarkedNumbers

__all__ = ["Dates", "as_dates", "day_of", "is_time_zone"]

_DAY_ZERO = datetime.date(1970, 1, 1).toordinal()
_LAST = datetime.date.max.toordinal() - _DAY_ZERO


class Dates(MarkedNumbers):
    """Days since 1970-01-01, R's ``Date``: text made of them is 2020-02-29.

    Arithmetic gives plain numbers, of days.
    """


def as_dates(days: FloatArray) -> Dates:
    """Return days since 1970 as dates.

    Examples
    --------
    >>> day_of(as_dates(np.array([18321.0]))[0])
    datetime.date(2020, 2, 29)
    """
    present = days[~np.isnan(days)]
    if len(present) and not -_DAY_ZERO < np.min(present) <= np.max(present) < _LAST:
        raise DataError("dates are offered from the year 1 to 9999.")
    return days.view(Dates)


def day_of(days: float) -> datetime.date:
    """Return the date on which a number of days since 1970 falls."""
    return datetime.date.fromordinal(_DAY_ZERO + math.floor(days))


def is_time_zone(name: str) -> bool:
    """Whether a time zone is known by this name, which is then not that of a file."""
    return name in _known_zones()


@functools.cache
def _known_zones() -> set[str]:
    return zoneinfo.available_timezones()
