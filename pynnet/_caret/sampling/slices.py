"""Rows to train on that go together: windows of a series, and whole groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._data import as_column, as_text
from pynnet._ground import ArgumentError, DataError, IntArray, flag, whole_number
from pynnet._random import as_stream

from ..door import offered

__all__ = ["create_time_slices", "group_k_fold", "time_slices"]

_LARGEST = 2**31 - 1


@offered
def create_time_slices(
    y: Any, initial_window: int, horizon: int = 1, *, fixed_window: bool = True, skip: int = 0
) -> dict[str, dict[str, IntArray]]:
    """Move a window over the rows of a series: train on it, and judge by the rows behind.

    caret's ``createTimeSlices``.

    Parameters
    ----------
    y : array_like
        The response in the order of time, of which the number of rows counts alone.
    initial_window : int
        Number of rows of the first window.
    horizon : int, optional
        Number of rows behind the window that are held out. Default 1.
    fixed_window : bool, optional
        Whether the window keeps its number of rows; else it begins at the first row. Default True.
    skip : int, optional
        How many windows to leave out after each. Default 0.

    Returns
    -------
    dict of dict of ndarray
        ``train`` and ``test``: for each window, ``Training5`` and ``Testing5`` for instance where
        it ends at the fifth row, the positions of its rows, from 0.

    Raises
    ------
    DataError
        If there are fewer rows than a window and its horizon.
    ArgumentError
        If another argument has a value that cannot be used.

    References
    ----------
    .. [1] R. J. Hyndman and G. Athanasopoulos, Forecasting: principles and practice, OTexts, 2013;
       manual page ``createDataPartition`` of caret.

    Examples
    --------
    >>> from pynnet.caret import create_time_slices
    >>> slices = create_time_slices(range(6), 3, horizon=2)
    >>> slices["train"]["Training4"].tolist(), slices["test"]["Testing4"].tolist()
    ([1, 2, 3], [4, 5])
    """
    n = len(as_column(y, "y"))
    window = whole_number("initial_window", initial_window, least=1, most=_LARGEST)
    ahead = whole_number("horizon", horizon, least=1, most=_LARGEST)
    fixed, left_out = flag("fixed_window", fixed_window), whole_number("skip", skip, least=0)
    return time_slices(n, window, ahead, left_out, fixed=fixed)


def time_slices(
    n: int, window: int, horizon: int, skip: int, *, fixed: bool
) -> dict[str, dict[str, IntArray]]:
    """Rows to train on and rows held out of each window."""
    ends = range(window, n - horizon + 1, skip + 1)
    if not ends:
        raise DataError(
            f"wrong sign in 'by' argument: a window of {window} rows and {horizon} behind it do "
            f"not fit into {n} rows. Pass a shorter one."
        )
    width = len(str(ends[-1]))
    train = {
        f"Training{end:0{width}d}": np.arange(end - window if fixed else 0, end) for end in ends
    }
    test = {f"Testing{end:0{width}d}": np.arange(end, end + horizon) for end in ends}
    return {"train": train, "test": test}


@offered
def group_k_fold(group: Any, k: int | None = None, *, seed: Any = None) -> dict[str, IntArray]:
    """Divide groups into folds, so that no group is both trained on and held out.

    caret's ``groupKFold``.

    Parameters
    ----------
    group : array_like
        The group of each row.
    k : int, optional
        Number of folds among which groups are drawn; some may get none. Default: as many as there
        are groups.
    seed : int, RRandom, Generator or None, optional
        As for :func:`pynnet.nnet`.

    Returns
    -------
    dict of ndarray
        For each of ``Fold1``, ``Fold2``, ... the positions, from 0, of the rows to train on: those
        of all groups but the fold's. There are as many folds as have a group.

    Raises
    ------
    DataError
        If a group is missing, or there are no rows.
    ArgumentError
        If `k` is no whole number from 1 to the number of groups.

    References
    ----------
    .. [1] Manual page ``createDataPartition`` of caret.

    Examples
    --------
    >>> from pynnet.caret import group_k_fold
    >>> folds = group_k_fold(["a", "a", "b", "c"], seed=2)
    >>> {name: rows.tolist() for name, rows in folds.items()}
    {'Fold1': [2, 3], 'Fold2': [0, 1, 2], 'Fold3': [0, 1, 3]}
    """
    column: Any = as_column(group, "group")
    texts = as_text(column)
    if not len(texts) or any(text is None for text in texts):
        raise DataError(
            "group must have a value for each row: some are missing, or there are none."
        )
    places = {text: k for k, text in enumerate(dict.fromkeys(texts))}
    number = len(places)
    count = number if k is None else whole_number("k", k, "the number of folds", least=1)
    if count > number:
        raise ArgumentError(f"`k` should be less than {number}: got {count}, more than groups.")
    drawn = as_stream(seed).sample(count, number, replace=True)
    folds = drawn[[places[text] for text in texts]]
    present = np.unique(folds)
    width = len(str(len(present)))
    return {
        f"Fold{j:0{width}d}": np.flatnonzero(folds != fold) for j, fold in enumerate(present, 1)
    }
