"""What becomes of an outcome: it is kept in a checkpoint, entered in the ledger, and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any, TypeAlias

from pynnet._errors import FitWarning, warn

from ..checkpoint.checkpoint import Checkpoint
from ..checkpoint.digest import digest
from .fit_job import Job, Outcome, Workload
from .scores import Ledger

__all__ = ["Journal", "Kept", "fingerprint", "kept_outcomes"]


Kept: TypeAlias = dict[int, dict[str, Outcome]]  # by number, and digest of the start weights


def kept_outcomes(checkpoint: Checkpoint | None) -> Kept:
    """Read the outcomes that an interrupted search has left."""
    kept: Kept = {}
    for number, (starts, *values) in () if checkpoint is None else checkpoint.finished():
        kept.setdefault(number, {})[starts] = Outcome(*values)
    return kept


class Journal:
    """The outcomes of a search as they come.

    An outcome belongs to a job and its start weights: behind a tie these change, and what was kept
    for the others is of no use.

    Parameters
    ----------
    ledger : Ledger
        Where results go.
    where : callable
        What a job fits, in words, by its number.
    checkpoint : Checkpoint or None
        Where outcomes are kept.
    kept : dict
        Those that an interrupted search has left there, from `kept_outcomes`.
    advance : callable
        Called for each job, not for those kept, when its outcome is entered.
    """

    def __init__(
        self,
        ledger: Ledger,
        where: Callable[[int], str],
        checkpoint: Checkpoint | None,
        kept: Kept,
        advance: Callable[[], object],
    ) -> None:
        self._ledger = ledger
        self._where = where
        self._checkpoint = checkpoint
        self._advance = advance
        self._kept = kept
        self._counted = set(kept)

    def known(self, number: int, job: Job) -> Outcome | None:
        """Return the outcome that an interrupted search left, None if there is none."""
        return self._kept[number].get(digest(job.starts)) if number in self._kept else None

    def keep(self, number: int, job: Job, outcome: Outcome) -> None:
        """Write a new outcome to the checkpoint; a failure is tried again another time."""
        if self._checkpoint is not None and outcome.failure is None:
            self._checkpoint.append(number, (digest(job.starts), *astuple(outcome)))

    def enter(self, number: int, outcome: Outcome) -> None:
        """Enter what is certain."""
        if outcome.failure is not None:
            warn(f"{outcome.failure} The fit failed with {self._where(number)}.", FitWarning)
        self._ledger.enter(number, outcome)
        if number not in self._counted:
            self._advance()
        self._kept.pop(number, None)


# Telling searches apart ------------------------------------------------------------------------


def fingerprint(
    workload: Workload, repeats: int, restarts: int, start: Any, stream_state: Any
) -> dict[str, str]:
    """Return digests of all that outcomes depend on, by what they are of."""
    sets = workload.sets
    return {
        "the data": digest([(s.x, s.targets, s.weights, s.held_out, s.truth) for s in sets]),
        "the training sets": digest([cases.rows for cases in sets]),
        "the settings": digest(
            [[replace(o, threads=None) for o in options] for options in workload.options.values()]
        ),
        "the metrics": digest(workload.metrics),
        "the fits": digest([repeats, restarts, start, workload.free, workload.by_lot]),
        "the random stream": digest(stream_state),
    }
