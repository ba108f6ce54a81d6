"""R's functions that join values, and choose among them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Matrix, as_integers, as_numeric, as_text, holds_integers
from pynnet._ground import (
    AnyArray,
    DataError,
    FloatArray,
    FormulaError,
    ObjectArray,
    RWarning,
    warn,
)

from ..limits import check_elements, check_size
from .arguments import flag_argument, is_text, vector_argument, whole_argument
from .converting import truth_of
from .registry import Actual, Promise, offered

__all__ = ["concatenated", "in_one_kind", "is_in", "joined_text"]

_LEVEL = "deparse.level"


@offered("(", "x", keeps_coding=True)
@offered("I", "x", keeps_coding=True)
@offered("identity", "x", keeps_coding=True)
def _unchanged(x: Column) -> Column:
    return x


@offered("offset", "object")
def _offset(object: Column) -> Column:
    return object


@offered("c", "...", kind="builtin", takes_null=True)
def _combine(arguments: Sequence[Actual]) -> Column | None:
    values = [a.value for a in arguments if a.value is not None]
    if not values:
        return None
    if any(isinstance(v, (Matrix, pd.Categorical)) for v in values):
        raise DataError("c() of factors or matrices is not offered.")
    return concatenated([v for v in values if isinstance(v, np.ndarray)])


def concatenated(vectors: Sequence[AnyArray]) -> AnyArray:
    """Join vectors; text wins over numbers, numbers over logicals."""
    check_elements(sum(map(len, vectors)), "a vector")
    if any(is_text(v) for v in vectors):
        _refuse_text_behind_dates(vectors[0])
        return np.concatenate([joined_text(v) for v in vectors])
    if not any(v.dtype.kind == "f" for v in vectors):
        return np.concatenate(vectors)
    joined = np.concatenate([np.asarray(as_numeric(v)) for v in vectors])
    whole = all(map(holds_integers, vectors))
    return as_integers(joined) if whole else joined


def joined_text(vector: Column) -> ObjectArray:
    """Return the text of a vector among others: that of a date is the number of its day."""
    return as_text(
        np.asarray(vector) if isinstance(vector, Dates) else vector_argument(vector, "c")
    )


def _refuse_text_behind_dates(first: AnyArray) -> None:
    if isinstance(first, Dates):
        raise DataError(
            "character string is not in a standard unambiguous format: text behind dates. Make "
            "text of the dates with format(), or dates of the text with as.Date()."
        )


@offered("%in%", "x", "table", steps=True)
def is_in(x: Column, table: Column) -> Column:
    """Tell which elements are among others; what is missing is found if something is missing."""
    wanted, among = vector_argument(x, "%in%"), vector_argument(table, "%in%")
    if any(isinstance(v, pd.Categorical) or is_text(v) for v in (wanted, among)):
        texts = set(as_text(among))
        return np.array([text in texts for text in as_text(wanted)], dtype=np.int8)
    left, right = (np.asarray(as_numeric(v)) for v in (wanted, among))
    both_missing = np.isnan(left) & np.isnan(right).any()
    return (np.isin(left, right) | both_missing).astype(np.int8)


@offered("cbind", "...", takes_null=True)
def _cbind(arguments: Sequence[Actual]) -> Column | None:
    labels = _label_level(arguments)
    arguments = [a for a in arguments if a.name != _LEVEL]
    present = [(a, a.value) for a in arguments if a.value is not None]
    if not present:
        return None
    if any(is_text(v) for _, v in present):
        raise DataError("cbind() of text gives no numbers: class.ind() makes columns of it.")
    parts = [(a, as_numeric(v)) for a, v in present]
    heights = {len(v) for _, v in parts if isinstance(v, Matrix)} or {max(len(v) for _, v in parts)}
    height = max(heights)
    if not height and len(present) < len(arguments):
        raise DataError("cbind() of NULL with columns without rows is not offered.")
    width = sum(v.values.shape[1] if isinstance(v, Matrix) else 1 for _, v in parts)
    check_size(height, width, "cbind()", of_data=height * len({id(v) for _, v in present}))
    columns: list[FloatArray] = []
    names: list[str] = []
    for number, (actual, value) in enumerate(parts):
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
            names.append(actual.name or _label(actual, labels))
    joined = np.column_stack(columns) if columns else np.empty((height, 0))
    return Matrix(joined, tuple(names) if any(names) else None)


def _label_level(arguments: Sequence[Actual]) -> int:
    """Which columns cbind() names: none (0), those of symbols (1), or all by their text (2)."""
    given = [a.value for a in arguments if a.name == _LEVEL]
    return 1 if not given or given[0] is None else whole_argument(given[0], _LEVEL)


def _label(actual: Actual, level: int) -> str:
    """R's name of a column that the call gives none; longer ones are cut at ten characters."""
    if level == 1:
        return actual.symbol or ""
    if level != 2:
        return ""
    return actual.text if len(actual.text) <= 10 else f"{actual.text[:10]}..."


# Choosing


@offered("ifelse", "test", "yes", "no", promised=frozenset(("yes", "no")), steps=True)
def _ifelse(test: Column, yes: Promise, no: Promise) -> Column:
    """Choose element by element; a choice that no element needs is not evaluated, as in R."""
    if isinstance(test, pd.Categorical):
        raise DataError(
            "invalid to change the storage mode of a factor: the test of ifelse() must be a "
            'condition, such as g == "a".'
        )
    truth = truth_of(_without_levels(test))
    answer: AnyArray = np.full(len(truth), -1, dtype=np.int8)
    for wanted, choice in ((1, yes), (0, no)):
        where = np.flatnonzero(truth == wanted)
        if not len(where):
            continue
        value = choice.value()
        plain = np.empty(0) if value is None else _without_levels(value)
        if not len(plain):
            raise DataError("replacement has length zero: ifelse() has nothing to choose.")
        answer, values = in_one_kind(answer, plain[where % len(plain)])
        answer[where] = values
    return answer


def _without_levels(choice: Column) -> AnyArray:
    """Return the values of a column; a factor's are its codes."""
    column = vector_argument(choice, "ifelse")
    return np.asarray(as_numeric(column)) if isinstance(column, pd.Categorical) else column


def in_one_kind(a: AnyArray, b: AnyArray) -> tuple[AnyArray, AnyArray]:
    """Return two vectors in the kind that can hold both."""
    if is_text(a) or is_text(b):
        return joined_text(a).copy(), joined_text(b)
    if a.dtype.kind == b.dtype.kind:
        return (a if holds_integers(b) else np.asarray(a)), b
    both_whole = holds_integers(a) and holds_integers(b)
    left = np.array(as_numeric(a))
    return as_integers(left) if both_whole else left, np.asarray(as_numeric(b))


@offered("pmin", "...", "na.rm")
def _pmin(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    return _parallel_extreme("pmin", operator.lt, arguments, na_rm)


@offered("pmax", "...", "na.rm")
def _pmax(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
    return _parallel_extreme("pmax", operator.gt, arguments, na_rm)


def _parallel_extreme(
    name: str,
    wins: Callable[[Any, Any], Any],
    arguments: Sequence[Actual],
    na_rm: Column | None,
) -> Column:
    """Return the extreme of the arguments at each place."""
    vectors = []
    for actual in arguments:
        value = actual.value
        if isinstance(value, (Matrix, pd.Categorical)) or value is None or is_text(value):
            raise DataError(f"{name}() is for columns of numbers: got {actual.text}.")
        vectors.append(np.asarray(as_numeric(value)))
    if not vectors:
        raise DataError("no arguments")
    dates = [isinstance(a.value, Dates) for a in arguments]
    if dates[0] and not all(dates):
        raise DataError(f"'origin' must be supplied: {name}() of dates and numbers.")
    longest = max(map(len, vectors)) if all(map(len, vectors)) else 0
    if longest and any(longest % len(v) for v in vectors):
        warn("an argument will be fractionally recycled", RWarning)
    passes_missing = flag_argument(na_rm, "na.rm")
    result = np.resize(vectors[0], longest)
    for v in vectors[1:]:
        other = np.resize(v, longest)
        absent = np.isnan(result) if passes_missing else np.isnan(other)
        result = np.where(wins(other, result) | absent, other, result)
    alone = arguments[0].value
    if len(arguments) == 1 and isinstance(alone, np.ndarray) and alone.dtype.kind == "i":
        return alone
    return as_integers(result) if all(holds_integers(a.value) for a in arguments) else result


@offered("rev", "x", whole_column=True)
def _rev(x: Column) -> Column:
    if isinstance(x, Matrix):
        raise DataError("rev() of a matrix is not offered.")
    return x[::-1]


@offered("list", "...", kind="builtin")
def _list(arguments: Sequence[Actual]) -> Column:
    texts = ", ".join(a.text if a.name is None else f"{a.name} = {a.text}" for a in arguments)
    raise FormulaError(
        f"invalid type (list) for variable 'list({texts})': cbind() binds several columns."
    )
