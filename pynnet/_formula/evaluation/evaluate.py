"""Interprets an expression on columns. Nothing of Python can be reached from a formula."""

from __future__ import annotations

import math
import string
from typing import Any

import numpy as np

from pynnet._data import (
    Column,
    as_integers,
    check_same_index,
    column_not_found,
)
from pynnet._ground import FormulaError

from ..functions.arguments import is_text
from ..functions.calling import call_function
from ..functions.registry import (
    ColumnWithState,
    FactorWithContrast,
    Result,
    find_function,
    is_offered,
    keeps_coding,
)
from ..language.deparse import deparse
from ..language.error_places import with_place
from ..language.expressions import (
    Argument,
    Constant,
    FunctionCall,
    Name,
    Node,
    Number,
    Text,
    expression_of,
    walk,
)
from .environment import value_as_column
from .forms import FORMS
from .own_functions import as_python, call_own
from .scope import Scope
from .values import (
    Named,
    NamedFunction,
    Value,
    as_plain_column,
    call_in_place,
    is_callable,
    size_of,
)

__all__ = ["Scope", "evaluate", "has_memory", "result_of"]

_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_TEXT_CONSTANTS = {
    "letters": list(string.ascii_lowercase),
    "LETTERS": list(string.ascii_uppercase),
    "month.name": _MONTHS,
    "month.abb": [month[:3] for month in _MONTHS],
}


def evaluate(node: Node, scope: Scope) -> Column | None:
    """Return the value of an expression; a single number or string has length 1, NULL is None."""
    return as_plain_column(evaluate_any(node, scope))


def evaluate_any(node: Node, scope: Scope) -> Value:
    """Return the value of an expression; inside of a function it is counted."""
    if scope.own is None:
        return _located(node, scope)
    scope.budget.take_step()
    value = _located(node, scope)
    scope.budget.add_elements(size_of(value))
    if is_text(value.column if isinstance(value, Named) else value):
        scope.budget.add_characters(size_of(value), len(scope.columns))
    return value


def _located(node: Node, scope: Scope) -> Value:
    """Return the value of an expression; errors know its place."""
    try:
        result = _evaluate_node(node, scope, None)
    except FormulaError as error:
        with_place(error, node)
        raise
    return result.column if isinstance(result, (FactorWithContrast, ColumnWithState)) else result


def result_of(node: Node, scope: Scope, state: Any) -> Result:
    """Return the value of a variable, with what its outermost call remembers or brings."""
    try:
        value = _evaluate_node(node, scope, state)
        if isinstance(value, (FactorWithContrast, ColumnWithState)):
            return value
        return as_plain_column(value, deparse(node))
    except FormulaError as error:
        with_place(error, node)
        raise
    except RecursionError:
        message = "the formula is nested too deeply to be evaluated. "
        raise with_place(
            FormulaError(message + "Compute the variable as a column of the data."), node
        ) from None


def has_memory(node: Node) -> bool:
    """Whether a variable is computed for new data with what was found for the old.

    R recognises ``scale`` by its bare name, the others by the class of what they return.
    """
    return isinstance(node, FunctionCall) and not (node.function == "scale" and node.package)


def _evaluate_node(node: Node, scope: Scope, state: Any) -> Result | Value:
    if isinstance(node, Name):
        own = scope.own_value(node.name, evaluate_any)
        return _look_up(node.name, scope) if own is None else own.value
    if isinstance(node, Number):
        value = np.array([node.value])
        return as_integers(value) if node.integer else value
    if isinstance(node, Text):
        return np.array([node.value], dtype=object)
    if isinstance(node, Constant):
        return _reserved_constant(node.name)
    return _evaluate_call(node, scope, state)


def _evaluate_call(call: FunctionCall, scope: Scope, state: Any) -> Result | Value:
    """Call a function: one written in the formula, the user's if it was passed, else R's."""
    name, arguments = call.function, call.arguments
    if call.package is None:
        written = scope.own_value(name, _evaluate_callee)
        if written is not None and is_callable(written.value):
            return call_in_place(written.value, arguments, scope, evaluate_any)
        of_r = is_offered(name) or name in FORMS
        own = scope.environment.function(name, offered_by_r=of_r)
        if own is not None:
            return _call_own_function(own, call, scope)
        if name in FORMS:
            return FORMS[name](call, scope, evaluate_any)
        if not of_r and scope.environment.out_of_reach(name) == "a function":
            raise FormulaError(f'could not find function "{name}"{_pass_it(name, "a function")}')
    if name != "C" and _is_coded(call):
        return result_of(call.operands[0], scope, None)
    function = find_function(name, call.package)
    return call_function(
        function, arguments, lambda n: evaluate(n, scope), scope.collation, scope.r_version, state
    )


def _evaluate_callee(node: Node, scope: Scope) -> Value:
    """Return the value of an argument that is called; one of R's functions stands for itself."""
    if (
        isinstance(node, Name)
        and scope.columns.find(node.name) is None
        and scope.own_value(node.name, _evaluate_callee) is None
        and (is_offered(node.name) or node.name in FORMS)
    ):
        return NamedFunction(node.name)
    return evaluate_any(node, scope)


def _is_coded(node: Node) -> bool:
    """Whether the value of a call keeps the contrast that ``C`` gave it."""
    while (
        isinstance(node, FunctionCall) and keeps_coding(node.function) and len(node.operands) == 1
    ):
        node = node.operands[0]
    return isinstance(node, FunctionCall) and node.function == "C"


def _call_own_function(function: Any, call: FunctionCall, scope: Scope) -> Column:
    """Call a function of the user's."""
    positional, named = [], {}
    for argument in call.arguments:
        value = _python_value(argument, scope)
        if argument.name is None:
            positional.append(value)
        else:
            named[argument.name] = value
    return call_own(function, call.function, positional, named)


def _python_value(argument: Argument, scope: Scope) -> Any:
    """Return what a function of the user's gets for an argument."""
    node = expression_of(argument)
    column = evaluate(node, scope)
    of_data = any(isinstance(n, Name) and n.name in scope.columns for n in walk(node))
    return as_python(column, single=not of_data and column is not None and len(column) == 1)


def _look_up(name: str, scope: Scope) -> Column:
    """Return a column, a constant of the user's, or one of R's that users write as names."""
    column = scope.columns.find(name)
    if column is not None:
        return column
    own = scope.environment.value(name)
    if own is not None:
        check_same_index(own, scope.columns, name)
        return value_as_column(own, name)
    if name in ("T", "F"):
        return np.array([name == "T"], dtype=np.int8)
    if name == "pi":
        return np.array([math.pi])
    if name in _TEXT_CONSTANTS:
        return np.array(_TEXT_CONSTANTS[name], dtype=object)
    if is_offered(name):
        raise FormulaError(
            f"invalid type ({find_function(name).kind}) for variable '{name}': it is a function. "
            f"Call it, or add a column '{name}' to the data."
        )
    kind = scope.environment.out_of_reach(name)
    if kind is not None:
        raise FormulaError(f"object '{name}' not found{_pass_it(name, kind)}")
    raise column_not_found(name, scope.columns)


def _pass_it(name: str, kind: str) -> str:
    """Return how a formula reaches what it does not by default."""
    return (
        f": '{name}' is {kind} of yours, and a formula reaches numbers and arrays alone unless "
        f'you pass it. Write env={{"{name}": {name}}}.'
    )


def _reserved_constant(name: str) -> Column | None:
    """Return the value of a reserved constant."""
    if name == "NULL":
        return None
    if name in ("Inf", "NaN"):
        return np.array([math.inf if name == "Inf" else math.nan])
    if name == "NA_character_":
        return np.array([None], dtype=object)
    if name in ("NA_integer_", "NA_real_"):
        missing = np.array([math.nan])
        return as_integers(missing) if name == "NA_integer_" else missing
    return np.array([{"TRUE": 1, "FALSE": 0, "NA": -1}[name]], dtype=np.int8)
