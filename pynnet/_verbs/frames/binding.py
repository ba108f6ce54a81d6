"""Rows under one another and columns beside one another, as R binds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import AnyArray, ArgumentError, RWarning, warn

from ..calls import verb
from ..vectors.combining import labels_of
from .making import data_frame, frame_of

__all__ = ["cbind", "joined", "rbind"]


@verb
def rbind(*things: Any, **named: Any) -> Any:
    """Put rows under one another, R's ``rbind``.

    Parameters
    ----------
    *things : DataFrame, mapping, or array_like
        Data frames, whose columns are matched by name; or vectors and matrices of numbers. None is
        left out.
    **named : array_like
        Vectors with names, which are those of their rows.

    Returns
    -------
    DataFrame or ndarray
        Levels of factors are those of all; rows of data frames keep their labels if these differ,
        and are numbered otherwise.

    Raises
    ------
    ArgumentError
        If data frames have other columns than the first.

    Warns
    -----
    RWarning
        If a vector does not fit a whole number of times into a row.

    References
    ----------
    .. [1] R manual page ``cbind``.

    Examples
    --------
    >>> from pynnet.r import data_frame, rbind
    >>> rbind(data_frame(a=1, b="x"), {"b": "y", "a": 2})
       a  b
    0  1  x
    1  2  y
    """
    given = [thing for thing in (*things, *named.values()) if thing is not None]
    if not any(isinstance(thing, (pd.DataFrame, Mapping)) for thing in given):
        return _with_names(_bound(given, rows=True), things, named)
    if named:
        raise ArgumentError(
            f"names of rows are those of vectors: {', '.join(named)} beside a data frame or a dict."
        )
    frames = [f if isinstance(f, pd.DataFrame) else data_frame(f) for f in given]
    first = frames[0]
    for frame in frames[1:]:
        if frame.shape[1] != first.shape[1]:
            raise ArgumentError("numbers of columns of arguments do not match")
        if set(frame.columns) != set(first.columns):
            raise ArgumentError("names do not match previous names")
    columns = {name: joined([frame[name] for frame in frames]) for name in first.columns}
    labels = frames[0].index.append([frame.index for frame in frames[1:]])
    return pd.DataFrame(columns, index=labels if labels.is_unique else None)


def _with_names(bound: Any, things: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
    """A frame if rows have names, or a Series has some, which are those of the columns."""
    given = [*(("", v) for v in things if v is not None), *named.items()]
    given = [(name, v) for name, v in given if v is not None]
    columns = next(
        (found for _, v in given if (found := labels_of(v)) and len(found) == bound.shape[1]), None
    )
    if not named and columns is None:
        return bound
    rows = [name if dimensions(v) < 2 else "" for name, v in given for _ in range(_rows_of(v))]
    index = pd.Index(rows, dtype=object) if any(rows) else None
    return pd.DataFrame(bound, index=index, columns=columns)


def _rows_of(value: Any) -> int:
    return len(value) if dimensions(value) == 2 else int(np.size(value) > 0)


def joined(columns: list[pd.Series[Any]]) -> Any:
    """Columns one behind the other; a factor gets the levels of all in their order."""
    first = columns[0]
    if not isinstance(first.dtype, pd.CategoricalDtype):
        return pd.concat(columns, ignore_index=True).array.copy()
    levels: dict[Any, None] = {}
    for column in columns:
        factor = column.array if isinstance(column.dtype, pd.CategoricalDtype) else None
        levels.update(
            dict.fromkeys(column.dropna().unique() if factor is None else factor.categories)
        )
    values = np.concatenate([column.to_numpy(dtype=object) for column in columns])
    return pd.Categorical(values, categories=list(levels), ordered=first.dtype.ordered)


@verb
def cbind(*things: Any, **named: Any) -> Any:
    """Put columns beside one another, R's ``cbind``.

    Parameters
    ----------
    *things : DataFrame or array_like
        Data frames, vectors and matrices; rows are matched by place. None is left out.
    **named : array_like
        Columns with names.

    Returns
    -------
    DataFrame or ndarray
        A data frame if there is one among them, or a name; else a matrix, which is a frame without
        names of columns if a Series has names: those of the rows.

    Raises
    ------
    ArgumentError
        If the numbers of rows do not go together.

    Warns
    -----
    RWarning
        If a vector does not fit a whole number of times into a column.

    References
    ----------
    .. [1] R manual page ``cbind``.

    Examples
    --------
    >>> from pynnet.r import cbind, data_frame
    >>> cbind(data_frame(a=[1, 2]), b=[0.5, 1.5])
       a    b
    0  1  0.5
    1  2  1.5
    """
    given = [thing for thing in things if thing is not None]
    if not named and not any(isinstance(thing, pd.DataFrame) for thing in given):
        return _with_rows(_bound(given, rows=False), given)
    parts: list[tuple[Any, Any]] = []
    for k, thing in enumerate(given, 1):
        if isinstance(thing, pd.DataFrame):
            parts += list(thing.items())
        elif dimensions(thing) == 2:
            matrix = np.asarray(thing)
            parts += [(str(j + 1), matrix[:, j]) for j in range(matrix.shape[1])]
        else:
            parts.append((getattr(thing, "name", None) or f"V{k}", thing))
    parts += list(named.items())
    indexed = [thing for thing in (*given, *named.values()) if hasattr(thing, "index")]
    whole = frame_of(dict(enumerate(value for _, value in parts)), indexed)  # type: ignore[arg-type]
    whole.columns = pd.Index([name for name, _ in parts])
    return whole


def _with_rows(bound: Any, given: list[Any]) -> Any:
    """A frame without names of columns if a Series has names, which are those of the rows."""
    found = (labels_of(thing) for thing in given)
    rows = next((labels for labels in found if labels and len(labels) == len(bound)), None)
    return bound if rows is None else pd.DataFrame(bound, index=pd.Index(rows, dtype=object))


def _bound(things: list[Any], *, rows: bool) -> AnyArray:
    """A matrix of vectors and matrices; vectors are repeated or cut to its length, as in R."""
    arrays = [np.asarray(thing) for thing in things]
    if not arrays:
        raise ArgumentError("nothing to bind: pass vectors, matrices or data frames.")
    matrices = [a if rows else a.T for a in arrays if a.ndim == 2]
    for k, a in enumerate(arrays, 1):
        if a.ndim == 2 and a.shape[rows] != (matrices[0].shape[1]):
            raise ArgumentError(
                f"number of {'columns' if rows else 'rows'} of matrices must match (see arg {k})"
            )
    lengths = [np.atleast_1d(a).shape[0] for a in arrays if a.ndim < 2]
    n = matrices[0].shape[1] if matrices else max(lengths)
    parts = []
    for k, a in enumerate(arrays, 1):
        if a.ndim == 2:
            parts.append(a if rows else a.T)
            continue
        vector = np.atleast_1d(a)
        if len(vector) and n % len(vector) and len(vector) <= n:
            warn(
                f"number of {'columns' if rows else 'rows'} of result is not a multiple of vector "
                f"length (arg {k})",
                RWarning,
            )
        if len(vector):
            parts.append(np.resize(vector, n)[np.newaxis])
    stacked = np.concatenate(parts)
    return stacked if rows else np.ascontiguousarray(stacked.T)
