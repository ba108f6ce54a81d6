"""R's sums, means and quantiles in formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    Column,
    Integers,
    Matrix,
    as_integers,
    as_numeric,
    holds_integers,
    is_missing,
)
from pynnet._ground import DataError, FloatArray, FormulaError, RWarning, warn
from pynnet._numerics import mean, median, quantile, quantile_of_type, total, variance

from ..arguments import flag_argument, is_text, number_argument, numbers_argument, refuse_dates
from ..registry import Actual, offered

__all__ = ["present"]


def _single_value(value: float) -> FloatArray:
    return np.array([value])


def present(x: FloatArray, na_rm: Column | None) -> FloatArray:
    """Return the numbers without missing ones if that is asked for."""
    return x[~np.isnan(x)] if flag_argument(na_rm, "na.rm") else x


@offered("mean", "x", "...", "trim", "na.rm", whole_column=True)
def _mean_of(
    arguments: Sequence[Actual],
    x: Column,
    trim: Column | None = None,
    na_rm: Column | None = None,
) -> Column:
    share = _trimmed_share(arguments, trim)
    if isinstance(x, pd.Categorical) or is_text(x):
        warn("argument is not numeric or logical: returning NA", RWarning)
        return _single_value(math.nan)
    values = present(_flat_numbers(x), _true_alone(na_rm))
    if share <= 0 or not len(values):
        return _single_value(mean(values))
    if np.isnan(values).any():
        return _single_value(math.nan)
    if share >= 0.5:
        return _middle(x, values)
    left_out = math.floor(len(values) * share)
    return _single_value(mean(np.sort(values)[left_out : len(values) - left_out]))


def _true_alone(na_rm: Column | None) -> Column | None:
    """The argument, if it is a truth: for mean() alone other numbers than 0 are not TRUE."""
    flag_argument(na_rm, "na.rm")
    return na_rm if isinstance(na_rm, np.ndarray) and na_rm.dtype.kind == "i" else None


def _trimmed_share(arguments: Sequence[Actual], trim: Column | None) -> float:
    """Return the share of mean(trim=), which R takes in second place too."""
    given = [a.value for a in arguments]
    if any(a.name is not None for a in arguments) or len(given) + (trim is not None) > 1:
        texts = ", ".join(a.text if a.name is None else f"{a.name} = {a.text}" for a in arguments)
        raise FormulaError(f"unused argument ({texts}): mean() has x, trim, na.rm")
    share = given[0] if given else trim
    if share is None:
        return 0.0
    value = number_argument(share, "trim")
    if math.isnan(value):
        raise DataError("invalid 'trim' argument: it must be one number.")
    return value


def _flat_numbers(x: Column) -> FloatArray:
    """Return all numbers of a column or matrix, column after column."""
    values = as_numeric(x)
    return values.values.ravel(order="F") if isinstance(values, Matrix) else values


@offered("median", "x", "na.rm", whole_column=True)
def _median_of(x: Column, na_rm: Column | None = None) -> Column:
    return _middle(x, present(numbers_argument(x, "median", "need numeric data"), na_rm))


def _middle(x: Column, values: FloatArray) -> Column:
    """Return the median in R's kind: one of whole numbers or truths, or halfway between two."""
    middle = _single_value(math.nan if np.isnan(values).any() else median(values))
    if math.isnan(middle[0]) and not isinstance(x, Integers) and holds_integers(x):
        return np.array([-1], dtype=np.int8)
    if not holds_integers(x) or not len(values) % 2 or math.isnan(middle[0]):
        return middle
    return as_integers(middle) if isinstance(x, Integers) else middle.astype(np.int8)


@offered("var", "x", "y", "na.rm", null_defaults=frozenset({"y"}), whole_column=True)
def _var_of(x: Column, y: Column | None = None, na_rm: Column | None = None) -> Column:
    if y is not None:
        raise FormulaError("var(x, y) is not offered: give one column.")
    return _single_value(variance(_numbers_that_vary(x, "var", na_rm)))


@offered("sd", "x", "na.rm", whole_column=True)
def _sd_of(x: Column, na_rm: Column | None = None) -> Column:
    return _single_value(math.sqrt(variance(_numbers_that_vary(x, "sd", na_rm))))


def _numbers_that_vary(x: Column, function: str, na_rm: Column | None) -> FloatArray:
    """Return the numbers whose variance is asked for."""
    if isinstance(x, pd.Categorical):
        raise DataError(
            "Calling var(x) on a factor x is defunct.\n  Use something like "
            f"'all(duplicated(x)[-1L])' to test for a constant vector. ({function}() of a factor)"
        )
    return present(numbers_argument(x, function), na_rm)


@offered("sum", "...", "na.rm", kind="builtin", whole_column=True)
def _sum_of(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    _refuse_dates_first("sum", arguments)
    result = 0.0  # each argument has a total of its own, which is rounded before it is added
    for actual in arguments:
        result += float(total(_all_numbers("sum", [actual], na_rm)))
    return _whole_if(arguments, _single_value(result))


@offered("prod", "...", "na.rm", kind="builtin", whole_column=True)
def _prod_of(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    _refuse_dates_first("prod", arguments)
    result = 1.0  # each argument has a product of its own, as sum() has totals
    for actual in arguments:
        values = _all_numbers("prod", [actual], na_rm).astype(np.longdouble)
        with np.errstate(all="ignore"):
            products = np.multiply.accumulate(values)
            result = float(np.float64(result) * np.float64(products[-1] if len(values) else 1.0))
    return _single_value(result)


@offered("max", "...", "na.rm", kind="builtin", whole_column=True)
def _max_of(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    return _whole_if(arguments, _single_value(_extreme("max", arguments, na_rm)))


@offered("min", "...", "na.rm", kind="builtin", whole_column=True)
def _min_of(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    return _whole_if(arguments, _single_value(_extreme("min", arguments, na_rm)))


@offered("range", "...", "na.rm", kind="builtin", whole_column=True)
def _range_of(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    return _whole_if(
        arguments, np.array([_extreme(end, arguments, na_rm) for end in ("min", "max")])
    )


def _whole_if(arguments: Sequence[Actual], values: FloatArray) -> FloatArray:
    """Return R's integers where all arguments are."""
    whole = all(holds_integers(a.value) for a in arguments) and np.isfinite(values).all()
    return as_integers(values) if whole else values


_EXTREMES: dict[str, Callable[[FloatArray], Any]] = {"min": np.argmin, "max": np.argmax}


def _extreme(name: str, arguments: Sequence[Actual], na_rm: Column | None) -> float:
    values = _all_numbers(name, arguments, na_rm)
    if len(values):
        return float(values[_EXTREMES[name](values)])
    end = "Inf" if name == "min" else "-Inf"
    warn(f"no non-missing arguments to {name}; returning {end}", RWarning)
    return float(end.lower())


def _refuse_dates_first(name: str, arguments: Sequence[Actual]) -> None:
    """Refuse dates where R looks at the kind of the first argument."""
    if arguments and arguments[0].value is not None:
        refuse_dates(arguments[0].value, name)


def _all_numbers(name: str, arguments: Sequence[Actual], na_rm: Column | None) -> FloatArray:
    """Return the numbers of all arguments."""
    parts: list[FloatArray] = []
    for actual in arguments:
        if isinstance(actual.value, pd.Categorical):
            raise DataError(f"‘{name}’ not meaningful for factors")
        if actual.value is None or is_text(actual.value):
            raise DataError(f"invalid 'type' (character) of argument: {name}() of {actual.text}.")
        parts.append(_flat_numbers(actual.value))
    return present(np.concatenate(parts) if parts else np.empty(0), na_rm)


@offered("quantile", "x", "probs", "na.rm", "names", "type", whole_column=True)
def _quantile_of(
    x: Column,
    probs: Column | None = None,
    na_rm: Column | None = None,
    names: Column | None = None,  # noqa: ARG001 - no names are kept in any case
    type: Column | None = None,
) -> Column:
    if isinstance(x, pd.Categorical):
        raise DataError("(unordered) factors are not allowed: quantile() of a factor.")
    kind = 7.0 if type is None else number_argument(type, "type")
    if kind not in range(1, 10):
        raise FormulaError("invalid 'type' argument: quantiles have types 1 to 9.")
    values = present(numbers_argument(x, "quantile"), na_rm)
    if np.isnan(values).any():
        raise DataError("missing values and NaN's not allowed if 'na.rm' is FALSE")
    asked = np.arange(5) / 4 if probs is None else numbers_argument(probs, "quantile")
    if not ((asked >= 0) & (asked <= 1)).all():
        raise DataError("'probs' outside [0,1]")
    if kind != 7:
        return np.array([quantile_of_type(values, p, int(kind)) for p in asked.tolist()])
    return quantile(values, asked.tolist())


@offered("length", "x", kind="builtin", whole_column=True)
def _length(x: Column) -> Column:
    count = float(x.values.size if isinstance(x, Matrix) else len(x))
    return as_integers(_single_value(count))


@offered("is.na", "x", kind="builtin", steps=True)
def _is_na(x: Column) -> Column:
    if isinstance(x, Matrix):
        raise DataError("is.na() of a matrix is not offered: choose one column.")
    return is_missing(x).astype(np.int8)


@offered("is.finite", "x", steps=True)
def _is_finite(x: Column) -> Column:
    return np.isfinite(numbers_argument(x, "is.finite")).astype(np.int8)
