"""Any object of R's as Python's: lists become dictionaries or lists, programs their text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pynnet._ground import DataError, FitWarning, shown, warn

from ..format.nodes import (
    NULL,
    Call,
    Environment,
    Items,
    Marker,
    Node,
    Opaque,
    Pairs,
    Symbol,
    classes_of,
    names_of_items,
)
from ..format.steps import Steps, each
from ..language import program_text
from ..things import RThing
from .frames import frame_of
from .vectors import vector_of

__all__ = ["ClassReaders", "plain_object"]

ClassReaders: TypeAlias = Mapping[str, Callable[[Items, Callable[[Node], Steps[Any]]], Steps[Any]]]

_DEEPEST = 100  # lists inside of lists: what is deeper Python cannot even print
_PLAIN_LISTS = frozenset(("list", "simple.list", "AsIs", "pairlist", "by"))


class _Reader:
    """What classes of lists are read as; and how deep lists are inside one another just now."""

    def __init__(self, readers: ClassReaders) -> None:
        self.readers = readers
        self.level = 0

    def object(self, node: Node) -> Steps[Any]:
        """Return what an object is in Python."""
        yield from ()
        if isinstance(node, (Items, Pairs)):
            return (yield self.list(node))
        if isinstance(node, Marker):
            return None if node is NULL else RThing(node.name)
        if isinstance(node, (Symbol, Call)):
            return str(program_text(node))
        if isinstance(node, Environment):
            return RThing(f"environment {node.name}")
        if isinstance(node, Opaque):
            return RThing(node.kind)
        return vector_of(node)

    def list(self, node: Items | Pairs) -> Steps[Any]:
        self.level += 1
        if self.level > _DEEPEST:
            raise DataError(f"lists are nested too deeply (more than {_DEEPEST} levels).")
        made = yield self._by_class(node)
        self.level -= 1
        return made

    def _by_class(self, node: Items | Pairs) -> Steps[Any]:
        classes = classes_of(node)
        if isinstance(node, Items):
            if "data.frame" in classes:
                return (yield frame_of(node, self.object))
            for name in classes:
                if name in self.readers:
                    return (yield self.readers[name](node, self.object))
        if classes and not _PLAIN_LISTS & set(classes):
            warn(
                f"an object of class {shown(classes[0])} is not known: it is given as the list "
                "that it is.",
                FitWarning,
            )
        return (yield self._plain_list(node))

    def _plain_list(self, node: Items | Pairs) -> Steps[Any]:
        """Return a dictionary where all names differ, pairs where some do not, or a list."""
        names = names_of_items(node)
        items = [value[1] if isinstance(value, tuple) else value for value in node.values]
        values = yield each(self.object(item) for item in items)
        if not any(names):
            named = isinstance(node, Items) and "names" in node.attributes
            return {} if named and not values else values
        if all(names) and len(set(names)) == len(names):
            return dict(zip(names, values, strict=True))
        return list(zip(names, values, strict=True))


def plain_object(node: Node, readers: ClassReaders) -> Steps[Any]:
    """Return an object of R's as Python's; `readers` make lists of their classes."""
    return _Reader(readers).object(node)
