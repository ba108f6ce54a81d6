"""What the public functions and classes of this room say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from pynnet._ground import entry, of_door

__all__ = ["offered", "offered_class"]

_HOME = "pynnet.caret"

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_Class = TypeVar("_Class")


def offered(function: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """Have a function refuse unknown arguments in R's words, and say that it is of the door."""
    wrapped = entry(function)
    wrapped.__module__ = _HOME
    return wrapped


def offered_class(cls: type[_Class]) -> type[_Class]:
    """Have a class, and its methods, say that they are of the door."""
    return of_door(cls, _HOME)
