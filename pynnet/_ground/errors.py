"""The exceptions and warnings of the package.

The wording is always: R's own words first where R has them, then what was got and what to do.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .caller import levels_to_caller
from .public_names import public

__all__ = [
    "ArgumentError",
    "DataError",
    "FitWarning",
    "FormulaError",
    "KernelError",
    "PynnetError",
    "RWarning",
    "UnknownArgumentError",
    "WorkerError",
    "times_warned",
    "warn",
    "warnings_kept",
    "without_advice",
]


_LONGEST = 1000  # characters of a message


def _readable(message: str) -> str:
    """A message that can be printed, and read: the middle of a long one is left out."""
    message = message.encode("utf-8", "backslashreplace").decode()
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST * 7 // 10]} ... {message[-_LONGEST // 4 :]}"


@public
class PynnetError(Exception):
    """Root of the errors that pynnet raises."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*(_readable(a) if isinstance(a, str) else a for a in arguments))


@public
class ArgumentError(PynnetError, ValueError):
    """An argument has a value that cannot be used."""


@public
class UnknownArgumentError(ArgumentError, TypeError):
    """A keyword argument that the function does not have."""


@public
class DataError(PynnetError, ValueError):
    """The data cannot be used: wrong type, shape, missing or infinite values, unknown levels."""


@public
class FormulaError(PynnetError, ValueError):
    """A formula cannot be read, or has no meaning for the data."""


@public
class KernelError(PynnetError, RuntimeError):
    """The compiled kernel is asked for but cannot be used."""


@public
class WorkerError(PynnetError, RuntimeError):
    """A worker of a search has died, or could not be given its work."""


@public
class RWarning(UserWarning):
    """A warning that R gives too, in R's words."""


@public
class FitWarning(UserWarning):
    """A warning that R does not give; it never changes a result."""


class _Given(threading.local):
    warnings = 0


_given = _Given()


def times_warned() -> int:
    """How many warnings this thread was given: what came without one may be used again."""
    return _given.warnings


_ADVISES: ContextVar[bool] = ContextVar("whether fits are warned about", default=True)


@contextmanager
def without_advice() -> Iterator[None]:
    """Give no `FitWarning` inside: of many fits one after the other nobody asked for advice."""
    token = _ADVISES.set(False)
    try:
        yield
    finally:
        _ADVISES.reset(token)


_KEPT: ContextVar[list[tuple[str, type[Warning]]] | None] = ContextVar(
    "warnings that are kept for later", default=None
)


@contextmanager
def warnings_kept() -> Iterator[list[tuple[str, type[Warning]]]]:
    """Keep the warnings given inside, instead of giving them: a worker has no caller to tell.

    Whoever waits for it gives them, by `warn`.
    """
    kept: list[tuple[str, type[Warning]]] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def warn(message: str, category: type[Warning]) -> None:
    """Warn at the line of the user's code that called into the package."""
    if issubclass(category, FitWarning) and not _ADVISES.get():
        return
    _given.warnings += 1
    kept = _KEPT.get()
    if kept is not None:
        kept.append((message, category))
        return
    warnings.warn(message, category, stacklevel=levels_to_caller())
