"""Factors, their levels, and what they are as numbers and as text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import level_texts
from pynnet._ground import ObjectArray, flag, given_text

from ..calls import column_of, each, verb

__all__ = [
    "droplevels",
    "factor",
    "interaction",
    "levels",
    "nlevels",
    "ordered",
    "relevel",
]


@verb
def factor(x: Any, levels: Any = None, labels: Any = None, *, ordered: bool | None = None) -> Any:
    """Make a factor.

    Parameters
    ----------
    x : array_like
        Numbers, text, truths or a factor, whose unused levels are dropped.
    levels : array_like, optional
        Values that are levels, in their order; others are missing. Default: those found, sorted,
        text as in an English locale.
    labels : array_like of str, optional
        Names of the levels; equal ones become one level. Default: the values.
    ordered : bool, optional
        Whether the levels are ordered. Default: as those of `x`.

    Returns
    -------
    Categorical or Series
        With text as categories, as R has it: ``"1"`` of the number 1.

    Raises
    ------
    ArgumentError
        If `ordered` is neither True nor False.
    DataError
        If a level comes twice, or labels and levels differ in number.

    Notes
    -----
    R's argument ``exclude`` is not offered: what is missing is never a level.

    References
    ----------
    .. [1] R manual page ``factor``.

    Examples
    --------
    >>> factor(["b", "a", "b"]).categories.tolist()
    ['a', 'b']
    >>> factor([0, 1, 1], levels=[0, 1], labels=["no", "yes"]).tolist()
    ['no', 'yes', 'yes']
    """
    options = {"levels": levels, "labels": labels}
    given = {name: value for name, value in options.items() if value is not None}
    if ordered is not None:
        given["ordered"] = flag("ordered", ordered)
    return each("factor", x, **given)


@verb
def ordered(x: Any, levels: Any = None, labels: Any = None) -> Any:
    """Make an ordered factor.

    Parameters
    ----------
    x : array_like
        Numbers, text, truths or a factor.
    levels : array_like, optional
        Values that are levels, in their order. Default: those found, sorted.
    labels : array_like of str, optional
        Names of the levels. Default: the values.

    Returns
    -------
    Categorical or Series
        Ordered, with text as categories.

    Raises
    ------
    DataError
        If a level comes twice, or labels and levels differ in number.

    References
    ----------
    .. [1] R manual page ``factor``.

    Examples
    --------
    >>> sizes = ordered(["M", "S"], levels=["S", "M", "L"])
    >>> sizes.categories.tolist(), sizes.ordered
    (['S', 'M', 'L'], True)
    """
    options = {"levels": levels, "labels": labels}
    return each("ordered", x, **{k: value for k, value in options.items() if value is not None})


@verb
def levels(x: Any) -> ObjectArray | None:
    """Levels of a factor, as text.

    Parameters
    ----------
    x : array_like
        A factor; anything else has no levels.

    Returns
    -------
    ndarray of str or None
        None, R's NULL, of what is no factor.

    Raises
    ------
    DataError
        If `x` cannot be a column.

    References
    ----------
    .. [1] R manual page ``levels``.

    Examples
    --------
    >>> levels(factor(["b", "a"])).tolist()
    ['a', 'b']
    """
    column = column_of(x, "x")
    if not isinstance(column, pd.Categorical):
        return None
    return np.array([str(text) for text in level_texts(column)], dtype=object)


@verb
def nlevels(x: Any) -> int:
    """Number of levels of a factor.

    Parameters
    ----------
    x : array_like
        A factor; anything else has none.

    Returns
    -------
    int
        0 of what is no factor.

    Raises
    ------
    DataError
        If `x` cannot be a column.

    References
    ----------
    .. [1] R manual page ``nlevels``.

    Examples
    --------
    >>> nlevels(factor(["b", "a"]))
    2
    """
    found = levels(x)
    return 0 if found is None else len(found)


@verb
def relevel(x: Any, ref: Any) -> Any:
    """Put a level of a factor first, where it is the reference.

    Parameters
    ----------
    x : Categorical or Series
        A factor without order.
    ref : str or int
        The level, or its position, counted from 1 as in R.

    Returns
    -------
    Categorical or Series
        The same values, the levels in another order.

    Raises
    ------
    DataError
        If `x` is no factor or an ordered one, or `ref` none of its levels.

    References
    ----------
    .. [1] R manual page ``relevel``.

    Examples
    --------
    >>> levels(relevel(factor(["b", "a", "c"]), "c")).tolist()
    ['c', 'a', 'b']
    """
    return each("relevel", x, ref=ref)


@verb
def droplevels(x: Any) -> Any:
    """Drop the levels that no value has.

    Parameters
    ----------
    x : Categorical, Series or DataFrame
        A factor, or a frame whose factors are meant.

    Returns
    -------
    Categorical, Series or DataFrame
        In the form of `x`.

    Raises
    ------
    DataError
        If `x` is neither a factor nor a frame.

    References
    ----------
    .. [1] R manual page ``droplevels``.

    Examples
    --------
    >>> levels(droplevels(factor(["a"], levels=["a", "b"]))).tolist()
    ['a']
    """
    if not isinstance(x, pd.DataFrame):
        return each("droplevels", x)
    frame = x.copy()
    for place, dtype in enumerate(frame.dtypes):
        if isinstance(dtype, pd.CategoricalDtype):
            frame.isetitem(place, frame.iloc[:, place].array.remove_unused_categories())
    return frame


@verb
def interaction(*x: Any, drop: bool = False, sep: str = ".", lex_order: bool = False) -> Any:
    """Factor of all combinations of the levels of several factors.

    Parameters
    ----------
    *x : array_like
        Factors, or what is made factors, of the same length.
    drop : bool, optional
        Whether combinations without values are dropped. Default False.
    sep : str, optional
        What stands between the levels in their names. Default ".".
    lex_order : bool, optional
        Whether the levels of the last factor change fastest. Default False: those of the first do.

    Returns
    -------
    Categorical or Series
        Missing where a factor is.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False, or `sep` is no text.
    DataError
        If there are no factors, or their lengths differ.

    References
    ----------
    .. [1] R manual page ``interaction``.

    Examples
    --------
    >>> interaction(["a", "b"], [1, 2]).categories.tolist()
    ['a.1', 'b.1', 'a.2', 'b.2']
    """
    options = {"drop": flag("drop", drop), "lex_order": flag("lex_order", lex_order)}
    return each("interaction", *x, sep=given_text("sep", sep), **options)
