"""What a worker does: it keeps the data that all jobs share, and does batches of jobs with them.

The data travel apart from the jobs. A batch names them by a token; a worker that does not know the
token says so, and gets the batch once more, with the data. Any executor that calls functions will
do for this, and workers may come and go.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from pynnet._errors import WorkerError

__all__ = ["Answer", "Failure", "Process", "Work", "do_batch", "shared_here"]

Work: TypeAlias = Callable[[Any, Any], Any]
Process: TypeAlias = tuple[str, int]

_MOST_KEPT = 4  # data of so many runs stay in a worker; the oldest are forgotten
_PATIENCE = 0.25  # seconds after which a batch comes back as it is, however many jobs are left


@dataclass(slots=True)
class _Kept:
    """The shared data of one run, and the process that put them here.

    Where the run was started they were never pickled, and nobody waits for what is done after
    `cancelled` is set.
    """

    value: Any
    started_here: int | None = None  # process number: a forked process inherits what is kept
    cancelled: bool = False

    @property
    def at_home(self) -> bool:
        return self.started_here == os.getpid()


@dataclass(frozen=True, slots=True)
class Failure:
    """The exception of a job, and where it came from if that was another process."""

    error: BaseException
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a batch: the outcomes of its first jobs, in order.

    `failure` is that of the next job. If `missing`, the worker lacks the data.
    """

    process: Process
    thread: int
    outcomes: list[Any]
    seconds: float
    failure: Failure | None = None
    missing: bool = False


_kept: dict[str, _Kept] = {}  # by token
_lock = threading.Lock()
_birth = uuid.uuid4().hex  # numbers of processes repeat on other machines


def _this_process() -> Process:
    return _birth, os.getpid()


@contextmanager
def shared_here(shared: Any) -> Iterator[str]:
    """Keep the data for the workers of this very process; gives the token."""
    token, kept = uuid.uuid4().hex, _Kept(shared, os.getpid())
    with _lock:
        _kept[token] = kept
    try:
        yield token
    finally:
        kept.cancelled = True
        with _lock:
            del _kept[token]


def do_batch(
    work: Work, token: str, pickled: bytes | None, _serial: int, jobs: Sequence[Any]
) -> Answer:
    """Do the jobs in order, until one fails or time is up.

    Parameters
    ----------
    work : callable
        ``work(shared, job) -> outcome``.
    token : str
        The name of the shared data.
    pickled : bytes or None
        The data themselves, for a worker that lacks them.
    _serial : int
        Differs from call to call: an executor may take equal calls for one.
    jobs : sequence
        At least one job.
    """
    started, outcomes, failure = time.perf_counter(), list[Any](), None
    kept = _find(token, pickled)
    if kept is None:
        return _answer(outcomes, started, missing=True)
    for job in jobs:
        try:
            outcomes.append(work(kept.value, job))
        except BaseException as error:
            failure = Failure(error) if kept.at_home else _portable(error)
            break
        if kept.cancelled or time.perf_counter() - started > _PATIENCE:
            break
    return _answer(outcomes, started, failure)


def _answer(
    outcomes: list[Any], started: float, failure: Failure | None = None, missing: bool = False
) -> Answer:
    seconds = time.perf_counter() - started
    return Answer(_this_process(), threading.get_ident(), outcomes, seconds, failure, missing)


def _find(token: str, pickled: bytes | None) -> _Kept | None:
    """Look the data up; unpickle them if they are new. The lock lets only one thread do so."""
    with _lock:
        if token not in _kept and pickled is not None:
            _kept[token] = _Kept(pickle.loads(pickled))
            foreign = [name for name, kept in _kept.items() if not kept.at_home]
            for oldest in foreign[:-_MOST_KEPT]:
                del _kept[oldest]
        return _kept.get(token)


def _portable(error: BaseException) -> Failure:
    """Make sure that the exception survives the journey; its traceback goes as text."""
    origin = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return Failure(WorkerError(f"{type(error).__name__}: {error}"), origin)
    return Failure(error, origin)
