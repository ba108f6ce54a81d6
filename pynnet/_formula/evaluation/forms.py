"""What an expression does beside calling functions of columns: control, functions, lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_numeric
from pynnet._ground import FormulaError

from ..functions.arguments import is_text
from ..language.expressions import CALLED, FUNCTION, Argument, FunctionCall, Name, Text
from .applying import APPLYING_FORMS, Matched
from .lists import LIST_FORMS
from .made_functions import FUNCTION_MAKERS
from .scope import Held, Scope
from .values import (
    Closure,
    Evaluate,
    Value,
    as_plain_column,
    call_in_place,
)

__all__ = ["FORMS"]

_Form: TypeAlias = Callable[[FunctionCall, Scope, Evaluate], Any]


def _function(call: FunctionCall, scope: Scope, _evaluate: Evaluate) -> Value:
    """Make a function."""
    *parameters, body = call.arguments
    assert body.value is not None
    if any(p.name == "..." for p in parameters):
        raise FormulaError("'...' is not offered in a formula: name the parameters.")
    return Closure(tuple(parameters), body.value, scope)


def _called(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Call what an expression gives."""
    first, *rest = call.arguments
    callee = first.value
    while isinstance(callee, FunctionCall) and callee.function == "(":
        callee = callee.operands[0]  # brackets are a function of columns, and this is none
    assert callee is not None
    return call_in_place(evaluate(callee, scope), rest, scope, evaluate)


def _block(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Evaluate statements in turn; the last one is the value."""
    value: Value = None
    for statement in call.operands:
        value = evaluate(statement, scope)
    return value


def _assign(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Give a name of the function's own a value."""
    target, node = call.operands
    assert isinstance(target, Name)
    if scope.own is None:
        raise FormulaError("an assignment stands only in the body of a function.")
    value = evaluate(node, scope)
    scope.own[target.name] = Held(value)
    return value


def _if(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Evaluate the one branch that is asked for."""
    test, yes, *no = call.operands
    if _one_truth(as_plain_column(evaluate(test, scope))):
        return evaluate(yes, scope)
    return evaluate(no[0], scope) if no else None


def _one_truth(column: Any) -> bool:
    """Return a condition's truth."""
    if column is None or not len(column):
        raise FormulaError("argument is of length zero: if () needs one TRUE or FALSE.")
    if isinstance(column, Matrix) or len(column) > 1:
        raise FormulaError(
            "the condition has length > 1: if () looks at one value. Write ifelse() for each row."
        )
    if is_text(column) or isinstance(column, pd.Categorical):
        raise FormulaError("argument is not interpretable as logical: if () needs TRUE or FALSE.")
    value = float(np.asarray(as_numeric(column))[0])
    if value != value:
        raise FormulaError("missing value where TRUE/FALSE needed in if ().")
    return value != 0


def _switch(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Evaluate the alternative that the first argument names, by text or by number."""
    first, *alternatives = call.arguments or (Argument(None),)
    if first.value is None:
        raise FormulaError("'EXPR' is missing in switch().")
    choice = as_plain_column(evaluate(first.value, scope))
    if choice is None or isinstance(choice, Matrix) or len(choice) != 1:
        raise FormulaError("EXPR must be a length 1 vector in switch().")
    if not is_text(choice):
        number = float(np.asarray(as_numeric(choice))[0])
        within = 1 <= number < len(alternatives) + 1
        chosen = alternatives[int(number) - 1].value if within else None
        return None if chosen is None else evaluate(chosen, scope)
    return _named_alternative(choice[0], alternatives, scope, evaluate)


def _named_alternative(
    name: str | None, alternatives: list[Argument], scope: Scope, evaluate: Evaluate
) -> Value:
    """Evaluate the alternative of a name; an empty one falls through, one without name is else."""
    if sum(a.name is None for a in alternatives) > 1:
        raise FormulaError("duplicate 'switch' defaults: only one alternative goes without a name.")
    names = [a.name for a in alternatives]
    wanted = "NA" if name is None else name
    start = names.index(wanted) if wanted in names else None
    if start is None:
        start = names.index(None) if None in names else len(names)
    chosen = next((a.value for a in alternatives[start:] if a.value is not None), None)
    return None if chosen is None else evaluate(chosen, scope)


def _missing(call: FunctionCall, _scope: Scope, _evaluate: Evaluate) -> Value:
    name = call.operands[0] if call.operands else None
    what = name.value if isinstance(name, Text) else "?"
    raise FormulaError(f'argument "{what}" is missing, with no default')


def _match_fun(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("FUN", "descend"), scope, evaluate)
    matched.no_rest()
    return matched.callee("FUN")


FORMS: dict[str, _Form] = {
    FUNCTION: _function,
    CALLED: _called,
    "{": _block,
    "<-": _assign,
    "=": _assign,
    "if": _if,
    "switch": _switch,
    "#missing": _missing,
    "match.fun": _match_fun,
    **LIST_FORMS,
    **APPLYING_FORMS,
    **FUNCTION_MAKERS,
}
"""What needs more than the columns of its arguments."""
