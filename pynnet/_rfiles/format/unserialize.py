"""Reads the structure of a stream: R's own types of objects, one inside of the other.

References
----------
.. [1] R Core Team, *R Internals*, section "Serialization Formats".
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from pynnet._ground import DataError, shown

from .altrep import expanded
from .budget import NODE, POINTER, TEXT, Budget
from .bytecode import skip_bytecode
from .decoding import Decoder, decoder_for
from .nodes import (
    MISSING,
    NULL,
    Call,
    Character,
    Environment,
    Items,
    Marker,
    Node,
    Numbers,
    Opaque,
    Pairs,
    Raw,
    Symbol,
    VectorKind,
    text_of,
)
from .steps import Steps, each, finished

__all__ = ["Stream", "unserialized"]

_SYMBOL, _PAIRS, _FUNCTION, _ENVIRONMENT, _PROMISE, _CALL = 1, 2, 3, 4, 5, 6
_SPECIAL, _BUILTIN, _TEXT, _CHARACTER, _DOTS, _LIST, _EXPRESSION = 7, 8, 9, 16, 17, 19, 20
_BYTECODE, _POINTER, _WEAK, _RAW, _S4, _ALTREP = 21, 22, 23, 24, 25, 238
_REFERENCE, _PERSISTENT, _PACKAGE, _NAMESPACE = 255, 247, 248, 249
_ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL = 239, 240
_NUMBERS: dict[int, VectorKind] = {10: "logical", 13: "integer", 14: "double", 15: "complex"}
_SINGLE: dict[int, Node] = {
    254: NULL,
    253: Environment("R_GlobalEnv"),
    252: Marker("the unbound value"),
    251: MISSING,
    250: Environment("base"),
    242: Environment("R_EmptyEnv"),
    241: Environment("base"),
}
_HAS_ATTRIBUTES, _HAS_TAG = 1 << 9, 1 << 10
_BYTES, _LATIN1, _UTF8 = 1 << 1, 1 << 2, 1 << 3  # encodings of a text
# Those in which a character has one meaning, wherever it stands.
_ENCODING = re.compile(
    r"(utf-?8|ascii|ansi_x3\.4.*|iso-?8859-?\d+|latin-?\d|(cp|windows-?)\d+|koi8-?[ru]|euc-?\w+"
    r"|shift_?jis|sjis|gbk|gb2312|gb18030|big5)",
    re.IGNORECASE,
)
_LONG = -1  # a length that follows in two integers


class Stream:
    """A stream that is read from its beginning to its end.

    Attributes
    ----------
    r_version : tuple of int
        The version of R that wrote it.
    """

    def __init__(self, data: bytes, start: int, budget: Budget) -> None:
        self.budget = budget
        self._in: Decoder = decoder_for(data, start, budget)
        version, writer, _ = (self._in.integer() for _ in range(3))
        if version not in (2, 3):
            raise DataError(
                f"cannot read workspace version {version}: known are the versions 2 and 3. Save "
                "with version = 3 in R."
            )
        self.r_version = (writer >> 16, writer >> 8 & 255, writer & 255)
        self._native = "utf-8"
        if version == 3:
            name = self._in.text(self._length(self._in.integer(), 1)).decode("latin-1")
            self._native = _encoding_called(name)
        self._references: list[Node] = []
        self._known_texts: dict[tuple[bytes, int], str] = {}

    @property
    def left(self) -> int:
        """Bytes that have not been read."""
        return self._in.left

    def object(self) -> Node:
        """Read one object with all that is in it."""
        return finished(self.item())

    def integer(self) -> int:
        """Read one integer."""
        return self._in.integer()

    def item(self, flags: int | None = None) -> Steps[Node]:
        """Read an object; `flags` are its own, if they have been read."""
        flags = self._in.integer() if flags is None else flags
        kind = flags & 255
        if kind in _SINGLE:
            return _SINGLE[kind]
        if kind == _REFERENCE:
            return self._referred(flags >> 8)
        self.budget.take(NODE)
        if kind in (_PAIRS, _CALL, _DOTS, _ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL):
            return (yield self._pairs(flags))
        if kind in (_FUNCTION, _PROMISE):
            return (yield self._function(flags))
        if kind in _SPECIAL_READERS:
            return (yield _SPECIAL_READERS[kind](self, flags))
        node = (yield self._list(flags)) if kind in (_LIST, _EXPRESSION) else self._vector(kind)
        if flags & _HAS_ATTRIBUTES:
            node.attributes = yield self._attributes()
        return node

    # Vectors ---------------------------------------------------------------------------------

    def _length(self, length: int, size: int) -> int:
        """Return a length, after a check that the file can hold so much."""
        if length == _LONG:
            high, low = self._in.integer(), self._in.integer()
            length = (high << 32) + (low & 0xFFFFFFFF)
        if length < 0 or length * size > self._in.left + 1:
            raise DataError(
                f"unexpected end of the file: a vector of length {shown(length)} is to follow, "
                f"there are {self._in.left} bytes. It was cut off, or is broken."
            )
        return length

    def _vector(self, kind: int) -> Any:
        if kind not in (*_NUMBERS, _CHARACTER, _RAW):
            raise DataError(
                f"ReadItem: unknown type {kind}, perhaps written by later version of R: the file "
                "is broken, or holds what pynnet does not know."
            )
        if kind == _CHARACTER:
            return Character(self.texts(self._in.integer()))
        length = self._in.integer()
        if kind == _RAW:
            return Raw(self._in.raw(self._length(length, 1)))
        if kind in (10, 13):
            return Numbers(_NUMBERS[kind], self._in.integers(self._length(length, 2)))
        if kind == 15:
            return Numbers("complex", self._in.doubles(2 * self._length(length, 4)).view(complex))
        return Numbers("double", self._in.doubles(self._length(length, 2)))

    def texts(self, length: int) -> list[str | None]:
        """Read the elements of a character vector."""
        length = self._length(length, 4)
        self.budget.take(length * POINTER)
        return [self._text() for _ in range(length)]

    def _text(self) -> str | None:
        flags = self._in.integer()
        if flags & 255 != _TEXT:
            raise DataError(f"the file is broken: a text is of type {flags & 255}.")
        length = self._in.integer()
        if length == -1:
            return None
        written = self._in.text(self._length(length, 1))
        known = self._known_texts.get((written, flags))
        if known is None:
            self.budget.take(2 * TEXT + 6 * length)
            known = self._known_texts[written, flags] = self._decoded(written, flags >> 12)
        return known

    def _decoded(self, written: bytes, levels: int) -> str:
        """Return a text in the encoding that it is marked with; bytes read as R shows them."""
        encoding = "utf-8" if levels & _UTF8 else "latin-1" if levels & _LATIN1 else self._native
        if levels & _BYTES:
            encoding = "ascii"
        try:
            return written.decode(encoding)
        except UnicodeError:
            return written.decode("ascii", "backslashreplace")

    def _list(self, flags: int) -> Steps[Items]:  # noqa: ARG002 - as all readers
        length = self._length(self._in.integer(), 2)
        self.budget.take(length * POINTER)
        return Items((yield each(self.item() for _ in range(length))))

    # Pairs and calls -------------------------------------------------------------------------

    def _pairs(self, flags: int) -> Steps[Node]:
        """Read cells one after the other: attributes, tag and value of each."""
        kind = flags & 255
        attributes: dict[str, Node] = {}
        values: list[tuple[str | None, Node]] = []
        first = True
        while flags & 255 in (_PAIRS, _CALL, _DOTS, _ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL):
            self.budget.take(NODE // 2)
            if flags & _HAS_ATTRIBUTES or flags & 255 >= _ATTRIBUTE_PAIRS:
                found = yield self._attributes()
                attributes = found if first else attributes
            tag = None
            if flags & _HAS_TAG:
                name = yield self.item()
                tag = name.name if isinstance(name, Symbol) else None
            values.append((tag, (yield self.item())))
            flags = self._in.integer()
            first = False
        end = yield self.item(flags)
        if end is not NULL:
            values.append((None, end))  # a dotted pair, which R's own functions never make
        if kind in (_CALL, _ATTRIBUTE_CALL):
            return Call(values[0][1], values[1:], attributes)
        return Pairs(values, attributes)

    def _attributes(self) -> Steps[dict[str, Node]]:
        pairs = yield self.item()
        if pairs is NULL:
            return {}
        if not isinstance(pairs, Pairs):
            raise DataError("the file is broken: attributes are no pairlist.")
        return {name: value for name, value in pairs.values if name is not None}

    def _function(self, flags: int) -> Steps[Node]:
        """Read a function, or a promise, and forget what is in it."""
        parts = 2 + bool(flags & _HAS_ATTRIBUTES) + bool(flags & _HAS_TAG)
        for _ in range(parts):
            yield self.item()
        return Opaque("function" if flags & 255 == _FUNCTION else "promise")

    # All else --------------------------------------------------------------------------------

    def _referred(self, number: int) -> Node:
        number = number or self._in.integer()
        if not 1 <= number <= len(self._references):
            raise DataError(
                f"the file is broken: it refers to object {number}, which is not there."
            )
        return self._references[number - 1]

    def _symbol(self, flags: int) -> Steps[Node]:  # noqa: ARG002
        yield from ()
        symbol = Symbol(self._text() or "NA")
        self._references.append(symbol)
        return symbol

    def _environment(self, flags: int) -> Steps[Node]:  # noqa: ARG002
        self._in.integer()  # whether it is locked
        environment = Environment("an environment of its own")
        self._references.append(environment)
        environment.around = yield self.item()
        frame = yield self.item()
        table = yield self.item()
        environment.attributes = yield self._attributes()
        chains = [frame, *(table.values if isinstance(table, Items) else [])]
        for chain in chains:
            if isinstance(chain, Pairs):
                environment.variables.update((n, v) for n, v in chain.values if n is not None)
        return environment

    def _namespace(self, flags: int) -> Steps[Node]:
        yield from ()
        if self._in.integer() != 0:
            raise DataError(
                "names in persistent strings are not supported yet: the file is broken."
            )
        parts = self.texts(self._in.integer())
        name = parts[0] if parts else None
        if flags & 255 == _NAMESPACE:
            name = f"namespace:{name}"
        self._references.append(Environment(str(name)))
        return self._references[-1]

    def _primitive(self, flags: int) -> Steps[Node]:  # noqa: ARG002
        yield from ()
        self._in.text(self._length(self._in.integer(), 1))
        return Opaque("function")

    def _pointer(self, flags: int) -> Steps[Node]:
        pointer = Opaque("external pointer" if flags & 255 == _POINTER else "weak reference")
        self._references.append(pointer)
        if flags & 255 == _POINTER:
            for _ in range(2):
                yield self.item()
        if flags & _HAS_ATTRIBUTES:
            pointer.attributes = yield self._attributes()
        return pointer

    def _s4(self, flags: int) -> Steps[Node]:
        attributes = (yield self._attributes()) if flags & _HAS_ATTRIBUTES else {}
        name = text_of(attributes.get("class", NULL))
        return Opaque(f"S4 object of class {name!r}", attributes)

    def _altrep(self, flags: int) -> Steps[Node]:  # noqa: ARG002
        """Read what R keeps in another form, and make it what it stands for."""
        about = yield self.item()
        state = yield self.item()
        attributes = yield self._attributes()
        names = (
            [v.name for _, v in about.values if isinstance(v, Symbol)]
            if isinstance(about, Pairs)
            else []
        )
        node: Any = expanded(names[0] if names else "", state, self.budget)
        node.attributes = {**node.attributes, **attributes}
        return node

    def _bytecode(self, flags: int) -> Steps[Node]:
        yield skip_bytecode(self)
        if flags & _HAS_ATTRIBUTES:
            yield self._attributes()
        return Opaque("compiled code")


_SPECIAL_READERS: dict[int, Any] = {
    _SYMBOL: Stream._symbol,
    _ENVIRONMENT: Stream._environment,
    _SPECIAL: Stream._primitive,
    _BUILTIN: Stream._primitive,
    _BYTECODE: Stream._bytecode,
    _POINTER: Stream._pointer,
    _WEAK: Stream._pointer,
    _S4: Stream._s4,
    _ALTREP: Stream._altrep,
    _PERSISTENT: Stream._namespace,
    _PACKAGE: Stream._namespace,
    _NAMESPACE: Stream._namespace,
}


def _encoding_called(name: str) -> str:
    """Return Python's name of an encoding that R names; texts of others are read as UTF-8."""
    if not _ENCODING.fullmatch(name):
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def unserialized(data: bytes, budget: Budget) -> tuple[Node, Stream]:
    """Return the object that a stream holds, and the stream."""
    stream = Stream(data, 0, budget)
    node = stream.object()
    return node, stream
