"""What becomes of an outcome: it is kept in a checkpoint, entered in the ledger, and counted."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable
from dataclasses import asdict, astuple
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._checkpoint import Checkpoint
from pynnet._errors import FitWarning, warn
from pynnet._ledger import Ledger
from pynnet._measures import Measure
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
    checkpoint : Checkpoint
        Where outcomes are kept, and where those of an interrupted search come from.
    advance : callable
        Called for each job the first time that its outcome is known.
    """

    def __init__(
        self,
        ledger: Ledger,
        where: Callable[[int], str],
        checkpoint: Checkpoint,
        advance: Callable[[], object],
    ) -> None:
        self._ledger = ledger
        self._where = where
        self._checkpoint = checkpoint
        self._advance = advance
        self._kept = {
            number: (starts, _outcome(*values))
            for number, (starts, *values) in checkpoint.finished()
        }
        self._counted: npt.NDArray[np.bool_] = np.zeros(ledger.converged.size, dtype=bool)

    def known(self, number: int, job: Job) -> Outcome | None:
        """Return the outcome that an interrupted search left, None if there is none."""
        starts, outcome = self._kept.pop(number, (None, None))
        return outcome if starts == _digest([job.starts]) else None

    def keep(self, number: int, job: Job, outcome: Outcome) -> None:
        """Write a new outcome to the checkpoint; a failure is tried again another time."""
        if outcome.failure is None:
            self._checkpoint.append(number, (_digest([job.starts]), *astuple(outcome)))

    def enter(self, number: int, outcome: Outcome) -> None:
        """Enter what is decided; the last outcome of a job counts."""
        if outcome.failure is not None:
            warn(f"{outcome.failure} The fit failed with {self._where(number)}.", FitWarning)
        self._ledger.enter(number, outcome)
        if not self._counted[number]:
            self._counted[number] = True
            self._advance()


def _outcome(validation: Any, training: Any, *values: Any) -> Outcome:
    return Outcome(tuple(validation), tuple(training), *values)


# Telling searches apart ------------------------------------------------------------------------


def fingerprint(
    workload: Workload, repeats: int, restarts: int, start: Any, stream_state: Any
) -> dict[str, str]:
    """Return digests of all that outcomes depend on, by what they are of."""
    sets = workload.sets
    return {
        "the data": _digest(
            array
            for cases in sets
            for array in (cases.x, cases.targets, cases.weights, cases.held_out, cases.truth)
        ),
        "the training sets": _digest(cases.rows for cases in sets),
        "the settings": _digest(
            [(k, np.asarray(v).tolist()) for k, v in asdict(options).items() if k != "threads"]
            for options in workload.options
        ),
        "the measures": _digest(_name(measure) for measure in workload.measures),
        "the fits": _digest([repeats, restarts, start, workload.free, workload.by_lot]),
        "the random stream": _digest([pickle.dumps(stream_state)]),
    }


def _name(measure: Measure) -> str:
    function = measure.function
    place = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{measure.name} {function.__module__}.{place}"


def _digest(values: Iterable[Any]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for value in values:
        if isinstance(value, np.ndarray) and value.dtype != object:
            digest.update(f"{value.dtype.str} {value.shape}".encode())
            digest.update(value.tobytes())
        else:
            listed = value.tolist() if isinstance(value, np.ndarray) else value
            digest.update(repr(listed).encode())
    return digest.hexdigest()
