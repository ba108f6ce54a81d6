"""Threads as an executor that an interrupt can end."""

from __future__ import annotations

import contextvars
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

__all__ = ["Threads"]


_Calls: TypeAlias = "SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]"


class Threads(Executor):
    """Threads that do not keep an interrupted program from ending, as those of the library do.

    They end with the pool: an interrupt may come before anybody has it in hand. They see the
    context variables of the thread that makes them; NumPy keeps what it does about floating-point
    errors in one.

    Parameters
    ----------
    n_workers : int
        Number of threads.
    """

    def __init__(self, n_workers: int) -> None:
        self._calls: _Calls = SimpleQueue()
        self._threads = [
            threading.Thread(
                target=contextvars.copy_context().run,
                args=(_serve, self._calls),
                name=f"pynnet-{number}",
                daemon=True,
            )
            for number in range(n_workers)
        ]
        weakref.finalize(self, _tell_to_end, self._calls, n_workers).atexit = False
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queue a call."""
        future: Future[Any] = Future()
        self._calls.put((future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the threads when what is queued is done, or with `cancel_futures` before it."""
        if cancel_futures:
            self._empty_queue()
        _tell_to_end(self._calls, len(self._threads))
        if wait:
            for thread in self._threads:
                thread.join()

    def end(self) -> None:
        """End the threads as soon as each has done what it is at, and do not wait for them."""
        self.shutdown(wait=False, cancel_futures=True)

    def _empty_queue(self) -> None:
        while True:
            try:
                call = self._calls.get_nowait()
            except Empty:
                return
            if call is not None:
                call[0].cancel()


def _serve(calls: _Calls) -> None:
    """Make the calls of a queue, one after the other."""
    while (call := calls.get()) is not None:
        future, function = call
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)
        del call, future, function  # what the last call made is not kept until the next


def _tell_to_end(calls: _Calls, n_threads: int) -> None:
    """Let each thread end when it has made the calls that are queued."""
    for _ in range(n_threads):
        calls.put(None)
