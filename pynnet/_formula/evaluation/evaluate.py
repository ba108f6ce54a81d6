"""Interprets an expression on columns. Nothing of Python can be reached from a formula."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._data import (
    Collation,
    Column,
    NamedColumns,
    as_integers,
    check_same_index,
    column_not_found,
)
from pynnet._errors import FormulaError

from ..functions.registry import Coded, Remembered, Result, call, find, is_offered
from ..language.error_places import with_place
from ..language.expressions import Argument, Constant, FunctionCall, Name, Node, Number, Text, walk
from .environment import Environment, column_of
from .own_functions import as_python, call_own

__all__ = ["Scope", "evaluate", "has_memory", "result_of"]

_KEEP_CODING = frozenset(("(", "I", "identity", "as.factor"))
_SPECIAL = frozenset(("log", "round"))
_BUILTIN = frozenset(
    (
        *("exp", "expm1", "log1p", "log2", "log10", "sqrt", "abs", "sign", "floor", "ceiling"),
        *("trunc", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh"),
        *("acosh", "atanh", "cumsum", "cumprod", "cummax", "cummin", "c", "sum", "prod", "max"),
        *("min", "range", "length", "is.na", "as.numeric", "as.integer", "as.character", "list"),
    )
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where names are looked up, and how strings sort."""

    table: NamedColumns
    environment: Environment
    collation: Collation


def evaluate(node: Node, scope: Scope) -> Column | None:
    """Return the value of an expression; a single number or string has length 1, NULL is None."""
    result = result_of(node, scope, None)
    return result.column if isinstance(result, (Coded, Remembered)) else result


def result_of(node: Node, scope: Scope, state: Any) -> Result:
    """Return the value of a variable, with what its outermost call remembers or brings."""
    try:
        return _result(node, scope, state)
    except FormulaError as error:
        with_place(error, node)
        raise


def _result(node: Node, scope: Scope, state: Any) -> Result:
    if isinstance(node, Name):
        return _look_up(node.name, scope)
    if isinstance(node, Number):
        value = np.array([node.value])
        return as_integers(value) if node.integer else value
    if isinstance(node, Text):
        return np.array([node.value], dtype=object)
    if isinstance(node, Constant):
        return _constant(node.name)
    return _called(node, scope, state)


def has_memory(node: Node) -> bool:
    """Whether a variable is computed for new data with what was found for the old.

    R recognises ``scale`` by its bare name, the others by the class of what they return.
    """
    return isinstance(node, FunctionCall) and not (node.function == "scale" and node.package)


def _called(node: FunctionCall, scope: Scope, state: Any) -> Result:
    """Call a function: the user's own if it was passed, else R's, else one of the caller's."""
    if node.package is None:
        own = scope.environment.function(node.function, passed_alone=is_offered(node.function))
        if own is not None:
            return _own(own, node, scope)
    if node.function != "C" and _is_coded(node):
        return result_of(node.operands[0], scope, None)
    function = find(node.function, node.package)
    return call(function, node.arguments, lambda n: evaluate(n, scope), scope.collation, state)


def _is_coded(node: Node) -> bool:
    """Whether the value of a call keeps the contrast that ``C`` gave it."""
    while (
        isinstance(node, FunctionCall) and node.function in _KEEP_CODING and len(node.operands) == 1
    ):
        node = node.operands[0]
    return isinstance(node, FunctionCall) and node.function == "C"


def _own(function: Any, node: FunctionCall, scope: Scope) -> Column:
    """Call a function of the user's."""
    places, named = [], {}
    for argument in node.arguments:
        value = _python_value(argument, scope)
        if argument.name is None:
            places.append(value)
        else:
            named[argument.name] = value
    return call_own(function, node.function, places, named)


def _python_value(argument: Argument, scope: Scope) -> Any:
    node = argument.value
    if node is None:
        raise FormulaError("argument is empty: a value must stand between two commas.")
    column = evaluate(node, scope)
    of_data = any(isinstance(n, Name) and n.name in scope.table for n in walk(node))
    return as_python(column, single=not of_data and column is not None and len(column) == 1)


def _look_up(name: str, scope: Scope) -> Column:
    """Return a column, a constant of the user's, or one of R's that users write as names."""
    column = scope.table.find(name)
    if column is not None:
        return column
    own = scope.environment.value(name)
    if own is not None:
        check_same_index(own, scope.table, name)
        return column_of(own, name)
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
    raise column_not_found(name, scope.table)


def _constant(name: str) -> Column | None:
    """Return the value of a reserved constant."""
    if name == "NULL":
        return None
    if name in ("Inf", "NaN"):
        return np.array([math.inf if name == "Inf" else math.nan])
    return np.array([{"TRUE": 1, "FALSE": 0, "NA": -1}[name]], dtype=np.int8)
