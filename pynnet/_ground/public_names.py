"""Public classes and functions say that they are of the package, not of their room."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
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


def _name(public: type | FunctionType) -> None:
    home = public.__module__
    things = [public]
    if isinstance(public, type):
        things += vars(public).values()
        # Annotations that are text mean something in their own module only.
        public.__annotations__ = inspect.get_annotations(public, eval_str=True)
    for thing in things:
        function = getattr(thing, "__func__", thing)  # of a class method or a static one
        if getattr(function, "__module__", None) == home:
            function.__module__ = _PACKAGE
