"""Public classes and functions say that they are of the package, not of their room."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import FrozenInstanceError, is_dataclass
from types import FunctionType
from typing import Any

__all__ = ["name_publicly"]

_PACKAGE = __name__.partition(".")[0]


def name_publicly(namespace: Mapping[str, Any], names: Iterable[str]) -> None:
    """Have the classes and functions of these names say that their module is the package.

    Pickles name the module: they can still be read when the code has moved. The methods of a class
    follow, because doctest finds their examples only where those of their class are.
    """
    for name in names:
        _name(namespace[name])


def _refuse_setting(self: object, name: str, value: object = None) -> None:  # noqa: ARG001
    raise FrozenInstanceError(
        f"cannot set '{name}': a {type(self).__name__} is read-only. "
        "Keep what belongs to it beside it."
    )


def _name(public: type | FunctionType) -> None:
    home = public.__module__
    things = [public]
    if isinstance(public, type):
        if is_dataclass(public):  # those with slots fail in other words for names they do not have
            for method in ("__setattr__", "__delattr__"):
                setattr(public, method, _refuse_setting)
        things += vars(public).values()
        # Annotations that are text mean something in their own module only.
        public.__annotations__ = inspect.get_annotations(public, eval_str=True)
    for thing in things:
        function = getattr(thing, "__func__", thing)  # of a class method or a static one
        if getattr(function, "__module__", None) == home:
            function.__module__ = _PACKAGE
