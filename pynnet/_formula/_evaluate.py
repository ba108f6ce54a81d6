"""Interprets an expression on columns. Nothing of Python can be reached from a formula."""

from __future__ import annotations

import math

import numpy as np

from pynnet._errors import DataError, FormulaError

from . import _functions, _operators  # noqa: F401 - they register what they offer
from ._ast import Argument, Constant, Name, Node, Number, Text
from ._collation import Collation
from ._columns import Column
from ._deparse import deparse
from ._registry import Actual, call, find, is_offered
from ._table import Table, not_found

__all__ = ["evaluate"]

_SPECIAL = frozenset(("log",))
_BUILTIN = frozenset(("exp", "sqrt", "abs", "log2", "log10", "c"))


def evaluate(node: Node, table: Table, collation: Collation) -> Column | None:
    """Return the value of an expression; a single number or string has length 1, NULL is None."""
    if isinstance(node, Name):
        return _look_up(node.name, table)
    if isinstance(node, Number):
        return np.array([node.value])
    if isinstance(node, Text):
        return np.array([node.value], dtype=object)
    if isinstance(node, Constant):
        return _constant(node.name)
    function = find(node.function)
    actuals = [_actual(argument, table, collation) for argument in node.arguments]
    for actual in actuals:
        if actual.value is None and node.function not in ("c", "cbind"):
            raise DataError(f"{deparse(node)}: an argument is NULL, which is no column.")
    return call(function, actuals, collation)


def _actual(argument: Argument, table: Table, collation: Collation) -> Actual:
    """Evaluate one argument of a call."""
    node = argument.value
    if node is None:
        raise FormulaError("argument is empty: a value must stand between two commas.")
    symbol = node.name if isinstance(node, Name) else None
    return Actual(evaluate(node, table, collation), argument.name, deparse(node), symbol)


def _look_up(name: str, table: Table) -> Column:
    """Return a column, or one of R's constants that users write as names."""
    if name in table:
        return table.column(name)
    if name in ("T", "F"):
        return np.array([name == "T"], dtype=np.int8)
    if name == "pi":
        return np.array([math.pi])
    if is_offered(name):
        kind = "special" if name in _SPECIAL else "builtin" if name in _BUILTIN else "closure"
        raise FormulaError(
            f"invalid type ({kind}) for variable '{name}': it is a function. "
            f"Call it, or add a column '{name}' to the data."
        )
    raise not_found(name, table)


def _constant(name: str) -> Column | None:
    """Return the value of a reserved constant."""
    if name == "NULL":
        return None
    if name in ("Inf", "NaN"):
        return np.array([math.inf if name == "Inf" else math.nan])
    return np.array([{"TRUE": 1, "FALSE": 0, "NA": -1}[name]], dtype=np.int8)
