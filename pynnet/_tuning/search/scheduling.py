"""Who does the jobs of a search: this thread alone, several threads, or an executor.

Whoever does, random numbers are drawn in e1071's order.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from pynnet._random import Stream

from ..execution.run_jobs import Run
from .fit_job import FitOutcome, Fitter, Job, decide, failure_of
from .jobs import FitJobs
from .recorder import Recorder
from .speculation import NumberedJob, SpeculativeQueue
from .threads import fit_on_threads

__all__ = ["run_in_order", "run_on_executor", "run_on_threads"]

_MOST_AHEAD = 4096  # jobs that executors are given at most before it is certain how they begin
_CALM = 8  # fits in a row without ties, after which the next are likely to have none
_SHORT = 0.005  # seconds of a fit that is not worth sending


def run_in_order(jobs: FitJobs, stream: Stream, recorder: Recorder) -> None:
    """Fit one after the other; ties draw from the stream where R's do."""
    fitter = Fitter(jobs.work)
    for number in range(len(jobs)):
        job = jobs.job(stream, number)
        outcome = recorder.recall(number, job)
        if outcome is None:
            outcome = _fit(jobs, fitter, number, job)
            recorder.save(number, job, outcome)
        try:
            outcome = decide(jobs.work, job, outcome, stream)
        except Exception as failure:
            raise failure_of(failure, jobs.where(number)) from failure
        recorder.record(number, outcome)


def _fit(jobs: FitJobs, fitter: Fitter, number: int, job: Job) -> FitOutcome:
    try:
        return fitter.fit(job)
    except Exception as failure:
        raise failure_of(failure, jobs.where(number)) from failure


def run_on_threads(jobs: FitJobs, stream: Stream, recorder: Recorder, n_threads: int) -> None:
    """Let threads of this process fit."""
    queue = SpeculativeQueue(jobs, stream, recorder)
    fit_on_threads(queue, jobs.work, min(n_threads, len(jobs)))
    queue.settle()


def run_on_executor(
    jobs: FitJobs, stream: Stream, recorder: Recorder, run: Run, n_workers: int
) -> None:
    """Let an executor fit, which cannot be told to let go of a job.

    So jobs are sent in growing numbers. Where one tie follows another, short fits are done here:
    sending them would take longer.

    Parameters
    ----------
    jobs : FitJobs
        What to do.
    stream : Stream
        Where start weights and lots come from.
    recorder : Recorder
        Told of every outcome.
    run : callable
        Does jobs in any order.
    n_workers : int
        How many of them at a time; behind a tie no more long fits run ahead.
    """
    queue, fitter = SpeculativeQueue(jobs, stream, recorder), Fitter(jobs.work)
    ahead = n_workers if jobs.draws_lots else len(jobs)
    while not queue.ended:
        if _send(queue, ahead, run):
            ahead = max(n_workers, _CALM) if _fit_short_ones(queue, fitter) else n_workers
        else:
            ahead = min(2 * ahead, _MOST_AHEAD)
    queue.report()
    queue.settle()


def _send(queue: SpeculativeQueue, most: int, run: Run) -> bool:
    """Send so many jobs, fewer if classes tie; whether they did."""
    under_way: dict[int, NumberedJob] = {}
    tied = False

    def jobs() -> Iterator[Job]:
        for index in range(most):
            numbered = None if tied else queue.take()
            if numbered is None:
                return
            under_way[index] = numbered
            yield numbered.job

    def done(index: int, outcome: FitOutcome) -> None:
        nonlocal tied
        tied |= queue.done(under_way.pop(index), outcome)
        queue.report()

    def failed(index: int, failure: BaseException) -> bool:
        if not isinstance(failure, Exception):
            return False
        queue.done(under_way.pop(index), failure)
        queue.report()
        return True  # it may be called off yet

    run(jobs(), done, failed)
    return tied


def _fit_short_ones(queue: SpeculativeQueue, fitter: Fitter) -> bool:
    """Do short fits here; whether so many in a row had no ties before one was long."""
    calm = 0
    while calm < _CALM and (numbered := queue.take()) is not None:
        started = time.perf_counter()
        calm = 0 if queue.done(numbered, fitter.attempt(numbered.job)) else calm + 1
        queue.report()
        if time.perf_counter() - started > _SHORT:
            return False
    return True
