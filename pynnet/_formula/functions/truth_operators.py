"""R's operators that give truths: comparisons, and those that join truths."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Collation, Column, Dates, Matrix, as_numeric, as_text, collation_key
from pynnet._ground import AnyArray, DataError, FormulaError

from .arguments import is_text, refuse_dates
from .operands import Logical, not_meaningful, recycle
from .registry import Promise, offered

__all__: list[str] = []

_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compare(symbol: str, e1: Column, e2: Column, collation: Collation) -> Logical:
    """Compare two columns: by levels, as text, or as numbers."""
    if isinstance(e1, Matrix) or isinstance(e2, Matrix):
        raise DataError(f"a matrix cannot be compared ({symbol}) in a formula: compare columns.")
    factors = [e for e in (e1, e2) if isinstance(e, pd.Categorical)]
    if factors:
        ordered = any(f.ordered for f in factors)
        if symbol in ("==", "!="):
            return _compare_text(symbol, as_text(e1), as_text(e2), collation)
        if not ordered:
            return not_meaningful(symbol, e1, e2)
        return _compare_levels(symbol, e1, e2)
    if (isinstance(e1, Dates) and is_text(e2)) or (isinstance(e2, Dates) and is_text(e1)):
        raise DataError(
            f"a date is compared ({symbol}) with text: write as.Date() around the text."
        )
    if is_text(e1) or is_text(e2):
        return _compare_text(symbol, as_text(e1), as_text(e2), collation)
    left, right = recycle(np.asarray(as_numeric(e1)), np.asarray(as_numeric(e2)))
    result = np.asarray(_COMPARISONS[symbol](left, right)).astype(np.int8)
    result[np.isnan(left) | np.isnan(right)] = -1
    return result


def _compare_levels(
    symbol: str, e1: AnyArray | pd.Categorical, e2: AnyArray | pd.Categorical
) -> Logical:
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


def _compare_text(symbol: str, e1: AnyArray, e2: AnyArray, collation: Collation) -> Logical:
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
    @offered(symbol, "e1", "e2", steps=True)
    def compared(e1: Column, e2: Column, *, collation: Collation) -> Column:
        return _compare(symbol, e1, e2, collation)


for _symbol in _COMPARISONS:
    _register_comparison(_symbol)


# Joining truths


@offered("&", "e1", "e2", steps=True)
def _and(e1: Column, e2: Column) -> Column:
    return _join_truths("&", 0, e1, e2)


@offered("|", "e1", "e2", steps=True)
def _or(e1: Column, e2: Column) -> Column:
    return _join_truths("|", 1, e1, e2)


@offered("xor", "x", "y", steps=True)
def _xor(x: Column, y: Column) -> Column:
    either, both = np.asarray(_or(x, y)), np.asarray(_and(x, y))
    undecided = (either < 0) | ((either == 1) & (both < 0))
    return np.where(undecided, -1, (either == 1) & (both == 0)).astype(np.int8)


def _register_question(name: str, asks: Callable[[Column], bool]) -> None:
    @offered(name, "x", kind="builtin", whole_column=True, steps=True)
    def of_column(x: Column) -> Column:
        return np.array([asks(x)], dtype=np.int8)


_register_question("is.numeric", lambda x: isinstance(x, Matrix) or _is_of_numbers(x))
_register_question("is.character", lambda x: _dtype_kind(x) == "O")
_register_question("is.logical", lambda x: _dtype_kind(x) == "i")
_register_question("is.factor", lambda x: isinstance(x, pd.Categorical))
_register_question("is.ordered", lambda x: isinstance(x, pd.Categorical) and bool(x.ordered))
_register_question("isTRUE", lambda x: _is_single_truth(x, 1))
_register_question("isFALSE", lambda x: _is_single_truth(x, 0))


def _is_single_truth(column: Column, truth: int) -> bool:
    return isinstance(column, np.ndarray) and column.dtype.kind == "i" and [*column] == [truth]


def _is_of_numbers(column: Column) -> bool:
    return _dtype_kind(column) == "f" and not isinstance(column, Dates)


def _dtype_kind(column: Column) -> str:
    """Return the kind of a vector's elements; a factor or a matrix has none."""
    return column.dtype.kind if isinstance(column, np.ndarray) else ""


@offered("!", "x", steps=True)
def _not(x: Column) -> Column:
    if isinstance(x, pd.Categorical):
        return not_meaningful("!", x)
    if is_text(x):
        raise DataError("invalid argument type: text is neither true nor false.")
    refuse_dates(x, "unary !")
    truth = _truth_operand(x)
    return np.where(truth < 0, truth, 1 - truth).astype(np.int8)


@offered("&&", "e1", "e2", promised=frozenset(("e2",)), steps=True)
def _and_once(e1: Column, e2: Promise) -> Column:
    return _join_once("&&", 0, e1, e2)


@offered("||", "e1", "e2", promised=frozenset(("e2",)), steps=True)
def _or_once(e1: Column, e2: Promise) -> Column:
    return _join_once("||", 1, e1, e2)


def _join_once(symbol: str, decisive: int, e1: Column, e2: Promise) -> Logical:
    """Join two single truths; where the first settles it the second is not evaluated."""
    _check_single_truth(symbol, e1)
    if int(_truth_operand(e1)[0]) == decisive:
        return np.array([decisive], dtype=np.int8)
    second = e2.value()
    if second is None:
        raise DataError(f"invalid 'y' type in 'x {symbol} y': it is NULL.")
    _check_single_truth(symbol, second)
    return _join_truths(symbol[0], decisive, e1, second)


def _check_single_truth(symbol: str, operand: Column) -> None:
    """Refuse more than one element for the operators that look at one only."""
    if len(operand) != 1:
        raise FormulaError(
            f"'length = {len(operand)}' in coercion to 'logical(1)': "
            f"{symbol} looks at one value. Write {symbol[0]}."
        )


def _join_truths(symbol: str, decisive: int, e1: Column, e2: Column) -> Logical:
    """Join two truths; the decisive value on one side settles it, else missing wins."""
    if isinstance(e1, pd.Categorical) or isinstance(e2, pd.Categorical):
        return not_meaningful(symbol, e1, e2)
    refuse_dates(e1, symbol)
    refuse_dates(e2, symbol)
    left, right = recycle(_truth_operand(e1), _truth_operand(e2))
    undecided = np.where((left < 0) | (right < 0), -1, 1 - decisive)
    settled = (left == decisive) | (right == decisive)
    return np.where(settled, decisive, undecided).astype(np.int8)


def _truth_operand(column: Column) -> Logical:
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
