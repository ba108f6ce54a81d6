"""What becomes of an outcome: it is kept in a checkpoint, entered in the ledger, and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._checkpoint import Checkpoint
from pynnet._digest import digest
from pynnet._errors import FitWarning, warn
from pynnet._ledger import Ledger
from pynnet._tune_fit import Job, Outcome, Workload

__all__ = ["Journal", "fingerprint"]


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
        Where outcomes are kept, and where those of an interrupted search come from.
    advance : callable
        Called for each job the first time that its outcome is known.
    """

    def __init__(
        self,
        ledger: Ledger,
        where: Callable[[int], str],
        checkpoint: Checkpoint | None,
        advance: Callable[[], object],
    ) -> None:
        self._ledger = ledger
        self._where = where
        self._checkpoint = checkpoint
        self._advance = advance
        self._kept: dict[int, tuple[str, Outcome]] = {}
        for number, (starts, *values) in () if checkpoint is None else checkpoint.finished():
            self._kept[number] = starts, Outcome(*values)
        self._counted: npt.NDArray[np.bool_] = np.zeros(ledger.converged.size, dtype=bool)

    def known(self, number: int, job: Job) -> Outcome | None:
        """Return the outcome that an interrupted search left, None if there is none."""
        if number not in self._kept:
            return None
        starts, outcome = self._kept.pop(number)
        return outcome if starts == digest(job.starts) else None

    def keep(self, number: int, job: Job, outcome: Outcome) -> None:
        """Write a new outcome to the checkpoint; a failure is tried again another time."""
        if self._checkpoint is not None and outcome.failure is None:
            self._checkpoint.append(number, (digest(job.starts), *astuple(outcome)))

    def enter(self, number: int, outcome: Outcome) -> None:
        """Enter what is decided; the last outcome of a job counts."""
        if outcome.failure is not None:
            warn(f"{outcome.failure} The fit failed with {self._where(number)}.", FitWarning)
        self._ledger.enter(number, outcome)
        if not self._counted[number]:
            self._counted[number] = True
            self._advance()


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
