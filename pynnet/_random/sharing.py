"""A lock around each draw, and who else has drawn since: numbers that others have go never back."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Shared", "Watch"]


class Watch:
    """Where a stream stood when a thread began to draw from it.

    Parameters
    ----------
    state : object
        The state of the stream.

    Attributes
    ----------
    thread : int
        The thread, which may let others draw for it.
    disturbed : bool
        Whether somebody else has moved the stream since.
    """

    def __init__(self, state: Any) -> None:
        self.state = state
        self.thread = threading.get_ident()
        self.disturbed = False


class Shared:
    """What the threads that use one stream have in common."""

    def __init__(self) -> None:
        self._watches: weakref.WeakSet[Watch] = weakref.WeakSet()
        self._acting_for: int | None = None
        self.lock = threading.RLock()

    def add(self, watch: Watch) -> None:
        """Tell a watch from now on."""
        self._watches.add(watch)

    def remove(self, watch: Watch) -> None:
        """Tell a watch no more."""
        self._watches.discard(watch)

    def moved(self) -> None:
        """Tell the watches of others that this thread moves the stream; it holds the lock."""
        if self._watches:
            actor = self._acting_for or threading.get_ident()
            for watch in self._watches:
                watch.disturbed |= watch.thread != actor

    def moved_by_others(self) -> None:
        """Tell all watches that somebody unknown has moved the stream."""
        for watch in self._watches:
            watch.disturbed = True

    @contextmanager
    def acting_for(self, watch: Watch) -> Iterator[None]:
        """Draw for the thread that watches, on whatever thread this is."""
        with self.lock:
            before, self._acting_for = self._acting_for, watch.thread
            try:
                yield
            finally:
                self._acting_for = before
