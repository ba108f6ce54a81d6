"""Training sets as a control asks for them: by a scheme, a splitter, or folds of one's own.

Several partitions, splitters and folds of one's own go beyond e1071's ``tune``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, DataError, IntArray, array_if_any, shown
from pynnet._random import Stream

from .control import TuneControl
from .resampling_schemes import KNOWN_SCHEMES, Rows, Split
from .splitters import is_splitter, pairs_of, splitter_text

__all__ = ["check_sampling", "draw_splits", "sampling_text"]


def check_sampling(control: TuneControl, n: int, *, separate: bool = False) -> None:
    """Raise unless `n` rows can be divided as asked for, before anything is drawn.

    Parameters
    ----------
    control : TuneControl
        What was asked for.
    n : int
        Number of rows.
    separate : bool
        Whether the rows to predict are data of their own.
    """
    scheme = KNOWN_SCHEMES[control.sampling]
    if separate and (control.folds is not None or not scheme.takes_validation):
        suitable = " and ".join(repr(s.name) for s in KNOWN_SCHEMES.values() if s.takes_validation)
        raise ArgumentError(
            f"validation_x goes with sampling {suitable}: cross-validation predicts the "
            "rows that it leaves out. Pass control=tune_control(sampling='fix')."
        )
    if control.folds is None:
        scheme.check(control, n, separate)


def sampling_text(control: TuneControl, n: int) -> str:
    """Name of the sampling as e1071 prints it; what goes beyond it is added."""
    if control.folds is not None:
        return splitter_text(control.folds) or "given training/validation sets"
    text = KNOWN_SCHEMES[control.sampling].text(control, n, control.groups is not None)
    if control.stratify is not False:
        text += ", stratified"
    if control.groups is not None:
        text += ", grouped"
    if control.partitions > 1:
        text += f", {control.partitions} partitions"
    return text


def draw_splits(
    control: TuneControl,
    n: int,
    stream: Stream,
    *,
    strata: AnyArray | None = None,
    groups: AnyArray | None = None,
    response: AnyArray | None = None,
    separate: bool = False,
) -> list[Split]:
    """Draw the training sets.

    Parameters
    ----------
    control : TuneControl
        What was asked for; :func:`check_sampling` has seen it.
    n : int
        Number of rows.
    stream : Stream
        Drawn from, in e1071's order: a permutation of the rows first, whatever the sampling.
    strata, groups : ndarray of shape (n,), optional
        Classes to be divided evenly; groups to be kept together.
    response : ndarray of shape (n,) or (n, q), optional
        Classes or numbers, for a splitter that looks at them.
    separate : bool
        Whether the rows to predict are data of their own.

    Raises
    ------
    DataError
        If a set would have no rows to train on or to predict, or a group falls on both sides.
    """
    splits = []
    if is_splitter(control.folds):
        splits = _given_splits(pairs_of(control.folds, n, response, groups, stream), n)
    elif control.folds is not None:
        splits = _given_splits(control.folds, n)
    else:
        for _ in range(control.partitions):
            rows = Rows(stream.sample(n).astype(np.intp) - 1, strata, groups)
            splits += KNOWN_SCHEMES[control.sampling].draw(control, rows, stream, separate)
    for number, split in enumerate(splits, start=1):
        _check_split(split, number, groups, separate=separate)
    return splits


def _check_split(split: Split, number: int, groups: AnyArray | None, *, separate: bool) -> None:
    """Raise if a set cannot be trained on and judged."""
    if not len(split.train) or not (separate or len(split.held_out)):
        kind = "to predict" if len(split.train) else "to train on"
        raise DataError(f"training set {number} leaves no rows {kind}: pass other folds or shares.")
    shared = np.intersect1d(split.train, split.held_out)
    if len(shared):
        raise DataError(
            f"training set {number} has rows that are to be predicted as well, such as position "
            f"{shared[0]}: the error would be that of learning by heart."
        )
    if groups is None:
        return
    both = set(groups[split.train]) & set(groups[split.held_out])
    if both:
        raise DataError(
            f"group {shown(min(map(str, both)))} is shared between the rows to train on and to "
            f"predict in training set {number}. Keep each group on one side, or leave groups= out."
        )


# Folds of one's own ----------------------------------------------------------------------------


def _given_splits(folds: Any, n: int) -> list[Split]:
    """Splits from pairs of positions, or from one label for each row."""
    if not isinstance(folds, (str, np.ndarray, pd.Series)) and _are_pairs(folds):
        return [
            Split(_positions(train, n, number), _positions(held_out, n, number))
            for number, (train, held_out) in enumerate(folds, start=1)
        ]
    labels = array_if_any(folds)
    if labels.shape != (n,):
        raise DataError(
            f"folds has shape {labels.shape}, there are {n} rows. Pass one label for each row, or "
            "pairs of positions: (rows to train on, rows to predict)."
        )
    if pd.isna(labels).any():
        raise DataError("folds has missing labels. Pass one label for each row.")
    every = np.arange(n)
    return [Split(every[labels != label], every[labels == label]) for label in pd.unique(labels)]


def _are_pairs(folds: Sequence[Any]) -> bool:
    return len(folds) > 0 and all(
        isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in folds
    )


def _positions(given: Any, n: int, number: int) -> IntArray:
    positions = array_if_any(given)
    if positions.dtype == bool and positions.shape == (n,):
        return np.flatnonzero(positions)
    if positions.ndim != 1 or positions.dtype.kind not in "iu":
        raise DataError(f"folds: training set {number} is not given by positions or a mask.")
    if positions.size and (positions.min() < 0 or positions.max() >= n):
        raise DataError(
            f"folds: training set {number} has positions outside of 0 to {n - 1}: there are "
            f"{n} rows."
        )
    return positions.astype(np.intp)
