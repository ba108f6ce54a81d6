"""The register of functions that a formula may call, and R's matching of their arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pynnet._errors import FormulaError

from ._collation import Collation
from ._columns import Column

__all__ = ["Actual", "Function", "call", "find", "is_offered", "offered"]

_Body = TypeVar("_Body", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Actual:
    """An argument of a call: its value, its name, its text, and its symbol if it is one."""

    value: Column | None
    name: str | None
    text: str
    symbol: str | None


@dataclass(frozen=True, slots=True)
class Function:
    """An R function: its formal arguments and the Python function that does its work.

    A function whose only formal is ``...`` gets the list of `Actual`; one with a parameter
    `collation` is told how strings sort.
    """

    name: str
    formals: tuple[str, ...]
    body: Callable[..., Column | None]
    required: frozenset[str]
    collates: bool


_FUNCTIONS: dict[str, Function] = {}


def offered(name: str, *formals: str) -> Callable[[_Body], _Body]:
    """Register a Python function as R's `name`; ``na.rm`` becomes the parameter ``na_rm``."""

    def register(body: _Body) -> _Body:
        parameters = inspect.signature(body).parameters
        required = frozenset(
            formal
            for formal in formals
            if formal != "..." and parameters[_parameter(formal)].default is inspect.Parameter.empty
        )
        _FUNCTIONS[name] = Function(name, formals, body, required, "collation" in parameters)
        return body

    return register


def is_offered(name: str) -> bool:
    """Whether formulas may call this function."""
    return name in _FUNCTIONS


def find(name: str) -> Function:
    """Return a function by its name, or say which there are."""
    if name not in _FUNCTIONS:
        words = sorted(n for n in _FUNCTIONS if n[0].isalpha())
        signs = sorted(n for n in _FUNCTIONS if not n[0].isalpha())
        raise FormulaError(
            f'could not find function "{name}". Offered are {" ".join(words)} '
            f"and {' '.join(signs)}; compute anything else as a column of the data."
        )
    return _FUNCTIONS[name]


def call(function: Function, actuals: Sequence[Actual], collation: Collation) -> Column | None:
    """Call a function with its arguments matched."""
    options = {"collation": collation} if function.collates else {}
    if function.formals == ("...",):
        return function.body(actuals, **options)
    matched = _match(function, actuals)
    for formal in function.formals:
        if formal in function.required and formal not in matched:
            raise FormulaError(f'argument "{formal}" is missing, with no default: {function.name}')
    return function.body(**{_parameter(f): value for f, value in matched.items()}, **options)


def _parameter(formal: str) -> str:
    """Return the Python parameter that stands for an R argument."""
    return formal.replace(".", "_")


def _match(function: Function, actuals: Sequence[Actual]) -> dict[str, Column | None]:
    """Match arguments as R does: by full name, then by the start of a name, then by place."""
    matched: dict[str, Column | None] = {}
    rest = [a for a in actuals if a.name not in function.formals]
    for actual in actuals:
        if actual.name in function.formals:
            if actual.name in matched:
                raise FormulaError(
                    f"formal argument '{actual.name}' matched by multiple actual arguments"
                )
            matched[actual.name] = actual.value
    places = []
    for actual in rest:
        if actual.name is None:
            places.append(actual)
            continue
        starts = [f for f in function.formals if f.startswith(actual.name) and f not in matched]
        if len(starts) != 1:
            raise _unused(function, actual)
        matched[starts[0]] = actual.value
    free = [f for f in function.formals if f not in matched]
    if len(places) > len(free):
        raise _unused(function, places[len(free)])
    matched.update((f, a.value) for f, a in zip(free, places, strict=False))
    return matched


def _unused(function: Function, actual: Actual) -> FormulaError:
    name = "" if actual.name is None else f"{actual.name} = "
    return FormulaError(
        f"unused argument ({name}{actual.text}): {function.name}() has "
        f"{', '.join(function.formals)}"
    )
