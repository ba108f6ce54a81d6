"""Functions of groups of rows: tapply, ave with a function, table, interaction of a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    Column,
    Matrix,
    as_integers,
    as_numeric,
    factor_of_column,
    level_texts,
    take,
)
from pynnet._ground import DataError, FormulaError, RWarning, warn
from pynnet._numerics import total

from ...functions.arguments import is_text, vector_argument
from ...functions.calling import call_function
from ...functions.combining import in_one_kind
from ...functions.registry import find_function
from ...functions.vectors.statistics import rows_of_groups
from ...language.expressions import Argument, FunctionCall, Name, Node
from ..lists import arguments_of, joined
from ..scope import Scope
from ..values import Evaluate, ListOfValues, Named, Value, as_plain_column
from .higher_order import Matched, size_of_value

__all__ = ["GROUP_FORMS"]


def _column(value: Value, function: str) -> Any:
    """Return a value that must be a vector."""
    column = as_plain_column(value)
    if column is None:
        raise DataError(f"{function}(): an argument is NULL, which is no column.")
    return vector_argument(column, function)


def _tapply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Apply a function to the values of each level; the results have the levels' names."""
    matched = Matched(call, ("X", "INDEX", "FUN", "default", "simplify"), scope, evaluate)
    values = _column(matched.value("X"), "tapply")
    factor = _one_factor(matched.value("INDEX"), scope)
    if len(factor) != len(values):
        raise DataError("arguments must have same length: tapply() has a group for each row.")
    codes = np.asarray(factor.codes)
    if "FUN" not in matched.given:
        return as_integers(np.where(codes < 0, np.nan, codes + 1.0))
    function, names = matched.function("FUN"), tuple(factor.categories)
    absent: Any = np.array([-1], dtype=np.int8)
    default = matched.value("default") if "default" in matched.given else absent
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(names) + 1))
    groups = [order[a:b] for a, b in pairwise(ends)]
    results = [function(take(values, rows)) if len(rows) else None for rows in groups]
    found = [r for r, rows in zip(results, groups, strict=True) if len(rows)]
    single = all(size_of_value(r) == 1 for r in found)
    if not single or not matched.flag("simplify", True):
        return ListOfValues(tuple(results), names)
    plain = [
        as_plain_column(r) if len(rows) else as_plain_column(default)
        for r, rows in zip(results, groups, strict=True)
    ]
    vector = as_plain_column(joined(plain))
    return None if vector is None else Named(vector, names)


def _one_factor(index: Value, scope: Scope) -> pd.Categorical:
    """Return the one factor that groups."""
    if isinstance(index, ListOfValues):
        if len(index.items) != 1:
            raise FormulaError("tapply() by several factors is not offered: use interaction().")
        index = index.items[0]
    return factor_of_column(_column(index, "tapply"), scope.collation)


def _ave(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Put what a function makes of the values of a group in their place."""
    given = arguments_of(call, scope, evaluate, but=("FUN",))
    if not given:
        raise FormulaError('argument "x" is missing, with no default: ave')
    first = next((i for i, (name, _) in enumerate(given) if name == "x"), 0)
    x = given.pop(first)[1]
    groups = _without_lists([value for _, value in given])
    if all(a.name != "FUN" for a in call.arguments):
        return _call_registered("ave", [("x", x), *(("", g) for g in groups)], scope)
    values = _column(x, "ave")
    if isinstance(values, pd.Categorical):
        raise DataError("ave() of a factor is not offered: as.character() it.")
    matched = Matched(_only_function(call), ("FUN",), scope, evaluate)
    function, result = matched.function("FUN"), values
    for rows in rows_of_groups([_column(g, "ave") for g in groups], len(values)):
        made = _column(function(take(values, rows)), "ave")
        if isinstance(made, pd.Categorical) or not len(made):
            raise DataError("replacement has length zero, or is a factor: FUN of ave().")
        if len(rows) % len(made):
            warn("number of items to replace is not a multiple of replacement length", RWarning)
        whole, new = in_one_kind(result, made)
        result = whole.copy()
        result[rows] = np.resize(new, len(rows))
    return result


def _only_function(call: FunctionCall) -> FunctionCall:
    return FunctionCall(call.function, tuple(a for a in call.arguments if a.name == "FUN"))


def _without_lists(values: Sequence[Value]) -> list[Value]:
    """Return the values; those of a list in its place."""
    flat: list[Value] = []
    for value in values:
        flat.extend(value.items if isinstance(value, ListOfValues) else [value])
    return flat


def _call_registered(name: str, values: Sequence[tuple[str, Value]], scope: Scope) -> Any:
    """Call a function of columns with values."""
    given: dict[Node, Column | None] = {
        Name(f"#{i}"): as_plain_column(value) for i, (_, value) in enumerate(values)
    }
    arguments = [
        Argument(node, label or None) for node, (label, _) in zip(given, values, strict=True)
    ]
    return call_function(
        find_function(name), arguments, given.__getitem__, scope.collation, scope.r_version
    )


def _interaction(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Cross factors, or those of one list."""
    given = arguments_of(call, scope, evaluate)
    options = [pair for pair in given if pair[0] in ("drop", "sep", "lex.order")]
    factors = [value for label, value in given if label not in ("drop", "sep", "lex.order")]
    if len(factors) == 1:
        factors = _without_lists(factors)
    crossed: Value = _call_registered("interaction", [*(("", f) for f in factors), *options], scope)
    return crossed


def _table(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Count the rows of each level."""
    given = arguments_of(call, scope, evaluate)
    options = ("useNA", "exclude", "dnn", "deparse.level")
    if len(given) != 1 or given[0][0] in options:
        raise FormulaError("table() is offered of one factor, as table(g)[g].")
    factor = factor_of_column(_column(given[0][1], "table"), scope.collation)
    if None in level_texts(factor):
        raise DataError("table() of a factor with a level for what is missing is not offered.")
    counts = np.bincount(np.asarray(factor.codes) + 1, minlength=len(factor.categories) + 1)[1:]
    return Named(as_integers(counts.astype(np.float64)), tuple(factor.categories))


def _proportions(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Divide numbers by their sum."""
    given = arguments_of(call, scope, evaluate)
    if len(given) != 1:
        raise FormulaError(f"{call.function}() is offered without a margin.")
    value = given[0][1]
    column = as_plain_column(value)
    if column is None or isinstance(column, (Matrix, pd.Categorical)) or is_text(column):
        raise DataError(f"{call.function}() is offered of a vector of numbers, such as table(g).")
    numbers = np.asarray(as_numeric(column))
    with np.errstate(all="ignore"):
        shares = numbers / float(total(numbers))
    return Named(shares, value.names) if isinstance(value, Named) else shares


GROUP_FORMS = {
    "tapply": _tapply,
    "ave": _ave,
    "interaction": _interaction,
    "table": _table,
    "prop.table": _proportions,
    "proportions": _proportions,
}
"""Functions of groups."""
