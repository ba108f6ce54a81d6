"""Tables of counts, their shares and their sums, as R makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_factor, is_missing
from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, IntArray, choice, shown
from pynnet._printing import Table

from .calls import labelled_table, verb
from .cells import numbered_cells
from .models.generic import variable_of

__all__ = ["addmargins", "margin_table", "prop_table", "table"]

_MOST_CELLS = 2**31 - 1  # of R's tables


@verb
def table(*factors: Any, useNA: str = "no", **named: Any) -> Table:
    """Count the cases of each combination of levels, R's ``table``.

    Parameters
    ----------
    *factors : array_like of shape (n,), or DataFrame
        What to cross-classify, made factors if they are none; or a data frame, whose columns are.
        A dimension is named by the variable that holds the values where the function is called,
        as in R, or by the column of a data frame.
    useNA : {"no", "ifany", "always"}, optional
        Whether missing values are a level. Default "no".
    **named : array_like of shape (n,)
        The same, with the names of the dimensions.

    Returns
    -------
    Table
        Counts in as many dimensions as there are factors; prints as R's.

    Raises
    ------
    ArgumentError
        If there is nothing to count, or the lengths differ.

    References
    ----------
    .. [1] R manual page ``table``.

    Examples
    --------
    >>> from pynnet.r import table
    >>> table(actual=["a", "b", "a"], predicted=["a", "a", "b"])
          predicted
    actual a b
         a 1 1
         b 1 0
    """
    levels = choice("useNA", useNA, ("no", "ifany", "always"))
    given = [*_named_values(factors), *named.items()]
    if not given:
        raise ArgumentError("nothing to tabulate: pass factors, or a data frame.")
    if len({len(values) for _, values in given}) > 1:
        raise ArgumentError("all arguments must have the same length")
    axes = [(name, *_codes(values, levels)) for name, values in given]
    shape = tuple(len(labels) for _, _, labels in axes)
    if np.prod([float(n) for n in shape]) > _MOST_CELLS:
        raise ArgumentError("attempt to make a table with >= 2^31 elements")
    cell, present = numbered_cells([codes for _, codes, _ in axes], shape)
    counts = np.bincount(cell[present], minlength=int(np.prod(shape)))
    return labelled_table(
        counts.reshape(shape, order="F"), [(name, labels) for name, _, labels in axes]
    )


def _named_values(factors: Sequence[Any]) -> list[tuple[str, Any]]:
    """Columns of data frames by their names, other values by the variables that hold them."""
    found: list[tuple[str, Any]] = []
    for values in factors:
        if isinstance(values, pd.DataFrame):
            found += [(str(name), values[name]) for name in values]
            continue
        if dimensions(values) != 1:
            raise ArgumentError(f"a factor has one dimension, got {shown(values)}.")
        found.append((variable_of(values) or "", values))
    return found


def _codes(values: Any, use: str) -> tuple[IntArray, list[str | None]]:
    """Numbers of the levels, -1 for what is not counted, and the levels; None for missing ones."""
    factor = as_factor(values)
    codes, labels = np.asarray(factor.codes, dtype=np.int64), [*map(str, factor.categories)]
    missing = np.asarray(is_missing(factor))
    if use == "always" or (use == "ifany" and missing.any()):
        return np.where(missing, len(labels), codes), [*labels, None]
    return codes, [*labels]


@verb
def prop_table(x: Any, margin: int | Sequence[int] | None = None) -> Any:
    """Shares of a table or matrix, R's ``prop.table`` and ``proportions``.

    Parameters
    ----------
    x : Table or array_like
        Counts, or other numbers.
    margin : int or sequence of int, optional
        Dimension within whose levels shares add up to 1: 1 for rows, 2 for columns. Default: all
        add up to 1.

    Returns
    -------
    Table or ndarray
        Each number divided by the sum of those it is among.

    Raises
    ------
    ArgumentError
        If there is no such dimension.

    References
    ----------
    .. [1] R manual page ``proportions``.

    Examples
    --------
    >>> from pynnet.r import prop_table, table
    >>> prop_table(table(g=["a", "b", "a", "a"])).values.tolist()
    [0.75, 0.25]
    """
    values = np.asarray(x)
    sums = _sums(values, _dimensions(values, margin))
    with np.errstate(divide="ignore", invalid="ignore"):
        return _like(x, values / sums)


@verb
def margin_table(x: Any, margin: int | Sequence[int] | None = None) -> Any:
    """Sums of a table or matrix, R's ``margin.table`` and ``marginSums``.

    Parameters
    ----------
    x : Table or array_like
        Counts, or other numbers.
    margin : int or sequence of int, optional
        Dimension whose levels the sums are for: 1 for rows, 2 for columns. Default: the sum of all.

    Returns
    -------
    Table, ndarray, or a number
        The sums.

    Raises
    ------
    ArgumentError
        If there is no such dimension.

    References
    ----------
    .. [1] R manual page ``marginSums``.

    Examples
    --------
    >>> from pynnet.r import margin_table, table
    >>> margin_table(table(x=["a", "b", "a"], y=["u", "u", "v"]), 1).values.tolist()
    [2, 1]
    """
    values = np.asarray(x)
    kept = _dimensions(values, margin)
    if not kept:
        return values.sum().item()
    sums = _sums(values, kept)
    squeezed = sums.reshape([values.shape[k] for k in sorted(kept)])
    if not isinstance(x, Table):
        return squeezed
    return labelled_table(squeezed, [x.dimnames[k] for k in sorted(kept)])


@verb
def addmargins(A: Any, margin: int | Sequence[int] | None = None) -> Table:
    """Put the sums beside a table, R's ``addmargins``.

    Parameters
    ----------
    A : Table
        A table.
    margin : int or sequence of int, optional
        Dimensions that get sums: 1 for a further row, 2 for a further column. Default: all.

    Returns
    -------
    Table
        With the level ``Sum``.

    Raises
    ------
    ArgumentError
        If `A` is no table, or there is no such dimension.

    References
    ----------
    .. [1] R manual page ``addmargins``.

    Examples
    --------
    >>> from pynnet.r import addmargins, table
    >>> addmargins(table(x=["a", "b", "a"], y=["u", "u", "v"]))
         y
    x     u v Sum
      a   1 1   2
      b   1 0   1
      Sum 2 1   3
    """
    if not isinstance(A, Table):
        raise ArgumentError(f"'A' must be an array or table, got {shown(A)}. Pass a table.")
    values, axes = np.asarray(A), list(A.dimnames)
    chosen = range(values.ndim) if margin is None else sorted(_dimensions(values, margin))
    for k in chosen:
        values = np.concatenate([values, values.sum(axis=k, keepdims=True)], axis=k)
        axes[k] = (axes[k][0], (*axes[k][1], "Sum"))
    return labelled_table(values, axes)


def _dimensions(values: Any, margin: Any) -> set[int]:
    """Dimensions, counted from 0."""
    if margin is None:
        return set()
    chosen = [margin] if dimensions(margin) == 0 else list(margin)
    for k in chosen:
        if not isinstance(k, (int, np.integer)) or not 1 <= k <= values.ndim:
            raise ArgumentError(
                f"'x' is not an array: got margin={shown(margin)} of a table with "
                f"{values.ndim} dimension{'s' if values.ndim > 1 else ''}. Dimensions count from 1."
            )
    return {int(k) - 1 for k in chosen}


def _sums(values: Any, kept: set[int]) -> Any:
    """Sums over all dimensions but some, which stay with one level each."""
    over = tuple(k for k in range(values.ndim) if k not in kept)
    return values.sum(axis=over, keepdims=True) if over else values


def _like(x: Any, values: Any) -> Any:
    return labelled_table(values, x.dimnames) if isinstance(x, Table) else values
