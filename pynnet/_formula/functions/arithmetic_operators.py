"""R's arithmetic operators on columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_integers, as_numeric, holds_integers
from pynnet._ground import DataError, FloatArray, RWarning, warn
from pynnet._numerics import powers

from .arguments import is_text, refuse_dates
from .operands import not_meaningful, recycle
from .registry import offered

__all__: list[str] = []

_EXACT_QUOTIENT = 2.0**63  # beyond it a long double has no digits left for the remainder
_KEEP_INTEGERS = frozenset(("+", "-", "*", "%%", "%/%"))


@offered("+", "e1", "e2")
def _plus(e1: Column, e2: Column | None = None) -> Column:
    return _unary("+", np.positive, e1) if e2 is None else _arithmetic("+", np.add, e1, e2)


@offered("-", "e1", "e2")
def _minus(e1: Column, e2: Column | None = None) -> Column:
    return _unary("-", np.negative, e1) if e2 is None else _arithmetic("-", np.subtract, e1, e2)


@offered("*", "e1", "e2")
def _times(e1: Column, e2: Column) -> Column:
    return _arithmetic("*", np.multiply, e1, e2)


@offered("/", "e1", "e2")
def _divided(e1: Column, e2: Column) -> Column:
    return _arithmetic("/", np.divide, e1, e2)


@offered("^", "e1", "e2")
def _to_the_power(e1: Column, e2: Column) -> Column:
    return _arithmetic("^", powers, e1, e2)


@offered("%%", "e1", "e2", steps=True)
def _modulo(e1: Column, e2: Column) -> Column:
    return _arithmetic("%%", _remainder, e1, e2)


@offered("%/%", "e1", "e2", steps=True)
def _integer_quotient(e1: Column, e2: Column) -> Column:
    return _arithmetic("%/%", _quotient, e1, e2)


def _unary(symbol: str, compute: Callable[[Any], Any], e1: Column) -> Column:
    if isinstance(e1, pd.Categorical):
        return not_meaningful(symbol, e1)
    if is_text(e1):
        raise DataError("invalid argument to unary operator: text has no sign.")
    numbers = as_numeric(e1)
    if isinstance(numbers, Matrix):
        return Matrix(compute(numbers.values), numbers.names)
    result = np.asarray(compute(numbers))
    return as_integers(result + 0.0) if holds_integers(e1) else result


def _arithmetic(symbol: str, compute: Callable[[Any, Any], Any], e1: Column, e2: Column) -> Column:
    """Apply an operator element by element; a vector beside a matrix runs down its columns."""
    if isinstance(e1, pd.Categorical) or isinstance(e2, pd.Categorical):
        return not_meaningful(symbol, e1, e2)
    if symbol not in ("+", "-"):
        refuse_dates(e1, symbol)
        refuse_dates(e2, symbol)
    left, right = _numeric_operand(e1), _numeric_operand(e2)
    with np.errstate(all="ignore"):
        if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
            left, right = recycle(left, right)
            result = np.asarray(compute(left, right))
            whole = symbol in _KEEP_INTEGERS and holds_integers(e1) and holds_integers(e2)
            return _integer_result(symbol, result, right) if whole else result
        return _with_matrix(compute, left, right)


def _numeric_operand(column: Column) -> FloatArray | Matrix:
    """Return the operand of an arithmetic operator as numbers."""
    if is_text(column):
        raise DataError("non-numeric argument to binary operator: text cannot be computed with.")
    return as_numeric(column)


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


def _integer_result(symbol: str, result: FloatArray, divisor: FloatArray) -> FloatArray:
    """Return what R's integers give: zero has no sign, and nothing is divided by it."""
    if symbol in ("%%", "%/%"):
        result = np.where(divisor == 0, np.nan, result)
    return as_integers(result + 0.0)


def _remainder(x: FloatArray, y: FloatArray) -> FloatArray:
    """Remainder with the sign of `y`, formed in extended precision as R forms it."""
    quotient = x / y
    if np.any(np.isfinite(quotient) & (np.abs(quotient) > _EXACT_QUOTIENT)):
        warn("probable complete loss of accuracy in modulus", RWarning)
    rest = x - np.floor(quotient).astype(np.longdouble) * y
    rest = rest - np.floor(rest / y) * y
    small = np.isinf(y) & np.isfinite(x)  # the quotient 0 times infinity would be no number
    same_side = (x >= 0) == (y > 0)
    return np.where(small, np.where(same_side | (x == 0), x, y), rest).astype(np.float64)


def _quotient(x: FloatArray, y: FloatArray) -> FloatArray:
    """Floor of the quotient, set right by the remainder of the rounded one."""
    floor = np.floor(x / y)
    rest = x - floor.astype(np.longdouble) * y
    corrected = (floor + np.floor(rest / y)).astype(np.float64)
    rounded = np.where(np.isfinite(floor) & (y != 0), corrected, floor)
    below = np.where((x != 0) & ((x < 0) != (y < 0)), -1.0, 0.0)
    return np.where(np.abs(x) < np.abs(y), below, rounded) + 0.0
