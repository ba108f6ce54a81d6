"""What the estimators say of themselves."""

from __future__ import annotations

from typing import TypeVar

from pynnet._ground import entry, of_door

__all__ = ["offered"]

_Class = TypeVar("_Class")

_CONSTRUCTOR = "__init__"


def offered(cls: type[_Class]) -> type[_Class]:
    """Have a class say that it is of the door; its constructor knows its arguments' names.

    Parameters are kept as they are: clones compare them, and only a fit may refuse them.
    """
    setattr(cls, _CONSTRUCTOR, entry(getattr(cls, _CONSTRUCTOR), takes="anything"))
    return of_door(cls, "pynnet.sklearn")
