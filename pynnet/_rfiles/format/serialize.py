"""Writes the structure of a stream: big-endian, as ``saveRDS()`` does.

References
----------
.. [1] R Core Team, *R Internals*, section "Serialization Formats".
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from pynnet._ground import REPLACE_HALVES, ArgumentError, DataError

from .nodes import (
    MISSING,
    NULL,
    Attributes,
    Call,
    Character,
    Environment,
    Items,
    Node,
    Numbers,
    Pairs,
    Raw,
    Symbol,
)
from .steps import Steps, finished

__all__ = ["serialized"]

_WRITER, _LEAST = 0x00040500, 0x00030500  # R 4.5.0, to be read by 3.5.0 and later
_VECTORS = {"logical": 10, "integer": 13, "double": 14, "complex": 15}
_HAS_CLASS, _HAS_ATTRIBUTES, _HAS_TAG = 1 << 8, 1 << 9, 1 << 10
_ASCII, _UTF8 = 64 << 12, 8 << 12
_TEXT, _END, _GLOBAL, _MISSING, _REFERENCE = 9, 254, 253, 251, 255
_LONGEST = 2**31 - 1


class _Writer:
    """The parts of a stream, and what it may refer to."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.references: dict[Any, int] = {}

    def integers(self, *values: int) -> None:
        self.parts.append(struct.pack(f">{len(values)}i", *values))

    def text(self, text: str | None) -> None:
        if text is None:
            self.integers(_TEXT, -1)
            return
        try:
            written = text.encode("utf-8")
        except UnicodeEncodeError:
            raise DataError(
                f"a text holds half a character, which R cannot have: {text!a}. {REPLACE_HALVES}"
            ) from None
        if "\0" in text:
            raise DataError(f"nul character not allowed: {text!a}.")
        self.integers(_TEXT | (_ASCII if text.isascii() else _UTF8), len(written))
        self.parts.append(written)

    def node(self, node: Node) -> Steps[None]:
        """Write an object."""
        yield from ()
        if isinstance(node, Symbol):
            self.symbol(node.name)
        elif isinstance(node, Environment):
            yield self.environment(node)
        elif isinstance(node, (Call, Pairs)):
            yield self.cells(node)
        elif node is NULL or node is MISSING:
            self.integers(_END if node is NULL else _MISSING)
        elif isinstance(node, (Numbers, Character, Raw, Items)):
            yield self.vector(node)
        else:
            raise ArgumentError("an object that is R's alone cannot be written.")

    def flags(self, kind: int, attributes: Attributes, tag: str | None = None) -> None:
        of_class = _HAS_CLASS if "class" in attributes else 0
        self.integers(
            kind
            | of_class
            | (_HAS_ATTRIBUTES if attributes else 0)
            | (0 if tag is None else _HAS_TAG)
        )

    def vector(self, node: Numbers | Character | Raw | Items) -> Steps[None]:
        length = len(node.values)
        if length > _LONGEST:
            raise DataError(f"long vectors are not supported: got {length} elements.")
        kind = _VECTORS[node.kind] if isinstance(node, Numbers) else _KINDS[type(node)]
        self.flags(kind, node.attributes)
        self.integers(length)
        if isinstance(node, Numbers):
            self.numbers(node)
        elif isinstance(node, Character):
            for text in node.values:
                self.text(text)
        elif isinstance(node, Raw):
            self.parts.append(node.values)
        else:
            for value in node.values:
                yield self.node(value)
        yield self.attributes(node.attributes)

    def numbers(self, node: Numbers) -> None:
        """Write numbers bit by bit, so that NA stays NA."""
        if node.kind in ("logical", "integer"):
            self.parts.append(node.values.astype(">i4").tobytes())
            return
        kind = np.complex128 if node.kind == "complex" else np.float64
        doubles = np.ascontiguousarray(node.values, dtype=kind).view(np.uint64)
        self.parts.append(doubles.astype(">u8").tobytes())

    def attributes(self, attributes: Attributes) -> Steps[None]:
        """Write attributes, if there are any, as cells with their names."""
        if attributes:
            yield self.chain(list(attributes.items()))

    def cells(self, node: Call | Pairs) -> Steps[None]:
        if isinstance(node, Pairs):
            if not node.values:
                self.integers(_END)
                return
            (tag, first), *rest = node.values
            kind = 2
        else:
            kind, tag, first, rest = 6, None, node.function, node.arguments
        self.flags(kind, node.attributes, tag)
        yield self.attributes(node.attributes)
        if tag is not None:
            self.symbol(tag)
        yield self.node(first)
        yield self.chain(rest)

    def chain(self, cells: list[tuple[str | None, Node]]) -> Steps[None]:
        """Write cells, and the end behind them."""
        for tag, value in cells:
            self.flags(2, {}, tag)
            if tag is not None:
                self.symbol(tag)
            yield self.node(value)
        self.integers(_END)

    def symbol(self, name: str) -> None:
        if self.referred(("symbol", name)):
            return
        self.integers(1)
        self.text(name)

    def environment(self, node: Environment) -> Steps[None]:
        if not node.variables:
            self.integers(_GLOBAL)
            return
        if self.referred(id(node)):
            return
        self.integers(4, 0, _GLOBAL)  # unlocked, within the global one
        yield self.chain(list(node.variables.items()))
        self.integers(_END, _END)  # no table, no attributes

    def referred(self, key: Any) -> bool:
        """Refer to what has been written; otherwise number it."""
        if key in self.references:
            self.integers(self.references[key] << 8 | _REFERENCE)
            return True
        self.references[key] = len(self.references) + 1
        return False


_KINDS: dict[type, int] = {Character: 16, Raw: 24, Items: 19}


def serialized(node: Node) -> bytes:
    """Return the stream that holds an object."""
    writer = _Writer()
    writer.integers(3, _WRITER, _LEAST, 5)
    writer.parts.append(b"UTF-8")
    finished(writer.node(node))
    return b"X\n" + b"".join(writer.parts)
