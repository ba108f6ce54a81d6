"""Rows to train on and rows held out, drawn as caret draws them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column
from pynnet._ground import (
    DataError,
    IntArray,
    RWarning,
    flag,
    invalid,
    is_number,
    warn,
    whole_number,
)
from pynnet._random import Stream, as_stream

from ..door import offered
from .strata import outcome, rows_by_level, sorted_by_text, strata

__all__ = ["create_data_partition", "create_folds", "create_multi_folds", "create_resample"]

_MOST_GROUPS = 5  # ranges of a numeric response
_LARGEST = 2**31 - 1


@offered
def create_folds(
    y: Any, k: int = 10, *, list: bool = True, return_train: bool = False, seed: Any = None
) -> dict[str, IntArray] | IntArray:
    """Divide rows into folds that have the classes of the response in like shares.

    caret's ``createFolds``: with the same seed, the same folds.

    Parameters
    ----------
    y : array_like
        The response. Rows are divided within each class; numbers are cut into ranges at their
        quantiles, two to four as there are rows for it.
    k : int, optional
        Number of folds. Default 10. With as many rows or fewer each row is a fold.
    list : bool, optional
        Whether to return the rows of each fold. Default True.
    return_train : bool, optional
        Whether the rows are those to train on, all but those of the fold. Default False.
    seed : int, RRandom, Generator or None, optional
        As for :func:`pynnet.nnet`.

    Returns
    -------
    dict of ndarray, or ndarray
        For each of ``Fold1``, ``Fold2``, ... the positions of its rows, which count from 0, one
        less than in R; with ``list=False`` for each row the number of its fold, from 1.

    Raises
    ------
    DataError
        If the response has fewer than two rows, or is numeric and has missing values.
    ArgumentError
        If another argument has a value that cannot be used.

    References
    ----------
    .. [1] M. Kuhn, Building predictive models in R using the caret package, Journal of
       Statistical Software 28 (2008); manual page ``createDataPartition``.

    Examples
    --------
    >>> from pynnet.caret import create_folds
    >>> folds = create_folds(["a", "a", "a", "b", "b", "b"], k=3, seed=1)
    >>> {name: rows.tolist() for name, rows in folds.items()}
    {'Fold1': [0, 3], 'Fold2': [1, 4], 'Fold3': [2, 5]}
    """
    column = outcome(y)
    count = whole_number("k", k, "the number of folds", least=1, most=_LARGEST)
    as_list, train = flag("list", list), flag("return_train", return_train)
    numbers = _fold_numbers(column, count, as_stream(seed))
    if not as_list:
        return numbers
    return _folds(numbers, train)


def _fold_numbers(column: Any, k: int, stream: Stream) -> IntArray:
    """For each row the number of its fold."""
    n = len(column)
    # A constant is the number of ranges that R is asked for, whatever comes of them.
    factor = strata(column, min(max(n // k, 2), _MOST_GROUPS))
    if k >= n:
        return np.arange(1, n + 1)
    numbers = np.zeros(n, dtype=np.int64)
    for rows in rows_by_level(sorted_by_text(factor)).values():
        numbers[rows] = _numbers_within(len(rows), k, stream)
    return numbers


def _numbers_within(n: int, k: int, stream: Stream) -> IntArray:
    """Numbers of folds for the `n` rows of a class: each as often, what is left at random."""
    times, left = divmod(n, k)
    if not times:
        return stream.sample(k, n)
    numbers = np.tile(np.arange(1, k + 1), times)
    if left:
        numbers = np.concatenate([numbers, stream.sample(k, left)])
    return stream.sample(numbers)


def _folds(numbers: IntArray, train: bool) -> dict[str, IntArray]:
    """The rows of each fold that has any, or all others."""
    present = np.unique(numbers[numbers > 0])
    chosen = [(numbers != k if train else numbers == k) for k in present]
    return dict(zip(_names("Fold", len(chosen)), map(np.flatnonzero, chosen), strict=True))


def _names(word: str, count: int) -> list[str]:
    """Names with numbers of one width: Fold01, Fold02, ..."""
    width = len(str(count))
    return [f"{word}{k:0{width}d}" for k in range(1, count + 1)]


@offered
def create_multi_folds(
    y: Any, k: int = 10, times: int = 5, *, seed: Any = None
) -> dict[str, IntArray]:
    """Divide rows into folds several times, and return the rows to train on.

    caret's ``createMultiFolds``.

    Parameters
    ----------
    y : array_like
        The response, as for `create_folds`.
    k : int, optional
        Number of folds. Default 10.
    times : int, optional
        How many times the rows are divided. Default 5.
    seed : int, RRandom, Generator or None, optional
        As for :func:`pynnet.nnet`.

    Returns
    -------
    dict of ndarray
        For each of ``Fold1.Rep1``, ``Fold2.Rep1``, ... the positions, from 0, of all rows but
        those of the fold.

    Raises
    ------
    DataError
        If the response has fewer than two rows, or is numeric and has missing values.
    ArgumentError
        If another argument has a value that cannot be used.

    References
    ----------
    .. [1] Manual page ``createDataPartition`` of caret.

    Examples
    --------
    >>> from pynnet.caret import create_multi_folds
    >>> list(create_multi_folds([1.5, 2.5, 3.5, 4.5], k=2, times=2, seed=1))
    ['Fold1.Rep1', 'Fold2.Rep1', 'Fold1.Rep2', 'Fold2.Rep2']
    """
    column = outcome(y)
    count = whole_number("k", k, "the number of folds", least=1, most=_LARGEST)
    repeats = whole_number("times", times, least=1, most=_LARGEST)
    stream = as_stream(seed)
    return {
        f"{fold}.{repeat}": rows
        for repeat in _names("Rep", repeats)
        for fold, rows in _folds(_fold_numbers(column, count, stream), train=True).items()
    }


@offered
def create_data_partition(
    y: Any,
    times: int = 1,
    p: float = 0.5,
    *,
    list: bool = True,
    groups: int | None = None,
    seed: Any = None,
) -> dict[str, IntArray] | pd.DataFrame:
    """Draw a share of the rows of each class to train on.

    caret's ``createDataPartition``.

    Parameters
    ----------
    y : array_like
        The response. Rows are drawn within each class; numbers are cut into ranges at their
        quantiles.
    times : int, optional
        Number of partitions. Default 1.
    p : float, optional
        Share of the rows of each class, rounded up. Default 0.5.
    list : bool, optional
        Whether to return a dict. Default True.
    groups : int, optional
        How many quantiles a numeric response is cut at, which makes one range fewer. Default: 5,
        or as many as there are rows.
    seed : int, RRandom, Generator or None, optional
        As for :func:`pynnet.nnet`.

    Returns
    -------
    dict of ndarray, or DataFrame
        For each of ``Resample1``, ``Resample2``, ... the positions, from 0, of the rows drawn;
        with ``list=False`` as columns.

    Raises
    ------
    DataError
        If the response has fewer than two rows, or is numeric and has missing values.
    ArgumentError
        If another argument has a value that cannot be used.

    Warns
    -----
    RWarning
        If a class has a single row, which is drawn always, or none.

    References
    ----------
    .. [1] Manual page ``createDataPartition`` of caret.

    Examples
    --------
    >>> from pynnet.caret import create_data_partition
    >>> create_data_partition(list("aaaabb"), p=0.5, seed=1)["Resample1"].tolist()
    [0, 2, 4]
    """
    column = outcome(y)
    repeats = whole_number("times", times, least=1, most=_LARGEST)
    share = _share(p)
    quantiles = min(_MOST_GROUPS, len(column)) if groups is None else groups
    quantiles = max(whole_number("groups", quantiles, most=_LARGEST), 2)
    as_list, stream = flag("list", list), as_stream(seed)
    factor = strata(column, quantiles)
    is_numeric = isinstance(column, np.ndarray) and column.dtype.kind == "f"
    by_class = rows_by_level(factor) if is_numeric else _classes_to_draw_from(factor)
    drawn = [_partition(by_class, share, stream) for _ in range(repeats)]
    found = dict(zip(_names("Resample", repeats), drawn, strict=True))
    return found if as_list else pd.DataFrame(found)


def _share(p: Any) -> float:
    if is_number(p) and 0 <= p <= 1:
        return float(p)
    raise invalid("p", p, "a share of the rows, a number from 0 to 1")


def _classes_to_draw_from(factor: pd.Categorical) -> dict[str, IntArray]:
    """The rows of each class that has any."""
    by_class = rows_by_level(factor)
    empty = [level for level, rows in by_class.items() if not len(rows)]
    if empty:  # then caret has the others in the order of their text
        by_class = rows_by_level(sorted_by_text(factor))
        warn(
            f"Some classes have no records ( {', '.join(empty)} ) and these will be ignored",
            RWarning,
        )
    single = [level for level, rows in by_class.items() if len(rows) == 1]
    if single:
        warn(
            f"Some classes have a single record ( {', '.join(single)} ) and these will be "
            "selected for the sample",
            RWarning,
        )
    return by_class


def _partition(by_class: dict[str, IntArray], share: float, stream: Stream) -> IntArray:
    """A share of the rows of each class, in order."""
    drawn = [
        rows if len(rows) == 1 else rows[stream.sample(len(rows), math.ceil(len(rows) * share)) - 1]
        for rows in by_class.values()
        if len(rows)
    ]
    return np.sort(np.concatenate(drawn))


@offered
def create_resample(
    y: Any, times: int = 10, *, list: bool = True, seed: Any = None
) -> dict[str, IntArray] | pd.DataFrame:
    """Draw bootstrap samples of the rows.

    caret's ``createResample``.

    Parameters
    ----------
    y : array_like
        The response, of which the number of rows counts alone.
    times : int, optional
        Number of samples. Default 10.
    list : bool, optional
        Whether to return a dict. Default True.
    seed : int, RRandom, Generator or None, optional
        As for :func:`pynnet.nnet`.

    Returns
    -------
    dict of ndarray, or DataFrame
        For each of ``Resample01``, ``Resample02``, ... as many positions, from 0, as there are
        rows, in order; with ``list=False`` as columns.

    Raises
    ------
    DataError
        If the response has no rows.
    ArgumentError
        If another argument has a value that cannot be used.

    References
    ----------
    .. [1] Manual page ``createDataPartition`` of caret.

    Examples
    --------
    >>> from pynnet.caret import create_resample
    >>> create_resample(list("abcd"), times=1, seed=1)["Resample1"].tolist()
    [0, 0, 2, 3]
    """
    n = len(as_column(y, "y"))
    if not n:
        raise DataError("y has no rows: there is nothing to take a sample from.")
    repeats = whole_number("times", times, least=1, most=_LARGEST)
    as_list, stream = flag("list", list), as_stream(seed)
    drawn = [np.sort(stream.sample(n, n, replace=True)) - 1 for _ in range(repeats)]
    found = dict(zip(_names("Resample", repeats), drawn, strict=True))
    return found if as_list else pd.DataFrame(found)
