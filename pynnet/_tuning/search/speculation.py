"""The order of a search: its jobs are handed out before it is certain how they begin.

All start weights come from one stream, in e1071's order, and the number of weights of every fit is
known beforehand. One thing alone can disturb that: where classes of rows held out tie, R draws
lots, which moves all later draws. So jobs are handed out as if none tied. If some do, the lots are
drawn from where they belong, and the jobs behind begin anew, from there.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple, TypeAlias

from pynnet._random import RewindableUniforms, Stream

from .fit_job import FitOutcome, Job, decide, failure_of
from .jobs import FitJobs
from .recorder import Recorder

__all__ = ["NumberedJob", "SpeculativeQueue"]

_MOST_AHEAD = 4096  # outcomes that wait at most for one before them

Arrival: TypeAlias = FitOutcome | Exception  # what came of a job, or why nothing did


class NumberedJob(NamedTuple):
    """A job, and its place in the search."""

    number: int
    job: Job


class _HandedOut(NamedTuple):
    job: Job
    end: int  # position in the stream behind its start weights


class SpeculativeQueue:
    """The jobs of a search in their order, each in one of these states.

    ::

        to come  --take-->  handed out  --done-->  arrived  --commit-->  committed  --report-->
           ^                    |                     |
           +---- called off by a tie in front --------+

    A job that has arrived waits for those in front of it, whose ties could call it off; where none
    can tie, it does not wait. What is committed is certain. Any threads may take jobs and bring
    outcomes, one at a time; the thread that searches may report meanwhile.

    Parameters
    ----------
    jobs : FitJobs
        What to do.
    stream : Stream
        Where start weights and lots come from; `settle` puts it where R's stands.
    recorder : Recorder
        Saves every outcome, and is told by `report` of those that are committed.
    """

    def __init__(self, jobs: FitJobs, stream: Stream, recorder: Recorder) -> None:
        self._jobs, self._recorder = jobs, recorder
        self._numbers = RewindableUniforms(stream)
        self._may_tie = jobs.draws_lots
        self._next = 0  # number of the first job to come
        self._handed_out: dict[int, _HandedOut] = {}  # in the order of their numbers
        self._arrived: dict[int, Arrival] = {}
        self._unreported: deque[tuple[int, Arrival]] = deque()
        self._n_committed = 0
        self._failed = False  # whether an exception is committed

    @property
    def ended(self) -> bool:
        """Whether all jobs are committed, or one that ends the search."""
        return self._failed or self._n_committed == len(self._jobs)

    def take(self) -> NumberedJob | None:
        """Return the next job that an interrupted search has not done; None if there is none yet.

        It may be called off: then it comes again with other start weights.
        """
        total = 0 if self._failed else len(self._jobs)
        while self._next < total and len(self._arrived) < _MOST_AHEAD:
            number = self._next
            job = self._jobs.job(self._numbers, number)
            self._handed_out[number] = _HandedOut(job, self._numbers.position)
            self._next += 1
            saved = self._recorder.recall(number, job)
            if saved is None:
                return NumberedJob(number, job)
            self._arrive(number, saved)
        return None

    def done(self, numbered: NumberedJob, arrival: Arrival) -> bool:
        """Take what came of a job; whether all jobs behind it are called off.

        Of jobs that were called off nothing is heard.
        """
        number, job = numbered
        if number not in self._handed_out or self._handed_out[number].job is not job:
            return False
        if isinstance(arrival, FitOutcome):
            self._recorder.save(number, job, arrival)
        return self._arrive(number, arrival)

    def report(self) -> None:
        """Tell the recorder of what was committed; raise what failed."""
        while self._unreported:
            number, arrival = self._unreported.popleft()
            if isinstance(arrival, Exception):
                raise failure_of(arrival, self._jobs.where(number)) from arrival
            self._recorder.record(number, arrival)

    def settle(self) -> None:
        """Put the stream where R's stands after the search."""
        self._numbers.settle()

    def _arrive(self, number: int, arrival: Arrival) -> bool:
        """Let lots decide between classes that tie; whether that called off the jobs behind."""
        job, end = self._handed_out.pop(number)
        tied = False
        if isinstance(arrival, FitOutcome) and arrival.undecided is not None:
            tied = True
            self._call_off_behind(number)
            self._numbers.position = end
            try:
                arrival = decide(self._jobs.work, job, arrival, self._numbers)
            except Exception as failure:
                arrival = failure
        self._arrived[number] = arrival
        self._commit()
        return tied

    def _call_off_behind(self, number: int) -> None:
        """Let all jobs behind one come again."""
        for later in range(number + 1, self._next):
            self._handed_out.pop(later, None)
            self._arrived.pop(later, None)
        self._next = number + 1

    def _commit(self) -> None:
        """Commit what has arrived and cannot be called off; its random numbers stay drawn."""
        while self._arrived:
            number = self._n_committed if self._may_tie else next(iter(self._arrived))
            if number not in self._arrived:
                break
            arrival = self._arrived.pop(number)
            self._failed |= isinstance(arrival, Exception)
            self._n_committed += 1
            self._unreported.append((number, arrival))
        oldest = next(iter(self._handed_out.values()), None)
        self._numbers.keep_from(self._numbers.position if oldest is None else oldest.end)
