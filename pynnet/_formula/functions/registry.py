"""The register of functions that a formula may call: what each gets, gives and is.

A module offers a function where it is written; nothing else need be touched.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import pandas as pd

from pynnet._data import Column
from pynnet._ground import FormulaError, nearest_name

from ..coding.contrasts import GivenContrast
from ..language.expressions import Node
from ..language.packages import check_offered, check_package

__all__ = [
    "Actual",
    "ColumnWithState",
    "FactorWithContrast",
    "Function",
    "Promise",
    "Result",
    "find_function",
    "goes_in_steps",
    "is_offered",
    "keeps_coding",
    "looks_across_rows",
    "makes_factor",
    "offered",
    "parameter_of",
]

_Body = TypeVar("_Body", bound=Callable[..., Any])


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


class ColumnWithState(NamedTuple):
    """A value, and what must be known to compute it again for other rows."""

    column: Column
    state: Any


class FactorWithContrast(NamedTuple):
    """A factor that brings its own contrast."""

    column: pd.Categorical
    contrast: str | GivenContrast


Result: TypeAlias = "Column | ColumnWithState | FactorWithContrast | None"


@dataclass(frozen=True, slots=True)
class Function:
    """An R function: its formal arguments and the Python function that does its work.

    Attributes
    ----------
    name : str
        Its name in R.
    formals : tuple of str
        R's formal arguments. If there is ``...`` among them the body gets the list of `Actual`
        first.
    body : callable
        The Python function; its parameter ``na_rm`` stands for ``na.rm``.
    kind : {"closure", "builtin", "special"}
        R's ``typeof``, which a message tells.
    promised : frozenset of str
        Formals that the body gets unevaluated, each as a `Promise`.
    null_defaults : frozenset of str
        Formals that may be NULL, which is the same as leaving them out.
    takes_null : bool
        Whether NULL may be one of the arguments that match ``...``.
    takes_empty : bool
        Whether nothing may stand there, as in ``x[, 1]``.
    keeps_coding : bool
        Whether a factor keeps the contrast that ``C`` gave it.
    required : frozenset of str
        Formals without a default.
    before_dots : tuple of str
        Formals that may be matched by the start of their name and by position.
    has_dots : bool
        Whether there is a formal ``...``.
    collates : bool
        Whether the body is told how strings sort, as `collation`.
    differs_between_versions : bool
        Whether the body is told which version of R is followed, as `r_version`.
    has_state : bool
        Whether the body gets what it remembered, as `state`; None at first.
    steps : bool
        Whether the value jumps where a number changes a little, so that it has no derivative.
    makes_factor : bool
        Whether it makes a factor of its first argument, of whose values the levels are.
    whole_column : bool
        Whether a value depends on other rows, so that it changes with the rows of new data.
    """

    name: str
    formals: tuple[str, ...]
    body: Callable[..., Result]
    kind: Literal["closure", "builtin", "special"]
    promised: frozenset[str]
    null_defaults: frozenset[str]
    takes_null: bool
    takes_empty: bool
    keeps_coding: bool
    required: frozenset[str]
    before_dots: tuple[str, ...]
    has_dots: bool
    collates: bool
    differs_between_versions: bool
    has_state: bool
    steps: bool
    makes_factor: bool
    whole_column: bool


_FUNCTIONS: dict[str, Function] = {}


def offered(
    name: str,
    *formals: str,
    kind: Literal["closure", "builtin", "special"] = "closure",
    promised: frozenset[str] = frozenset(),
    null_defaults: frozenset[str] = frozenset(),
    takes_null: bool = False,
    takes_empty: bool = False,
    keeps_coding: bool = False,
    steps: bool = False,
    makes_factor: bool = False,
    whole_column: bool = False,
) -> Callable[[_Body], _Body]:
    """Register a Python function as R's `name`; see `Function` for what can be said of it."""

    def register(body: _Body) -> _Body:
        assert name not in _FUNCTIONS, f"{name}() is offered twice"
        parameters = inspect.signature(body).parameters
        has_dots = "..." in formals
        _FUNCTIONS[name] = Function(
            name=name,
            formals=formals,
            body=body,
            kind=kind,
            promised=promised,
            null_defaults=null_defaults,
            takes_null=takes_null,
            takes_empty=takes_empty,
            keeps_coding=keeps_coding,
            required=frozenset(
                formal
                for formal in formals
                if formal != "..."
                and parameter_of(formal) in parameters
                and parameters[parameter_of(formal)].default is inspect.Parameter.empty
            ),
            before_dots=formals[: formals.index("...")] if has_dots else formals,
            has_dots=has_dots,
            collates="collation" in parameters,
            differs_between_versions="r_version" in parameters,
            has_state="state" in parameters,
            steps=steps,
            makes_factor=makes_factor,
            whole_column=whole_column,
        )
        return body

    return register


def parameter_of(formal: str) -> str:
    """Return the Python parameter that stands for an R argument."""
    return formal.replace(".", "_")


def is_offered(name: str) -> bool:
    """Whether formulas may call this function."""
    return name in _FUNCTIONS


def goes_in_steps(name: str) -> bool:
    """Whether a function jumps where a number changes a little; one that is not R's does not."""
    return name in _FUNCTIONS and _FUNCTIONS[name].steps


def makes_factor(name: str) -> bool:
    """Whether a function makes a factor of a column, with a level for each value."""
    return name in _FUNCTIONS and _FUNCTIONS[name].makes_factor


def looks_across_rows(name: str) -> bool:
    """Whether a function computes a value from other rows than its own."""
    return name in _FUNCTIONS and _FUNCTIONS[name].whole_column


def keeps_coding(name: str) -> bool:
    """Whether a function of this name gives a factor back with the contrast that it brings."""
    return name in _FUNCTIONS and _FUNCTIONS[name].keeps_coding


# What Python's users write in formulas, and R's words for it.
_LIBRARIES = frozenset(("math", "np", "numpy"))
_OF_PATSY = {
    "Q": "A name of any letters stands between backquotes, `my column`. ",
    "center": "Write scale(x, scale = FALSE). ",
    "standardize": "Write scale(x). ",
}


def find_function(name: str, package: str | None = None) -> Function:
    """Return a function by its name, or say which there are."""
    check_package(name, package)
    if name not in _FUNCTIONS:
        check_offered(name)
        library, _, own = name.rpartition(".")
        is_known = library in _LIBRARIES and own in _FUNCTIONS
        near = own if is_known else nearest_name(name, _FUNCTIONS)
        hint = _OF_PATSY.get(name) or (f"Did you mean {near}()? " if near else "")
        raise FormulaError(
            f'could not find function "{name}". {hint}Pass your own as env={{"{name}": ...}}, or '
            "compute it as a column of the data."
        )
    return _FUNCTIONS[name]
