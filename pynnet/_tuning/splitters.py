"""scikit-learn's splitters as folds: KFold(5), GroupKFold(), TimeSeriesSplit() and their like."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from pynnet._ground import AnyArray, DataError, class_of, shown
from pynnet._random import Stream

__all__ = ["MOST_FOLDS", "is_splitter", "pairs_of", "splitter_text"]

MOST_FOLDS = 1_000_000  # training sets
_SEEDS = 2**31 - 1  # whole numbers that a splitter may be seeded with


def is_splitter(folds: Any) -> bool:
    """Whether folds are not given yet, but an object that divides rows when it is asked to."""
    is_object = not isinstance(folds, (str, type)) and callable(getattr(folds, "split", None))
    return is_object and callable(getattr(folds, "get_n_splits", None))


def splitter_text(folds: Any) -> str | None:
    """What a splitter is called where results are printed; None for other folds."""
    return " ".join(repr(folds).split()) if is_splitter(folds) else None


def pairs_of(
    splitter: Any, n: int, response: AnyArray | None, groups: AnyArray | None, stream: Stream
) -> Sequence[tuple[Any, Any]]:
    """Ask a copy of a splitter for its divisions of `n` rows.

    One that draws, and has no seed of its own, is given one from the stream: the same search gives
    the same folds.

    Raises
    ------
    DataError
        If it cannot divide these rows, in its own words.
    """
    own = copy.deepcopy(splitter)
    if getattr(own, "random_state", 0) is None and getattr(own, "shuffle", True):
        own.random_state = stream.index(_SEEDS)
    try:
        divisions = own.split(np.zeros((n, 1)), response, groups)
        pairs = list(itertools.islice(divisions, MOST_FOLDS + 1))
    except Exception as error:
        words = " ".join(str(error).split())
        hint = " Pass groups= to tune_control()." if groups is None and "groups" in words else ""
        raise DataError(
            f"folds={shown(splitter)} cannot divide these {n} rows: {words}{hint}"
        ) from error
    if len(pairs) > MOST_FOLDS:
        raise DataError(f"folds={shown(splitter)}: more than {MOST_FOLDS} divisions of {n} rows.")
    if not pairs or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise DataError(
            f"folds={shown(splitter)}: {class_of(splitter)}.split() gave no pairs of positions."
        )
    return pairs
