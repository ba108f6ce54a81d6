"""Public classes and functions say that they are of the package, not of their room."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError
from typing import TypeVar

__all__ = ["of_door", "public", "read_only"]

_Public = TypeVar("_Public")
_Class = TypeVar("_Class")

_PACKAGE = __name__.partition(".")[0]


def public(thing: _Public) -> _Public:
    """Have a class or a function say that its module is the package.

    Pickles name the module: they can still be read when the code has moved. The methods of a class
    follow, because doctest finds their examples only where those of their class are.
    """
    home = thing.__module__
    things: list[object] = [thing]
    if isinstance(thing, type):
        things += vars(thing).values()
        # Annotations that are text mean something in their own module only.
        thing.__annotations__ = inspect.get_annotations(thing, eval_str=True)
    for one in things:
        function = getattr(one, "__func__", one)  # of a class method or a static one
        if getattr(function, "__module__", None) == home:
            function.__module__ = _PACKAGE
    return thing


def of_door(cls: type[_Class], door: str) -> type[_Class]:
    """Have a class, and its methods, say that they are of a door such as ``pynnet.caret``."""
    public(cls)
    for member in (cls, *vars(cls).values()):
        function = getattr(member, "__func__", member)
        if getattr(function, "__module__", None) == _PACKAGE:
            function.__module__ = door
    return cls


def read_only(cls: type[_Class]) -> type[_Class]:
    """Have a class refuse that attributes are set or deleted, in the same words for any name.

    Frozen dataclasses with slots fail otherwise in words about ``super`` for names they lack.
    """
    for name, method in (("__setattr__", _refuse_setting), ("__delattr__", _refuse_deleting)):
        setattr(cls, name, method)
    return cls


def _refuse_setting(self: object, name: str, value: object) -> None:  # noqa: ARG001
    raise _refusal(self, "set", name)


def _refuse_deleting(self: object, name: str) -> None:
    raise _refusal(self, "delete", name)


def _refusal(owner: object, verb: str, name: str) -> FrozenInstanceError:
    return FrozenInstanceError(
        f"cannot {verb} '{name}': objects of class {type(owner).__name__} are read-only. "
        "Keep what belongs to one beside it."
    )
