"""The inputs of a scoring program: the columns that a formula names, and what each holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = ["Input", "InputKind", "Inputs", "number_of_level"]

InputKind: TypeAlias = Literal["number", "truth", "text"]

_NUMERAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[+-][0-9]{2,3})?")


@dataclass(frozen=True, slots=True)
class Input:
    """A column: numbers, truths, or texts with the levels that the program knows."""

    name: str
    kind: InputKind
    levels: tuple[str, ...] = ()


@dataclass(slots=True)
class Inputs:
    """Inputs as they are met, in order; the levels of one are those that any term knows."""

    kinds: dict[str, InputKind] = field(default_factory=dict)
    levels: dict[str, list[str]] = field(default_factory=dict)

    def meet(self, name: str, kind: InputKind, levels: Iterable[str] = ()) -> None:
        """Take note of a column; what it was first met as, it stays."""
        if self.kinds.setdefault(name, kind) != "text":
            return
        known = self.levels.setdefault(name, [])
        known.extend(level for level in levels if level not in known)

    def listed(self) -> tuple[Input, ...]:
        """Return all inputs."""
        return tuple(
            Input(name, kind, tuple(self.levels.get(name, ()))) for name, kind in self.kinds.items()
        )


def number_of_level(level: str) -> float | None:
    """Return the number of which a level is R's text; None if it is none."""
    return float(level) if _NUMERAL.fullmatch(level) else None
