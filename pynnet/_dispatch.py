"""Hands batches of jobs to an executor, a few at a time, and takes back what comes of them."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import Any, NoReturn, Protocol, TypeAlias

from pynnet._batches import Answer, Failure, Process, Work, do_batch
from pynnet._errors import ArgumentError, WorkerError

__all__ = ["Dispatcher", "OnDone", "OnError", "Submits"]

OnDone: TypeAlias = Callable[[int, Any], object]
OnError: TypeAlias = Callable[[int, BaseException], object]

_BATCH_SECONDS = 0.05  # of work in a batch: much beside sending it, little to a watching user
_MOST_JOBS = 1000
_EACH = 2  # batches for a worker: one to do, one to go on with
_MOST_BATCHES = 4096
_KEPT = "What was done before is not lost if the search had a checkpoint: run it again to go on."
_POLL = 0.1  # seconds; where a wait cannot be interrupted, Ctrl-C is noticed after so long


class Submits(Protocol):
    """What is needed of an executor."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Call `fn` somewhere, some time."""


@dataclass(frozen=True, slots=True)
class _Batch:
    first: int  # index of the first job
    jobs: Sequence[Any]

    def after(self, n_done: int) -> _Batch:
        return _Batch(self.first + n_done, self.jobs[n_done:])


class _Supply:
    """The jobs that are left, cut into batches to suit their pace.

    Parameters
    ----------
    jobs : iterable
        Read as batches are asked for. If their number is known, the last batches get smaller, so
        that no worker has much to do when the others have finished.
    """

    def __init__(self, jobs: Iterable[Any]) -> None:
        self._jobs = iter(jobs)
        self._left: int | None = len(jobs) if isinstance(jobs, Sized) else None
        self._returned: deque[_Batch] = deque()
        self._first = 0
        self._size = 1

    def take(self, n_batches: int) -> _Batch | None:
        """Return the next batch if `n_batches` may be under way, or None if no job is left."""
        if self._returned:
            return self._returned.popleft()
        size = self._size
        if self._left is not None:
            size = max(1, min(size, self._left // n_batches))
        jobs = list(itertools.islice(self._jobs, size))
        if not jobs:
            return None
        batch = _Batch(self._first, jobs)
        self._first += len(jobs)
        if self._left is not None:
            self._left -= len(jobs)
        return batch

    def give_back(self, batch: _Batch) -> None:
        """Take back jobs that were not done; they are next."""
        if batch.jobs:
            self._returned.append(batch)

    def learn(self, n_done: int, seconds: float) -> None:
        """Size the batches that follow by how long some jobs took."""
        fitting = int(_BATCH_SECONDS * n_done / max(seconds, 1e-9))
        self._size = max(1, min(fitting, 2 * self._size, _MOST_JOBS))


class _Delivery:
    """Which workers wait for the shared data: each asks, and is sent them once.

    An executor chooses the worker itself, so what is sent for one may reach another; the one that
    went without asks again.
    """

    def __init__(self) -> None:
        self._asking: deque[Process] = deque()
        self._promised: set[Process] = set()
        self._anyone = False

    @property
    def held_up(self) -> bool:
        """Whether a batch without data would come back: all they know is who lacks them."""
        return bool(self._promised) and not self._asking and not self._anyone

    def asks(self, process: Process) -> None:
        """Note that the process lacks the data."""
        if process not in self._promised and process not in self._asking:
            self._asking.append(process)

    def has(self) -> None:
        """Note that some process has them."""
        self._anyone = True

    def next_for(self) -> Process | None:
        """Return for whom the next batch has to carry the data, or None."""
        if not self._asking:
            return None
        process = self._asking.popleft()
        self._promised.add(process)
        return process

    def sent(self, process: Process | None) -> None:
        """Note that what was sent for a process has reached some worker."""
        if process is not None:
            self._promised.discard(process)


class Dispatcher:
    """One run of jobs on an executor.

    Parameters
    ----------
    executor : object
        Has ``submit(function, *arguments)``, which gives a future.
    n_workers : int
        How many workers it has, or is thought to have. If there turn out to be more, more batches
        are handed out.
    work, shared, token
        As for :func:`pynnet._batches.do_batch`.
    """

    def __init__(
        self, executor: Submits, n_workers: int, work: Work, shared: Any, token: str
    ) -> None:
        self._executor = executor
        self._n_workers = n_workers
        self._work = work
        self._shared = shared
        self._token = token
        self._seen: set[tuple[Process, int]] = set()
        self._delivery = _Delivery()
        self._serial = itertools.count()
        self._under_way: dict[Future[Any], tuple[_Batch, Process | None]] = {}
        self._arrived: SimpleQueue[Future[Any]] = SimpleQueue()

    def run(self, jobs: Iterable[Any], on_done: OnDone, on_error: OnError) -> None:
        """Do all jobs."""
        supply = _Supply(jobs)
        self._hand_out(supply)
        while self._under_way:
            future = self._next_arrival()
            batch, carried_for = self._under_way.pop(future)
            answer: Answer = _no_worker_lost(future.result)
            self._delivery.sent(carried_for)
            self._note(answer, supply)
            rest = batch.after(len(answer.outcomes))
            if answer.failure is None:
                supply.give_back(rest)
                self._hand_out(supply)  # workers go on while the outcomes are looked at
            for index, outcome in enumerate(answer.outcomes, batch.first):
                on_done(index, outcome)
            if answer.failure is not None:
                _fail(rest.first, answer.failure, on_error)

    @contextmanager
    def cancelled_on_error(self) -> Iterator[None]:
        """Call off what has not begun if the body fails or is interrupted."""
        try:
            yield
        except BaseException:
            for future in self._under_way:
                future.cancel()
            raise

    @cached_property
    def _pickled(self) -> bytes:
        return _as_bytes(self._shared)

    def _hand_out(self, supply: _Supply) -> None:
        most = min(_EACH * max(self._n_workers, len(self._seen)), _MOST_BATCHES)
        while len(self._under_way) < most and not self._delivery.held_up:
            batch = supply.take(most)
            if batch is None:
                break
            carried_for = self._delivery.next_for()
            data = None if carried_for is None else self._pickled
            call = (do_batch, self._work, self._token, data, next(self._serial), batch.jobs)
            future = _no_worker_lost(self._executor.submit, *call)
            self._under_way[future] = batch, carried_for
            future.add_done_callback(self._arrived.put)

    def _next_arrival(self) -> Future[Any]:
        while True:
            try:
                return self._arrived.get(timeout=_POLL)
            except Empty:
                continue

    def _note(self, answer: Answer, supply: _Supply) -> None:
        self._seen.add((answer.process, answer.thread))
        if answer.missing:
            self._delivery.asks(answer.process)
        else:
            self._delivery.has()
            if answer.outcomes:
                supply.learn(len(answer.outcomes), answer.seconds)


def _no_worker_lost(function: Callable[..., Any], *args: Any) -> Any:
    """Call a function of an executor; what it raises is no exception of a job."""
    try:
        return function(*args)
    except BrokenExecutor as error:
        raise WorkerError(
            f"a worker has died: {error} It may have been killed, for want of memory for "
            "instance, or could not start: a script that starts processes needs the line "
            "if __name__ == '__main__': before what it does. " + _KEPT
        ) from error
    except CancelledError as error:
        raise WorkerError(
            f"the executor has cancelled its work: was it shut down? {_KEPT}"
        ) from error
    except Exception as error:
        raise WorkerError(
            f"the executor could not do its work: {type(error).__name__}: {error} {_KEPT}"
        ) from error


def _fail(index: int, failure: Failure, on_error: OnError) -> NoReturn:
    """Raise the exception of a job; of one in another process, the traceback shows as its cause."""
    if failure.origin:
        failure.error.__cause__ = _ElsewhereError(f"\n{failure.origin}")
    on_error(index, failure.error)
    raise failure.error


class _ElsewhereError(Exception):
    """Shows the traceback of an exception in another process."""


def _as_bytes(shared: Any) -> bytes:
    """Return the data as bytes; with cloudpickle also functions of a script or a notebook."""
    try:
        from cloudpickle import dumps  # what Dask brings along
    except ModuleNotFoundError:
        from pickle import dumps
    try:
        return dumps(shared)
    except Exception as error:
        raise ArgumentError(
            f"the data and functions of the search cannot be sent to another process: {error} "
            "Use functions that are defined at the top of a module, or run in this process: "
            "without executor=, with n_jobs=1 or PYNNET_ENGINE=c."
        ) from error
