"""R's statistics of one or two columns."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import Column, as_numeric, as_text, holds_integers
from pynnet._ground import DataError, FloatArray, FormulaError, IntArray
from pynnet._numerics import mean, median, quantile, total

from ..arguments import flag_argument, is_text, number_argument, numbers_argument, vector_argument
from ..registry import Actual, offered
from .summaries import present

__all__: list[str] = []

_NORMAL_CONSISTENT = 1.4826  # R's default constant of mad()


def _present(x: Column, function: str, na_rm: Column | None) -> FloatArray:
    return present(numbers_argument(x, function, "need numeric data"), na_rm)


@offered("weighted.mean", "x", "w", "...", "na.rm", whole_column=True)
def _weighted_mean(
    arguments: Sequence[Actual], x: Column, w: Column | None = None, na_rm: Column | None = None
) -> Column:
    if arguments:
        raise FormulaError(f"unused argument ({arguments[0].text}): write na.rm = TRUE.")
    values = numbers_argument(x, "weighted.mean")
    if w is None:
        present_ones = _present(x, "weighted.mean", na_rm)  # not R's mean(), which corrects itself
        with np.errstate(all="ignore"):
            return np.divide(float(total(present_ones)), np.full(1, float(len(present_ones))))
    weights = numbers_argument(w, "weighted.mean")
    if len(weights) != len(values):
        raise DataError("'x' and 'w' must have the same length")
    if flag_argument(na_rm, "na.rm"):
        weights, values = weights[~np.isnan(values)], values[~np.isnan(values)]
    with np.errstate(all="ignore"):
        products = values * weights
        if holds_integers(x) and holds_integers(w):
            products[np.abs(products) >= 2.0**31] = np.nan  # R's integers overflow
        sums = (np.array([float(total(v))]) for v in (products[weights != 0], weights))
        return np.divide(*sums)


@offered("IQR", "x", "na.rm", whole_column=True)
def _iqr(x: Column, na_rm: Column | None = None) -> Column:
    values = _present(x, "IQR", na_rm)
    if np.isnan(values).any():
        raise DataError("missing values and NaN's not allowed if 'na.rm' is FALSE")
    low, high = quantile(values, [0.25, 0.75])
    return np.array([high - low if low != high or math.isfinite(low) else math.nan])


@offered("mad", "x", "center", "constant", "na.rm", whole_column=True)
def _mad(
    x: Column,
    center: Column | None = None,
    constant: Column | None = None,
    na_rm: Column | None = None,
) -> Column:
    values = _present(x, "mad", na_rm)
    factor = _NORMAL_CONSISTENT if constant is None else number_argument(constant, "constant")
    if np.isnan(values).any():
        return np.array([math.nan])
    middle = median(values) if center is None else number_argument(center, "center")
    with np.errstate(invalid="ignore"):
        distances = np.abs(values - middle)
    return np.array([math.nan if np.isnan(distances).any() else factor * median(distances)])


@offered("ave", "x", "...", "FUN", whole_column=True)
def _ave(arguments: Sequence[Actual], x: Column, FUN: Column | None = None) -> Column:
    if FUN is not None:
        raise FormulaError("stats::ave(FUN=) is not offered: write ave(FUN=) alone.")
    values = numbers_argument(x, "ave")
    result = np.array(values)
    groups = [a.value for a in arguments if a.value is not None]
    of_groups = rows_of_groups(groups, len(values))
    if not of_groups and len(values):
        return x  # in no group: each stays what it is
    for rows in of_groups:
        result[rows] = mean(values[rows])
    return result


def rows_of_groups(groups: Sequence[Column], count: int) -> list[IntArray]:
    """Return the rows of each group that several columns make; some rows may have none."""
    keys = [_group_keys(group) for group in groups]
    if any(len(k) != count for k in keys):
        raise DataError("the groups of ave() must have a value for each row.")
    members: dict[tuple[str | None, ...], list[int]] = {}
    for row in range(count):
        members.setdefault(tuple(k[row] for k in keys), []).append(row)
    return [np.array(rows, dtype=np.intp) for key, rows in members.items() if None not in key]


def _group_keys(column: Column) -> list[str | None]:
    return list(as_text(vector_argument(column, "ave")))


def _two_of_numbers(x: Column, y: Column, function: str) -> tuple[FloatArray, FloatArray]:
    """Return two vectors of numbers that go together."""
    if any(isinstance(v, pd.Categorical) or is_text(v) for v in (x, y)):
        raise DataError(f"'x' must be numeric: {function}() of text or a factor.")
    left = np.asarray(as_numeric(vector_argument(x, function)))
    right = np.asarray(as_numeric(vector_argument(y, function)))
    if len(left) != len(right):
        raise DataError("incompatible dimensions")
    return left, right


@offered("cov", "x", "y", whole_column=True)
def _cov(x: Column, y: Column) -> Column:
    left, right = _two_of_numbers(x, y, "cov")
    if np.isnan(left).any() or np.isnan(right).any() or len(left) < 2:
        return np.array([math.nan])
    a, b = (v.astype(np.longdouble) - mean(v) for v in (left, right))
    return np.array([float((np.add.accumulate(a * b)[-1] + 0.0) / (len(a) - 1))])


@offered("cor", "x", "y", whole_column=True)
def _cor(x: Column, y: Column) -> Column:
    left, right = _two_of_numbers(x, y, "cor")
    if np.isnan(left).any() or np.isnan(right).any() or len(left) < 2:
        return np.array([math.nan])
    a, b = (v.astype(np.longdouble) - mean(v) for v in (left, right))
    count = len(a) - 1
    spread = [float(np.sqrt(np.add.accumulate(d * d)[-1] / count)) for d in (a, b)]
    if not all(spread):
        return np.array([math.nan])
    together = float((np.add.accumulate(a * b)[-1] + 0.0) / count)
    return np.array([max(-1.0, min(1.0, together / (spread[0] * spread[1])))])
