"""Hands batches of jobs to an executor, a few at a time, and takes back what comes of them."""

from __future__ import annotations

import itertools
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeAlias

from pynnet._ground import ArgumentError, WorkerError, versions_apart
from pynnet._network import arithmetic_versions

from .patience import Patience
from .worker import (
    Answer,
    Failure,
    Process,
    Work,
    begun_here,
    deliver,
    do_batch,
    do_batch_with_data,
)

__all__ = ["Dispatcher", "OnDone", "OnError", "Submits", "as_bytes"]

OnDone: TypeAlias = Callable[[int, Any], object]
OnError: TypeAlias = Callable[[int, BaseException], object]

_BATCH_SECONDS = 0.05  # of work in a batch: much beside sending it, little to a watching user
_MOST_JOBS = 1000
_EACH = 2  # batches for a worker: one to do, one to go on with
_MOST_BATCHES = 4096
_KEPT = "What was done before is not lost if the search had a checkpoint: run it again to go on."
_PATIENCE = 0.01  # seconds; keeps a worker that waits for the data from asking all the time
_MOST_MISSED = 10  # then a batch takes the data along: two workers in step would miss for ever
_POLL = 0.1  # seconds; where a wait cannot be interrupted, Ctrl-C is noticed after so long


class Submits(Protocol):
    """What is needed of an executor."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Call `fn` somewhere, some time."""


@dataclass(frozen=True, slots=True)
class _Batch:
    first: int  # index of the first job
    jobs: Sequence[Any]
    n_missed: int = 0  # how often a worker without the data has taken it

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


class Dispatcher:
    """One run of jobs on an executor.

    A worker that lacks the shared data is sent them. The executor chooses the worker itself, so
    what is sent for one may reach another; the one that went without will ask again. A batch that
    comes back too often takes the data along.

    Parameters
    ----------
    executor : object
        Has ``submit(function, *arguments)``, which gives a future.
    n_workers : int
        How many workers it has, as far as is known. If there turn out to be more, more batches are
        handed out.
    work, shared, token
        As for `do_batch`.
    timeout : float or None
        Seconds without a sign of life after which to give up; None if workers that die are noticed.
    pickled : bytes or None
        The shared data, if they are pickled already.
    """

    def __init__(
        self,
        executor: Submits,
        n_workers: int,
        work: Work,
        shared: Any,
        token: str,
        timeout: float | None = None,
        pickled: bytes | None = None,
    ) -> None:
        self._executor = executor
        self._n_workers = n_workers
        self._work = work
        self._shared = shared
        self._token = token
        self._given = pickled
        self._seen: set[tuple[Process, int]] = set()
        self._serial = itertools.count()
        self._under_way: dict[Future[Any], _Batch | Process] = {}
        self._promised: set[Process] = set()  # workers for whom the data are under way
        self._arrived: SimpleQueue[Future[Any]] = SimpleQueue()
        self._patience: Patience | None = None
        if timeout is not None:
            self._patience = Patience(executor, timeout, lambda: begun_here(token))

    def run(self, jobs: Iterable[Any], on_done: OnDone, on_error: OnError) -> None:
        """Do all jobs."""
        supply = _Supply(jobs)
        self._hand_out(supply)
        while self._under_way:
            future = self._next_arrival()
            sent = self._under_way.pop(future)
            answer: Answer = _no_worker_lost(future.result)
            _check_versions(answer)
            if self._patience is not None:
                self._patience.heard()
            self._seen.add((answer.process, answer.thread))
            if not isinstance(sent, _Batch):
                self._promised.discard(sent)
            elif answer.missing:
                self._deliver(answer.process)
                supply.give_back(replace(sent, n_missed=sent.n_missed + 1))
                self._hand_out(supply)
            else:
                self._settle(sent, answer, supply, on_done, on_error)

    def _settle(
        self, batch: _Batch, answer: Answer, supply: _Supply, on_done: OnDone, on_error: OnError
    ) -> None:
        """Hand over the outcomes of a batch, but first, that workers may go on, the next batch."""
        supply.learn(len(answer.outcomes), answer.seconds)
        rest = batch.after(len(answer.outcomes))
        if answer.failure is None:
            supply.give_back(rest)
            self._hand_out(supply)
        for index, outcome in enumerate(answer.outcomes, batch.first):
            on_done(index, outcome)
        if answer.failure is not None:
            _fail(rest.first, answer.failure, on_error)
            supply.give_back(rest.after(1))
            self._hand_out(supply)

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
        return as_bytes(self._shared) if self._given is None else self._given

    def _hand_out(self, supply: _Supply) -> None:
        most = min(_EACH * max(self._n_workers, len(self._seen)), _MOST_BATCHES)
        while len(self._under_way) - len(self._promised) < most:
            batch = supply.take(most)
            if batch is None:
                break
            self._submit_batch(batch)

    def _submit_batch(self, batch: _Batch) -> None:
        if batch.n_missed > _MOST_MISSED:
            self._submit_data(batch, do_batch_with_data, self._work, batch.jobs)
        else:
            patience = _PATIENCE if batch.n_missed else 0.0
            self._submit(batch, do_batch, self._work, batch.jobs, patience)

    def _deliver(self, process: Process) -> None:
        if process not in self._promised:
            self._promised.add(process)
            self._submit_data(process, deliver)

    def _submit_data(
        self, what: _Batch | Process, function: Callable[..., Answer], *args: Any
    ) -> None:
        with warnings.catch_warnings():
            # Dask advises against large arguments of calls; this one goes to few workers twice.
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            self._submit(what, function, *args, self._pickled)

    def _submit(self, what: _Batch | Process, function: Callable[..., Answer], *args: Any) -> None:
        call = (function, self._token, next(self._serial), *args)
        future = _no_worker_lost(self._executor.submit, *call)
        self._under_way[future] = what
        future.add_done_callback(self._arrived.put)

    def _next_arrival(self) -> Future[Any]:
        if self._patience is not None:
            self._patience.begin()
        while True:
            try:
                return self._arrived.get(timeout=_POLL)
            except Empty:
                if self._patience is not None:
                    self._patience.check()


def _check_versions(answer: Any) -> None:
    """Raise unless the worker's numbers are those of this process; nothing of it is taken then."""
    theirs, here = getattr(answer, "versions", None), arithmetic_versions()
    if not isinstance(answer, Answer) or theirs is None:
        raise WorkerError(
            "a worker has another version of pynnet, which does not say what it is; here is pynnet "
            f"{here['pynnet']}. Install the same version for all workers."
        )
    apart = versions_apart(theirs, here)
    if apart:
        raise WorkerError(
            f"a worker has {apart[0]}, here is {apart[1]}: its numbers may be others, and none "
            "were taken. Have the same for all workers, or leave it out."
        )


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
    except ImportError as error:
        raise WorkerError(
            f"a worker lacks what the search needs, or has another version of it: {error}. Here is "
            f"pynnet {arithmetic_versions()['pynnet']}: install the same for all workers. {_KEPT}"
        ) from error
    except Exception as error:
        raise WorkerError(
            f"the executor could not do its work: {type(error).__name__}: {error} {_KEPT}"
        ) from error


def _fail(index: int, failure: Failure, on_error: OnError) -> None:
    """Raise the exception of a job, unless the run is to go on without it.

    Of one in another process the traceback shows as its cause.
    """
    if failure.origin:
        failure.error.__cause__ = _ElsewhereError(f"\n{failure.origin}")
    if not on_error(index, failure.error):
        raise failure.error


class _ElsewhereError(Exception):
    """Shows the traceback of an exception in another process."""


def as_bytes(shared: Any) -> bytes:
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
