"""Calls R's functions: their arguments are matched as in R, evaluated and handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from pynnet._data import Collation, Column
from pynnet._ground import DataError, FormulaError

from ..language.deparse import deparse
from ..language.expressions import Argument, Name, Node, expression_of
from ..r_versions import RVersion
from .registry import Actual, Function, Promise, Result, parameter_of

__all__ = ["call_function"]

_Evaluate: TypeAlias = "Callable[[Node], Column | None]"


def call_function(
    function: Function,
    arguments: Sequence[Argument],
    evaluate: _Evaluate,
    collation: Collation,
    r_version: RVersion,
    state: Any = None,
) -> Result:
    """Call a function with its arguments matched; those that are needed are evaluated."""
    matched, dots = _match(function, arguments)
    options = _evaluate_formals(function, matched, evaluate)
    if function.collates:
        options["collation"] = collation
    if function.differs_between_versions:
        options["r_version"] = r_version
    if function.has_state:
        options["state"] = state
    if not function.has_dots:
        return _run(function, **options)
    actuals = [_evaluate_actual(function, argument, evaluate) for argument in dots]
    if not function.takes_null and any(a.value is None for a in actuals):
        raise _null_argument(function)
    return _run(function, actuals, **options)


def _run(function: Function, *actuals: list[Actual], **options: Any) -> Result:
    """Run the body, in which numbers may overflow or be missing: R says nothing of its own steps.

    What evaluates arguments itself may run functions of the user's, whose warnings are theirs.
    """
    if function.promised:
        return function.body(*actuals, **options)
    with np.errstate(all="ignore"):
        return function.body(*actuals, **options)


# Matching ----------------------------------------------------------------------------------------


def _match(
    function: Function, arguments: Sequence[Argument]
) -> tuple[dict[str, Argument], list[Argument]]:
    """Match arguments as R does, in three passes; return those of formals, and those of ``...``.

    Formals behind ``...`` are matched by their full name alone.
    """
    matched: dict[str, Argument] = {}
    rest = _match_full_names(function, arguments, matched)
    rest = _match_starts_of_names(function, rest, matched)
    return matched, _match_positions(function, rest, matched)


def _match_full_names(
    function: Function, arguments: Sequence[Argument], matched: dict[str, Argument]
) -> list[Argument]:
    """Match arguments that are named as a formal is; return the rest."""
    rest: list[Argument] = []
    for argument in arguments:
        if argument.name not in function.formals:
            rest.append(argument)
        elif argument.name in matched:
            raise FormulaError(
                f"formal argument '{argument.name}' matched by multiple actual arguments"
            )
        else:
            matched[argument.name] = argument
    return rest


def _match_starts_of_names(
    function: Function, arguments: Sequence[Argument], matched: dict[str, Argument]
) -> list[Argument]:
    """Match arguments whose name is the start of one free formal; return the rest."""
    rest: list[Argument] = []
    for argument in arguments:
        start = argument.name
        formals = [
            formal
            for formal in (function.before_dots if start else ())
            if formal.startswith(str(start)) and formal not in matched
        ]
        if len(formals) == 1:
            matched[formals[0]] = argument
        else:
            rest.append(argument)
    return rest


def _match_positions(
    function: Function, arguments: Sequence[Argument], matched: dict[str, Argument]
) -> list[Argument]:
    """Match arguments without a name to free formals in turn; ``...`` gets the rest."""
    free = iter([formal for formal in function.before_dots if formal not in matched])
    dots: list[Argument] = []
    for argument in arguments:
        formal = next(free, None) if argument.name is None else None
        if formal is not None:
            matched[formal] = argument
        elif function.has_dots:
            dots.append(argument)
        else:
            raise _unused_argument(function, argument)
    return dots


# Evaluating --------------------------------------------------------------------------------------


def _evaluate_formals(
    function: Function, matched: Mapping[str, Argument], evaluate: _Evaluate
) -> dict[str, Any]:
    """Evaluate the arguments that match formals; NULL may stand where R has it as a default."""
    options: dict[str, Any] = {}
    for formal, argument in matched.items():
        if formal in function.promised:
            options[parameter_of(formal)] = Promise(expression_of(argument), evaluate)
        elif (value := evaluate(expression_of(argument))) is not None:
            options[parameter_of(formal)] = value
        elif formal in function.required:
            raise _null_argument(function)
        elif formal not in function.null_defaults:
            raise FormulaError(f"invalid '{formal}' argument: NULL is no value of it.")
    for formal in function.formals:
        if formal in function.required and parameter_of(formal) not in options:
            raise FormulaError(f'argument "{formal}" is missing, with no default: {function.name}')
    return options


def _evaluate_actual(function: Function, argument: Argument, evaluate: _Evaluate) -> Actual:
    """Evaluate an argument that matches ``...``."""
    if argument.value is None and function.takes_empty:
        return Actual(None, argument.name, "", None)
    node = expression_of(argument)
    symbol = node.name if isinstance(node, Name) else None
    return Actual(evaluate(node), argument.name, deparse(node), symbol)


def _null_argument(function: Function) -> DataError:
    return DataError(f"{function.name}(): an argument is NULL, which is no column.")


def _unused_argument(function: Function, argument: Argument) -> FormulaError:
    name = "" if argument.name is None else f"{argument.name} = "
    text = "" if argument.value is None else deparse(argument.value)
    return FormulaError(
        f"unused argument ({name}{text}): {function.name}() has {', '.join(function.formals)}"
    )
