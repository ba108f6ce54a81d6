"""Vectors as sets."""

from __future__ import annotations

from typing import Any

from ..calls import of_r, verb
from ..elements import as_vector
from .combining import unname

__all__ = ["intersect", "setdiff", "union"]


@verb
def union(x: Any, y: Any) -> Any:
    """Values of one vector or another, R's ``union``.

    Parameters
    ----------
    x, y : array_like
        Two vectors.

    Returns
    -------
    ndarray or Categorical
        Each value once, in the order in which they first come.

    Raises
    ------
    DataError
        If one of them is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``sets``.

    Examples
    --------
    >>> union(["b", "a"], ["a", "c"]).tolist()
    ['b', 'a', 'c']
    """
    return _of_sets("union", x, y)


@verb
def intersect(x: Any, y: Any) -> Any:
    """Values that two vectors share, R's ``intersect``.

    Parameters
    ----------
    x, y : array_like
        Two vectors.

    Returns
    -------
    ndarray or Categorical
        Each value once, in the order of `x`.

    Raises
    ------
    DataError
        If one of them is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``sets``.

    Examples
    --------
    >>> intersect([3, 1, 1, 2], [1, 3]).tolist()
    [3, 1]
    """
    return _of_sets("intersect", x, y)


@verb
def setdiff(x: Any, y: Any) -> Any:
    """Values of one vector that another does not have, R's ``setdiff``.

    Parameters
    ----------
    x, y : array_like
        Two vectors.

    Returns
    -------
    ndarray or Categorical
        Each value once, in the order of `x`.

    Raises
    ------
    DataError
        If one of them is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``sets``.

    Examples
    --------
    >>> setdiff([1, 2, 2, 3], [2]).tolist()
    [1, 3]
    """
    return _of_sets("setdiff", x, y)


def _of_sets(name: str, x: Any, y: Any) -> Any:
    return of_r(name, *(unname(as_vector(values, name)) for values in (x, y)))
