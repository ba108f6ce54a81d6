"""What becomes of an outcome: it is saved in a checkpoint, entered in the scores, and counted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple, fields
from typing import Any, TypeAlias

import numpy as np

from pynnet._ground import ArgumentError, FitWarning, warn

from ..checkpoint.checkpoint import Checkpoint
from ..checkpoint.digest import digest
from .fit_job import FitOutcome, Job
from .scores import ScoreTable

__all__ = ["Recorder", "SavedOutcomes", "read_outcomes"]

# By number, and digest of the start weights.
SavedOutcomes: TypeAlias = dict[int, dict[str, FitOutcome]]


def read_outcomes(checkpoint: Checkpoint | None, n_jobs: int, n_metrics: int) -> SavedOutcomes:
    """Read the outcomes that an interrupted search has saved.

    Parameters
    ----------
    checkpoint : Checkpoint or None
        Where they are.
    n_jobs, n_metrics : int
        Numbers of jobs, and of metrics of each.

    Raises
    ------
    ArgumentError
        If what is there is no outcome of such a search.
    """
    saved: SavedOutcomes = {}
    for number, outcome in () if checkpoint is None else checkpoint.finished():
        if number >= n_jobs or not _is_outcome(outcome, n_metrics):
            raise ArgumentError(
                f"invalid 'checkpoint': what it has for job {number} is no outcome of this search. "
                "Delete the file to search from the start."
            )
        starts, *values = outcome
        saved.setdefault(number, {})[starts] = FitOutcome(*values)
    return saved


def _is_outcome(values: Any, n_metrics: int) -> bool:
    """Whether these are a digest and what a `FitOutcome` is made of."""
    if not isinstance(values, tuple) or len(values) != 1 + len(fields(FitOutcome)):
        return False
    starts, validation, training, *numbers, undecided, failure = values
    return (
        isinstance(starts, str)
        and all(
            isinstance(scores, tuple)
            and len(scores) == n_metrics
            and all(isinstance(score, float) for score in scores)
            for scores in (validation or (math.nan,) * n_metrics, training)
        )
        and all(isinstance(number, float) for number in numbers)
        and (undecided is None or isinstance(undecided, np.ndarray))
        and failure is None
    )


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
            warn(f"{outcome.failure} with {self._where(number)}.", FitWarning)
        self._scores.enter(number, outcome)
        if number not in self._counted:
            self._advance()
        self._saved.pop(number, None)
