"""Text of polars that becomes pandas' when somebody reads it.

Polars keeps texts as views, pandas needs them in a row: to write a million takes as long as half of
a small fit, and most columns of a wide frame are in no formula. Arrow holds the views as they are,
at once and without a copy; they cannot be changed any more, whatever becomes of the frame.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import pandas as pd

__all__ = ["unread_text"]

_TEXT: Any = pd.api.types.pandas_dtype("str")
_ATTRIBUTES = frozenset(("_cache", "_dtype", "_pa_array", "_readonly"))


class _Views:
    """Arrow's views of texts, and the same in a row once they were read."""

    __slots__ = ("number", "read", "views")

    def __init__(self, views: Any) -> None:
        self.number, self.views, self.read = len(views), views, None

    def in_a_row(self) -> Any:
        views, read = self.views, self.read  # in this order: another thread may be at it
        if read is None:
            read = self.read = pd.array(views.cast("large_string"), dtype=_TEXT).__arrow_array__()
            self.views = None
        return read


class _UnreadText(pd.arrays.ArrowStringArray):
    """An array of pandas' that lacks its values; whatever asks for them makes it a usual one.

    What pandas makes of it is a usual one, but for copies and views, which share the values.
    """

    def __new__(cls, *arguments: Any, **named: Any) -> Any:
        """Make the usual one: methods of pandas' make others of their own class."""
        usual: Any = pd.arrays.ArrowStringArray
        return usual(*arguments, **named) if arguments or named else usual.__new__(usual)

    def __getattr__(self, name: str) -> Any:  # asked for what the object does not have
        if name != "_pa_array":
            return object.__getattribute__(self, name)
        return vars(_usual(self))[name]

    def __len__(self) -> int:
        views = _unread(self)
        return len(_usual(self)) if views is None else int(views.number)

    def __repr__(self) -> str:
        return repr(_usual(self))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _usual(self).__reduce_ex__(protocol)

    def copy(self) -> Any:
        """Return another one, unread too."""
        views = _unread(self)
        return _usual(self).copy() if views is None else _made(views)

    def view(self, dtype: Any = None) -> Any:
        """Return another one, unread too."""
        views = _unread(self)
        if dtype is not None or views is None:
            return _usual(self).view(dtype)
        made = _made(views)
        if getattr(self, "_readonly", False):
            made._readonly = True
        return made


# Functions, not methods: another thread may have made the object a usual one meanwhile.
def _unread(text: Any) -> _Views | None:
    held = vars(text)
    views: _Views | None = held.get("_views")
    return None if "_pa_array" in held else views


def _usual(text: Any) -> Any:
    """Return the same object, read: an array of pandas' own class."""
    held = vars(text)
    views = held.get("_views")
    if views is not None:
        held.setdefault("_pa_array", views.in_a_row())
    held.pop("_views", None)
    text.__class__ = pd.arrays.ArrowStringArray
    return text


def unread_text(series: Any) -> Any:
    """Return the text of a Series of polars, not read yet; None if a library is too old for it."""
    kind: Any = type(series)
    newest = _newest_form(kind)
    return None if newest is None else _made(_Views(series.to_arrow(compat_level=newest)))


def _made(views: _Views) -> Any:
    """Return an array without its values, the rest as pandas makes it."""
    made: Any = object.__new__(_UnreadText)
    vars(made).update(vars(_empty()), _views=views)
    del vars(made)["_pa_array"]
    return made


def _empty() -> Any:
    return pd.array([], dtype=_TEXT)


@functools.cache
def _newest_form(kind: Any) -> Any:
    """Return polars' name for Arrow with views, if pandas' arrays are as they are known here."""
    polars, arrow = importlib.import_module("polars"), importlib.import_module("pyarrow")
    attributes = vars(_empty()).keys()
    if "_pa_array" not in attributes or not attributes <= _ATTRIBUTES:
        return None
    try:
        newest = polars.CompatLevel.newest()
        views = kind(["a", None]).to_arrow(compat_level=newest)
        return newest if views.cast("large_string").to_pylist() == ["a", None] else None
    except (AttributeError, TypeError, arrow.ArrowNotImplementedError):
        return None
