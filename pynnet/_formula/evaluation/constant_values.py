"""The value of an expression that needs no data."""

from __future__ import annotations

from pynnet._data import Collation, Column, NamedColumns

from ..language.expressions import Node
from .environment import Environment
from .evaluate import evaluate
from .scope import Scope

__all__ = ["constant_value"]


def constant_value(node: Node, environment: Environment, collation: Collation) -> Column | None:
    """Return the value of an expression without columns; a single number has length 1.

    Raises
    ------
    FormulaError
        If it names what is not in reach, a column for instance.
    DataError
        If a function refuses its arguments.
    """
    return evaluate(node, Scope(NamedColumns({}, "data"), environment, collation))
