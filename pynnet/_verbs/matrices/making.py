"""Matrices made of vectors, frames and one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, DataError, RWarning, flag, invalid, is_whole, shown, warn
from pynnet._printing import Table, has_counted_labels

from ..calls import LONGEST, as_python, column_of, labelled_table, of_r, verb
from ..elements import as_vector
from ..vectors.combining import labels_of

__all__ = ["as_matrix", "labelled", "matrix", "names_of", "t"]


@verb
def matrix(
    data: Any = None,
    nrow: int | None = None,
    ncol: int | None = None,
    byrow: bool = False,
    dimnames: Any = None,
) -> Any:
    """Make a matrix, R's ``matrix``.

    Parameters
    ----------
    data : array_like, optional
        Values, which are repeated to fill the matrix. Default: missing ones.
    nrow, ncol : int, optional
        Numbers of rows and columns. Default: as many as the values fill; of neither, one column.
    byrow : bool, optional
        Whether the values fill it row by row; else column by column. Default False.
    dimnames : sequence of two, optional
        Names of the rows and of the columns; None for either of them without names.

    Returns
    -------
    ndarray, or DataFrame
        A frame if there are names.

    Raises
    ------
    ArgumentError
        If a number or `byrow` is none, or the names are not as many.
    DataError
        If `data` is a frame.

    Warns
    -----
    RWarning
        If the values do not fill the matrix a whole number of times.

    References
    ----------
    .. [1] R manual page ``matrix``.

    Examples
    --------
    >>> matrix([1, 2, 3, 4], 2).tolist()
    [[1, 3], [2, 4]]
    >>> matrix([1, 2], 1, dimnames=[["r"], ["a", "b"]])
       a  b
    r  1  2
    """
    by_rows = flag("byrow", byrow)
    values = np.full(1, np.nan) if data is None else _flat(data)
    rows, columns = _sizes(len(values), nrow, ncol)
    if len(values) and not rows * columns and (nrow is None or ncol is None):
        raise DataError(f"data is too long: {len(values)} values for no rows or no columns.")
    if len(values) > 1:
        _check_filling(len(values), rows, columns)
    if len(values) == 0:
        values = np.array([np.nan if values.dtype.kind == "f" else None])
    cells = np.resize(values, rows * columns)
    shaped = cells.reshape(rows, columns) if by_rows else cells.reshape(rows, columns, order="F")
    return labelled(np.ascontiguousarray(shaped), dimnames)


def _flat(data: Any) -> Any:
    """Values of a vector or a matrix, column by column; a factor is its text."""
    if isinstance(data, (pd.DataFrame, Mapping)):
        raise DataError("matrix() of a frame is a matrix of lists in R: use as_matrix(data).")
    if dimensions(data) > 1 or isinstance(data, Table):
        return np.ravel(np.asarray(data), order="F")
    values = as_vector(data, "matrix")
    column = column_of(values, "data")
    if isinstance(column, pd.Categorical):
        return of_r("as.character", values)
    return np.atleast_1d(as_python(column))


def _sizes(n: int, nrow: Any, ncol: Any) -> tuple[int, int]:
    for name, given in (("nrow", nrow), ("ncol", ncol)):
        if given is not None and not (is_whole(given) and 0 <= given <= LONGEST):
            raise invalid(name, given, "a whole number that is not negative")
    if nrow is None and ncol is None:
        return n, 1
    if nrow is None:
        return -(-n // int(ncol)) if ncol else 0, int(ncol)
    if ncol is None:
        return int(nrow), -(-n // int(nrow)) if nrow else 0
    if nrow * ncol > LONGEST:
        raise ArgumentError(f"invalid 'nrow': {nrow} rows of {ncol} columns are too many.")
    return int(nrow), int(ncol)


def _check_filling(n: int, rows: int, columns: int) -> None:
    """R's warnings, of which it gives the first that holds."""
    if not rows * columns:
        warn("non-empty data for zero-extent matrix", RWarning)
        return
    if rows * columns % n == 0:
        return
    if (rows > n and rows % n) or (rows < n and n % rows):
        warn(
            f"data length [{n}] is not a sub-multiple or multiple of the number of rows [{rows}]",
            RWarning,
        )
    elif (columns > n and columns % n) or (columns < n and n % columns):
        warn(
            f"data length [{n}] is not a sub-multiple or multiple of the number of columns "
            f"[{columns}]",
            RWarning,
        )
    else:
        warn(f"data length differs from size of matrix: [{n} != {rows} x {columns}]", RWarning)


def names_of(x: Any) -> tuple[list[str] | None, list[str] | None]:
    """Names of rows and of columns; of a vector none."""
    if not isinstance(x, pd.DataFrame):
        return None, None
    rows = None if has_counted_labels(x.index) else [str(label) for label in x.index]
    counted = isinstance(x.columns, pd.RangeIndex) and has_counted_labels(x.columns)
    return rows, None if counted else [str(label) for label in x.columns]


def labelled(values: Any, dimnames: Any) -> Any:
    """A matrix; a frame, if its rows or columns have names."""
    if dimnames is None:
        return values
    if not isinstance(dimnames, (list, tuple)):
        raise ArgumentError(f"'dimnames' must be a list: got {shown(dimnames)}.")
    if all(names is None for names in dimnames):
        return values
    if len(dimnames) != 2:
        raise ArgumentError(f"length of 'dimnames' [{len(dimnames)}] must match that of 'dims' [2]")
    axes = []
    for k, given in enumerate(dimnames, 1):
        texts = None if given is None else list(of_r("as.character", given))
        if texts is not None and len(texts) != values.shape[k - 1]:
            raise ArgumentError(
                f"length of 'dimnames' [{k}] not equal to array extent: {len(texts)} names, "
                f"{values.shape[k - 1]} {'rows' if k == 1 else 'columns'}."
            )
        axes.append(None if texts is None else pd.Index(texts, dtype=object))
    return pd.DataFrame(values, index=axes[0], columns=axes[1])


@verb
def t(x: Any) -> Any:
    """Rows as columns, R's ``t``.

    Parameters
    ----------
    x : array_like, DataFrame or Table
        A matrix; a vector becomes a row.

    Returns
    -------
    ndarray, DataFrame or Table
        In the form of `x`; a Series with names becomes a frame.

    Raises
    ------
    DataError
        If `x` has more than two dimensions, or is a frame of text and numbers.

    References
    ----------
    .. [1] R manual page ``t``.

    Examples
    --------
    >>> t([[1, 2], [3, 4]]).tolist()
    [[1, 3], [2, 4]]
    """
    if isinstance(x, Table) and x.values.ndim == 2:
        return labelled_table(x.values.T, [*reversed(x.dimnames)])
    if dimensions(x) > 2:
        raise DataError("argument is not a matrix: it has more than two dimensions.")
    whole = as_matrix(x)
    return whole.T.copy()


@verb
def as_matrix(x: Any) -> Any:
    """A frame, a table or a vector as a matrix, R's ``as.matrix``.

    Parameters
    ----------
    x : DataFrame, Table, Series or array_like
        A vector becomes a column.

    Returns
    -------
    ndarray or DataFrame
        A frame where rows or columns have names; the columns of one kind.

    Raises
    ------
    DataError
        If some columns are numbers and others are not: R would make text of all of them.

    References
    ----------
    .. [1] R manual page ``matrix``.

    Examples
    --------
    >>> as_matrix([1, 2]).tolist()
    [[1], [2]]
    """
    if isinstance(x, Table):
        names = [levels for _, levels in x.dimnames]
        if x.values.ndim > 2:
            return np.array(x.values)
        flat = x.values if x.values.ndim == 2 else x.values[:, np.newaxis]
        return labelled(flat.copy(), [*names, None][:2])
    if isinstance(x, pd.DataFrame):
        return _of_frame(x)
    if dimensions(x) > 1:
        return np.array(x)
    labels = labels_of(x)
    return labelled(_flat(x)[:, np.newaxis].copy(), [labels, None])


def _of_frame(x: pd.DataFrame) -> Any:
    columns = [column_of(x.iloc[:, j], str(name)) for j, name in enumerate(x.columns)]
    kinds = {_mode(column) for column in columns}
    if "text" in kinds and len(kinds) > 1:
        raise DataError(
            "as_matrix() of numbers and text is text in R: choose the columns of one kind."
        )
    if kinds == {"text"}:
        parts = [of_r("as.character", x.iloc[:, j]) for j in range(x.shape[1])]
    elif kinds == {"truth"}:
        parts = [as_python(column) for column in columns]
    else:
        parts = [as_python(column_of(x.iloc[:, j], "x")) for j in range(x.shape[1])]
    values = np.column_stack(parts) if parts else np.empty(x.shape)
    if has_counted_labels(x.index) and isinstance(x.columns, pd.RangeIndex):
        return values
    return pd.DataFrame(values, index=x.index, columns=x.columns)


def _mode(column: Any) -> str:
    if isinstance(column, pd.Categorical) or getattr(column, "dtype", np.dtype("f8")).kind == "O":
        return "text"
    return "truth" if isinstance(column, np.ndarray) and column.dtype.kind == "i" else "number"
