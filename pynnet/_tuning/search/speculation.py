"""The order of a search: its jobs are handed out before it is certain how they begin.

All start weights come from one stream, in e1071's order, and the number of weights of every fit is
known beforehand. One thing alone can disturb that: where classes of rows held out tie, R draws
lots, which moves all later draws. So jobs are handed out as if none tied. If some do, the lots are
drawn from where they belong, and the jobs behind begin anew, from there.
"""

from __future__ import annotations

from collections import deque

from pynnet._errors import ArgumentError, DataError, PynnetError
from pynnet._random import Lookahead, Stream

from .fit_job import Job, Outcome, decide
from .jobs import Search
from .recorder import Journal

__all__ = ["Line", "Task", "failure_of"]

Task = tuple[int, Job]  # a job and its number

_MOST_AHEAD = 4096  # outcomes that wait at most for one before them


class Line:
    """The jobs of a search, in line.

    Parameters
    ----------
    search : Search
        What to do.
    stream : Stream
        Where start weights and lots come from; `settle` puts it where R's stands.
    journal : Journal
        Keeps every outcome, and is told by `report` of those that are certain.
    """

    def __init__(self, search: Search, stream: Stream, journal: Journal) -> None:
        self._search, self._journal = search, journal
        self._numbers = Lookahead(stream)
        self._next = 0
        self._certain = 0  # how many outcomes are
        self._failed = False
        self._open: dict[int, tuple[Job, int]] = {}  # with the position behind its start weights
        self._waiting: dict[int, Outcome | Exception] = {}  # for those before them
        self._news: deque[tuple[int, Outcome | Exception]] = deque()

    @property
    def ended(self) -> bool:
        """Whether all outcomes are certain, or there is one that ends the search."""
        return self._failed or self._certain == len(self._search)

    def report(self) -> None:
        """Tell the journal of outcomes that have become certain; raise what failed.

        This may be called while another thread uses the line.
        """
        while self._news:
            number, outcome = self._news.popleft()
            if isinstance(outcome, Exception):
                raise failure_of(outcome, self._search.where(number)) from outcome
            self._journal.enter(number, outcome)

    def settle(self) -> None:
        """Put the stream where R's stands after the search."""
        self._numbers.settle()

    def take(self) -> Task | None:
        """Return the next job that an interrupted search has not done; None if there is none yet.

        It may be called off: then it comes again with other start weights.
        """
        total = 0 if self._failed else len(self._search)
        while self._next < total and len(self._waiting) < _MOST_AHEAD:
            number = self._next
            job = self._search.job(self._numbers, number)
            self._open[number] = job, self._numbers.position
            self._next += 1
            outcome = self._journal.known(number, job)
            if outcome is None:
                return number, job
            self._arrived(number, job, outcome)
        return None

    def done(self, task: Task, outcome: Outcome | Exception) -> bool:
        """Take the outcome of a job, or why there is none; whether all behind it are called off.

        Of jobs that were called off nothing is heard.
        """
        number, job = task
        if number not in self._open or self._open[number][0] is not job:
            return False
        if isinstance(outcome, Outcome):
            self._journal.keep(number, job, outcome)
        return self._arrived(number, job, outcome)

    def _arrived(self, number: int, job: Job, outcome: Outcome | Exception) -> bool:
        _, position = self._open.pop(number)
        tied = isinstance(outcome, Outcome) and outcome.undecided is not None
        if isinstance(outcome, Outcome) and outcome.undecided is not None:
            self._call_off_behind(number, position)
            try:
                outcome = decide(self._search.workload, job, outcome, self._numbers)
            except Exception as failure:
                outcome = failure
        if self._search.draws_lots:
            self._waiting[number] = outcome
            while self._certain in self._waiting:
                self._settled(self._certain, self._waiting.pop(self._certain))
        else:
            self._settled(number, outcome)
        oldest = next(iter(self._open.values()), (None, self._numbers.position))
        self._numbers.keep_from(oldest[1])
        return tied

    def _call_off_behind(self, number: int, position: int) -> None:
        """Let the jobs behind one begin anew, from a position in the stream."""
        for later in range(number + 1, self._next):
            self._open.pop(later, None)
            self._waiting.pop(later, None)
        self._next, self._numbers.position = number + 1, position

    def _settled(self, number: int, outcome: Outcome | Exception) -> None:
        self._failed |= isinstance(outcome, Exception)
        self._certain += 1
        self._news.append((number, outcome))


def failure_of(failure: Exception, where: str) -> PynnetError:
    """Return the error for a fit that failed: its words first, then where it was."""
    kind = type(failure) if isinstance(failure, (ArgumentError, DataError)) else PynnetError
    said = str(failure) if isinstance(failure, PynnetError) else repr(failure)
    return kind(
        f"{said} The fit failed with {where}. Search with on_error='nan' to go on without it."
    )
