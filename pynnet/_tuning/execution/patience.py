"""How long a run waits for workers of which nothing is heard."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from pynnet._ground import FitWarning, WorkerError, warn

__all__ = ["Patience"]

_SAY_AFTER = 5.0  # seconds without a sign of life
_START = 30.0  # seconds, for workers that are there, or start when they are first needed
_ASK_EVERY = 1.0  # seconds between two questions to a scheduler


class Patience:
    """Watches for signs of life; without any it says so, and gives up at last.

    A worker that has answered may be long at its next jobs, and is waited for; but an executor that
    knows its workers, as Dask's does, is asked whether there are any left.

    Parameters
    ----------
    executor : object
        Whose workers they are.
    limit : float
        Seconds without a sign of life after which to give up.
    alive_here : callable
        Whether the work has begun in this very process.
    """

    def __init__(self, executor: Any, limit: float, alive_here: Callable[[], bool]) -> None:
        self._executor = executor
        self._limit = limit
        self._alive_here = alive_here
        self._met = self._said = False
        self._since = self._asked = time.monotonic()

    def heard(self) -> None:
        """Note a sign of life."""
        self._met = True
        self._since = time.monotonic()

    def begin(self) -> None:
        """Begin to wait."""
        self._since = time.monotonic()

    def check(self) -> None:
        """Warn if nothing has been heard for some time, raise if for too long."""
        now = time.monotonic()
        silence = now - self._since
        if silence < min(_SAY_AFTER, self._limit) or now - self._asked < _ASK_EVERY:
            return
        self._asked = now
        number = _workers_left(self._executor)
        if number != 0 and (self._met or self._alive_here()):
            self._since = now
            return
        if number and silence < min(_START, self._limit):  # they import what they need
            return
        if not self._said:
            self._said = True
            limit = "" if self._limit == math.inf else f" It gives up after {self._limit:g}."
            warn(
                f"no worker has answered for {silence:.0f} seconds, so nothing is being done: does "
                f"the executor have workers, and are they free?{limit}",
                FitWarning,
            )
        if silence >= self._limit:
            raise WorkerError(
                f"no worker has answered for {silence:.0f} seconds. Start workers, or pass a "
                "larger worker_timeout=. What was done before is not lost if the search had a "
                "checkpoint: run it again to go on."
            )


def _workers_left(executor: Any) -> int | None:
    """How many workers Dask knows of, or a pool of the library has; None if nobody can tell."""
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor  # slow to import

    if isinstance(executor, (ProcessPoolExecutor, ThreadPoolExecutor)):
        return int(executor._max_workers)  # type: ignore[union-attr]
    client = getattr(executor, "_client", None)
    if client is None or not callable(getattr(client, "nthreads", None)):
        return None
    if getattr(client, "status", "running") != "running":
        return 0
    try:
        return len(client.nthreads())
    except (OSError, RuntimeError):  # the scheduler is gone, and its workers with it
        return 0
