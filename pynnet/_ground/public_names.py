"""Public classes and functions say that they are of the package, not of their room."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import FrozenInstanceError, is_dataclass
from types import FunctionType
from typing import Any, TypeVar

__all__ = ["name_publicly", "read_only"]

_Class = TypeVar("_Class")

_PACKAGE = __name__.partition(".")[0]


def name_publicly(namespace: Mapping[str, Any], names: Iterable[str]) -> None:
    """Have the classes and functions of these names say that their module is the package.

    Pickles name the module: they can still be read when the code has moved. The methods of a class
    follow, because doctest finds their examples only where those of their class are.
    """
    for name in names:
        _name(namespace[name])


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


def _name(public: type | FunctionType) -> None:
    home = public.__module__
    things = [public]
    if isinstance(public, type):
        if is_dataclass(public):
            read_only(public)
        things += vars(public).values()
        # Annotations that are text mean something in their own module only.
        public.__annotations__ = inspect.get_annotations(public, eval_str=True)
    for thing in things:
        function = getattr(thing, "__func__", thing)  # of a class method or a static one
        if getattr(function, "__module__", None) == home:
            function.__module__ = _PACKAGE
