"""What a worker does: it keeps the data that all jobs share, and does batches of jobs with them.

The data travel apart from the jobs. A batch names them by a token; a worker that does not know the
token says so, the data are delivered, and the batch is sent once more; at last with the data, if
they do not reach the worker that takes it. Any executor that calls functions will do for this, and
workers may come and go.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from pynnet._ground import WorkerError
from pynnet._network import arithmetic_versions

__all__ = [
    "Answer",
    "Failure",
    "Process",
    "Work",
    "begun_here",
    "deliver",
    "do_batch",
    "do_batch_with_data",
    "shared_here",
]

Work: TypeAlias = Callable[[Any, Any], Any]
Process: TypeAlias = tuple[str, int]

_MOST_KEPT = 4  # data of so many runs stay in a worker; the oldest are forgotten
_ENOUGH = 0.25  # seconds after which a batch comes back as it is, however many jobs are left


@dataclass(slots=True)
class _SharedData:
    """The shared data of one run, and the process that put them here.

    Where the run was started they were never pickled, and nobody waits for what is done after
    `cancelled` is set.
    """

    value: Any
    started_here: int | None = None  # process number: a forked process inherits what is kept
    cancelled: bool = False
    begun_in: int | None = None  # process number

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

    `failure` is that of the next job. If `missing`, the worker lacks the data. `versions` are what
    decides its numbers.
    """

    process: Process
    thread: int
    outcomes: list[Any]
    seconds: float
    failure: Failure | None = None
    missing: bool = False
    versions: Mapping[str, str] | None = None


_shared_data: dict[str, _SharedData] = {}  # by token
_lock = threading.Lock()
_birth = uuid.uuid4().hex  # numbers of processes repeat on other machines


def _this_process() -> Process:
    return _birth, os.getpid()


@contextmanager
def shared_here(shared: Any) -> Iterator[str]:
    """Keep the data for the workers of this very process; gives the token."""
    token, data = f"{uuid.uuid4().hex}{_MARK}{_versions()}", _SharedData(shared, os.getpid())
    with _lock:
        _shared_data[token] = data
    try:
        yield token
    finally:
        data.cancelled = True
        with _lock:
            del _shared_data[token]


def begun_here(token: str) -> bool:
    """Whether a worker of this very process has begun."""
    return _shared_data[token].begun_in == os.getpid()


_MARK = "/"  # between the name of the data and the versions with which they may be used


def _versions() -> str:
    return repr(sorted(arithmetic_versions().items()))


def _differs(token: str) -> bool:
    """Whether the numbers of this process may be others than those that are wanted."""
    _, mark, wanted = token.partition(_MARK)
    return bool(mark) and wanted != _versions()


def deliver(token: str, _serial: int, pickled: bytes) -> Answer:
    """Keep the data, pickled, unless they are known here."""
    started = time.perf_counter()
    if _differs(token):  # the answer says in what, which ends the run
        return _answer([], started)
    with _lock:  # for one thread to unpickle them, and the others to wait
        if token not in _shared_data:
            _shared_data[token] = _SharedData(pickle.loads(pickled))
            foreign = [name for name, data in _shared_data.items() if not data.at_home]
            for oldest in foreign[:-_MOST_KEPT]:
                del _shared_data[oldest]
    return _answer([], started)


def do_batch(
    token: str, _serial: int, work: Work, jobs: Sequence[Any], patience: float = 0.0
) -> Answer:
    """Do the jobs in order, until one fails or time is up.

    Parameters
    ----------
    token : str
        The name of the shared data.
    _serial : int
        Differs from call to call: an executor may take equal calls for one.
    work : callable
        ``work(shared, job) -> outcome``.
    jobs : sequence
        At least one job.
    patience : float
        Seconds to wait before the answer that the data are missing.
    """
    started, outcomes, failure = time.perf_counter(), list[Any](), None
    with _lock:
        data = None if _differs(token) else _shared_data.get(token)
    if data is not None and data.started_here is not None and data.begun_in != os.getpid():
        data.begun_in = os.getpid()
        if not data.at_home:  # inherited: a sign of life before a job that may be long
            return _answer(outcomes, started)
    if data is None:
        time.sleep(patience)
        return _answer(outcomes, started, missing=True)
    for job in jobs:
        try:
            outcomes.append(work(data.value, job))
        except BaseException as error:
            failure = Failure(error) if data.at_home else _portable(error)
            break
        if data.cancelled or time.perf_counter() - started > _ENOUGH:
            break
    return _answer(outcomes, started, failure)


def do_batch_with_data(
    token: str, serial: int, work: Work, jobs: Sequence[Any], pickled: bytes
) -> Answer:
    """Do the jobs as `do_batch` does, with the data that come along unless they are known here."""
    deliver(token, serial, pickled)
    return do_batch(token, serial, work, jobs)


def _answer(
    outcomes: list[Any], started: float, failure: Failure | None = None, missing: bool = False
) -> Answer:
    seconds = time.perf_counter() - started
    process, thread, versions = _this_process(), threading.get_ident(), arithmetic_versions()
    return Answer(process, thread, outcomes, seconds, failure, missing, versions)


def _portable(error: BaseException) -> Failure:
    """Make sure that the exception survives the journey; its traceback goes as text."""
    origin = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        lost = WorkerError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            lost.add_note(note)
        return Failure(lost, origin)
    return Failure(error, origin)
