"""Values that are no columns: lists, vectors with names, functions; and calls of functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from pynnet._data import Column, Matrix
from pynnet._ground import FormulaError

from ..language.expressions import Argument, FunctionCall, Name, Node, Text, expression_of
from ..limits import DEEPEST_FUNCTION
from .scope import Held, Later, Scope

__all__ = [
    "Closure",
    "Evaluate",
    "ListOfValues",
    "Named",
    "NamedFunction",
    "Native",
    "Value",
    "as_plain_column",
    "call_in_place",
    "call_with",
    "is_callable",
    "size_of",
]


@dataclass(frozen=True, slots=True)
class Named:
    """A vector and the names of its elements, or a matrix and the names of its rows."""

    column: Column
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOfValues:
    """R's list."""

    items: tuple[Any, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """A function written in the formula: its parameters, its body and where it was written."""

    parameters: tuple[Argument, ...]
    body: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class NamedFunction:
    """A function of R's, or of the user's, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Native:
    """A function that another one has made, as ``Negate(is.na)``."""

    body: Callable[[Sequence[tuple[str | None, Any]], Scope], Any]


Value: TypeAlias = "Column | Named | ListOfValues | Closure | NamedFunction | Native | None"
Evaluate: TypeAlias = Callable[[Node, Scope], Value]


def is_callable(value: Any) -> bool:
    """Whether a value can be called."""
    return isinstance(value, (Closure, NamedFunction, Native))


def as_plain_column(value: Value, variable: str = "") -> Column | None:
    """Return a value as functions of columns take it, without names."""
    where = f"variable '{variable}'" if variable else "a variable"
    if isinstance(value, Named):
        return value.column
    if isinstance(value, ListOfValues):
        raise FormulaError(
            f"invalid type (list) for {where}: take an element, x[[1]], or unlist(x)."
        )
    if isinstance(value, (Closure, NamedFunction, Native)):
        raise FormulaError(f"invalid type (closure) for {where}: it is a function. Call it.")
    return value


def size_of(value: Value) -> int:
    """Return how many numbers or characters a value has, without those of lists inside."""
    if isinstance(value, ListOfValues):
        return len(value.items)
    if is_callable(value) or value is None:
        return 1
    column = value.column if isinstance(value, Named) else value
    if isinstance(column, Matrix):
        return column.values.size
    if isinstance(column, np.ndarray) and column.dtype.kind == "O":
        return sum(len(text) for text in column if text is not None)
    return len(column)  # type: ignore[arg-type]


def call_in_place(
    function: Value, arguments: Sequence[Argument], scope: Scope, evaluate: Evaluate
) -> Value:
    """Call a function with arguments as they are written."""
    if isinstance(function, Closure):
        written = [(a.name, Later(expression_of(a), scope)) for a in _without_dots(arguments)]
        return _call_closure(function, written, scope, evaluate)
    values = [(a.name, evaluate(expression_of(a), scope)) for a in _without_dots(arguments)]
    return call_with(function, values, scope, evaluate)


def call_with(
    function: Value, values: Sequence[tuple[str | None, Any]], scope: Scope, evaluate: Evaluate
) -> Value:
    """Call a function with values."""
    if isinstance(function, Closure):
        held: list[tuple[str | None, Held | Later]] = [(n, Held(v)) for n, v in values]
        return _call_closure(function, held, scope, evaluate)
    if isinstance(function, Native):
        return function.body(values, scope)
    if not isinstance(function, NamedFunction):
        raise FormulaError("attempt to apply non-function: what stands before ( is no function.")
    own: dict[str, Held | Later] = {f"#{i}": Held(v) for i, (_, v) in enumerate(values)}
    arguments = tuple(
        Argument(FunctionCall("(", (Argument(Name(f"#{i}")),)), name)
        for i, (name, _) in enumerate(values)
    )
    inner = scope.inside(own, scope.calls)
    return evaluate(FunctionCall(function.name, arguments), inner)


def _without_dots(arguments: Sequence[Argument]) -> Sequence[Argument]:
    """Refuse ``...``, whose arguments have no place of their own."""
    for argument in arguments:
        if isinstance(argument.value, Name) and argument.value.name == "...":
            raise FormulaError("'...' is not offered in a formula: name the parameters.")
    return arguments


def _call_closure(
    closure: Closure,
    given: Sequence[tuple[str | None, Held | Later]],
    scope: Scope,
    evaluate: Evaluate,
) -> Value:
    """Match arguments to parameters, and evaluate the body with them."""
    calls = scope.calls + 1
    if calls > DEEPEST_FUNCTION:
        raise FormulaError(
            f"evaluation nested too deeply: infinite recursion? More than {DEEPEST_FUNCTION} calls "
            "of functions of the formula inside one another. Compute the variable as a column."
        )
    own = _matched(closure, given)
    inner = closure.scope.inside(own, calls)
    for parameter in closure.parameters:
        if parameter.name not in own:
            name = str(parameter.name)
            own[name] = Later(
                parameter.value or FunctionCall("#missing", (Argument(Text(name)),)), inner
            )
    return evaluate(closure.body, inner)


def _matched(
    closure: Closure, given: Sequence[tuple[str | None, Held | Later]]
) -> dict[str, Held | Later]:
    """Match by full names, by the starts of names, then by position."""
    names = [str(p.name) for p in closure.parameters]
    own: dict[str, Held | Later] = {}
    unnamed: list[Held | Later] = []
    partial: list[tuple[str, Held | Later]] = []
    for name, value in given:
        if name is None:
            unnamed.append(value)
        elif name in own:
            raise FormulaError(f"formal argument '{name}' matched by multiple actual arguments")
        elif name in names:
            own[name] = value
        else:
            partial.append((name, value))
    for name, value in partial:
        starts = [n for n in names if n.startswith(name) and n not in own]
        if len(starts) != 1:
            raise FormulaError(f"unused argument ({name}): the function has {', '.join(names)}")
        own[starts[0]] = value
    free = [n for n in names if n not in own]
    if len(unnamed) > len(free):
        raise FormulaError(
            f"unused argument: the function has {len(names)} parameters, got {len(given)}."
        )
    own.update(zip(free, unnamed, strict=False))
    return own
