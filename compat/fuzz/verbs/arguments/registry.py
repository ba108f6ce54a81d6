"""Which verbs have arguments here, and who makes them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeAlias

from ..values import Value, Values

__all__ = ["VERBS", "Arguments", "Maker", "register", "some"]

Arguments: TypeAlias = "tuple[list[Value], dict[str, Value]]"  # by place and by name
Maker: TypeAlias = "Callable[[Values, random.Random], Arguments]"
VERBS: dict[str, Maker] = {}


def register(*verbs: str) -> Callable[[Maker], Maker]:
    """Let a function make the arguments of some verbs."""

    def registered(maker: Maker) -> Maker:
        VERBS.update(dict.fromkeys(verbs, maker))
        return maker

    return registered


def some(source: random.Random, **options: Callable[[], Value]) -> dict[str, Value]:
    """Each option in half of the calls."""
    return {name: make() for name, make in options.items() if source.random() < 0.5}
