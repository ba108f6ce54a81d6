"""One of R's functions, called on values at hand, as a formula would call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pynnet._data import Collation, Column

from ..functions.calling import call_function
from ..functions.registry import ColumnWithState, FactorWithContrast, find_function, parameter_of
from ..language.expressions import Argument, Constant, Name, Node
from ..r_versions import LATEST, RVersion
from .environment import value_as_column

__all__ = ["call_r"]


def call_r(
    name: str,
    values: Sequence[Any],
    options: Mapping[str, Any],
    *,
    collation: Collation = "en",
    r_version: RVersion = LATEST,
) -> Column | None:
    """Return what R's function `name` makes of values, in R's kind.

    Parameters
    ----------
    name : str
        A function that formulas may call.
    values : sequence
        Arguments by position; None is NULL.
    options : mapping
        Arguments by name, with underscores for R's dots.
    """
    function = find_function(name)
    formals = {parameter_of(formal): formal for formal in function.formals}
    places = [formal for formal in function.before_dots if parameter_of(formal) not in options]
    held: dict[str, Column | None] = {}

    def argument(value: Any, place: str, called: str | None = None) -> Argument:
        if value is None:
            return Argument(Constant("NULL"), called)
        held[place] = value_as_column(value, place)
        return Argument(Name(place), called)

    def evaluate(node: Node) -> Column | None:
        return held[node.name] if isinstance(node, Name) else None

    arguments = [
        argument(value, places[k] if k < len(places) else f"argument {k + 1}")
        for k, value in enumerate(values)
    ]
    for key, value in options.items():
        formal = formals.get(key, key)
        arguments.append(argument(value, formal, formal))
    result = call_function(function, arguments, evaluate, collation, r_version)
    return result.column if isinstance(result, (ColumnWithState, FactorWithContrast)) else result
