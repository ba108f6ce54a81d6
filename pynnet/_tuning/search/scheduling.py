"""The search itself: every setting, training set and repeat in e1071's order of random draws."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pynnet._random import Stream

from ..execution.run_jobs import Run
from .fit_job import Fitter, Job, Outcome, decide
from .jobs import Search
from .recorder import Journal
from .speculation import Line, Task, failure_of
from .threads import fit_on_threads

__all__ = ["search_ahead", "search_in_order", "search_on_threads"]

_MOST_AHEAD = 4096  # jobs that executors are given at most before it is certain how they begin
_CALM = 8  # fits in a row without ties, after which the next are likely to have none
_SHORT = 0.005  # seconds of a fit that is not worth sending


def search_in_order(search: Search, stream: Stream, journal: Journal) -> None:
    """Fit one after the other; ties draw from the stream where R's do."""
    fitter = Fitter(search.workload)
    for number in range(len(search)):
        job = search.job(stream, number)
        outcome = journal.known(number, job)
        if outcome is None:
            outcome = _fitted(search, fitter, number, job)
            journal.keep(number, job, outcome)
        try:
            outcome = decide(search.workload, job, outcome, stream)
        except Exception as failure:
            raise failure_of(failure, search.where(number)) from failure
        journal.enter(number, outcome)


def _fitted(search: Search, fitter: Fitter, number: int, job: Job) -> Outcome:
    try:
        return fitter.fit(job)
    except Exception as failure:
        raise failure_of(failure, search.where(number)) from failure


def search_on_threads(search: Search, stream: Stream, journal: Journal, n_threads: int) -> None:
    """Let threads of this process fit."""
    line = Line(search, stream, journal)
    fit_on_threads(line, search.workload, min(n_threads, len(search)))
    line.settle()


def search_ahead(
    search: Search, stream: Stream, journal: Journal, run: Run, n_workers: int
) -> None:
    """Let an executor fit, which cannot be told to let go of a job.

    So jobs are sent in growing numbers. Where one tie follows another, short fits are done here:
    sending them would take longer.

    Parameters
    ----------
    search : Search
        What to do.
    stream : Stream
        Where start weights and lots come from.
    journal : Journal
        Told of every outcome.
    run : callable
        Does jobs in any order.
    n_workers : int
        How many of them at a time; behind a tie no more long fits run ahead.
    """
    line, fitter = Line(search, stream, journal), Fitter(search.workload)
    ahead = n_workers if search.draws_lots else len(search)
    while not line.ended:
        if _sent(line, ahead, run):
            ahead = max(n_workers, _CALM) if _calm(line, fitter) else n_workers
        else:
            ahead = min(2 * ahead, _MOST_AHEAD)
    line.report()
    line.settle()


def _sent(line: Line, most: int, run: Run) -> bool:
    """Send so many jobs, fewer if classes tie; whether they did."""
    under_way: dict[int, Task] = {}
    tied = False

    def jobs() -> Iterator[Job]:
        for index in range(most):
            task = None if tied else line.take()
            if task is None:
                return
            under_way[index] = task
            yield task[1]

    def done(index: int, outcome: Outcome) -> None:
        nonlocal tied
        tied |= line.done(under_way.pop(index), outcome)
        line.report()

    def failed(index: int, failure: BaseException) -> bool:
        if not isinstance(failure, Exception):
            return False
        line.done(under_way.pop(index), failure)
        line.report()
        return True  # it may be called off yet

    run(jobs(), done, failed)
    return tied


def _calm(line: Line, fitter: Fitter) -> bool:
    """Do short fits here; whether so many in a row had no ties before one was long."""
    calm = 0
    while calm < _CALM and (task := line.take()) is not None:
        started = time.perf_counter()
        calm = 0 if line.done(task, fitter.attempt(task[1])) else calm + 1
        line.report()
        if time.perf_counter() - started > _SHORT:
            return False
    return True
