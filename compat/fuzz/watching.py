"""Watches what the interpreter is asked to do while something hostile is read."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Sprung", "watch_from_now_on", "watched"]

_STARTS = ("os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "subprocess.",
           "socket.", "ctypes.", "exec", "compile", "webbrowser.", "shutil.")  # fmt: skip
_forbidden: tuple[str, ...] = ()  # beginnings of events


class Sprung(Exception):  # noqa: N818 - it is no error of the program
    """Something hostile reached what it must not reach."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _forbidden and event.startswith(_forbidden) and event != "os.putenv":
        raise Sprung(f"the interpreter was asked to {event} {arguments[:1]}")


@functools.cache
def watch_from_now_on() -> None:
    """Install the audit hook, once: none can be taken out again."""
    sys.addaudithook(_watch)


@contextmanager
def watched(events: tuple[str, ...] = _STARTS) -> Iterator[None]:
    """Have the interpreter do nothing of this inside; by default, start nothing."""
    global _forbidden
    _forbidden = events
    try:
        yield
    finally:
        _forbidden = ()
