"""Threads that do the jobs of a search, and let go at once of those that are called off.

A fit may take less than a millisecond, and waking a thread a tenth of that, or several where there
are more threads than cores. So nobody hands out the jobs: each thread takes its next one from the
queue itself. The thread that searches only looks in now and then, to report.
"""

from __future__ import annotations

from threading import Condition, Event

from ..execution.threads import Threads
from .fit_job import FitOutcome, Fitter, SharedWork
from .speculation import NumberedJob, SpeculativeQueue

__all__ = ["fit_on_threads"]

_LOOK = 0.05  # seconds between two reports
_POLL = 0.1  # seconds; a thread with nothing to do looks so often whether the search has ended


def fit_on_threads(queue: SpeculativeQueue, work: SharedWork, n_threads: int) -> None:
    """Do all jobs of a queue; report in this thread."""
    fitting, threads = _FittingThreads(queue, work), Threads(n_threads)
    try:
        for _ in range(n_threads):
            threads.submit(fitting.fit_jobs)
        while not fitting.over.wait(_LOOK):
            queue.report()
        fitting.raise_failure()
        queue.report()
    except BaseException:
        fitting.end()
        threads.end()
        raise
    fitting.end()
    threads.shutdown()


class _FittingThreads:
    """What the threads do, and what they share."""

    def __init__(self, queue: SpeculativeQueue, work: SharedWork) -> None:
        self._queue, self._work = queue, work
        self._turn = Condition()  # who has it may use the queue
        self._stops: dict[int, bytearray] = {}  # of the jobs that are being done, by number
        self._failure: BaseException | None = None
        self.over = Event()

    def fit_jobs(self) -> None:
        """Do one job after the other."""
        fitter = Fitter(self._work)
        try:
            while (call := self._take()) is not None:
                numbered, stop = call
                self._done(numbered, stop, fitter.attempt(numbered.job, stop))
        except BaseException as failure:
            self._failure = failure
            self.over.set()

    def raise_failure(self) -> None:
        """Raise what no fit is expected to raise, if one has."""
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Let the threads end; those that fit do so at once."""
        self.over.set()
        for stop in list(self._stops.values()):
            stop[0] = 1

    def _take(self) -> tuple[NumberedJob, bytearray] | None:
        with self._turn:
            while not self.over.is_set():
                numbered = self._queue.take()
                if numbered is not None:
                    stop = self._stops[numbered.number] = bytearray(1)
                    return numbered, stop
                if self._queue.ended:
                    self.over.set()
                else:
                    self._turn.wait(_POLL)
        return None

    def _done(
        self, numbered: NumberedJob, stop: bytearray, arrival: FitOutcome | Exception
    ) -> None:
        with self._turn:
            if stop[0]:
                return
            del self._stops[numbered.number]
            if self._queue.done(numbered, arrival):
                for number in [number for number in self._stops if number > numbered.number]:
                    self._stops.pop(number)[0] = 1
            self._turn.notify_all()
