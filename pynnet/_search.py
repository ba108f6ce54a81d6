"""The search itself: every setting, training set and repeat in e1071's order of random draws.

The number of weights of every fit is known beforehand, so all start weights can be drawn ahead and
the fits may run anywhere, in any order. One thing alone can disturb that: where classes of rows
held out tie, R draws lots, which moves all later draws. So fits run ahead in growing numbers, and
those behind a tie are done again from the right place of the stream.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._cases import TrainingSet
from pynnet._errors import ArgumentError, DataError, PynnetError
from pynnet._execute import Run
from pynnet._grid import Grid
from pynnet._journal import Journal
from pynnet._options import Options
from pynnet._problem import Problem, decay_vector, free_weights, given_weights, network_for
from pynnet._response import Response
from pynnet._stream import Stream
from pynnet._train import start_weights
from pynnet._tune_fit import Fitter, Job, Outcome, Workload, decide

__all__ = ["Search", "check_networks", "failure_of", "search_ahead", "search_in_order"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
_MOST_AHEAD = 4096  # jobs that are lost at most where classes tie
_CALM = 8  # fits in a row without ties, after which the next are likely to have none
_SHORT = 0.005  # seconds of a fit that is not worth handing out alone


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What there is to do.

    Attributes
    ----------
    workload : Workload
        What all fits need.
    grid : Grid
        The settings.
    n_weights : ndarray of int, shape (settings, sets)
        Number of weights of each network.
    repeats, restarts : int
        How often a setting is fitted to a training set, and from how many start weights each time.
    start : ndarray or None
        Start weights that were given.
    """

    workload: Workload
    grid: Grid
    n_weights: IntArray
    repeats: int
    restarts: int
    start: FloatArray | None

    def __len__(self) -> int:
        return self.n_weights.size * self.repeats

    def place(self, number: int) -> tuple[int, int]:
        """Setting and training set of a job."""
        return divmod(number // self.repeats, self.n_weights.shape[1])

    def jobs(self, stream: Stream, first: int, last: int) -> Iterator[Job]:
        """Jobs from `first` to before `last`; each draws its start weights when it is asked for."""
        ranges = [options.rang for options in next(iter(self.workload.options.values()))]
        for number in range(first, last):
            setting, training_set = self.place(number)
            n, rang = self.n_weights[setting, training_set], ranges[setting]
            if self.start is not None:
                starts = [self.start] * self.restarts
            else:
                starts = [start_weights(stream, n, rang) for _ in range(self.restarts)]
            yield Job(setting, training_set, np.array(starts))

    def where(self, number: int) -> str:
        """Return what a job fits, in words."""
        setting, training_set = self.place(number)
        text = self.grid.text(setting) or "the setting"
        return f"{text}, in training set {training_set + 1}"


def check_networks(
    sets: tuple[TrainingSet, ...],
    options: tuple[Options, ...],
    grid: Grid,
    Wts: Any = None,
    mask: Any = None,
) -> tuple[IntArray, FloatArray | None, npt.NDArray[np.bool_] | None]:
    """Make R's checks of every network that will be fitted; their numbers of weights.

    Returns
    -------
    n_weights : ndarray of int, shape (settings, sets)
    start, free : ndarray or None
        The given start weights and mask.
    """
    kinds = [(*cases.shape, cases.implied) for cases in sets]
    first = {kind: sets[kinds.index(kind)] for kind in kinds}
    n_weights = np.empty((len(options), len(sets)), dtype=np.intp)
    start = free = None
    for setting, given in enumerate(options):
        counts = {}
        for kind, cases in first.items():
            try:
                network = network_for(_problem(cases, given))
                decay_vector(given, network)
                start = given_weights(Wts, network)
                free = None if mask is None else free_weights(mask, network)
            except ArgumentError as error:
                number = kinds.index(kind) + 1
                text = grid.text(setting)
                place = f" (with {text}, in training set {number})" if text else ""
                raise type(error)(f"{error}{place}") from None
            counts[kind] = network.n_weights
        n_weights[setting] = [counts[kind] for kind in kinds]
    return n_weights, start, free


def _problem(cases: TrainingSet, given: Options) -> Problem:
    """What the checks of a network look at."""
    options = cases.options(given)
    response = Response(cases.targets, None, cases.lev, True, options)
    return Problem(cases.x, response, cases.weights, None)


# Running ---------------------------------------------------------------------------------------


def search_in_order(search: Search, stream: Stream, journal: Journal) -> None:
    """Fit one after the other; ties draw from the stream where R's do."""
    fitter = Fitter(search.workload)
    for number, job in enumerate(search.jobs(stream, 0, len(search))):
        _fit_here(search, fitter, stream, number, job, journal)


def _fit_here(
    search: Search, fitter, stream: Stream, number: int, job: Job, journal: Journal
) -> bool:
    """Do one job, and draw its lots; whether there were some."""
    outcome = journal.known(number, job)
    if outcome is None:
        try:
            outcome = fitter.fit(job)
        except Exception as failure:
            raise failure_of(failure, search.where(number)) from failure
        journal.keep(number, job, outcome)
    journal.enter(number, decide(search.workload, job, outcome, stream))
    return outcome.undecided is not None


def search_ahead(
    search: Search, stream: Stream, journal: Journal, run: Run, n_workers: int
) -> None:
    """Let workers fit; the stream ends where R's would.

    Where one tie follows another, short fits are done here: handing them out would take longer.

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
    first, total = 0, len(search)
    ahead = n_workers if search.workload.by_lot else total
    while first < total:
        last = min(total, first + ahead)
        done = _ahead(search, stream, first, last, run, journal)
        first, ahead = done, min(2 * ahead, _MOST_AHEAD)
        if done < last:
            first = _until_calm(search, stream, done, journal)
            ahead = n_workers if first - done < _CALM else max(n_workers, _CALM)


def _until_calm(search: Search, stream: Stream, first: int, journal: Journal) -> int:
    """Do short fits here until so many in a row had no ties; the number of the next."""
    calm, fitter = 0, Fitter(search.workload)
    for number, job in enumerate(search.jobs(stream, first, len(search)), start=first):
        started = time.perf_counter()
        tied = _fit_here(search, fitter, stream, number, job, journal)
        calm = 0 if tied else calm + 1
        if calm == _CALM or time.perf_counter() - started > _SHORT:
            return number + 1
    return len(search)


def _ahead(
    search: Search, stream: Stream, first: int, last: int, run: Run, journal: Journal
) -> int:
    """Fit in any order as if no classes tied; how far that was right, the first tie included.

    What was entered behind a tie comes from other start weights than R's, and is done again.
    """
    before, window = stream.state, _Window(search, journal)
    run(window.new(stream, first, last), window.done, window.failed)
    if not window.ties:
        return last
    number = min(window.ties)
    stream.state = before
    for _ in search.jobs(stream, first, number + 1):
        pass  # their draws once more, not their fits
    journal.enter(number, decide(search.workload, *window.ties[number], stream))
    return number + 1


class _Window:
    """Jobs that run ahead together; those whose classes tie are put aside."""

    def __init__(self, search: Search, journal: Journal) -> None:
        self._search = search
        self._journal = journal
        self._running: dict[int, tuple[int, Job]] = {}  # by index of the run; only unfinished ones
        self._new = 0
        self.ties: dict[int, tuple[Job, Outcome]] = {}

    def new(self, stream: Stream, first: int, last: int) -> Iterator[Job]:
        """Jobs that an interrupted search has not done."""
        for number, job in enumerate(self._search.jobs(stream, first, last), start=first):
            outcome = self._journal.known(number, job)
            if outcome is None:
                self._running[self._new] = number, job
                self._new += 1
                yield job
            else:
                self._arrived(number, job, outcome)

    def done(self, index: int, outcome: Outcome) -> None:
        """Take the outcome of the `index`-th new job."""
        number, job = self._running.pop(index)
        self._journal.keep(number, job, outcome)
        self._arrived(number, job, outcome)

    def failed(self, index: int, failure: BaseException) -> None:
        """Say where the `index`-th new job failed."""
        if isinstance(failure, Exception):
            where = self._search.where(self._running[index][0])
            raise failure_of(failure, where) from failure

    def _arrived(self, number: int, job: Job, outcome: Outcome) -> None:
        if outcome.undecided is None:
            self._journal.enter(number, outcome)
        else:
            self.ties[number] = job, outcome


def failure_of(failure: Exception, where: str) -> PynnetError:
    """Return the error for a fit that failed: its words first, then where it was."""
    kind = type(failure) if isinstance(failure, (ArgumentError, DataError)) else PynnetError
    said = str(failure) if isinstance(failure, PynnetError) else repr(failure)
    return kind(
        f"{said} The fit failed with {where}. Search with on_error='nan' to go on without it."
    )
