"""R's ``cut``: numbers become a factor of intervals."""

from __future__ import annotations

import itertools
import math

import numpy as np

from pynnet._data import Column, Dates, as_text, factor_of_texts, is_missing
from pynnet._ground import DataError, FloatArray, FormulaError, IntArray

from ..limits import check_levels
from ..r_versions import RVersion
from .arguments import flag_argument, numbers_argument, vector_argument, whole_argument
from .registry import offered

__all__ = ["equal_intervals", "interval_codes"]

_LABELS = "number of intervals and length of 'labels'"
_LABELS_OF_4_2 = "lengths of 'breaks' and 'labels'"
_MOST_DIGITS = 12  # R tries no more in the labels


@offered(
    "cut",
    "x",
    "breaks",
    "labels",
    "include.lowest",
    "right",
    "dig.lab",
    "ordered_result",
    null_defaults=frozenset({"labels"}),
    steps=True,
    whole_column=True,  # a number of breaks divides the range of all rows
)
def _cut(
    x: Column,
    breaks: Column,
    labels: Column | None = None,
    include_lowest: Column | None = None,
    right: Column | None = None,
    dig_lab: Column | None = None,
    ordered_result: Column | None = None,
    *,
    r_version: RVersion,
) -> Column:
    if isinstance(x, Dates):
        raise DataError("cut() of dates is not offered: as.numeric() gives their days.")
    truths = isinstance(x, np.ndarray) and x.dtype.kind == "i"
    if truths and not is_missing(x).all():  # what is missing throughout has no type
        raise DataError("'x' must be numeric: cut() of a logical.")
    values = numbers_argument(x, "cut")
    ends = equal_intervals(values, np.asarray(numbers_argument(breaks, "cut")))
    closed_right = flag_argument(right, "right", default=True)
    lowest = flag_argument(include_lowest, "include.lowest")
    codes = interval_codes(values, ends, closed_right, lowest)
    count = len(ends) - 1
    if labels is not None and _is_false(labels):
        numbers = codes.astype(np.float64) + 1.0
        numbers[codes < 0] = np.nan
        return numbers
    if labels is None:
        digits = 3 if dig_lab is None else whole_argument(dig_lab, "dig.lab")
        names = _interval_names(ends, closed_right, lowest, digits)
    else:
        names = [str(text) for text in as_text(vector_argument(labels, "cut"))]
        if len(names) != count:
            words = _LABELS_OF_4_2 if r_version == "4.2" else _LABELS
            raise DataError(f"{words} differ: {count} intervals, {len(names)} labels.")
    ordered = flag_argument(ordered_result, "ordered_result")
    texts = np.array([*names, None], dtype=object)[codes]
    return factor_of_texts(texts, list(dict.fromkeys(names)), ordered=ordered)


def _is_false(labels: Column) -> bool:
    return (
        isinstance(labels, np.ndarray)
        and labels.dtype.kind == "i"
        and len(labels) == 1
        and labels[0] == 0
    )


def equal_intervals(values: FloatArray, breaks: FloatArray) -> FloatArray:
    """Return the ends of intervals; a single number asks for intervals of equal width."""
    if len(breaks) != 1:
        ends = np.sort(breaks[~np.isnan(breaks)])
        if len(np.unique(ends)) != len(ends):
            raise DataError("'breaks' are not unique")
        if len(ends) < 2:
            raise DataError(f"invalid number of intervals: 'breaks' has {len(ends)} numbers.")
        return ends
    if not 2 <= breaks[0] < math.inf:
        raise DataError("invalid number of intervals")
    count = int(breaks[0])
    check_levels(count, "cut()")
    present = values[~np.isnan(values)]
    if not len(present):
        raise DataError("'from' must be a finite number: cut() has no value to divide.")
    low, high = float(present.min()), float(present.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        end = "from" if math.isinf(low) else "to"
        raise DataError(f"'{end}' must be a finite number: cut() of infinite values.")
    width = high - low
    margin = (width if width != 0 else abs(low)) / 1000
    if width == 0:
        margin = margin or 0.001
        low, high = low - margin, high + margin
        margin = 0.0
    ends = low + np.arange(count + 1.0) * ((high - low) / count)
    ends[0], ends[-1] = low - margin, high + margin
    return ends


def interval_codes(values: FloatArray, ends: FloatArray, right: bool, lowest: bool) -> IntArray:
    """Return the number of the interval of each value, -1 for none."""
    codes = np.searchsorted(ends, values, side="left" if right else "right") - 1
    if lowest and len(ends):
        edge = ends[0] if right else ends[-1]
        codes[values == edge] = 0 if right else len(ends) - 2
    codes[(codes >= len(ends) - 1) | np.isnan(values)] = -1
    return codes


def _interval_names(ends: FloatArray, right: bool, lowest: bool, digits: int) -> list[str]:
    """Return labels like ``(0,1]`` with as few digits as tell all ends apart."""
    if not 0 < digits <= 50:
        raise FormulaError("dig.lab must be a whole number of digits, from 1 to 50.")
    if not len(ends):
        return []
    texts: list[str] = []
    width = 4 if ends[0] == -math.inf else 3  # of infinities: R pads them to one width
    for shown in range(digits, max(_MOST_DIGITS, digits) + 1):
        texts = [_end_text(end, shown, width) for end in ends.tolist()]
        if len(set(texts)) == len(texts):
            break
    left, close = ("(", "]") if right else ("[", ")")
    names = [f"{left}{a},{b}{close}" for a, b in itertools.pairwise(texts)]
    if lowest and right:
        names[0] = "[" + names[0][1:]
    elif lowest:
        names[-1] = names[-1][:-1] + "]"
    return names


def _end_text(end: float, digits: int, width: int) -> str:
    if math.isinf(end):
        return ("Inf" if end > 0 else "-Inf").rjust(width)
    return f"{end + 0.0:.{digits}g}"
