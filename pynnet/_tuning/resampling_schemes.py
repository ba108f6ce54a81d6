"""Resampling schemes, an entry each: cross-validation, a fixed split, and the bootstrap.

They draw as e1071's ``tune`` does, so that equal seeds give equal sets; strata and groups go beyond
it. A new scheme is an entry of `KNOWN_SCHEMES`: checks, texts and draws are looked up there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import pandas as pd

from pynnet._formula import equal_intervals, interval_codes
from pynnet._ground import AnyArray, ArgumentError, DataError, IntArray
from pynnet._random import Stream

__all__ = ["KNOWN_SCHEMES", "Rows", "Scheme", "Sizes", "Split"]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Positions of the rows to train on, in the order of training, and of those held out.

    Those held out are in the order of the data: classes that tie draw lots in that order.
    `held_out` is empty where the rows to predict come from data of their own.
    """

    train: IntArray
    held_out: IntArray


class Sizes(Protocol):
    """How many training sets, and how large: what schemes read of :class:`pynnet.TuneControl`."""

    @property
    def cross(self) -> int:
        """Number of folds."""

    @property
    def fix(self) -> float:
        """Share of the rows to train on."""

    @property
    def nboot(self) -> int:
        """Number of bootstrap samples."""

    @property
    def boot_size(self) -> float:
        """Size of a bootstrap sample, as a share of the rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows to be divided.

    Attributes
    ----------
    order : ndarray of int, shape (n,)
        All of them, in the order of a permutation.
    strata, groups : ndarray, shape (n,), or None
        Classes to be divided evenly, groups to be kept together; in the order of the data.
    """

    order: IntArray
    strata: AnyArray | None = None
    groups: AnyArray | None = None

    def __len__(self) -> int:
        return len(self.order)

    def without(self, train: IntArray) -> IntArray:
        """Return the rows that are not trained on, in the order of the data."""
        left = np.ones(len(self), dtype=bool)
        left[train] = False
        return np.flatnonzero(left)


Check: TypeAlias = Callable[[Sizes, int, bool], None]
Text: TypeAlias = Callable[[Sizes, int, bool], str]
Draw: TypeAlias = Callable[[Sizes, Rows, Stream, bool], Iterator[Split]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to draw training sets.

    Attributes
    ----------
    name : str
        What users call it.
    check : callable
        ``check(sizes, n, separate)`` raises unless `n` rows can be divided so. `separate` is
        whether the rows to predict are data of their own.
    text : callable
        ``text(sizes, n, grouped)``: its name as e1071 prints it.
    draw : callable
        ``draw(sizes, rows, stream, separate)`` yields the splits.
    takes_validation : bool
        Whether the rows to predict may be data of their own.
    """

    name: str
    check: Check
    text: Text
    draw: Draw
    takes_validation: bool


def _rows_by_label(labels: AnyArray, order: IntArray) -> list[IntArray]:
    """Rows of each label, labels and rows as they come in `order`."""
    codes, _ = pd.factorize(labels[order])
    return [order[codes == code] for code in range(codes.max() + 1)]


def _check_share(name: str, share: float, n: int, most: int | None = None) -> None:
    rows = int(n * share)
    if rows < 1 or (most is not None and rows > most):
        raise ArgumentError(
            f"invalid '{name}': {share:g} of {n} rows leaves {rows} to train on and {n - rows} to "
            "predict. Pass a share between 0 and 1 that leaves some for each."
        )


# Cross-validation ------------------------------------------------------------------------------


def _check_cross(sizes: Sizes, n: int, _separate: bool) -> None:
    if sizes.cross > n:
        raise ArgumentError(
            f"‘cross’ must not exceed sampling size!: got cross={sizes.cross} for {n} rows."
        )


def _cross_text(sizes: Sizes, n: int, grouped: bool) -> str:
    if sizes.cross == n and not grouped:
        return "leave-one-out"
    return f"{sizes.cross}-fold cross validation"


def _draw_cross(sizes: Sizes, rows: Rows, _stream: Stream, _separate: bool) -> Iterator[Split]:
    """Hold each fold out in turn."""
    folds = _folds(sizes.cross, rows)
    for fold in range(sizes.cross):
        yield Split(rows.order[folds != fold], np.sort(rows.order[folds == fold]))


def _folds(count: int, rows: Rows) -> IntArray:
    """Fold of each row, in the order of the permutation."""
    if rows.strata is not None:
        return _folds_of_classes(count, rows, rows.strata)[rows.order]
    if rows.groups is not None:
        return _folds_of_groups(count, rows, rows.groups)[rows.order]
    numbers = np.arange(1.0, len(rows) + 1)
    return interval_codes(numbers, equal_intervals(numbers, np.array([count])), True, False)


def _folds_of_classes(count: int, rows: Rows, strata: AnyArray) -> IntArray:
    """Fold of each row: they are dealt like cards, class after class."""
    fold_of_row = np.empty(len(rows), dtype=np.intp)
    by_class = np.concatenate(_rows_by_label(strata, rows.order))
    fold_of_row[by_class] = np.arange(len(rows)) % count
    return fold_of_row


def _folds_of_groups(count: int, rows: Rows, labels: AnyArray) -> IntArray:
    """Fold of each row: the largest groups come first, each where there is most room."""
    groups = _rows_by_label(labels, rows.order)
    if len(groups) < count:
        raise DataError(
            f"‘cross’ must not exceed sampling size!: {len(groups)} groups cannot be divided "
            f"into {count} folds. Pass a smaller cross."
        )
    fold_of_row = np.empty(len(rows), dtype=np.intp)
    fold_sizes = np.zeros(count, dtype=int)
    for group in sorted(groups, key=len, reverse=True):
        smallest = int(np.argmin(fold_sizes))
        fold_of_row[group] = smallest
        fold_sizes[smallest] += len(group)
    return fold_of_row


# One split -------------------------------------------------------------------------------------


def _check_fix(sizes: Sizes, n: int, separate: bool) -> None:
    if not separate:
        _check_share("fix", sizes.fix, n, most=n - 1)


def _fix_text(_sizes: Sizes, _n: int, _grouped: bool) -> str:
    return "fixed training/validation set"


def _draw_fix(sizes: Sizes, rows: Rows, _stream: Stream, separate: bool) -> Iterator[Split]:
    """Train on a part of the rows, on all of them if others are predicted."""
    train = _first_part(1.0 if separate else sizes.fix, rows)
    yield Split(train, rows.without(train))


def _first_part(share: float, rows: Rows) -> IntArray:
    """Return a part of the rows, of every class, or of whole groups up to that part."""
    if rows.strata is not None:
        classes = _rows_by_label(rows.strata, rows.order)
        return np.concatenate([of_class[: int(len(of_class) * share)] for of_class in classes])
    if rows.groups is None:
        return rows.order[: int(len(rows) * share)]
    train = np.empty(0, np.intp)
    for group in _rows_by_label(rows.groups, rows.order):
        if len(train) + len(group) <= len(rows) * share:
            train = np.concatenate([train, group])
    return train


# Bootstrap -------------------------------------------------------------------------------------


def _check_bootstrap(sizes: Sizes, n: int, _separate: bool) -> None:
    _check_share("boot_size", sizes.boot_size, n)


def _bootstrap_text(_sizes: Sizes, _n: int, _grouped: bool) -> str:
    return "bootstrapping"


def _draw_bootstrap(sizes: Sizes, rows: Rows, stream: Stream, separate: bool) -> Iterator[Split]:
    """Train on sample after sample, and hold out what is not in it."""
    for _ in range(sizes.nboot):
        train = _bootstrap_sample(sizes.boot_size, rows, stream)
        yield Split(train, np.empty(0, np.intp) if separate else rows.without(train))


def _bootstrap_sample(share: float, rows: Rows, stream: Stream) -> IntArray:
    """Rows drawn with replacement: of all, of every class, or whole groups."""
    n = len(rows)
    if rows.strata is not None:
        classes = _rows_by_label(rows.strata, np.arange(n))
        drawn = [
            of_class[stream.indices(len(of_class), int(len(of_class) * share))]
            for of_class in classes
        ]
        return np.concatenate(drawn)
    if rows.groups is not None:
        groups = _rows_by_label(rows.groups, np.arange(n))
        numbers = stream.indices(len(groups), max(1, int(len(groups) * share)))
        return np.concatenate([groups[number] for number in numbers])
    return stream.indices(n, int(n * share)).astype(np.intp)


# By name ---------------------------------------------------------------------------------------

KNOWN_SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme("cross", _check_cross, _cross_text, _draw_cross, takes_validation=False),
        Scheme("fix", _check_fix, _fix_text, _draw_fix, takes_validation=True),
        Scheme(
            "bootstrap", _check_bootstrap, _bootstrap_text, _draw_bootstrap, takes_validation=True
        ),
    )
}
