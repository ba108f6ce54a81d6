"""R's functions of matrices: made of vectors, multiplied, summed over rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_integers, as_numeric
from pynnet._ground import DataError, FloatArray

from ...limits import check_elements, check_size
from ..arguments import flag_argument, is_text, whole_argument
from ..registry import Actual, offered

__all__: list[str] = []


def _numbers(column: Column, function: str) -> FloatArray:
    """Return the numbers of a vector or a matrix, column after column."""
    if isinstance(column, pd.Categorical) or is_text(column):
        raise DataError(f"requires numeric/complex matrix/vector arguments: {function}().")
    values = as_numeric(column)
    return values.values.ravel(order="F") if isinstance(values, Matrix) else np.asarray(values)


def _matrix(column: Column, function: str) -> FloatArray:
    """Return the values of what must be a matrix."""
    if not isinstance(column, Matrix):
        raise DataError(f"'x' must be an array of at least two dimensions: {function}().")
    return column.values


@offered("%o%", "X", "Y")
def _outer_product(X: Column, Y: Column) -> Column:
    x, y = _numbers(X, "%o%"), _numbers(Y, "%o%")
    check_size(len(x), len(y), "%o%")
    with np.errstate(all="ignore"):
        return Matrix(np.multiply.outer(x, y) + 0.0)  # a sum, as of %*%: there is no -0


@offered("%*%", "x", "y")
def _product(x: Column, y: Column) -> Column:
    left, right = _numbers(x, "%*%"), _numbers(y, "%*%")
    a = x.values if isinstance(x, Matrix) else left[np.newaxis, :]
    b = y.values if isinstance(y, Matrix) else right[:, np.newaxis]
    if not isinstance(x, Matrix) and a.shape[1] != b.shape[0]:
        a = a.T
    if not isinstance(y, Matrix) and isinstance(x, Matrix) and a.shape[1] != b.shape[0]:
        b = b.T
    if a.shape[1] != b.shape[0]:
        raise DataError(f"non-conformable arguments: {a.shape} %*% {b.shape}.")
    check_size(a.shape[0], b.shape[1], "%*%")
    check_elements(a.shape[0] * b.shape[1] * a.shape[1], "the sums of %*%")
    result = np.zeros((a.shape[0], b.shape[1]))
    for k in range(a.shape[1]):  # from left to right, as the reference BLAS adds
        with np.errstate(all="ignore"):
            result += np.multiply.outer(a[:, k], b[k])
    return Matrix(result, y.names if isinstance(y, Matrix) else None)


@offered("crossprod", "x", "y", null_defaults=frozenset({"y"}), whole_column=True)
def _cross_product(x: Column, y: Column | None = None) -> Column:
    left = x if isinstance(x, Matrix) else Matrix(_numbers(x, "crossprod")[:, np.newaxis])
    other = x if y is None else y
    right = other
    if not isinstance(other, Matrix):
        values = _numbers(other, "crossprod")
        alone = len(left) == 1 and len(values) != 1  # a row, where a column does not fit
        right = Matrix(values[np.newaxis, :] if alone else values[:, np.newaxis])
    return _product(Matrix(np.ascontiguousarray(left.values.T)), right)


@offered("nrow", "x", whole_column=True)
def _nrow(x: Column) -> Column | None:
    return as_integers(np.array([float(len(x))])) if isinstance(x, Matrix) else None


@offered("ncol", "x", whole_column=True)
def _ncol(x: Column) -> Column | None:
    return as_integers(np.array([float(x.values.shape[1])])) if isinstance(x, Matrix) else None


@offered("NROW", "x", whole_column=True)
def _rows_of_any(x: Column) -> Column:
    return as_integers(np.array([float(len(x))]))


@offered("NCOL", "x", whole_column=True)
def _columns_of_any(x: Column) -> Column:
    return as_integers(np.array([float(x.values.shape[1] if isinstance(x, Matrix) else 1)]))


@offered("dim", "x", kind="builtin", whole_column=True)
def _dim(x: Column) -> Column | None:
    return (
        as_integers(np.array(x.values.shape, dtype=np.float64)) if isinstance(x, Matrix) else None
    )


@offered("diag", "x", "nrow", "ncol", whole_column=True)
def _diagonal(x: Column, nrow: Column | None = None, ncol: Column | None = None) -> Column:
    if isinstance(x, Matrix):
        if nrow is not None or ncol is not None:
            raise DataError("'nrow' or 'ncol' cannot be specified when 'x' is a matrix")
        return np.diagonal(x.values).copy()
    values = _numbers(x, "diag")
    if len(values) == 1 and nrow is None and ncol is None:
        size, values = whole_argument(x, "x"), np.ones(1)
    else:
        size = len(values) if nrow is None else whole_argument(nrow, "nrow")
    width = size if ncol is None else whole_argument(ncol, "ncol")
    if size < 1 or width < 1 or not len(values):
        raise DataError("invalid 'nrow' or 'ncol' value (< 1): diag() needs whole numbers.")
    check_size(size, width, "diag()")
    matrix = np.zeros((size, width))
    least = min(size, width)
    matrix[np.arange(least), np.arange(least)] = np.resize(values, least)
    return Matrix(matrix)


@offered("as.matrix", "x")
def _as_matrix(x: Column) -> Column:
    return x if isinstance(x, Matrix) else Matrix(_numbers(x, "as.matrix")[:, np.newaxis])


@offered("as.vector", "x")
def _as_vector(x: Column) -> Column:
    if isinstance(x, Matrix):
        return x.values.ravel(order="F")
    if isinstance(x, pd.Categorical):
        raise DataError("as.vector() of a factor is not offered: write as.character().")
    return x


@offered("drop", "x")
def _drop(x: Column) -> Column:
    if isinstance(x, Matrix) and 1 in x.values.shape:
        return x.values.ravel()
    return x


@offered("matrix", "data", "nrow", "ncol", "byrow")
def _make_matrix(
    data: Column,
    nrow: Column | None = None,
    ncol: Column | None = None,
    byrow: Column | None = None,
) -> Column:
    values = _numbers(data, "matrix")
    rows = None if nrow is None else whole_argument(nrow, "nrow")
    columns = None if ncol is None else whole_argument(ncol, "ncol")
    if (rows is not None and rows < 1) or (columns is not None and columns < 1):
        raise DataError("invalid 'nrow' or 'ncol' value (< 1): matrix() needs whole numbers.")
    if not len(values):
        raise DataError("'data' must not be empty: matrix().")
    if rows is None:
        rows = len(values) if columns is None else -(-len(values) // columns)
    if columns is None:
        columns = -(-len(values) // rows)
    check_size(rows, columns, "matrix()")
    if (rows * columns) % len(values):
        raise DataError(
            f"data length [{len(values)}] is not a sub-multiple or multiple of "
            f"{rows} x {columns}: matrix()."
        )
    filled = np.resize(values, rows * columns)
    if flag_argument(byrow, "byrow"):
        return Matrix(filled.reshape(rows, columns))
    return Matrix(np.ascontiguousarray(filled.reshape(columns, rows).T))


@offered("rbind", "...", takes_null=True)
def _rbind(arguments: Sequence[Actual]) -> Column | None:
    parts: list[FloatArray] = []
    names = None
    for actual in arguments:
        if actual.value is None:
            continue
        if isinstance(actual.value, Matrix):
            parts.append(actual.value.values)
            names = names or actual.value.names
        else:
            parts.append(_numbers(actual.value, "rbind")[np.newaxis, :])
    if not parts:
        return None
    width = max(p.shape[1] for p in parts)
    if any(p.shape[1] not in (1, width) for p in parts):
        raise DataError("number of columns of result is not a multiple of vector length: rbind().")
    return Matrix(np.vstack([np.broadcast_to(p, (len(p), width)) for p in parts]), names)


def _summed(x: Column, function: str, axis: int, na_rm: Column | None, *, mean: bool) -> Column:
    """Return sums or means, added from left to right in extended precision as R adds them."""
    values = _matrix(x, function)
    missing = np.isnan(values) & flag_argument(na_rm, "na.rm")
    numbers = np.where(missing, 0.0, values).astype(np.longdouble)
    if axis == 1:
        numbers, missing = numbers.T, missing.T
    total = np.zeros(numbers.shape[1], dtype=np.longdouble)
    for line in numbers:
        total = total + line
    if mean:
        with np.errstate(invalid="ignore"):
            total = total / (len(numbers) - missing.sum(axis=0))
    return total.astype(np.float64)


def _register_sum(name: str, axis: int, mean: bool) -> None:
    @offered(name, "x", "na.rm", whole_column=axis == 0)
    def summed(x: Column, na_rm: Column | None = None) -> Column:
        return _summed(x, name, axis, na_rm, mean=mean)


for _name, _axis, _mean in (
    ("rowSums", 1, False),
    ("rowMeans", 1, True),
    ("colSums", 0, False),
    ("colMeans", 0, True),
):
    _register_sum(_name, _axis, _mean)
