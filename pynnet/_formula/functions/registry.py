"""The register of functions that a formula may call, and R's matching of their arguments."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, TypeVar

import pandas as pd

from pynnet._data import Collation, Column
from pynnet._errors import DataError, FormulaError

from ..coding.contrasts import GivenContrast
from ..language.deparse import deparse
from ..language.expressions import Argument, Name, Node

__all__ = [
    "Actual",
    "Coded",
    "Function",
    "Promise",
    "Remembered",
    "Result",
    "call",
    "find",
    "is_offered",
    "offered",
]

_Body = TypeVar("_Body", bound=Callable[..., Any])
_PACKAGES = frozenset(("base", "stats", "splines", "nnet"))
_TAKE_NULL = frozenset(("c", "cbind", "["))


@dataclass(frozen=True, slots=True)
class Actual:
    """An argument that matches ``...``: its value, name and text, and its symbol if it is one."""

    value: Column | None
    name: str | None
    text: str
    symbol: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """An argument that a function may look at before it is evaluated."""

    node: Node
    evaluate: Callable[[Node], Column | None]

    def value(self) -> Column | None:
        """Return its value."""
        return self.evaluate(self.node)


class Remembered(NamedTuple):
    """A value, and what must be known to compute it again for other rows."""

    column: Column
    state: Any


class Coded(NamedTuple):
    """A factor that brings its own contrast."""

    column: pd.Categorical
    contrast: str | GivenContrast


Result: TypeAlias = "Column | Remembered | Coded | None"


@dataclass(frozen=True, slots=True)
class Function:
    """An R function: its formal arguments and the Python function that does its work.

    If there is a formal ``...`` the function gets the list of `Actual` first. A function with a
    parameter `collation` is told how strings sort; one with a parameter `state` gets what it
    remembered, None at first. `promised` formals are handed over unevaluated.
    """

    name: str
    formals: tuple[str, ...]
    body: Callable[..., Result]
    required: frozenset[str]
    promised: frozenset[str]
    collates: bool
    remembers: bool


_FUNCTIONS: dict[str, Function] = {}


def offered(
    name: str, *formals: str, promised: frozenset[str] = frozenset()
) -> Callable[[_Body], _Body]:
    """Register a Python function as R's `name`; ``na.rm`` becomes the parameter ``na_rm``."""

    def register(body: _Body) -> _Body:
        parameters = inspect.signature(body).parameters
        required = frozenset(
            formal
            for formal in formals
            if formal != "..." and parameters[_parameter(formal)].default is inspect.Parameter.empty
        )
        _FUNCTIONS[name] = Function(
            name,
            formals,
            body,
            required,
            promised,
            "collation" in parameters,
            "state" in parameters,
        )
        return body

    return register


def is_offered(name: str) -> bool:
    """Whether formulas may call this function."""
    return name in _FUNCTIONS


def find(name: str, package: str | None = None) -> Function:
    """Return a function by its name, or say which there are."""
    if package is not None and package not in _PACKAGES:
        raise FormulaError(
            f"there is no package called ‘{package}’ here. Write {name}() alone, or compute it as "
            "a column of the data."
        )
    if name not in _FUNCTIONS:
        near = difflib.get_close_matches(name, _FUNCTIONS, n=1)
        hint = f"Did you mean {near[0]}()? " if near else ""
        raise FormulaError(
            f'could not find function "{name}". {hint}Pass your own as env={{"{name}": ...}}, or '
            "compute it as a column of the data."
        )
    return _FUNCTIONS[name]


def call(
    function: Function,
    arguments: Sequence[Argument],
    evaluate: Callable[[Node], Column | None],
    collation: Collation,
    state: Any = None,
) -> Result:
    """Call a function with its arguments matched."""
    matched, dots = _match(function, arguments)
    options = _values(function, matched, evaluate)
    if function.collates:
        options["collation"] = collation
    if function.remembers:
        options["state"] = state
    if "..." not in function.formals:
        return function.body(**options)
    actuals = [_actual(function, argument, evaluate) for argument in dots]
    if function.name not in _TAKE_NULL and any(a.value is None for a in actuals):
        raise _is_null(function)
    return function.body(actuals, **options)


def _values(
    function: Function,
    matched: dict[str, Argument],
    evaluate: Callable[[Node], Column | None],
) -> dict[str, Any]:
    """Evaluate the arguments that match formals; NULL is the same as leaving one out."""
    options: dict[str, Any] = {}
    for formal, argument in matched.items():
        if formal in function.promised:
            options[_parameter(formal)] = Promise(_given(argument), evaluate)
        elif (value := evaluate(_given(argument))) is not None:
            options[_parameter(formal)] = value
        elif formal in function.required:
            raise _is_null(function)
    for formal in function.formals:
        if formal in function.required and _parameter(formal) not in options:
            raise FormulaError(f'argument "{formal}" is missing, with no default: {function.name}')
    return options


def _actual(
    function: Function, argument: Argument, evaluate: Callable[[Node], Column | None]
) -> Actual:
    if argument.value is None and function.name == "[":  # x[, 1]: all rows
        return Actual(None, argument.name, "", None)
    node = _given(argument)
    symbol = node.name if isinstance(node, Name) else None
    return Actual(evaluate(node), argument.name, deparse(node), symbol)


def _given(argument: Argument) -> Node:
    if argument.value is None:
        raise FormulaError("argument is empty: a value must stand between two commas.")
    return argument.value


def _is_null(function: Function) -> DataError:
    return DataError(f"{function.name}(): an argument is NULL, which is no column.")


def _parameter(formal: str) -> str:
    """Return the Python parameter that stands for an R argument."""
    return formal.replace(".", "_")


def _match(
    function: Function, arguments: Sequence[Argument]
) -> tuple[dict[str, Argument], list[Argument]]:
    """Match arguments as R does: by full name, then by the start of a name, then by place.

    Formals behind ``...`` are matched by their full name alone.
    """
    formals = function.formals
    before = formals[: formals.index("...")] if "..." in formals else formals
    matched: dict[str, Argument] = {}
    for argument in arguments:
        if argument.name in formals:
            if argument.name in matched:
                raise FormulaError(
                    f"formal argument '{argument.name}' matched by multiple actual arguments"
                )
            matched[argument.name] = argument
    rest: list[Argument] = []
    for argument in (a for a in arguments if a.name not in formals):
        start = argument.name
        starts = [f for f in before if f.startswith(start) and f not in matched] if start else []
        if len(starts) == 1:
            matched[starts[0]] = argument
        else:
            rest.append(argument)
    free = iter([f for f in before if f not in matched])
    dots: list[Argument] = []
    for argument in rest:
        formal = next(free, None) if argument.name is None else None
        if formal is not None:
            matched[formal] = argument
        elif "..." in formals:
            dots.append(argument)
        else:
            raise _unused(function, argument)
    return matched, dots


def _unused(function: Function, argument: Argument) -> FormulaError:
    name = "" if argument.name is None else f"{argument.name} = "
    text = "" if argument.value is None else deparse(argument.value)
    return FormulaError(
        f"unused argument ({name}{text}): {function.name}() has {', '.join(function.formals)}"
    )
