"""Data frames made of columns, and cut to some rows: by place, and what is short repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, refuse_without_unit
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    shown,
)

from ..calls import verb

__all__ = [
    "data_frame",
    "expand_grid",
    "frame_of",
    "subset",
]


@verb
def data_frame(*frames: Any, **columns: Any) -> pd.DataFrame:
    """Make a data frame of columns, R's ``data.frame``.

    Parameters
    ----------
    *frames : DataFrame or mapping
        Columns by name, for names that are none of Python's.
    **columns : scalar or array_like
        Columns by name. What is shorter is repeated, if that comes out even.

    Returns
    -------
    DataFrame
        Its rows are numbered from 0; a Series or a data frame with as many rows brings its index.

    Raises
    ------
    ArgumentError
        If the columns have lengths that do not go together.

    References
    ----------
    .. [1] R manual page ``data.frame``.

    Examples
    --------
    >>> from pynnet.r import data_frame
    >>> data_frame(x=[1.5, 2.5, 4, 8], g=["a", "b"])
         x  g
    0  1.5  a
    1  2.5  b
    2  4.0  a
    3  8.0  b
    """
    given: dict[str, Any] = {}
    for frame in (*frames, columns):
        if not isinstance(frame, (pd.DataFrame, Mapping)):
            raise ArgumentError(
                f"an argument without a name must be a data frame, got {shown(frame)}. "
                "Write data_frame(name=values)."
            )
        given.update({str(name): frame[name] for name in frame})
    return frame_of(given, [v for v in (*frames, *columns.values()) if hasattr(v, "index")])


def frame_of(columns: Mapping[str, Any], indexed: Sequence[Any]) -> pd.DataFrame:
    """Columns of one length, with the first index that has as many labels."""
    arrays = {name: _array(value) for name, value in columns.items()}
    lengths = [len(array) for array in arrays.values()]
    n = max(lengths, default=0)
    if any(length == 0 or n % length for length in lengths if length != n):
        told = ", ".join(str(length) for length in dict.fromkeys(lengths))
        raise ArgumentError(f"arguments imply differing number of rows: {told}")
    labels = (value.index for value in indexed if not callable(value.index))
    index = next((found for found in labels if len(found) == n), None)
    whole = {name: _repeated(array, n) for name, array in arrays.items()}
    return pd.DataFrame(whole, index=index)


def _array(value: Any) -> Any:
    """One-dimensional values without an index, of the dtype they have."""
    if isinstance(value, (pd.Series, pd.Index)):
        return value.array
    if isinstance(value, (pd.Categorical, pd.api.extensions.ExtensionArray)):
        return value
    array = np.atleast_1d(np.asarray(value))
    refuse_without_unit(array, "a column")
    if array.ndim > 1:
        raise ArgumentError(f"a column has one dimension, got an array of shape {array.shape}.")
    return array


def _repeated(array: Any, n: int) -> Any:
    return array.copy() if len(array) == n else array.take(np.arange(n) % len(array))


@verb
def expand_grid(*frames: Any, **columns: Any) -> pd.DataFrame:
    """All combinations of some values, R's ``expand.grid``.

    Parameters
    ----------
    *frames : mapping
        Values by name, for names that are none of Python's.
    **columns : array_like
        Values by name. The first varies fastest.

    Returns
    -------
    DataFrame
        A row for each combination. Text becomes a factor, its levels in the order given.

    Raises
    ------
    ArgumentError
        If values have more than one dimension.

    References
    ----------
    .. [1] R manual page ``expand.grid``.

    Examples
    --------
    >>> from pynnet.r import expand_grid
    >>> expand_grid(size=[1, 2], decay=[0, 0.1])
       size  decay
    0     1    0.0
    1     2    0.0
    2     1    0.1
    3     2    0.1
    """
    given: dict[str, Any] = {}
    for frame in (*frames, columns):
        given.update(frame)
    arrays = {name: _array(values) for name, values in given.items()}
    total = int(np.prod([len(array) for array in arrays.values()], dtype=np.int64))
    each, grid = 1, {}
    for name, array in arrays.items():
        if getattr(array, "dtype", None) is not None and array.dtype.kind in "OUT":
            texts = pd.Index(array).astype(object)
            array = pd.Categorical(texts, categories=texts.dropna().unique())
        grid[name] = array.take(np.arange(total) // each % max(len(array), 1))
        each *= len(array)
    return pd.DataFrame(grid)


@verb
def subset(x: Any, subset: Any = None, select: Any = None) -> Any:
    """Rows that meet a condition, and some columns, R's ``subset``.

    Parameters
    ----------
    x : DataFrame, Series or array_like
        What to choose from.
    subset : array_like of bool, optional
        For each row whether it is kept; what is missing is not. Default: all rows.
    select : str or sequence of str, optional
        Names of the columns to keep; with a minus before each, of those to leave out.

    Returns
    -------
    DataFrame, Series or ndarray
        Rows keep their labels.

    Raises
    ------
    ArgumentError
        If `subset` holds no truths, or not one for each row, or a column is not there.

    References
    ----------
    .. [1] R manual page ``subset``.

    Examples
    --------
    >>> from pynnet.r import data_frame, subset
    >>> d = data_frame(a=[1, 2, 3], b=["x", "y", "z"])
    >>> subset(d, d.a > 1, "b")
       b
    1  y
    2  z
    """
    found = x.copy() if isinstance(x, (pd.DataFrame, pd.Series)) else np.array(x)
    if subset is not None:
        found = found[_kept(subset, len(found))]
    if select is None:
        return found
    if not isinstance(found, pd.DataFrame):
        raise ArgumentError("unused argument (select): only a data frame has columns.")
    chosen = [select] if isinstance(select, str) else list(select)
    dropped = [name[1:] for name in chosen if name.startswith("-") and name not in found]
    for name in [name for name in chosen if name[1:] not in dropped] + dropped:
        if name not in found:
            raise ArgumentError(f"object '{name}' not found: no column of the data has this name.")
    if dropped and len(dropped) < len(chosen):
        raise ArgumentError("invalid 'select': names to keep and names to leave out do not mix.")
    return found.drop(columns=dropped) if dropped else found[chosen]


def _kept(condition: Any, n: int) -> BoolArray:
    truths = as_column(condition, "subset")
    if not isinstance(truths, np.ndarray) or truths.dtype.kind != "i":
        raise ArgumentError("'subset' must be logical")
    if len(truths) != n:
        raise ArgumentError(f"'subset' has {len(truths)} values, the data have {n} rows.")
    return np.asarray(truths > 0)
