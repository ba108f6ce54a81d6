"""What becomes of an outcome: it is saved in a checkpoint, entered in the scores, and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import TypeAlias

from pynnet._ground import FitWarning, warn

from ..checkpoint.checkpoint import Checkpoint
from ..checkpoint.digest import digest
from .fit_job import FitOutcome, Job
from .scores import ScoreTable

__all__ = ["Recorder", "SavedOutcomes", "read_outcomes"]

# By number, and digest of the start weights.
SavedOutcomes: TypeAlias = dict[int, dict[str, FitOutcome]]


def read_outcomes(checkpoint: Checkpoint | None) -> SavedOutcomes:
    """Read the outcomes that an interrupted search has saved."""
    saved: SavedOutcomes = {}
    for number, (starts, *values) in () if checkpoint is None else checkpoint.finished():
        saved.setdefault(number, {})[starts] = FitOutcome(*values)
    return saved


class Recorder:
    """The outcomes of a search as they come.

    An outcome belongs to a job and its start weights: behind a tie these change, and what was saved
    for the others is of no use.

    Parameters
    ----------
    scores : ScoreTable
        Where results go.
    where : callable
        What a job fits, in words, by its number.
    checkpoint : Checkpoint or None
        Where outcomes are saved.
    saved : dict
        Those that an interrupted search has left there, from `read_outcomes`.
    advance : callable
        Called for each job, not for those saved before, when its outcome is recorded.
    """

    def __init__(
        self,
        scores: ScoreTable,
        where: Callable[[int], str],
        checkpoint: Checkpoint | None,
        saved: SavedOutcomes,
        advance: Callable[[], object],
    ) -> None:
        self._scores = scores
        self._where = where
        self._checkpoint = checkpoint
        self._advance = advance
        self._saved = saved
        self._counted = set(saved)

    def recall(self, number: int, job: Job) -> FitOutcome | None:
        """Return the outcome that an interrupted search saved, None if there is none."""
        return self._saved[number].get(digest(job.starts)) if number in self._saved else None

    def save(self, number: int, job: Job, outcome: FitOutcome) -> None:
        """Write a new outcome to the checkpoint; a failure is tried again another time."""
        if self._checkpoint is not None and outcome.failure is None:
            self._checkpoint.append(number, (digest(job.starts), *astuple(outcome)))

    def record(self, number: int, outcome: FitOutcome) -> None:
        """Enter and count an outcome that is certain."""
        if outcome.failure is not None:
            warn(f"{outcome.failure} The fit failed with {self._where(number)}.", FitWarning)
        self._scores.enter(number, outcome)
        if number not in self._counted:
            self._advance()
        self._saved.pop(number, None)
