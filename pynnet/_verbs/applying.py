"""A function of each value, row or column, its results arranged as R arranges them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, PynnetError, flag, invalid, is_whole
from pynnet._printing import Table

from .calls import as_python, column_of, verb
from .functions import Function, function_of
from .matrices.making import as_matrix, names_of
from .vectors.combining import c, labels_of

__all__ = ["apply", "lapply", "mapply", "sapply"]


@verb
def lapply(X: Any, FUN: Function, **more: Any) -> Any:
    """A function of each value or column, R's ``lapply``.

    Parameters
    ----------
    X : array_like, DataFrame or mapping
        A vector; or a data frame, of whose columns it is.
    FUN : str or callable
        The name of a function that formulas have, as ``"mean"``, or a function.
    **more
        Further arguments of the function.

    Returns
    -------
    list, or dict
        What it returns of each; a dict where `X` has names.

    Raises
    ------
    ArgumentError
        If `FUN` is no function.

    Notes
    -----
    Without names, ``[f(x) for x in X]`` is Python's own.

    References
    ----------
    .. [1] R manual page ``lapply``.

    Examples
    --------
    >>> from pynnet.r import data_frame, lapply
    >>> lapply(data_frame(a=[1, 2], b=[3, 5]), "mean")
    {'a': 1.5, 'b': 4.0}
    """
    function = function_of(FUN)
    names, items = _items(X)
    found = [function(item, **more) for item in items]
    return found if names is None else _named(names, found)


@verb
def sapply(
    X: Any, FUN: Function, *, simplify: bool = True, USE_NAMES: bool = True, **more: Any
) -> Any:
    """A function of each value or column, as a vector or matrix where that fits, R's ``sapply``.

    Parameters
    ----------
    X : array_like, DataFrame or mapping
        A vector; or a data frame, of whose columns it is.
    FUN : str or callable
        The name of a function that formulas have, as ``"mean"``, or a function.
    simplify : bool, optional
        Whether results of one length become a vector or a matrix. Default True.
    USE_NAMES : bool, optional
        Whether text is its own name. Default True.
    **more
        Further arguments of the function.

    Returns
    -------
    ndarray, Series, DataFrame, list or dict
        Of one value each a vector, a Series where `X` has names; of several a matrix with a column
        for each, a frame where there are names; else as :func:`lapply`.

    Raises
    ------
    ArgumentError
        If `FUN` is no function, or a flag neither True nor False.

    Notes
    -----
    R's ``vapply`` has the same result, and checks its kind.

    References
    ----------
    .. [1] R manual page ``lapply``.

    Examples
    --------
    >>> from pynnet.r import data_frame, sapply
    >>> sapply(data_frame(a=[1, 2], b=[3, 5]), "range")
       a  b
    0  1  3
    1  2  5
    >>> sapply([1, 2, 3], lambda x: x * x).tolist()
    [1, 4, 9]
    """
    function = function_of(FUN)
    simpler, own = flag("simplify", simplify), flag("USE_NAMES", USE_NAMES)
    names, items = _items(X)
    if names is None and own and items and all(isinstance(item, str) for item in items):
        names = items if not isinstance(X, pd.Categorical) else None
    names = names if own else None
    found = [function(item, **more) for item in items]
    return _simplified(found, names) if simpler else _listed(found, names)


@verb
def mapply(FUN: Function, *values: Any, SIMPLIFY: bool = True, USE_NAMES: bool = True) -> Any:
    """A function of the first values of several vectors, the second ones..., R's ``mapply``.

    Parameters
    ----------
    FUN : str or callable
        The name of a function that formulas have, or a function of as many values.
    *values : array_like or mapping
        Vectors; what is shorter is repeated.
    SIMPLIFY : bool, optional
        Whether results of one length become a vector or a matrix. Default True.
    USE_NAMES : bool, optional
        Whether the names are those of the first, or itself if it is text. Default True.

    Returns
    -------
    ndarray, Series, DataFrame, list or dict
        As :func:`sapply` gives it.

    Raises
    ------
    ArgumentError
        If `FUN` is no function, a flag neither True nor False, or one vector alone has no values.

    Notes
    -----
    R's ``Map`` does the same without making vectors; ``[f(x, y) for x, y in zip(xs, ys)]`` is
    Python's own.

    References
    ----------
    .. [1] R manual page ``mapply``.

    Examples
    --------
    >>> from pynnet.r import mapply
    >>> mapply(lambda a, b: a + b, [1, 2, 3], [10, 20, 30]).tolist()
    [11, 22, 33]
    """
    function = function_of(FUN)
    simpler, own = flag("SIMPLIFY", SIMPLIFY), flag("USE_NAMES", USE_NAMES)
    given = [_items(value) for value in values]
    lengths = [len(items) for _, items in given]
    if any(lengths) and not all(lengths):
        raise ArgumentError("zero-length inputs cannot be mixed with those of non-zero length")
    n = max(lengths, default=0)
    found = [function(*(items[k % len(items)] for _, items in given)) for k in range(n)]
    names = given[0][0] if given else None
    if given and names is None and n and all(isinstance(item, str) for item in given[0][1]):
        names = given[0][1]
    if names is not None:
        names = [*names, *[None] * (n - len(names))]
    names = names if own else None
    return _simplified(found, names) if simpler else _listed(found, names)


@verb
def apply(X: Any, MARGIN: Any, FUN: Function, *, simplify: bool = True, **more: Any) -> Any:
    """A function of each row or column of a matrix, R's ``apply``.

    Parameters
    ----------
    X : DataFrame, Table or array_like
        A matrix, or a data frame of columns of one kind.
    MARGIN : int or sequence of int
        1 for rows, 2 for columns, ``[1, 2]`` for each cell.
    FUN : str or callable
        The name of a function that formulas have, as ``"sum"``, or a function of a row or column,
        which is a Series where it has names.
    simplify : bool, optional
        Whether results of one length become a vector or a matrix. Default True.
    **more
        Further arguments of the function.

    Returns
    -------
    ndarray, Series, DataFrame, list or dict
        Of one value each a vector; of several a matrix with a column for each row or column; else a
        list. With names where the rows or columns have them.

    Raises
    ------
    ArgumentError
        If `MARGIN` is none of its values, or `FUN` no function.
    DataError
        If a frame has columns of several kinds.

    References
    ----------
    .. [1] R manual page ``apply``.

    Examples
    --------
    >>> from pynnet.r import apply, data_frame
    >>> apply(data_frame(a=[1, 2], b=[3, 5]), 2, "sum").to_dict()
    {'a': 3, 'b': 8}
    >>> apply([[1, 2], [3, 4]], 1, "range").tolist()
    [[1, 3], [2, 4]]
    """
    function = function_of(FUN)
    simpler = flag("simplify", simplify)
    margins = _margins(MARGIN)
    if not isinstance(X, (pd.DataFrame, Table)) and dimensions(X) != 2:
        raise ArgumentError("dim(X) must have a positive length: X is no matrix.")
    whole = as_matrix(X)
    names = names_of(whole)
    values = np.asarray(whole)
    if len(margins) == 2:
        return _of_cells(function, whole, values, more)
    along = margins[0]
    rows = values if along == 0 else values.T
    labels = names[1 - along]
    parts = [row.copy() if labels is None else pd.Series(row, index=labels) for row in rows]
    found = [function(part, **more) for part in parts]
    return _simplified(found, names[along]) if simpler else _listed(found, names[along])


def _of_cells(function: Any, whole: Any, values: Any, more: Mapping[str, Any]) -> Any:
    """One value of each cell, in the form of the matrix."""
    found = [function(value, **more) for value in np.ravel(values, order="F").tolist()]
    joined = _vector(found)
    if joined is None or len(joined) != values.size:
        raise ArgumentError("with MARGIN=[1, 2] FUN must return one value for each cell.")
    cells = np.asarray(joined).reshape(values.shape, order="F")
    if isinstance(whole, pd.DataFrame):
        return pd.DataFrame(cells, whole.index, whole.columns)
    return cells


def _margins(given: Any) -> list[int]:
    """Which dimensions, from 0."""
    listed = [given] if dimensions(given) == 0 else list(given)
    if listed not in ([1], [2], [1, 2]) or not all(is_whole(k) for k in listed):
        raise invalid("MARGIN", given, "1 for rows, 2 for columns, or [1, 2] for cells")
    return [int(k) - 1 for k in listed]


def _items(x: Any) -> tuple[list[Any] | None, list[Any]]:
    """Names, if there are any, and values: columns of a frame, numbers of a vector."""
    if isinstance(x, pd.DataFrame):
        return [str(name) for name in x.columns], [x.iloc[:, j] for j in range(x.shape[1])]
    if isinstance(x, Mapping):
        return [str(name) for name in x], list(x.values())
    if isinstance(x, (list, tuple)):
        return None, list(x)
    column = as_python(column_of(x, "X"))
    values = np.ravel(np.asarray(column), order="F") if dimensions(column) > 1 else column
    return labels_of(x), [v.item() if isinstance(v, np.generic) else v for v in values]


def _named(names: Sequence[Any], found: list[Any]) -> Any:
    """A dict; a list where names come twice."""
    return dict(zip(names, found, strict=True)) if len(set(names)) == len(names) else found


def _listed(found: list[Any], names: Sequence[Any] | None) -> Any:
    return found if names is None else _named(names, found)


def _simplified(found: list[Any], names: Sequence[Any] | None) -> Any:
    """R's ``simplify2array``: a vector, a matrix, or what it was."""
    if any(isinstance(item, (pd.DataFrame, Mapping)) or dimensions(item) > 1 for item in found):
        return _listed(found, names)
    lengths = {_length(item) for item in found}
    if len(lengths) != 1 or 0 in lengths:
        return _listed(found, names)
    joined = _vector(found)
    if joined is None:
        return _listed(found, names)
    (n,) = lengths
    if n == 1:
        own = [labels_of(item) for item in found]
        if names is None and all(own):
            names = [labels[0] for labels in own if labels]
        return joined if names is None else pd.Series(joined, index=pd.Index(names, dtype=object))
    cells = np.asarray(joined).reshape((n, len(found)), order="F")
    rows = labels_of(found[0])
    if rows is None and names is None:
        return cells
    return pd.DataFrame(cells, index=rows, columns=None if names is None else list(names))


def _length(item: Any) -> int:
    if item is None:
        return 0
    return len(item) if dimensions(item) else 1


def _vector(found: list[Any]) -> Any:
    """Results behind one another; None if they are nothing that R combines."""
    try:
        joined = c(*found)
    except PynnetError:  # of other objects lists are made
        return None
    return joined.array if isinstance(joined, pd.Series) else joined
