"""Products of matrices and vectors, added from left to right as R's own BLAS adds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix
from pynnet._formula import call_r, dimensions
from pynnet._ground import AnyArray, DataError

from ..calls import each, of_r, prepared, verb
from ..elements import matrix_of
from ..functions import Function, function_of
from ..vectors.combining import labels_of
from .making import labelled, names_of

__all__ = ["crossprod", "matmul", "outer", "tcrossprod"]


@verb
def matmul(x: Any, y: Any) -> Any:
    """Matrix product, R's ``x %*% y``.

    Parameters
    ----------
    x, y : array_like or DataFrame
        Matrices of numbers; a vector is a row or a column, whichever fits.

    Returns
    -------
    ndarray, or DataFrame
        A frame where the rows of `x` or the columns of `y` have names.

    Raises
    ------
    DataError
        If they do not fit one another, or hold no numbers.

    Notes
    -----
    NumPy's ``x @ y`` adds in another order and differs in the last bits.

    References
    ----------
    .. [1] R manual page ``matmult``.

    Examples
    --------
    >>> matmul([[1, 2], [3, 4]], [1, 1]).tolist()
    [[3.0], [7.0]]
    """
    return _product("%*%", x, y, (names_of(x)[0], names_of(y)[1]))


@verb
def crossprod(x: Any, y: Any = None) -> Any:
    """The product of a matrix turned over and another, R's ``crossprod``: ``t(x) %*% y``.

    Parameters
    ----------
    x : array_like or DataFrame
        A matrix of numbers; a vector is a column.
    y : array_like or DataFrame, optional
        The other one. Default: `x`.

    Returns
    -------
    ndarray, or DataFrame
        A frame where columns have names.

    Raises
    ------
    DataError
        If the numbers of rows differ, or there are no numbers.

    References
    ----------
    .. [1] R manual page ``crossprod``.

    Examples
    --------
    >>> crossprod([[1, 2], [3, 4]]).tolist()
    [[10.0, 14.0], [14.0, 20.0]]
    """
    other = x if y is None else y
    return _product("crossprod", x, other, (names_of(x)[1], names_of(other)[1]))


@verb
def tcrossprod(x: Any, y: Any = None) -> Any:
    """The product of a matrix and another turned over, R's ``tcrossprod``: ``x %*% t(y)``.

    Parameters
    ----------
    x : array_like or DataFrame
        A matrix of numbers; a vector is a column.
    y : array_like or DataFrame, optional
        The other one. Default: `x`.

    Returns
    -------
    ndarray, or DataFrame
        A frame where rows have names.

    Raises
    ------
    DataError
        If the numbers of columns differ, or there are no numbers.

    References
    ----------
    .. [1] R manual page ``crossprod``.

    Examples
    --------
    >>> tcrossprod([[1, 2], [3, 4]]).tolist()
    [[5.0, 11.0], [11.0, 25.0]]
    """
    other = x if y is None else y
    right = np.ascontiguousarray(matrix_of("y", other).values.T)
    vectors = dimensions(x) < 2, dimensions(other) < 2
    left = _operand("x", x) if vectors == (True, False) else matrix_of("x", x).values
    return _product("%*%", left, right, (names_of(x)[0], names_of(other)[0]))


def _product(name: str, x: Any, y: Any, names: tuple[Any, Any]) -> Any:
    left, right = _operand("x", x), _operand("y", y)
    values = call_r(name, [left, right], {})
    assert isinstance(values, Matrix)
    rows, columns = (
        labels if labels is not None and len(labels) == n else None
        for labels, n in zip(names, values.values.shape, strict=True)
    )
    return labelled(values.values.copy(), [rows, columns])


def _operand(name: str, x: Any) -> Any:
    """Numbers of a matrix, or of a vector, without names."""
    values = matrix_of(name, x).values
    return values if dimensions(x) > 1 else values[:, 0]


@verb
def outer(X: Any, Y: Any, FUN: Function = "*") -> Any:
    """A function of each pair of values, R's ``outer``.

    Parameters
    ----------
    X, Y : array_like
        Two vectors.
    FUN : str or callable, optional
        An operator, the name of a function that formulas have, or a function of two arrays of the
        same length that returns one of that length. Default "*".

    Returns
    -------
    ndarray, or DataFrame
        A row for each value of `X`, a column for each of `Y`; a frame where these have names.

    Raises
    ------
    DataError
        If the function does not return a value for each pair, or `X` or `Y` is a matrix.

    References
    ----------
    .. [1] R manual page ``outer``.

    Examples
    --------
    >>> outer([1, 2], [3, 4], "+").tolist()
    [[4, 5], [5, 6]]
    """
    if dimensions(X) > 1 or dimensions(Y) > 1:
        raise DataError("outer() of matrices has more than two dimensions, and is not offered.")
    x, y = (np.atleast_1d(of_r("c", v)) for v in (X, Y))
    left, right = _of_kind(X, np.tile(x, len(y))), _of_kind(Y, np.repeat(y, len(x)))
    found = function_of(FUN, each)(left, right)
    values = np.asarray(found + 0.0 if FUN == "*" else found)  # a sum, as of %*%: there is no -0
    if values.shape != (len(left),):
        raise DataError(
            f"dims [product {len(left)}] do not match the length of object [{values.size}]: FUN "
            "must take arrays and return a value for each pair."
        )
    cells = values.reshape((len(x), len(y)), order="F")
    return labelled(np.ascontiguousarray(cells), [labels_of(X), labels_of(Y)])


def _of_kind(given: Any, repeated: AnyArray) -> Any:
    """Values again and again; gaps alone stay the truths that they were, not text."""
    kind = getattr(prepared(given), "dtype", None)
    is_gaps = isinstance(kind, pd.BooleanDtype) and repeated.dtype.kind == "O"
    return repeated.tolist() if is_gaps else repeated
