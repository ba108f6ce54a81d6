"""Runs many independent jobs: in order, on threads, on processes, or on any executor.

Whatever runs them, the same jobs give the same outcomes; only the order in which they come differs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias

from pynnet._ground import ArgumentError, is_whole, shown, usable_cores
from pynnet._network import frees_the_lock

from .dispatcher import Dispatcher, OnDone, OnError, Submits, as_bytes
from .threads import Threads
from .worker import Work, shared_here

__all__ = ["Run", "estimated_workers", "number_of_workers", "run_jobs", "worker_pool"]

Run: TypeAlias = Callable[[Iterable[Any], OnDone, OnError], None]


def run_jobs(
    work: Work,
    shared: Any,
    jobs: Iterable[Any],
    *,
    n_jobs: int | None = 1,
    executor: Submits | None = None,
    processes: bool | None = None,
    on_done: OnDone | None = None,
    on_error: OnError | None = None,
) -> None:
    """Do every job once, and hand over each outcome as it comes.

    Parameters
    ----------
    work : callable
        ``work(shared, job) -> outcome``, at the top of a module. Its outcome must depend on
        nothing else.
    shared : object
        What all jobs need; sent to each worker once, not with each job. Not to be changed.
    jobs : iterable
        Small objects, read as they are needed.
    n_jobs : int or None
        Number of workers on this machine; 1 does without any, None and -1 take every core.
    executor : object, optional
        Does the work instead: a :class:`concurrent.futures.Executor`, or what has the like
        ``submit``. It is not shut down.
    processes : bool, optional
        Whether workers are processes; if not said, they are with the NumPy engine, while the
        compiled kernel lets threads work at the same time.
    on_done : callable, optional
        ``on_done(index, outcome)``, called in this thread, in any order.
    on_error : callable, optional
        ``on_error(index, exception)``, called before the exception of a job is raised. It may
        raise another, or return True for the run to go on without the job.

    Raises
    ------
    ArgumentError
        If `n_jobs` or `executor` is not what it should be, or `shared` has to be pickled and
        cannot be.
    WorkerError
        If a worker dies and the executor does not replace it.

    Notes
    -----
    The first exception, of a job or of `on_done`, ends the run: what is waiting is cancelled, and
    the exception is raised here. So does Ctrl-C; threads finish the job they are at, and nobody
    waits for them.
    """
    on_done, on_error = on_done or _ignore, on_error or _ignore
    number = len(jobs) if isinstance(jobs, Sized) else None
    pool = worker_pool(work, shared, number, n_jobs=n_jobs, executor=executor, processes=processes)
    with pool as run:
        run(jobs, on_done, on_error)


@contextmanager
def worker_pool(
    work: Work,
    shared: Any,
    number: int | None = None,
    *,
    n_jobs: int | None = 1,
    executor: Submits | None = None,
    processes: bool | None = None,
    timeout: float = math.inf,
) -> Iterator[Run]:
    """Have workers for one piece of work; gives ``run(jobs, on_done, on_error)``.

    It may be called again and again: the workers stay, and so do the shared data with them.

    Parameters
    ----------
    work, shared, n_jobs, executor, processes
        As for :func:`run_jobs`, which raises the same.
    number : int, optional
        Number of jobs, if it is known: there are no more workers than jobs.
    timeout : float, optional
        Seconds to wait for workers of `executor` of which nothing is heard. Default: for ever.
    """
    n_workers = number_of_workers(n_jobs)
    if executor is not None:
        if not callable(getattr(executor, "submit", None)):
            raise ArgumentError(
                f"invalid 'executor': got {shown(executor)}. "
                "Pass an executor of concurrent.futures or one like it, "
                "such as Client(...).get_executor() of dask.distributed."
            )
        with shared_here(shared) as token:
            dispatcher = Dispatcher(
                executor, estimated_workers(executor), work, shared, token, timeout
            )
            with dispatcher.cancelled_on_error():
                yield dispatcher.run
    elif n_workers == 1 and not processes:
        yield partial(_in_order, work, shared)
    else:
        n_workers = n_workers if number is None else min(n_workers, max(1, number))
        if processes is None:
            processes = not frees_the_lock()
        pickled = as_bytes(shared) if processes else None  # or refused, before a process starts
        with shared_here(shared) as token, _workers(n_workers, processes) as workers:
            yield Dispatcher(workers, n_workers, work, shared, token, pickled=pickled).run


def number_of_workers(n_jobs: int | None) -> int:
    """Return how many workers `n_jobs` means.

    Raises
    ------
    ArgumentError
        If it is neither -1, None nor a whole number of at least 1.
    """
    number = -1 if n_jobs is None else int(n_jobs) if is_whole(n_jobs) else 0
    if number < -1 or number == 0 or number > 2**31 - 1 or isinstance(n_jobs, float):
        raise ArgumentError(
            f"invalid 'n_jobs': got {shown(n_jobs)}. "
            "Pass the number of workers, one whole number >= 1, "
            "or -1 for as many as there are cores."
        )
    return usable_cores() if number == -1 else number


def _ignore(index: int, what: Any) -> None:
    """Do nothing with an outcome or an exception."""


def _in_order(
    work: Work, shared: Any, jobs: Iterable[Any], on_done: OnDone, on_error: OnError
) -> None:
    for index, job in enumerate(jobs):
        try:
            outcome = work(shared, job)
        except Exception as error:
            if not on_error(index, error):
                raise
        else:
            on_done(index, outcome)


def estimated_workers(executor: Submits) -> int:
    """How many workers an executor says it has; else a guess, which the run corrects upwards."""
    said = getattr(executor, "_max_workers", None)
    return said if isinstance(said, int) and said > 0 else usable_cores()


@contextmanager
def _workers(n_workers: int, processes: bool) -> Iterator[Submits]:
    """Workers of this machine, let go at the end; at once if the body fails or is interrupted."""
    workers = _kind_of_workers(processes)(n_workers)
    try:
        yield workers
        workers.shutdown()
    except BaseException:
        workers.end()
        raise


def _kind_of_workers(processes: bool) -> Callable[[int], Any]:
    if not processes:
        return Threads
    from .processes import Processes  # slow to import, and seldom needed

    return Processes
