"""Training sets for the choice of hyperparameters: how they are asked for, and how they are drawn.

Cross-validation, a fixed split and the bootstrap draw as e1071's ``tune`` does, so that equal seeds
give equal sets. Strata, groups, several partitions and folds of one's own go beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError, DataError
from pynnet._formula import equal_intervals, interval_codes
from pynnet._random import Stream
from pynnet._typing import AnyArray, IntArray

from .control import TuneControl

__all__ = ["Split", "check_sampling", "draw_splits", "sampling_text"]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Positions of the rows to train on, in the order of training, and of those held out.

    Those held out are in the order of the data: classes that tie draw lots in that order.
    `held_out` is empty where the rows to predict come from data of their own.
    """

    train: IntArray
    held_out: IntArray


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
    if separate and (control.sampling == "cross" or control.folds is not None):
        raise ArgumentError(
            "validation_x goes with sampling 'fix' and 'bootstrap': cross-validation predicts the "
            "rows that it leaves out. Pass control=tune_control(sampling='fix')."
        )
    if control.folds is not None:
        return
    if control.sampling == "cross" and control.cross > n:
        raise ArgumentError(
            f"‘cross’ must not exceed sampling size!: got cross={control.cross} for {n} rows."
        )
    if control.sampling == "fix" and not separate:
        _check_share("fix", control.fix, n, most=n - 1)
    if control.sampling == "bootstrap":
        _check_share("boot_size", control.boot_size, n)


def _check_share(name: str, share: float, n: int, most: int | None = None) -> None:
    rows = int(n * share)
    if rows < 1 or (most is not None and rows > most):
        raise ArgumentError(
            f"invalid '{name}': {share:g} of {n} rows leaves {rows} to train on and {n - rows} to "
            "predict. Pass a share between 0 and 1 that leaves some for each."
        )


def sampling_text(control: TuneControl, n: int) -> str:
    """Name of the sampling as e1071 prints it; what goes beyond it is added."""
    if control.folds is not None:
        return "given training/validation sets"
    if control.sampling == "fix":
        text = "fixed training/validation set"
    elif control.sampling == "bootstrap":
        text = "bootstrapping"
    elif control.cross == n and control.groups is None:
        text = "leave-one-out"
    else:
        text = f"{control.cross}-fold cross validation"
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
    separate : bool
        Whether the rows to predict are data of their own.

    Raises
    ------
    DataError
        If a set would have no rows to train on or to predict, or a group falls on both sides.
    """
    if control.folds is not None:
        splits = _given(control.folds, n)
    else:
        splits = [
            split
            for _ in range(control.partitions)
            for split in _partition(control, n, stream, strata, groups, separate=separate)
        ]
    for number, split in enumerate(splits, start=1):
        _check_split(split, number, groups, separate=separate)
    return splits


def _partition(
    control: TuneControl,
    n: int,
    stream: Stream,
    strata: AnyArray | None,
    groups: AnyArray | None,
    *,
    separate: bool,
) -> Iterator[Split]:
    """One partition of the rows, or one set of bootstrap samples."""
    order = stream.sample(n).astype(np.intp) - 1
    if control.sampling == "cross":
        folds = _folds(control.cross, order, strata, groups)
        for fold in range(control.cross):
            yield Split(order[folds != fold], np.sort(order[folds == fold]))
    elif control.sampling == "fix":
        yield _fixed(1.0 if separate else control.fix, order, strata, groups)
    else:
        for _ in range(control.nboot):
            train = _bootstrap(control.boot_size, n, stream, strata, groups)
            yield Split(train, np.empty(0, np.intp) if separate else _without(n, train))


def _without(n: int, train: IntArray) -> IntArray:
    """Rows that are not trained on."""
    left = np.ones(n, dtype=bool)
    left[train] = False
    return np.flatnonzero(left)


def _rows_by_label(labels: AnyArray, order: IntArray) -> list[IntArray]:
    """Rows of each label, labels and rows as they come in `order`."""
    codes, _ = pd.factorize(labels[order])
    return [order[codes == code] for code in range(codes.max() + 1)]


def _folds(
    count: int, order: IntArray, strata: AnyArray | None, groups: AnyArray | None
) -> IntArray:
    """Fold of each row of `order`."""
    n = len(order)
    if strata is None and groups is None:
        numbers = np.arange(1.0, n + 1)
        return interval_codes(numbers, equal_intervals(numbers, np.array([count])), True, False)
    fold_of_row = np.empty(n, dtype=np.intp)
    if strata is not None:  # dealt like cards, class after class
        by_class = np.concatenate(_rows_by_label(strata, order))
        fold_of_row[by_class] = np.arange(n) % count
        return fold_of_row[order]
    assert groups is not None
    by_group = _rows_by_label(groups, order)
    if len(by_group) < count:
        raise DataError(
            f"‘cross’ must not exceed sampling size!: {len(by_group)} groups cannot be divided "
            f"into {count} folds. Pass a smaller cross."
        )
    sizes = np.zeros(count, dtype=int)
    for rows in sorted(by_group, key=len, reverse=True):  # the largest first, where there is room
        smallest = int(np.argmin(sizes))
        fold_of_row[rows] = smallest
        sizes[smallest] += len(rows)
    return fold_of_row[order]


def _fixed(
    share: float, order: IntArray, strata: AnyArray | None, groups: AnyArray | None
) -> Split:
    """Split of a part of the rows, of every class, or of whole groups up to that part."""
    n = len(order)
    if strata is not None:
        parts = [rows[: int(len(rows) * share)] for rows in _rows_by_label(strata, order)]
        train = np.concatenate(parts)
    elif groups is not None:
        train = np.empty(0, np.intp)
        for rows in _rows_by_label(groups, order):
            if len(train) + len(rows) <= n * share:
                train = np.concatenate([train, rows])
    else:
        train = order[: int(n * share)]
    return Split(train, _without(n, train))


def _bootstrap(
    share: float, n: int, stream: Stream, strata: AnyArray | None, groups: AnyArray | None
) -> IntArray:
    """Rows drawn with replacement: of all, of every class, or whole groups."""
    rows = np.arange(n)
    if strata is None and groups is None:
        return stream.indices(n, int(n * share)).astype(np.intp)
    pools = _rows_by_label(strata if strata is not None else np.asarray(groups), rows)
    if strata is not None:
        drawn = [pool[stream.indices(len(pool), int(len(pool) * share))] for pool in pools]
    else:
        drawn = [pools[k] for k in stream.indices(len(pools), max(1, int(len(pools) * share)))]
    return np.concatenate(drawn)


# Folds of one's own ----------------------------------------------------------------------------


def _given(folds: Any, n: int) -> list[Split]:
    """Splits from pairs of positions, or from one label for each row."""
    if not isinstance(folds, (str, np.ndarray, pd.Series)) and _are_pairs(folds):
        return [
            Split(_positions(train, n, number), _positions(held_out, n, number))
            for number, (train, held_out) in enumerate(folds, start=1)
        ]
    labels = np.asarray(folds)
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
    return all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in folds)


def _positions(given: Any, n: int, number: int) -> IntArray:
    positions = np.asarray(given)
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
            f"group {min(map(str, both))!r} is shared between the rows to train on and to predict "
            f"in training set {number}. Keep each group on one side, or leave groups= out."
        )
