"""Summaries of vectors: quarters and mean, counts of levels and truths, kinds."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import FloatArray
from pynnet._printing import NA_REAL, NAS, RVector, as_summary

from ..calls import of_r

__all__ = ["summary_of_vector"]

_NAMES = ("Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max.")
_OTHERS = "(Other)"
_EPOCH = datetime.datetime(1970, 1, 1)
_DIGITS_OF_MOMENTS = {"Date": 12, "POSIXct": 15}  # of days and seconds, to which R rounds them
_MICROSECONDS = {"Date": 86_400 * 10**6, "POSIXct": 10**6}


def summary_of_vector(
    x: RVector, maxsum: int, digits: int | None, type: int, kind: str | None = None
) -> pd.Series[Any]:
    """Return what R says of a vector, by names; an array's `kind` is not that of its values."""
    if x.mode == "factor":
        return _counted_levels(x, maxsum)
    if x.mode == "logical":
        return _truths(x)
    if x.mode in ("integer", "numeric"):
        return _numbers(x, digits, type)
    if x.mode in _MICROSECONDS:
        return _moments(x, digits, type)
    values = [len(x.values), kind or x.mode, x.mode]
    return _named(values, ["Length", "Class", "Mode"], "words")


def _named(values: Sequence[Any], names: Sequence[str], kind: str) -> Any:
    dtype = np.float64 if kind == "numbers" else object
    index = pd.Index(list(names), dtype=object)
    return as_summary(pd.Series(list(values), index=index, dtype=dtype), kind)


def _counted_levels(x: RVector, maxsum: int) -> pd.Series[Any]:
    """Counts of a factor's levels, of the most frequent ones if there are more than `maxsum`."""
    counts = Counter(x.values)
    missing = counts[None] if None not in x.levels else 0
    pairs = [(level, counts[level]) for level in x.levels]
    if len(pairs) + bool(missing) > maxsum:
        most = sorted(pairs, key=lambda pair: -pair[1])
        kept = max(0, maxsum - 1 - bool(missing))
        pairs = [*most[:kept], (_OTHERS, sum(count for _, count in most[kept:]))]
    pairs += [(NAS, missing)] if missing else []
    index = pd.Index([level for level, _ in pairs], dtype=object) if pairs else None
    return pd.Series([count for _, count in pairs], index=index, dtype=np.int64)


def _truths(x: RVector) -> Any:
    counts = Counter(x.values)
    present = [value for value in (False, True, None) if counts[value]]
    names = [NAS if value is None else str(value).upper() for value in present]
    return _named(["logical", *(counts[value] for value in present)], ["Mode", *names], "words")


def _numbers(x: RVector, digits: int | None, type: int) -> Any:
    present = [value for value in x.values if value is not None and value == value]
    dtype = np.int64 if x.mode == "integer" else np.float64
    numbers = _quarters(np.array(present, dtype=dtype), digits, type)
    return _with_missing(numbers.tolist(), len(x.values) - len(present), "numbers")


def _with_missing(values: list[Any], missing: int, kind: str) -> Any:
    names = [*_NAMES, NAS] if missing else _NAMES
    return _named([*values, missing] if missing else values, names, kind)


def _quarters(present: Any, digits: int | None, type: int) -> FloatArray:
    """The quarters and the mean; where there is nothing, R's missing number, and no mean."""
    if not len(present):
        numbers = np.full(6, NA_REAL)
        numbers[3] = np.nan
        return numbers
    quarters = of_r("quantile", present, probs=np.arange(5) / 4, type=type)
    mean = of_r("mean", present)
    numbers = np.concatenate([quarters[:3], np.asarray(mean, dtype=np.float64), quarters[3:]])
    return numbers if digits is None else of_r("signif", numbers, digits)


def _moments(x: RVector, digits: int | None, type: int) -> Any:
    present = [value for value in x.values if value is not None]
    unit = _MICROSECONDS[x.mode]
    number, again = _NUMBERS[x.mode], _again(present[0] if present else None)
    digits = _DIGITS_OF_MOMENTS[x.mode] if digits is None else digits
    numbers = _quarters(np.array([number(value) for value in present]), digits, type)
    moments = [None if n != n else again(floor(Fraction(n) * unit)) for n in numbers.tolist()]
    kind = "days" if x.mode == "Date" else "times"
    return _with_missing(moments, len(x.values) - len(present), kind)


def _day_number(text: str) -> float:
    year, month, day = map(int, text.split("-"))
    return float(datetime.date(year, month, day).toordinal() - _EPOCH.toordinal())


def _seconds(moment: datetime.datetime) -> float:
    zone = moment.tzinfo
    since = moment - (_EPOCH if zone is None else _EPOCH.replace(tzinfo=datetime.UTC))
    whole = since // datetime.timedelta(microseconds=1)
    nanoseconds = getattr(moment, "nanosecond", 0)
    return float(Fraction(whole * 1000 + nanoseconds, 10**9))


_NUMBERS: dict[str, Callable[[Any], float]] = {"Date": _day_number, "POSIXct": _seconds}


def _again(like: Any) -> Callable[[int], datetime.datetime]:
    """A function from microseconds since 1970 to points in time, in the zone of one."""
    zone = getattr(like, "tzinfo", None)

    def made(microseconds: int) -> datetime.datetime:
        moment = _EPOCH + datetime.timedelta(microseconds=microseconds)
        if zone is None:
            return moment
        return moment.replace(tzinfo=datetime.UTC).astimezone(zone)

    return made
