"""Two data frames joined by the values of some columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, IntArray, RWarning, flag, is_whole, shown, warn

from ..calls import column_of, of_r, verb
from ..elements import picked
from .binding import joined
from .making import data_frame

__all__ = ["merge"]

_BETWEEN = "\r"  # the texts of several keys, which are compared as one


@verb
def merge(
    x: Any,
    y: Any,
    by: Any = None,
    by_x: Any = None,
    by_y: Any = None,
    all: bool = False,
    all_x: bool | None = None,
    all_y: bool | None = None,
    sort: bool = True,
    suffixes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Join two data frames by common columns, R's ``merge``.

    Parameters
    ----------
    x, y : DataFrame or mapping
        The data frames.
    by, by_x, by_y : str, int, or sequence of these, optional
        Columns to join by, of both frames or of each: names, or numbers from 1. Default: those that
        both have. Of none, ``[]``, each row of `x` is joined with each of `y`.
    all : bool, optional
        Whether rows without a partner are kept. Default False.
    all_x, all_y : bool, optional
        Whether those of one of the frames are kept. Default: as `all` says.
    sort : bool, optional
        Whether rows are sorted by the columns that they are joined by. Default True.
    suffixes : sequence of two str, optional
        What is put behind other names that both have. Default ``".x"`` and ``".y"``.

    Returns
    -------
    DataFrame
        First the columns that rows are joined by, then the others of `x`, then those of `y`; its
        rows are numbered.

    Raises
    ------
    ArgumentError
        If a column is not there, or `by_x` and `by_y` differ in number.

    Warns
    -----
    RWarning
        If two columns of the result have one name.

    Notes
    -----
    R sorts by the text of factors and of several columns together, so that 10 comes before 9; but
    where rows without a partner are added, by the columns themselves. R's ``incomparables``,
    ``no.dups`` and row names as keys are not offered.

    References
    ----------
    .. [1] R manual page ``merge``.

    Examples
    --------
    >>> from pynnet.r import data_frame, merge
    >>> merge(data_frame(k=["b", "a"], x=[1, 2]), data_frame(k=["a", "c"], y=[3, 4]), all=True)
       k    x    y
    0  a  2.0  3.0
    1  b  1.0  NaN
    2  c  NaN  4.0
    """
    frames = _frame(x), _frame(y)
    both = flag("all", all)
    kept = (
        both if all_x is None else flag("all_x", all_x),
        both if all_y is None else flag("all_y", all_y),
    )
    common = [name for name in frames[0].columns if name in frames[1].columns]
    of_both = common if by is None else by
    keys = (
        _chosen(frames[0], of_both if by_x is None else by_x),
        _chosen(frames[1], of_both if by_y is None else by_y),
    )
    if len(keys[0]) != len(keys[1]):
        raise ArgumentError("'by.x' and 'by.y' specify different numbers of columns")
    pairs = _paired(frames, keys)
    whole = _with_others(pairs, kept, (len(frames[0]), len(frames[1])))
    columns = _key_columns(frames, keys, whole)
    if flag("sort", sort) and keys[0]:
        order = _order(columns, pairs, len(whole.x))
        whole = _Rows(whole.x[order], whole.y[order], whole.texts)
        columns = [picked(column, order) for column in columns]
    return _assembled(frames, keys, columns, whole, _two_suffixes(suffixes))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of both frames that belong together, -1 where there is none, and keys to sort by."""

    x: IntArray
    y: IntArray
    texts: Any


def _frame(given: Any) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, Mapping):
        return data_frame(given)
    raise ArgumentError(f"'x' and 'y' must be data frames: got {shown(given)}.")


def _two_suffixes(given: Any) -> tuple[str, str]:
    if given is None:
        return ".x", ".y"
    if not isinstance(given, (list, tuple)) or [type(s) for s in given] != [str, str]:
        raise ArgumentError(
            f"'suffixes' has to be a string vector of length 2: got {shown(given)}."
        )
    return given[0], given[1]


def _chosen(frame: pd.DataFrame, by: Any) -> list[int]:
    """Places of the columns to join by."""
    given: list[Any] = [by] if isinstance(by, (str, int, np.integer)) else list(by)
    places = []
    for name in given:
        if is_whole(name) and 1 <= name <= frame.shape[1]:
            places.append(int(name) - 1)
            continue
        found = [j for j, label in enumerate(frame.columns) if label == name]
        if len(found) != 1:
            raise ArgumentError(
                f"'by' must specify a uniquely valid column: got {shown(name)}. There are "
                f"{', '.join(map(str, frame.columns))}."
            )
        places += found
    return places


def _paired(frames: tuple[pd.DataFrame, pd.DataFrame], keys: tuple[list[int], list[int]]) -> _Rows:
    """Pairs of rows whose keys are equal, by the order in which keys first come in `x`."""
    of_x, of_y = _keys(frames, keys)
    rows: dict[Any, tuple[list[int], list[int]]] = {key: ([], []) for key in of_x}
    for k, key in enumerate(of_x):
        rows[key][0].append(k)
    for k, key in enumerate(of_y):
        if key in rows:
            rows[key][1].append(k)
    pairs = [(i, j) for left, right in rows.values() for i in left for j in right]
    if not keys[0]:  # each with each, the rows of x first
        pairs.sort(key=lambda pair: pair[1])
    first = np.array([i for i, _ in pairs], dtype=np.int64)
    second = np.array([j for _, j in pairs], dtype=np.int64)
    return _Rows(first, second, pd.Series([of_x[i] for i, _ in pairs], dtype=object))


def _keys(
    frames: tuple[pd.DataFrame, pd.DataFrame], keys: tuple[list[int], list[int]]
) -> list[list[Any]]:
    """What tells rows of each frame apart: a number of one column of numbers, else text."""
    columns = [
        [frame.iloc[:, j].array for j in places] for frame, places in zip(frames, keys, strict=True)
    ]
    if not columns[0]:
        return [["" for _ in range(len(frame))] for frame in frames]
    alone = [column_of(c[0], "by") for c in columns] if len(columns[0]) == 1 else []
    if alone and all(isinstance(c, np.ndarray) and c.dtype.kind != "O" for c in alone):
        numbers = [np.asarray(of_r("as.numeric", c[0]), dtype=float) for c in columns]
        return [[None if v != v else v for v in values.tolist()] for values in numbers]
    texts = [[of_r("as.character", column) for column in c] for c in columns]
    if alone:
        return [[None if pd.isna(v) else v for v in c[0]] for c in texts]
    return [
        [_BETWEEN.join("NA" if pd.isna(v) else v for v in row) for row in zip(*c, strict=True)]
        for c in texts
    ]


def _with_others(pairs: _Rows, kept: tuple[bool, bool], counts: tuple[int, int]) -> _Rows:
    """The pairs, then rows of `x` and of `y` without a partner if they are kept."""
    alone = [
        np.setdiff1d(np.arange(count), used) if keep else np.empty(0, dtype=np.int64)
        for keep, count, used in zip(kept, counts, (pairs.x, pairs.y), strict=True)
    ]
    none = [np.full(len(rows), -1, dtype=np.int64) for rows in alone]
    return _Rows(
        np.concatenate([pairs.x, alone[0], none[1]]),
        np.concatenate([pairs.y, none[0], alone[1]]),
        pairs.texts,
    )


def _key_columns(
    frames: tuple[pd.DataFrame, pd.DataFrame], keys: tuple[list[int], list[int]], rows: _Rows
) -> list[Any]:
    """The columns joined by: those of `x`, below them what `y` alone has."""
    of_x, of_y = rows.x[rows.x >= 0], rows.y[rows.x < 0]
    columns = []
    for i, j in zip(*keys, strict=True):
        first = picked(frames[0].iloc[:, i], of_x).reset_index(drop=True)
        second = picked(frames[1].iloc[:, j], of_y).reset_index(drop=True)
        parts = [part for part in (first, second) if len(part)]  # R leaves a frame without rows out
        columns.append(joined(parts) if len(parts) > 1 else (parts or [first])[0].array)
    return columns


def _order(columns: list[Any], pairs: _Rows, count: int) -> IntArray:
    """Places from 0 that sort the rows: pairs by their keys, where there are more by columns."""
    keys = columns if count > len(pairs.x) else [pairs.texts]
    if not count:
        return np.empty(0, dtype=np.int64)
    return np.asarray(of_r("order", *keys), dtype=np.int64) - 1


def _assembled(
    frames: tuple[pd.DataFrame, pd.DataFrame],
    keys: tuple[list[int], list[int]],
    columns: list[Any],
    rows: _Rows,
    suffixes: tuple[str, str],
) -> pd.DataFrame:
    others = [
        [j for j in range(frame.shape[1]) if j not in places]
        for frame, places in zip(frames, keys, strict=True)
    ]
    names = [[str(frame.columns[j]) for j in o] for frame, o in zip(frames, others, strict=True)]
    of_keys = [str(frames[0].columns[j]) for j in keys[0]]
    shared = set(names[0]) & set(names[1])
    told = [
        [f"{n}{suffix}" if n in shared or n in of_keys else n for n in ns]
        for ns, suffix in zip(names, suffixes, strict=True)
    ]
    labels = [*of_keys, *told[0], *told[1]]
    for name in {name for name in labels if labels.count(name) > 1}:
        warn(f"column name ‘{name}’ is duplicated in the result", RWarning)
    parts = list(columns)
    for frame, places, taken in zip(frames, others, (rows.x, rows.y), strict=True):
        for j in places:
            column = frame.iloc[:, j].reset_index(drop=True)
            parts.append(picked(column, taken).array)
    whole = pd.DataFrame(dict(enumerate(parts)), index=range(len(rows.x)))
    return whole.set_axis(labels, axis=1)
