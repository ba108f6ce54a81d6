"""Pickles of results: which version wrote them, and pandas objects as plain arrays."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pynnet._ground import FORMAT, VERSION, DataError, FitWarning, warn

from .portable import portable

__all__ = ["copied", "pickled"]


def pickled(result: Any) -> tuple[Any, ...]:
    """Return what `__reduce__` of a result gives: how to make it anew, and by whom it was made."""
    return _read, (type(result), FORMAT, VERSION, [portable(value) for value in _fields(result)])


def copied(result: Any) -> Any:
    """Return the same result as another object."""
    return type(result)(*_fields(result))


def _fields(result: Any) -> list[Any]:
    return [getattr(result, field.name) for field in fields(result)]


def _read(kind: type, form: int, version: str, values: list[Any]) -> Any:
    """Make a result of a pickle."""
    if form != FORMAT:
        raise DataError(
            f"the pickle has format {form}, written by pynnet {version}; this is pynnet {VERSION}, "
            f"which reads format {FORMAT}. Load it with the version that wrote it, or fit again."
        )
    if version != VERSION:
        warn(
            f"the pickle was written by pynnet {version}, this is pynnet {VERSION}: results that "
            "are computed from now on may differ from those of the version that fitted.",
            FitWarning,
        )
    return kind(*values)
