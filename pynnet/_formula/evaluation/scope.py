"""Where the names of an expression are looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pynnet._data import Collation, NamedColumns

from ..language.expressions import Node
from ..limits import Budget
from ..r_versions import RVersion
from .environment import Environment

__all__ = ["Held", "Later", "Scope"]


@dataclass(slots=True)
class Held:
    """The value of a name that a function calls its own."""

    value: Any


@dataclass(slots=True)
class Later:
    """An argument that is evaluated when it is first asked for, as in R."""

    node: Node
    scope: Scope


@dataclass(slots=True)
class Scope:
    """The data, the user's own names, how strings sort; and what a function calls its own.

    `own` are the names of the function whose body is evaluated, None outside of functions; `outer`
    is where the function was written, `calls` how many calls are under way.
    """

    columns: NamedColumns
    environment: Environment
    collation: Collation
    own: dict[str, Held | Later] | None = None
    outer: Scope | None = None
    calls: int = 0
    budget: Budget = field(default_factory=Budget)

    def inside(self, own: dict[str, Held | Later], calls: int) -> Scope:
        """Return the scope of a function's body that was written here."""
        return Scope(self.columns, self.environment, self.collation, own, self, calls, self.budget)

    @property
    def r_version(self) -> RVersion:
        """The version of R whose functions are called."""
        return self.environment.r_version

    def own_value(self, name: str, evaluate: Callable[[Node, Scope], Any]) -> Held | None:
        """Return what a function around calls by this name; None if none does."""
        scope: Scope | None = self
        while scope is not None and scope.own is not None:
            found = scope.own.get(name)
            if isinstance(found, Later):
                found = scope.own[name] = Held(evaluate(found.node, found.scope))
            if found is not None:
                return found
            scope = scope.outer
        return None
