"""Columns of random data, as the files of `data/` hold them."""

from __future__ import annotations

import random
from typing import Any

from ..cases import Json

__all__ = ["column", "covering", "numbers"]


def column(name: str, kind: str, values: list[Any], levels: list[str] | None = None) -> Json:
    """A column of one of R's kinds."""
    given: Json = {"name": name, "type": kind, "values": values}
    return given if levels is None else {**given, "levels": levels}


def numbers(name: str, values: list[float | None]) -> Json:
    """A numeric column, with its numbers as exact text."""
    return column(name, "numeric", [None if v is None else v.hex() for v in values])


def covering(r: random.Random, n: int, values: list[Any]) -> list[Any]:
    """Random values among which each appears as often as in `values`, if there are rows enough."""
    drawn = [*values[:n], *(r.choice(values) for _ in range(n - len(values)))]
    r.shuffle(drawn)
    return drawn
