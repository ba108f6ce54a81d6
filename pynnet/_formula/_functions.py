"""R's functions on columns. A function is offered by writing it here."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._errors import DataError, FormulaError, RWarning, warn

from ._collation import Collation
from ._columns import (
    Column,
    Floats,
    Matrix,
    as_numeric,
    as_text,
    factor_of,
    sorted_levels,
    to_factor,
)
from ._registry import Actual, offered

__all__: list[str] = []

_EXP_OVERFLOWS = float.fromhex("0x1.62e42fefa39efp+9")  # the largest x with a finite exp(x)


@offered("(", "x")
@offered("I", "x")
@offered("identity", "x")
def _unchanged(x: Column) -> Column:
    return x


@offered("offset", "object")
def _offset(object: Column) -> Column:
    return object


# Mathematics: the C library's functions one by one, because NumPy's differ in the last bit.


def _mathematical(name: str, x: Column, compute: Callable[[Floats], Floats]) -> Column:
    """Apply a function of one number to a column or matrix; new NaNs are warned of."""
    if isinstance(x, pd.Categorical):
        raise DataError(f"‘{name}’ not meaningful for factors")
    if isinstance(x, np.ndarray) and x.dtype.kind == "O":
        raise DataError(f"non-numeric argument to mathematical function: {name}() of text.")
    numbers = as_numeric(x)
    values = numbers.values if isinstance(numbers, Matrix) else numbers
    result = compute(values)
    if np.any(np.isnan(result) & ~np.isnan(values)):
        warn("NaNs produced", RWarning)
    return Matrix(result, numbers.names) if isinstance(numbers, Matrix) else result


def _each(function: Callable[[float], float], x: Floats, where: npt.NDArray[np.bool_]) -> Floats:
    """Apply a C library function to the elements inside its domain; the rest stay NaN."""
    result = np.full(x.shape, np.nan)
    result[where] = [function(value) for value in x[where].tolist()]
    return result


def _logarithm(function: Callable[[float], float]) -> Callable[[Floats], Floats]:
    def compute(x: Floats) -> Floats:
        result = _each(function, x, x > 0)
        result[x == 0] = -np.inf
        return result

    return compute


def _exponential(x: Floats) -> Floats:
    result = _each(math.exp, x, x <= _EXP_OVERFLOWS)
    result[x > _EXP_OVERFLOWS] = np.inf
    return result


def _square_root(x: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.sqrt(x)


@offered("exp", "x")
def _exp(x: Column) -> Column:
    return _mathematical("exp", x, _exponential)


@offered("sqrt", "x")
def _sqrt(x: Column) -> Column:
    return _mathematical("sqrt", x, _square_root)


@offered("abs", "x")
def _abs(x: Column) -> Column:
    return _mathematical("abs", x, np.abs)


@offered("log2", "x")
def _log2(x: Column) -> Column:
    return _mathematical("log2", x, _logarithm(math.log2))


@offered("log10", "x")
def _log10(x: Column) -> Column:
    return _mathematical("log10", x, _logarithm(math.log10))


@offered("log", "x", "base")
def _log(x: Column, base: Column | None = None) -> Column:
    if base is None:
        return _mathematical("log", x, _logarithm(math.log))
    if len(base) != 1 or not isinstance(base, np.ndarray) or base.dtype.kind == "O":
        raise DataError("the base of log() must be one number.")
    b = float(np.asarray(as_numeric(base)).item())
    if b in (2.0, 10.0):
        return _mathematical("log", x, _logarithm(math.log2 if b == 2.0 else math.log10))

    def quotient(values: Floats) -> Floats:
        with np.errstate(all="ignore"):
            return _logarithm(math.log)(values) / _logarithm(math.log)(np.array([b]))

    return _mathematical("log", x, quotient)


# Factors


@offered("factor", "x", "levels", "labels", "exclude", "ordered")
def _factor(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    exclude: Column | None = None,
    ordered: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    if exclude is not None:
        raise FormulaError("factor(exclude=) is not offered: set those values to missing.")
    vector = _vector(x, "factor")
    if levels is not None:
        names = [text for text in as_text(_vector(levels, "factor")) if text is not None]
        if len(set(names)) != len(names):
            again = next(i for i, name in enumerate(names) if name in names[:i])
            raise DataError(f"factor level [{again + 1}] is duplicated")
    elif isinstance(vector, pd.Categorical):
        used = set(vector.codes.tolist())
        names = [level for i, level in enumerate(vector.categories) if i in used]
    else:
        names = sorted_levels(vector, collation)
    in_order = (isinstance(x, pd.Categorical) and bool(x.ordered)) if ordered is None else None
    as_ordered = in_order if in_order is not None else _flag(ordered)
    factor = factor_of(as_text(vector), names, ordered=as_ordered)
    return factor if labels is None else _labelled(factor, labels)


def _labelled(factor: pd.Categorical, labels: Column) -> pd.Categorical:
    """Give the levels of a factor new names; equal names become one level."""
    count = len(factor.categories)
    texts = [str(text) for text in as_text(_vector(labels, "factor"))]
    if len(texts) == 1 and count != 1:
        texts = [f"{texts[0]}{i + 1}" for i in range(count)]
    if len(texts) != count:
        raise DataError(f"invalid 'labels'; length {len(texts)} should be 1 or {count}")
    renamed = np.array([*texts, None], dtype=object)[factor.codes]
    return factor_of(renamed, list(dict.fromkeys(texts)), ordered=bool(factor.ordered))


@offered("ordered", "x", "levels", "labels")
def _ordered(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    true = np.ones(1, dtype=np.int8)
    return _factor(x, levels, labels, ordered=true, collation=collation)


@offered("as.factor", "x")
def _as_factor(x: Column, *, collation: Collation) -> Column:
    return to_factor(x, collation)


@offered("as.ordered", "x")
def _as_ordered(x: Column, *, collation: Collation) -> Column:
    return to_factor(x, collation).as_ordered()


@offered("class.ind", "cl")
def _class_ind(cl: Column, *, collation: Collation) -> Column:
    factor = to_factor(cl, collation)
    levels = tuple(factor.categories)
    indicators = np.zeros((len(factor), len(levels)))
    present = np.flatnonzero(factor.codes >= 0)
    indicators[present, factor.codes[present]] = 1.0
    return Matrix(indicators, levels)


def _vector(column: Column, function: str) -> npt.NDArray[Any] | pd.Categorical:
    """Return a column that is no matrix."""
    if isinstance(column, Matrix):
        raise DataError(f"{function}() of a matrix is not offered: choose one column.")
    return column


def _flag(column: Column | None) -> bool:
    """Return an argument that must be TRUE or FALSE."""
    if not isinstance(column, np.ndarray) or len(column) != 1 or column.dtype.kind == "O":
        raise FormulaError("an argument that must be TRUE or FALSE is neither.")
    return bool(column[0] > 0)


# Putting columns together


@offered("c", "...")
def _combine(arguments: Sequence[Actual]) -> Column | None:
    values = [a.value for a in arguments if a.value is not None]
    if not values:
        return None
    if any(isinstance(v, (Matrix, pd.Categorical)) for v in values):
        raise DataError("c() of factors or matrices is not offered.")
    vectors = [v for v in values if isinstance(v, np.ndarray)]
    kinds = {v.dtype.kind for v in vectors}
    if "O" in kinds:
        return np.concatenate([as_text(v) for v in vectors])
    if "f" in kinds:
        return np.concatenate([np.asarray(as_numeric(v)) for v in vectors])
    return np.concatenate(vectors)


@offered("%in%", "x", "table")
def _is_in(x: Column, table: Column) -> Column:
    texts, wanted = as_text(_vector(x, "%in%")), as_text(_vector(table, "%in%"))
    return pd.Series(texts).isin(list(wanted)).to_numpy().astype(np.int8)


@offered("cbind", "...")
def _cbind(arguments: Sequence[Actual]) -> Column | None:
    present = [(a, a.value) for a in arguments if a.value is not None]
    if not present:
        return None
    if any(isinstance(v, np.ndarray) and v.dtype.kind == "O" for _, v in present):
        raise DataError("cbind() of text gives no numbers: class.ind() makes columns of it.")
    given = [(a, as_numeric(v)) for a, v in present]
    heights = {len(v) for _, v in given if isinstance(v, Matrix)} or {max(len(v) for _, v in given)}
    height = max(heights)
    columns: list[Floats] = []
    names: list[str] = []
    for number, (actual, value) in enumerate(given):
        if len(heights) > 1 or len(value) not in (1, height):
            raise DataError(
                "number of rows of result is not a multiple of vector length "
                f"(arg {number + 1}): {actual.text} has {len(value)} rows, not {height}"
            )
        if isinstance(value, Matrix):
            columns.extend(value.values.T)
            names.extend(value.names or ("",) * value.values.shape[1])
        else:
            columns.append(np.broadcast_to(value, height))
            names.append(actual.name or actual.symbol or "")
    return Matrix(np.column_stack(columns), tuple(names) if any(names) else None)
