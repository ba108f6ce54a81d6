"""The workers of this machine, as executors: threads and processes that an interrupt can end."""

from __future__ import annotations

import contextvars
import multiprocessing
import os
import signal
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

__all__ = ["Processes", "Threads"]


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
