"""Threads that do the jobs of a search, and let go at once of those that are called off.

A fit may take less than a millisecond, and waking a thread a tenth of that, or several where there
are more threads than cores. So nobody hands out the jobs: each thread takes its next one from the
line itself. The thread that searches only looks in now and then, to report.
"""

from __future__ import annotations

from threading import Condition, Event

from ..execution.pools import Threads
from .fit_job import Fitter, Outcome, Workload
from .speculation import Line, Task

__all__ = ["fit_on_threads"]

_LOOK = 0.05  # seconds between two reports
_POLL = 0.1  # seconds; a thread with nothing to do looks so often whether the search has ended


def fit_on_threads(line: Line, workload: Workload, n_threads: int) -> None:
    """Do all jobs of a line; report in this thread."""
    crew, threads = _Crew(line, workload), Threads(n_threads)
    try:
        for _ in range(n_threads):
            threads.submit(crew.serve)
        while not crew.over.wait(_LOOK):
            line.report()
        crew.raise_failure()
        line.report()
    except BaseException:
        crew.end()
        threads.end()
        raise
    crew.end()
    threads.shutdown()


class _Crew:
    """What the threads share."""

    def __init__(self, line: Line, workload: Workload) -> None:
        self._line, self._workload = line, workload
        self._turn = Condition()  # who has it may use the line
        self._stops: dict[int, bytearray] = {}  # of the jobs that are being done
        self._failure: BaseException | None = None
        self.over = Event()

    def serve(self) -> None:
        """Do one job after the other."""
        fitter = Fitter(self._workload)
        try:
            while (call := self._take()) is not None:
                task, stop = call
                self._done(task, stop, fitter.attempt(task[1], stop))
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

    def _take(self) -> tuple[Task, bytearray] | None:
        with self._turn:
            while not self.over.is_set():
                task = self._line.take()
                if task is not None:
                    stop = self._stops[task[0]] = bytearray(1)
                    return task, stop
                if self._line.ended:
                    self.over.set()
                else:
                    self._turn.wait(_POLL)
        return None

    def _done(self, task: Task, stop: bytearray, outcome: Outcome | Exception) -> None:
        with self._turn:
            if stop[0]:
                return
            del self._stops[task[0]]
            if self._line.done(task, outcome):
                for number in [number for number in self._stops if number > task[0]]:
                    self._stops.pop(number)[0] = 1
            self._turn.notify_all()
