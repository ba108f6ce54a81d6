"""Watches what the interpreter is asked to start while a hostile file is read."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Sprung", "watch_from_now_on", "watched"]

_WATCHED = ("os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "subprocess.",
            "socket.", "ctypes.", "exec", "compile", "webbrowser.", "shutil.")  # fmt: skip
_watching = False


class Sprung(Exception):  # noqa: N818 - it is no error of the program
    """A file had the interpreter start something."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event.startswith(_WATCHED):
        raise Sprung(f"the interpreter was asked to {event} {arguments[:1]}")


@functools.cache
def watch_from_now_on() -> None:
    """Install the audit hook, once: none can be taken out again."""
    sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[None]:
    """Have the interpreter start nothing inside."""
    global _watching
    _watching = True
    try:
        yield
    finally:
        _watching = False
