"""caret's findCorrelation: columns to leave out, so that none are highly correlated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_matrix
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    DataError,
    FloatArray,
    IntArray,
    flag,
    real_number,
    shown,
)
from pynnet._numerics import column_mean, mean, quiet
from pynnet._printing import number_text

from ..door import offered

__all__ = ["find_correlation"]

_TOLERANCE = 2.0**-26  # of R's all.equal
_FEW = 100  # columns: caret looks at fewer exactly
_REMEDY = "Pass what data.corr() or np.corrcoef(values, rowvar=False) returns."


@offered
def find_correlation(
    x: Any, cutoff: float = 0.9, *, names: bool = False, exact: bool | None = None
) -> IntArray | list[str]:
    """Find columns to leave out for the others not to be highly correlated.

    This is caret's ``findCorrelation``: of two columns with a high correlation it finds the one
    whose correlations are higher in the mean, all regardless of their signs.

    Parameters
    ----------
    x : DataFrame or array_like of shape (p, p)
        The correlations of all pairs of columns.
    cutoff : float, optional
        Correlations above it are high. Default 0.9.
    names : bool, optional
        Whether to return names of columns. Default False.
    exact : bool, optional
        Whether means are of the columns that are left, which finds fewer columns, or of all. By
        default of those that are left if there are fewer than 100 columns.

    Returns
    -------
    ndarray or list of str
        Positions of the columns in caret's order, which count from 0, one less than in R; or their
        names.

    Raises
    ------
    DataError
        If `x` is no correlation matrix, a correlation that is needed is missing, or `exact` means
        of a single column are asked for.
    ArgumentError
        If another argument has a value that cannot be used, or `names` are asked for of an array.

    See Also
    --------
    near_zero_var : Columns of which nearly all values are the same; their correlations are missing.

    Notes
    -----
    With ``exact=True`` the columns are looked at, and found, by falling mean; a column left out
    counts no more. Otherwise first come those of each pair, in the order of the pairs, that stand
    behind the other one, and then those that stand before it; means that are equal in 15 digits
    find the one before.

    References
    ----------
    .. [1] M. Kuhn and K. Johnson, Applied Predictive Modeling, Springer, 2013, section 3.5; manual
       page ``findCorrelation`` of caret.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet.caret import find_correlation
    >>> data = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [5, 1, 4, 2, 3], "c": [2, 2, 3, 4, 6]})
    >>> data.corr().round(2)
          a     b     c
    a  1.00 -0.30  0.94
    b -0.30  1.00 -0.09
    c  0.94 -0.09  1.00
    >>> find_correlation(data.corr()).tolist()
    [0]
    >>> find_correlation(data.corr(), 0.95, names=True)
    []
    """
    limit, by_name = real_number("cutoff", cutoff, infinite=True), flag("names", names)
    matrix = as_matrix(x, "x")
    labels = matrix.columns
    if by_name and labels is None:
        raise ArgumentError(
            "'x' must have column names when `names = TRUE`: an array has none. "
            "Pass a DataFrame, or names=False."
        )
    if matrix.vector:
        raise DataError(f"correlation matrix is not symmetric: x is a vector. {_REMEDY}")
    exactly = matrix.values.shape[1] < _FEW if exact is None else flag("exact", exact)
    _check_correlations(matrix.values)
    if exactly and labels is not None:
        _check_labels(x)
    given = labels or range(matrix.values.shape[1])
    found = (_exact if exactly else _fast)(np.abs(matrix.values), limit, given)
    if by_name and labels is not None:
        return [labels[k] for k in found]
    return np.array(found, dtype=np.intp)


def _check_correlations(x: FloatArray) -> None:
    """Refuse what is no correlation matrix; both triangles may differ as rounding makes them."""
    if x.shape[0] != x.shape[1]:
        raise DataError(
            f"correlation matrix is not symmetric: x is {x.shape[0]} x {x.shape[1]}. {_REMEDY}"
        )
    beyond = np.argwhere(np.abs(x) > 1 + _TOLERANCE)
    if len(beyond):
        i, j = beyond[0]
        raise DataError(
            f"x is no correlation matrix: row {i}, column {j} is {x[i, j]:.15g}, "
            f"and a correlation is between -1 and 1. {_REMEDY}"
        )
    missing = np.isnan(x)
    differ = (x != x.T) & ~(missing & missing.T)
    if not differ.any():
        return
    size, difference = (float(np.abs(v[differ]).mean()) for v in (x, x - x.T))
    if not (difference / size if size > _TOLERANCE else difference) <= _TOLERANCE:
        i, j = np.argwhere(differ)[0]
        raise DataError(
            f"correlation matrix is not symmetric: row {i}, column {j} is {x[i, j]:.15g}, and "
            f"row {j}, column {i} is {x[j, i]:.15g}. {_REMEDY}"
        )


def _check_labels(x: pd.DataFrame) -> None:
    """Refuse rows with other names than the columns, as caret does where it looks exactly."""
    if isinstance(x.index, pd.RangeIndex):  # which stands for no names
        return
    for row, column in zip(x.index, x.columns, strict=True):
        if str(row) != str(column):
            raise DataError(
                f"correlation matrix is not symmetric: a row is named {shown(row)} and its column "
                f"{shown(column)}. Pass what data.corr() returns, or x.to_numpy()."
            )


def _seen(values: FloatArray) -> FloatArray:
    """The numbers that are not missing, column by column."""
    return values.ravel(order="F")[~np.isnan(values.ravel(order="F"))]


@quiet
def _exact(x: FloatArray, cutoff: float, names: Sequence[Any]) -> list[int]:
    """Find columns by means of those that are left; `x` is changed."""
    if len(x) == 1:
        raise DataError(
            "only one variable given: there is no correlation with another. Pass two or more "
            "columns, or exact=False."
        )
    np.fill_diagonal(x, np.nan)
    means = np.array([mean(_seen(column)) for column in x.T])
    order = np.argsort(-means, kind="stable")  # missing means are last
    left = x[np.ix_(order, order)]
    found: BoolArray = np.zeros(len(x), dtype=bool)
    for i in range(len(x) - 1):
        if not (left > cutoff).any():
            break
        for j in range(i + 1, len(x)):
            if found[i]:
                break
            if found[j]:
                continue
            if np.isnan(left[i, j]):
                raise _missing(
                    "missing value where TRUE/FALSE needed.", names[order[i]], names[order[j]]
                )
            if left[i, j] > cutoff:
                worse = i if mean(_seen(left[i])) > mean(_seen(np.delete(left, j, 0))) else j
                found[worse] = True
                left[worse, :] = left[:, worse] = np.nan
    return [int(k) for k in order[found]]


def _missing(complaint: str, one: Any, other: Any) -> DataError:
    return DataError(
        f"{complaint} The correlation of columns {shown(one)} and {shown(other)} is missing. Leave "
        "out columns of a single value, and rows with missing values, before correlations are made."
    )


def _fast(x: FloatArray, cutoff: float, names: Sequence[Any]) -> list[int]:
    """Find columns by means of all."""
    missing = np.argwhere(np.isnan(x))
    if len(missing):
        one, other = (names[k] for k in missing[0])
        raise _missing("The correlation matrix has some missing values.", one, other)
    means = np.array([float(number_text(column_mean(column))) for column in x.T])
    above = np.triu(x > cutoff, 1)
    columns, rows = np.nonzero(above.T)  # column by column
    behind = means[columns] > means[rows]
    return [int(k) for k in dict.fromkeys([*columns[behind], *rows[~behind]])]
