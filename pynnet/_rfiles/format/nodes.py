"""What stands in R's files: R's vectors, calls and all else, with their attributes.

Nodes are compared as objects, because their trees may be as deep as a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pynnet._ground import AnyArray

__all__ = [
    "Attributes",
    "Call",
    "Character",
    "Environment",
    "Items",
    "MISSING",
    "Marker",
    "NA_INTEGER",
    "NULL",
    "Node",
    "Numbers",
    "Opaque",
    "Pairs",
    "Raw",
    "Symbol",
    "VectorKind",
    "attribute",
    "classes_of",
    "length_of",
    "names_of_items",
    "text_of",
    "texts_of",
]

NA_INTEGER = -(2**31)
"""What stands for a missing logical or integer."""

VectorKind: TypeAlias = Literal["logical", "integer", "double", "complex"]
Attributes: TypeAlias = "Mapping[str, Node]"


def _none() -> dict[str, Node]:
    return {}


@dataclass(slots=True, eq=False, repr=False)
class Marker:
    """One of R's single objects: NULL, the missing argument, the unbound value."""

    name: str


NULL = Marker("NULL")
MISSING = Marker("the missing argument")


@dataclass(slots=True, eq=False, repr=False)
class Numbers:
    """A vector of numbers or truths; missing logicals and integers are NA_INTEGER."""

    kind: VectorKind
    values: AnyArray
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Character:
    """A character vector; missing texts are None."""

    values: list[str | None]
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Raw:
    """A raw vector."""

    values: bytes
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Items:
    """A list, or an expression vector."""

    values: list[Node]
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Pairs:
    """A pairlist: values with their names, where they have any."""

    values: list[tuple[str | None, Node]]
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Symbol:
    """A name in a program."""

    name: str
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Call:
    """A call in a program: the function, and the arguments with their names."""

    function: Node
    arguments: list[tuple[str | None, Node]]
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Environment:
    """An environment; `variables` are those that stand in the file, `around` is the one around."""

    name: str
    variables: dict[str, Node] = field(default_factory=dict)
    around: Node = NULL
    attributes: Attributes = field(default_factory=_none)


@dataclass(slots=True, eq=False, repr=False)
class Opaque:
    """What has no meaning outside of R: a function, compiled code, a pointer, an S4 object."""

    kind: str
    attributes: Attributes = field(default_factory=_none)


Node: TypeAlias = (
    Marker | Numbers | Character | Raw | Items | Pairs | Symbol | Call | Environment | Opaque
)


def attribute(node: Node, name: str) -> Node:
    """Return an attribute; NULL if there is none."""
    return NULL if isinstance(node, Marker) else node.attributes.get(name, NULL)


def texts_of(node: Node) -> list[str | None]:
    """Return the elements of a character vector; none of anything else."""
    return node.values if isinstance(node, Character) else []


def text_of(node: Node) -> str | None:
    """Return the only element of a character vector; None for anything else."""
    values = texts_of(node)
    return values[0] if len(values) == 1 else None


def classes_of(node: Node) -> tuple[str, ...]:
    """Return the class attribute."""
    return tuple(text for text in texts_of(attribute(node, "class")) if text is not None)


def length_of(node: Node) -> int:
    """Return the number of elements."""
    if isinstance(node, (Numbers, Character, Raw, Items, Pairs)):
        return len(node.values)
    return 0 if node is NULL else 1


def names_of_items(node: Items | Pairs) -> list[str]:
    """Return the names of a list's elements, empty where there is none."""
    if isinstance(node, Pairs):
        return [name or "" for name, _ in node.values]
    names = [name or "" for name in texts_of(attribute(node, "names"))]
    return names if len(names) == len(node.values) else [""] * len(node.values)
