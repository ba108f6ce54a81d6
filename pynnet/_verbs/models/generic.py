"""What R knows of arguments: their methods, without which it refuses them, and their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pynnet._ground import ArgumentError, calling_frame, scopes_of, variable_in
from pynnet._multinom import Multinom
from pynnet._nnet import NNet

__all__ = ["is_of_caret", "method_of", "not_applicable", "value_of", "variable_of"]

_CARET = f"{__name__.partition('.')[0]}.caret"


def method_of(thing: Any, name: str) -> Callable[..., Any]:
    """The method of a fit, or R's error for what has none."""
    method = getattr(thing, name, None)
    if callable(method):
        return method
    raise not_applicable(name, thing)


def is_of_caret(thing: Any) -> bool:
    """Whether a thing is what functions of ``pynnet.caret`` return, which this room cannot know."""
    return type(thing).__module__ == _CARET


def value_of(thing: Any, name: str) -> Any:
    if isinstance(thing, (NNet, Multinom)):
        return getattr(thing, name)
    raise not_applicable(name, thing)


def not_applicable(name: str, thing: Any) -> ArgumentError:
    return ArgumentError(
        f"no applicable method for '{name}' applied to an object of class {_class_in_r(thing)}. "
        "Pass a fit that has one."
    )


def _class_in_r(thing: Any) -> str:
    if isinstance(thing, Multinom):
        return "\"c('multinom', 'nnet')\""
    if isinstance(thing, NNet):
        return '"nnet"' if thing.terms is None else "\"c('nnet.formula', 'nnet')\""
    return f'"{type(thing).__name__}"'


def variable_of(thing: Any) -> str | None:
    """The variable that holds a thing where the package was called, as R names arguments."""
    return variable_in(scopes_of(calling_frame()), thing)
