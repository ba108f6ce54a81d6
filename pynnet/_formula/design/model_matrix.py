"""The public functions that show what a formula makes of data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix
from pynnet._ground import entry, public

from .build import FormulaArguments, build_design, build_frame

__all__ = ["model_frame", "model_matrix"]


@public
@entry
def model_matrix(
    formula: str,
    data: Any = None,
    *,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: Mapping[str, Any] | None = None,
    newdata: Any = None,
    env: Mapping[str, Any] | str | None = None,
    collation: str = "en",
    r_version: str | None = None,
) -> pd.DataFrame:
    """Make the design matrix of a formula, as R's ``model.matrix`` does.

    Use it to see which columns a formula gives before a model is fitted, and with `newdata` which
    columns the model would see when it predicts.

    Parameters
    ----------
    formula : str
        A formula in R's grammar; the left-hand side may be left out.
    data : DataFrame, mapping of columns, or ndarray of shape (n, p), optional
        The variables. The columns of an array are called V1, V2, ... Default: the arrays of the
        code that calls.
    subset : array_like of bool or int, optional
        The rows to use: a mask, in which missing means no, or 0-based positions. Default all rows.
    na_action : {"omit", "exclude", "fail", "pass"}, optional
        What to do with rows that miss a value in any variable. Default "omit".
    contrasts : mapping, optional
        For each column a contrast, "treatment", "sum", "helmert", "poly" or "SAS", or a matrix with
        a row for each level. Default treatment, and poly for ordered factors.
    newdata : DataFrame, mapping of columns, or ndarray, optional
        Make the matrix of these data, with the levels, contrasts, knots and means of `data`. Rows
        with missing values are left out.
    env : mapping of str to value, or "untrusted", optional
        Constants and functions of your own that the formula may use. Default: the numbers and
        arrays of the code that calls. Pass ``"untrusted"`` for a formula that you did not write:
        it reaches the columns and R's functions alone.
    collation : {"en", "C"}, optional
        How strings sort: as in an English locale, or by code points. Default "en".
    r_version : {"4.2", "4.5"}, optional
        The R that is followed where versions differ in a formula's functions. Default "4.5".

    Returns
    -------
    DataFrame
        The columns under R's names, with the index of the rows used.

    Raises
    ------
    FormulaError
        If the formula cannot be read or names what is not there.
    DataError
        If a column has a type or values that cannot be used.
    ArgumentError
        If another argument is wrong.

    See Also
    --------
    model_frame : The variables before they are coded.

    Notes
    -----
    Equal to R to the bit. R has 32-bit integers that overflow to missing; here all numbers are
    doubles.

    References
    ----------
    .. [1] R Core Team, *An Introduction to R*, chapter 11; R manual page ``model.matrix``.

    Examples
    --------
    >>> from pynnet import model_matrix
    >>> data = {"dose": [1.0, 2.0, 4.0], "drug": ["b", "a", "b"]}
    >>> model_matrix("~ drug + log2(dose)", data)
       (Intercept)  drugb  log2(dose)
    0          1.0    1.0         0.0
    1          1.0    0.0         1.0
    2          1.0    1.0         2.0
    """
    arguments = FormulaArguments(None, subset, na_action, contrasts, env, collation, r_version)
    design = build_design(formula, data, arguments)
    columns = list(design.column_names)
    if newdata is None:
        return pd.DataFrame(design.matrix, index=design.index, columns=columns)
    design.spec.warn_if_across_rows()
    new = design.spec.design(newdata)
    return pd.DataFrame(new.matrix, index=new.index[new.complete], columns=columns)


@public
@entry
def model_frame(
    formula: str,
    data: Any = None,
    *,
    weights: Any = None,
    subset: Any = None,
    na_action: str = "omit",
    env: Mapping[str, Any] | str | None = None,
    collation: str = "en",
    r_version: str | None = None,
) -> pd.DataFrame:
    """Evaluate the variables of a formula, as R's ``model.frame`` does.

    Use it to see what stands behind the design matrix: which rows are used, and what each call in
    the formula gives.

    Parameters
    ----------
    formula : str
        A formula in R's grammar; the left-hand side may be left out.
    data : DataFrame, mapping of columns, or ndarray of shape (n, p), optional
        The variables. The columns of an array are called V1, V2, ... Default: the arrays of the
        code that calls.
    weights : array_like of shape (n,), Series or str, optional
        Case weights, or the name of their column. They become the column ``(weights)``.
    subset : array_like of bool or int, optional
        The rows to use: a mask, in which missing means no, or 0-based positions. Default all rows.
    na_action : {"omit", "exclude", "fail", "pass"}, optional
        What to do with rows that miss a value in any variable. Default "omit".
    env : mapping of str to value, or "untrusted", optional
        Constants and functions of your own that the formula may use, see :func:`model_matrix`.
    collation : {"en", "C"}, optional
        How strings sort: as in an English locale, or by code points. Default "en".
    r_version : {"4.2", "4.5"}, optional
        The R that is followed where versions differ in a formula's functions. Default "4.5".

    Returns
    -------
    DataFrame
        The variables under R's names, the response first. A variable of several columns becomes
        columns called ``variable.column``, as R prints them.

    Raises
    ------
    FormulaError
        If the formula cannot be read or names what is not there.
    DataError
        If a column has a type or values that cannot be used.
    ArgumentError
        If another argument is wrong.

    See Also
    --------
    model_matrix : The matrix made of it.

    References
    ----------
    .. [1] R manual page ``model.frame``.

    Examples
    --------
    >>> from pynnet import model_frame
    >>> data = {"y": [1.0, 2.0, 3.0], "x": [1.0, None, 4.0], "g": ["b", "a", "b"]}
    >>> model_frame("y ~ sqrt(x) + g", data)
         y  sqrt(x)  g
    0  1.0      1.0  b
    2  3.0      2.0  b
    """
    arguments = FormulaArguments(weights, subset, na_action, None, env, collation, r_version)
    frame = build_frame(formula, data, arguments)
    names = [variable.name for variable in frame.terms.variables]
    columns: list[tuple[str, Any]] = []
    for name, column in zip(names, frame.columns, strict=True):
        columns += _as_pandas(name, column)
    if frame.weights is not None:
        columns.append(("(weights)", frame.weights))
    values = pd.DataFrame({i: column for i, (_, column) in enumerate(columns)}, index=frame.index)
    return values.set_axis([name for name, _ in columns], axis=1)


def _as_pandas(name: str, column: Column) -> list[tuple[str, Any]]:
    """Return a variable as columns of a DataFrame."""
    if isinstance(column, Matrix):
        width = column.values.shape[1]
        if width == 1:
            return [(name, column.values[:, 0])]
        labels = column.names or tuple(str(j + 1) for j in range(width))
        return [(f"{name}.{label}", column.values[:, j]) for j, label in enumerate(labels)]
    if isinstance(column, np.ndarray) and column.dtype.kind == "i":
        values = pd.array(column > 0, dtype="boolean")
        values[column < 0] = pd.NA
        return [(name, values if (column < 0).any() else column > 0)]
    return [(name, np.array(column) if isinstance(column, np.ndarray) else column)]
