"""The samples of train() as trials: what all settings need of a sample is made once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import FloatArray, IntArray

from .candidates import OUTCOME
from .rows import TrainingRows
from .trials import Trial, TrialRows

__all__ = ["Samples"]

_NUMBERS = [np.dtype(name) for name in ("f4", "f8", *(f"{k}{n}" for k in "iu" for n in "1248"))]


class Samples:
    """Makes the trials of samples, and keeps the latest.

    There are none where a model has to read its data: columns that are no numbers, weights that are
    missing, arguments that decide how a formula is read. Such a fit goes another way, which says
    what is wrong if something is.

    Parameters
    ----------
    rows : TrainingRows
        The data.
    n_kept : int
        How many samples to keep: as many as workers, which do the settings of one after another.
    """

    def __init__(self, rows: TrainingRows, n_kept: int) -> None:
        self.rows, self._n_kept = rows, n_kept
        self.stop = bytearray(1)
        self._x = _plain_numbers(rows)
        self._weights = np.ones(len(rows.x)) if rows.weights is None else rows.weights
        self._latest: dict[int, Trial | None] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes: what is kept is made anew."""
        return Samples, (self.rows, 1)

    def trial(self, sample: int, train: IntArray, out: IntArray) -> Trial | None:
        """The trial of a sample."""
        found = self._latest.get(sample)
        if found is not None or self._x is None:
            return found
        return self._made(self._x, train, out)

    def keep(self, sample: int, trial: Trial) -> None:
        """Keep a trial for the next settings, in place of the oldest."""
        if sample not in self._latest:
            for oldest in list(self._latest)[: max(0, len(self._latest) + 1 - self._n_kept)]:
                self._latest.pop(oldest, None)
            self._latest[sample] = trial

    def _made(self, matrix: FloatArray, train: IntArray, out: IntArray) -> Trial | None:
        rows, make = self.rows, self.rows.candidate.trial
        x, held_out = matrix[train], matrix[out]
        if make is None or ("zv" in rows.methods and (x == x[0]).all()):
            return None
        if rows.methods:
            frame, new = (pd.DataFrame(part, columns=rows.x.columns) for part in (x, held_out))
            done: Any = rows.preprocessing(frame)
            x, held_out = done.predict(frame).to_numpy(), done.predict(new).to_numpy()
            if not (np.isfinite(x).all() and np.isfinite(held_out).all()):
                return None
        data = x, rows.y[train], self._weights[train], held_out
        return make(TrialRows(*data, rows.lev, rows.options, self.stop))


def _plain_numbers(rows: TrainingRows) -> FloatArray | None:
    """The predictors as numbers, if they and all else are such that trials can be made."""
    trial, frame = rows.candidate.trial, rows.x
    if trial is None or not trial.takes.issuperset(rows.options):
        return None
    names, numeric = frame.columns, all(dtype in _NUMBERS for dtype in frame.dtypes)
    if not (len(names) and numeric and names.is_unique and OUTCOME not in names):
        return None
    numbers = [frame.to_numpy(dtype=float)]
    if rows.lev is None:
        numbers.append(rows.y)
    if rows.weights is not None:
        numbers.append(rows.weights)
        if (rows.weights < 0).any():
            return None
    return numbers[0] if all(np.isfinite(part).all() for part in numbers) else None
