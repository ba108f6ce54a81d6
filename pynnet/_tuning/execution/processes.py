"""Processes as an executor that an interrupt can end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

__all__ = ["Processes"]


class Processes(ProcessPoolExecutor):
    """Processes that start afresh, leave Ctrl-C to their parent, and do not outlive it.

    Parameters
    ----------
    n_workers : int
        The largest number of processes; they start as they are needed.
    """

    def __init__(self, n_workers: int) -> None:
        # Forking is not safe beside threads, and NumPy's libraries have some.
        fresh = multiprocessing.get_context("spawn")
        super().__init__(n_workers, mp_context=fresh, initializer=_start_worker)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queue a call; starts a process if none is free."""
        with _ctrl_c_held():
            return super().submit(fn, *args, **kwargs)

    def end(self) -> None:
        """End the processes at once, whatever they do."""
        for process in list((self._processes or {}).values()):
            process.terminate()
        self.shutdown(wait=True)


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Hold SIGINT back for a moment; a process that is started meanwhile does so for good.

    It would print a traceback if it came while the process imports its modules.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent has been killed; the library would leave it waiting."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
