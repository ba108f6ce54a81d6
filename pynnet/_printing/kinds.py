"""R's kinds of objects: what is printed, whatever it was in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "LANGUAGE",
    "MOMENTS",
    "Mode",
    "RArray",
    "RFrame",
    "RFunction",
    "RList",
    "RObject",
    "RSummary",
    "RText",
    "RUnquoted",
    "RVector",
]

LANGUAGE = "language"  # the class of calls and formulas
Mode = Literal["logical", "integer", "numeric", "complex", "character", "factor", "Date", "POSIXct"]

MOMENTS = ("Date", "POSIXct")  # modes whose values are points in time


@dataclass(frozen=True, slots=True)
class RVector:
    """Values of one kind; None is missing.

    Levels are those of a factor, whose values are their texts. Days are text already; points in
    time are not, and have a zone each, as it is abbreviated there and then, and one in common.
    """

    mode: Mode
    values: Sequence[Any]
    names: Sequence[str | None] | None = None
    levels: Sequence[str | None] = ()
    ordered: bool = False
    zones: Sequence[str | None] = ()
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class RArray:
    """Values in two dimensions or more, the first one fastest; or a table of one and more.

    Labels are those of each dimension, None where they are counted. Axes are the names of the
    dimensions.
    """

    cells: RVector
    shape: tuple[int, ...]
    labels: Sequence[Sequence[str | None] | None]
    axes: Sequence[str] | None = None
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class RFrame:
    """Columns, each of one kind, and the names of the rows."""

    columns: Sequence[RVector]
    names: Sequence[str | None]
    rows: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class RList:
    """Anything, one after the other, with names or without."""

    items: Sequence[RObject]
    names: Sequence[str | None] | None = None


@dataclass(frozen=True, slots=True)
class RText:
    """Lines that an object has of itself, and its class; NULL has none.

    Attributes are printed below them.
    """

    lines: Sequence[str]
    of: str | None = None
    attributes: Sequence[tuple[str, RObject]] = ()


@dataclass(frozen=True, slots=True)
class RFunction:
    """A function, of which R shows the arguments, and its class in Python."""

    arguments: str
    of: str = "function"


@dataclass(frozen=True, slots=True)
class RSummary:
    """What R says of a vector or a table, by names."""

    kind: str
    values: Sequence[Any]
    names: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class RUnquoted:
    """An array of text that R prints without quotes."""

    array: RArray


RObject = RVector | RArray | RFrame | RList | RText | RFunction | RSummary | RUnquoted
