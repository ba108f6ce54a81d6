"""Compiled functions: read past, never run."""

from __future__ import annotations

from typing import Any

from pynnet._ground import DataError

from .budget import NODE
from .nodes import NULL, Node
from .steps import Steps

__all__ = ["skip_bytecode"]

_CODE, _CALL, _PAIRS = 21, 6, 2
_ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL, _REPEATED, _DEFINED = 239, 240, 243, 244
_IN_CODE = frozenset((_CALL, _PAIRS, _ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL, _REPEATED, _DEFINED))


def skip_bytecode(stream: Any) -> Steps[Node]:
    """Read past compiled code, which begins with the number of things that it repeats."""
    stream.integer()
    return (yield _code(stream))


def _code(stream: Any) -> Steps[Node]:
    yield stream.item()
    count = stream.integer()
    if not 0 <= count <= stream.left:
        raise DataError(f"the file is broken: compiled code has {count} constants.")
    for _ in range(count):
        kind = stream.integer()
        if kind == _CODE:
            yield _code(stream)
        elif kind in _IN_CODE:
            yield _constant(stream, kind)
        else:
            yield stream.item()
    return NULL


def _constant(stream: Any, kind: int) -> Steps[Node]:
    """Read past a call or a pairlist in code: cells whose rest follows behind their value."""
    while kind in _IN_CODE:
        stream.budget.take(NODE // 8)
        if kind in (_REPEATED, _DEFINED):
            stream.integer()
        if kind == _REPEATED:
            return NULL
        if kind == _DEFINED:
            kind = stream.integer()
        if kind in (_ATTRIBUTE_PAIRS, _ATTRIBUTE_CALL):
            yield stream.item()
        yield stream.item()  # the tag
        value = stream.integer()
        if value in _IN_CODE:
            yield _constant(stream, value)
        else:
            yield stream.item()
        kind = stream.integer()
    yield stream.item()
    return NULL
