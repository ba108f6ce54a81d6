"""R's arithmetic, comparison and logical operators on columns."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import (
    Collation,
    Column,
    Matrix,
    as_integers,
    as_numeric,
    as_text,
    collation_key,
    holds_integers,
)
from pynnet._errors import DataError, FormulaError, RWarning, warn
from pynnet._numerics import powers
from pynnet._typing import AnyArray, FloatArray

from .arguments import is_text
from .registry import offered

__all__ = ["recycle"]

_Logical = npt.NDArray[np.int8]


def recycle(*vectors: AnyArray) -> list[AnyArray]:
    """Repeat shorter vectors to the length of the longest; one of length 1 is left to NumPy."""
    lengths = [len(v) for v in vectors]
    longest = 0 if 0 in lengths else max(lengths)
    if any(n not in (0, 1, longest) and longest % n for n in lengths):
        warn("longer object length is not a multiple of shorter object length", RWarning)
    return [v if len(v) in (1, longest) else np.resize(v, longest) for v in vectors]


def _not_meaningful(symbol: str, *columns: Column) -> _Logical:
    """Warn as R does when an operator meets a factor; the result is missing throughout."""
    factors = [c for c in columns if isinstance(c, pd.Categorical)]
    message = f"‘{symbol}’ not meaningful for factors"
    if any(f.ordered for f in factors):
        message = f"'{symbol}' is not meaningful for ordered factors"
    if len({f.ordered for f in factors}) > 1:
        raise DataError(f'Incompatible methods ("Ops.ordered", "Ops.factor") for "{symbol}"')
    warn(message, RWarning)
    return np.full(max(map(len, columns)), -1, dtype=np.int8)


def _numbers(column: Column) -> FloatArray | Matrix:
    """Return the operand of an arithmetic operator as numbers."""
    if is_text(column):
        raise DataError("non-numeric argument to binary operator: text cannot be computed with.")
    return as_numeric(column)


def _arithmetic(symbol: str, compute: Callable[[Any, Any], Any], e1: Column, e2: Column) -> Column:
    """Apply an operator element by element; a vector beside a matrix runs down its columns."""
    if isinstance(e1, pd.Categorical) or isinstance(e2, pd.Categorical):
        return _not_meaningful(symbol, e1, e2)
    left, right = _numbers(e1), _numbers(e2)
    with np.errstate(all="ignore"):
        if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
            result = np.asarray(compute(*recycle(left, right)))
            whole = symbol in _KEEP_INTEGERS and holds_integers(e1) and holds_integers(e2)
            return _integers(symbol, result, right) if whole else result
        return _with_matrix(compute, left, right)


def _with_matrix(
    compute: Callable[[Any, Any], Any], left: FloatArray | Matrix, right: FloatArray | Matrix
) -> Matrix:
    """Apply an operator where at least one side is a matrix."""
    sides = [s for s in (left, right) if isinstance(s, Matrix)]
    if len({s.values.shape for s in sides}) > 1 or any(
        len(s) not in (1, len(sides[0])) for s in (left, right)
    ):
        raise DataError("non-conformable arrays: the operands have different numbers of rows.")
    names = next((s.names for s in sides if s.names is not None), None)
    values = [s.values if isinstance(s, Matrix) else s[:, np.newaxis] for s in (left, right)]
    return Matrix(np.asarray(compute(*values)), names)


def _integers(symbol: str, result: FloatArray, divisor: FloatArray) -> FloatArray:
    """Return what R's integers give: zero has no sign, and nothing is divided by it."""
    if symbol in ("%%", "%/%"):
        result = np.where(divisor == 0, np.nan, result)
    return as_integers(result + 0.0)


_EXACT_QUOTIENT = 2.0**63  # beyond it a long double has no digits left for the remainder
_KEEP_INTEGERS = frozenset(("+", "-", "*", "%%", "%/%"))


@offered("+", "e1", "e2")
def _plus(e1: Column, e2: Column | None = None) -> Column:
    return _sign("+", np.positive, e1) if e2 is None else _arithmetic("+", np.add, e1, e2)


@offered("-", "e1", "e2")
def _minus(e1: Column, e2: Column | None = None) -> Column:
    return _sign("-", np.negative, e1) if e2 is None else _arithmetic("-", np.subtract, e1, e2)


def _sign(symbol: str, compute: Callable[[Any], Any], e1: Column) -> Column:
    if isinstance(e1, pd.Categorical):
        return _not_meaningful(symbol, e1)
    if is_text(e1):
        raise DataError("invalid argument to unary operator: text has no sign.")
    numbers = as_numeric(e1)
    if isinstance(numbers, Matrix):
        return Matrix(compute(numbers.values), numbers.names)
    result = np.asarray(compute(numbers))
    return as_integers(result + 0.0) if holds_integers(e1) else result


@offered("*", "e1", "e2")
def _times(e1: Column, e2: Column) -> Column:
    return _arithmetic("*", np.multiply, e1, e2)


@offered("/", "e1", "e2")
def _divided(e1: Column, e2: Column) -> Column:
    return _arithmetic("/", np.divide, e1, e2)


@offered("^", "e1", "e2")
def _to_the_power(e1: Column, e2: Column) -> Column:
    return _arithmetic("^", powers, e1, e2)


@offered("%%", "e1", "e2")
def _modulo(e1: Column, e2: Column) -> Column:
    return _arithmetic("%%", _remainder, e1, e2)


@offered("%/%", "e1", "e2")
def _integer_quotient(e1: Column, e2: Column) -> Column:
    return _arithmetic("%/%", _quotient, e1, e2)


def _remainder(x: FloatArray, y: FloatArray) -> FloatArray:
    """Remainder with the sign of `y`, formed in extended precision as R forms it."""
    quotient = x / y
    if np.any(np.isfinite(quotient) & (np.abs(quotient) > _EXACT_QUOTIENT)):
        warn("probable complete loss of accuracy in modulus", RWarning)
    rest = x - np.floor(quotient).astype(np.longdouble) * y
    rest = rest - np.floor((rest / y).astype(np.float64)) * y
    small = np.isinf(y) & np.isfinite(x)  # the quotient 0 times infinity would be no number
    same_side = (x >= 0) == (y > 0)
    return np.where(small, np.where(same_side | (x == 0), x, y), rest).astype(np.float64)


def _quotient(x: FloatArray, y: FloatArray) -> FloatArray:
    """Floor of the quotient, set right by the remainder of the rounded one."""
    floor = np.floor(x / y)
    rest = x - floor.astype(np.longdouble) * y
    corrected = floor + np.floor((rest / y).astype(np.float64))
    rounded = np.where(np.isfinite(floor) & (y != 0), corrected, floor)
    below = np.where((x != 0) & ((x < 0) != (y < 0)), -1.0, 0.0)
    return np.where(np.abs(x) < np.abs(y), below, rounded) + 0.0


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compare(symbol: str, e1: Column, e2: Column, collation: Collation) -> _Logical:
    """Compare two columns: by levels, as text, or as numbers."""
    if isinstance(e1, Matrix) or isinstance(e2, Matrix):
        raise DataError(f"a matrix cannot be compared ({symbol}) in a formula: compare columns.")
    factors = [e for e in (e1, e2) if isinstance(e, pd.Categorical)]
    if factors:
        ordered = any(f.ordered for f in factors)
        if symbol in ("==", "!="):
            return _compare_text(symbol, as_text(e1), as_text(e2), collation)
        if not ordered:
            return _not_meaningful(symbol, e1, e2)
        return _compare_levels(symbol, e1, e2)
    if is_text(e1) or is_text(e2):
        return _compare_text(symbol, as_text(e1), as_text(e2), collation)
    left, right = recycle(np.asarray(as_numeric(e1)), np.asarray(as_numeric(e2)))
    result = np.asarray(_COMPARISONS[symbol](left, right)).astype(np.int8)
    result[np.isnan(left) | np.isnan(right)] = -1
    return result


def _compare_levels(
    symbol: str, e1: AnyArray | pd.Categorical, e2: AnyArray | pd.Categorical
) -> _Logical:
    """Compare by the order of the levels; what is no level is missing."""
    levels = next(
        list(e.categories) for e in (e1, e2) if isinstance(e, pd.Categorical) and e.ordered
    )
    for side in (e1, e2):
        if isinstance(side, pd.Categorical) and list(side.categories) != levels:
            raise DataError("level sets of factors are different: they cannot be compared.")
    index = pd.Index(levels, dtype=object)
    codes = [index.get_indexer(pd.Index(as_text(e), dtype=object)) for e in (e1, e2)]
    left, right = recycle(*codes)
    result = np.asarray(_COMPARISONS[symbol](left, right)).astype(np.int8)
    result[(left < 0) | (right < 0)] = -1
    return result


def _compare_text(symbol: str, e1: AnyArray, e2: AnyArray, collation: Collation) -> _Logical:
    """Compare strings: whether they are equal, or their places in the collation."""
    key = str if symbol in ("==", "!=") else collation_key(collation)
    compare = _COMPARISONS[symbol]
    left, right = np.broadcast_arrays(*recycle(e1, e2))
    pairs = zip(left, right, strict=True)
    return np.array(
        [-1 if a is None or b is None else compare(key(a), key(b)) for a, b in pairs],
        dtype=np.int8,
    )


def _register_comparison(symbol: str) -> None:
    @offered(symbol, "e1", "e2")
    def compared(e1: Column, e2: Column, *, collation: Collation) -> Column:
        return _compare(symbol, e1, e2, collation)


for _symbol in _COMPARISONS:
    _register_comparison(_symbol)


def _truth(column: Column) -> _Logical:
    """Return a logical operand; numbers are true unless zero."""
    if is_text(column) or isinstance(column, Matrix):
        raise DataError(
            "operations are possible only for numeric, logical or complex types: "
            "compare first, as in x > 0."
        )
    if isinstance(column, np.ndarray) and column.dtype.kind == "i":
        return column
    numbers = np.asarray(as_numeric(column))
    truth = (numbers != 0).astype(np.int8)
    truth[np.isnan(numbers)] = -1
    return truth


def _connect(symbol: str, decisive: int, e1: Column, e2: Column) -> _Logical:
    """Join two truths; the decisive value on one side settles it, else missing wins."""
    if isinstance(e1, pd.Categorical) or isinstance(e2, pd.Categorical):
        return _not_meaningful(symbol, e1, e2)
    left, right = recycle(_truth(e1), _truth(e2))
    undecided = np.where((left < 0) | (right < 0), -1, 1 - decisive)
    settled = (left == decisive) | (right == decisive)
    return np.where(settled, decisive, undecided).astype(np.int8)


@offered("&", "e1", "e2")
def _and(e1: Column, e2: Column) -> Column:
    return _connect("&", 0, e1, e2)


@offered("|", "e1", "e2")
def _or(e1: Column, e2: Column) -> Column:
    return _connect("|", 1, e1, e2)


@offered("!", "x")
def _not(x: Column) -> Column:
    if isinstance(x, pd.Categorical):
        return _not_meaningful("!", x)
    if is_text(x):
        raise DataError("invalid argument type: text is neither true nor false.")
    truth = _truth(x)
    return np.where(truth < 0, truth, 1 - truth).astype(np.int8)


@offered("&&", "e1", "e2")
def _and_once(e1: Column, e2: Column) -> Column:
    return _once("&&", "&", e1, e2)


@offered("||", "e1", "e2")
def _or_once(e1: Column, e2: Column) -> Column:
    return _once("||", "|", e1, e2)


def _once(symbol: str, elementwise: str, e1: Column, e2: Column) -> Column:
    """Refuse the operators that look at one element only."""
    raise FormulaError(
        f"'length = {max(len(e1), len(e2))}' in coercion to 'logical(1)': "
        f"{symbol} looks at one value. Write {elementwise}."
    )
