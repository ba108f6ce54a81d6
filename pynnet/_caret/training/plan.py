"""Rows to train on and seeds of the fits, drawn as caret's train draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, IntArray
from pynnet._random import RRandom, Stream

from ..averaging import normalised
from ..sampling.resampling import (
    create_data_partition,
    create_folds,
    create_multi_folds,
    create_resample,
)
from ..sampling.slices import time_slices
from .control import CORRECTED, OPTIMISM, TrainControl
from .predictions import Predicted

__all__ = ["TrainPlan", "plan_training", "seed_of_samples", "tried_predictions"]

_LARGEST_SEED = 2**31 - 1
_LOOKED_AT = 10
_ALL = "AllData"  # the name of the sample of all rows
_SEEDS = 1_000_000  # those of fits are drawn below it


class Sample(NamedTuple):
    """A sample by its name: rows to train on, rows to predict, a seed for each setting."""

    name: str
    train: IntArray
    out: IntArray
    seeds: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TrainPlan:
    """Rows to train on and rows held out for each sample; seeds of each fit, and of the last.

    Without a last seed the stream goes on. `tried` is what the summary is tried on where nothing is
    judged. `everything` has all rows if fits to them correct those to samples, and the first seeds
    are theirs; with `optimism` each fit predicts all rows and its own, too.
    """

    index: dict[str, IntArray]
    held_out: list[IntArray]
    seeds: list[tuple[int, ...]]
    last_seed: int | None
    tried: Predicted | None = None
    everything: IntArray | None = None
    optimism: bool = False

    @property
    def samples(self) -> list[Sample]:
        """What is fitted, in the order of the seeds."""
        everything, out = self.everything, self.held_out
        if everything is None:
            named = zip(self.index, self.index.values(), out, self.seeds, strict=True)
            return [Sample(*one) for one in named]
        if self.optimism:
            both = zip(out, self.index.values(), strict=True)
            out = [np.concatenate([rows, everything, own]) for rows, own in both]
        named = zip(
            [_ALL, *self.index],
            [everything, *self.index.values()],
            [everything, *out],
            self.seeds,
            strict=True,
        )
        return [Sample(*one) for one in named]


def seed_of_samples(stream: Stream) -> int:
    """Draw the seed of all samples, which caret does before anything else."""
    return int(stream.sample(_LARGEST_SEED, 1)[0])


def plan_training(
    y: Any, weights: Any, control: TrainControl, n_settings: int, seed: int, stream: Stream
) -> TrainPlan:
    """Draw the samples from their seed, and from the stream a seed for each fit at once."""
    n = len(y)
    if control.method == "none":
        return _of_one_fit(y, weights, control, stream)
    index = control.index if control.index is not None else _drawn(y, control, RRandom(seed))
    if not all(len(rows) for rows in index.values()):
        raise DataError("a sample has no rows to train on: draw two folds or more.")
    if any(rows.max() >= n for rows in index.values()):
        raise DataError(f"index names rows that are not there: there are {n}, counted from 0.")
    held_out = _held_out(index, n, control)
    if not all(len(rows) for rows in held_out):
        raise DataError("a sample holds no row out: nothing can be judged on it.")
    corrects = control.method in CORRECTED
    seeds, last = _seeds(control, len(index) + corrects, n_settings, stream)
    everything = np.arange(n) if corrects else None
    optimism = control.method in OPTIMISM
    return TrainPlan(index, held_out, seeds, last, None, everything, optimism)


def _of_one_fit(y: Any, weights: Any, control: TrainControl, stream: Stream) -> TrainPlan:
    """Every row to train on, and none held out; the fit begins where the stream then stands."""
    last = None if control.seeds is None else control.seeds[-1]
    tried = tried_predictions(y, weights, control, stream)
    return TrainPlan({"Resample1": np.arange(len(y))}, [], [], last, tried)


def tried_predictions(y: Any, weights: Any, control: TrainControl, stream: Stream) -> Predicted:
    """Return predictions drawn at random, on which caret tries the summary to have its names.

    Of classes these are orders of all classes in turn, and their probabilities are drawn as well;
    case weights and the rows that such a table names are not those of the truth beside them.
    """
    n, some = len(y), min(len(y), _LOOKED_AT)
    n_levels = len(y.categories) if isinstance(y, pd.Categorical) else 0
    values = np.arange(some) % n_levels if n_levels else y
    said, truth = (values[stream.sample(len(values), some) - 1] for _ in range(2))
    chances = cases = None
    if n_levels and control.class_probs:
        chances = normalised(stream.runif(some * n_levels).reshape(n_levels, some).T)
    if weights is not None:
        cases = weights[stream.sample(n, some) - 1]
    return Predicted(stream.sample(n, some) - 1, said, chances, truth, cases)


def _held_out(index: dict[str, IntArray], n: int, control: TrainControl) -> list[IntArray]:
    """All rows that a sample does not have; of a series those behind the window."""
    if control.index is None and control.method == "timeslice":
        ends = (rows[-1] + 1 for rows in index.values())
        return [np.arange(end, end + control.horizon) for end in ends]
    everything = np.arange(n)
    return [np.setdiff1d(everything, rows) for rows in index.values()]


def _drawn(y: Any, control: TrainControl, stream: RRandom) -> dict[str, IntArray]:
    """The rows to train on, by the names of the samples."""
    if control.method == "cv":
        return create_folds(y, control.number, return_train=True, seed=stream)  # type: ignore[return-value]
    if control.method == "repeatedcv":
        return create_multi_folds(y, control.number, control.repeats, seed=stream)
    if control.method == "LOOCV":
        return create_folds(y, len(y), return_train=True, seed=stream)  # type: ignore[return-value]
    if control.method == "timeslice":
        window, fixed = control.initial_window or 1, control.fixed_window
        return time_slices(len(y), window, control.horizon, control.skip, fixed=fixed)["train"]
    if control.method == "LGOCV":
        return create_data_partition(y, control.number, control.p, seed=stream)  # type: ignore[return-value]
    return create_resample(y, control.number, seed=stream)  # type: ignore[return-value]


def _seeds(
    control: TrainControl, n_samples: int, n_settings: int, stream: Stream
) -> tuple[list[tuple[int, ...]], int]:
    if control.seeds is None:
        drawn = stream.sample(_SEEDS, n_samples * n_settings + 1).tolist()
        rows = [tuple(drawn[k * n_settings : (k + 1) * n_settings]) for k in range(n_samples)]
        return rows, drawn[-1]
    given = list(control.seeds[:-1])
    if len(given) < n_samples or any(len(seeds) < n_settings for seeds in given):
        raise ArgumentError(
            f"Bad seeds: the seed object should be a list of length {n_samples + 1} with "
            f"{n_samples} integer vectors of size {n_settings} and the last list element having at "
            "least a single integer."
        )
    return given[:n_samples], control.seeds[-1]
