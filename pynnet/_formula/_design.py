"""From a formula and data to the design matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._errors import FormulaError

from ._assembly import assemble
from ._collation import check_collation
from ._columns import Column, Floats, Matrix, as_numeric
from ._environment import Environment
from ._evaluate import Scope
from ._frame import (
    choose_rows,
    evaluate_variables,
    na_action_of,
    read_subset,
    read_weights,
)
from ._parser import parse
from ._plan import Memory, Plan
from ._planner import plan_columns
from ._table import Table
from ._terms import Terms, expand

__all__ = ["Design", "build_design", "model_matrix"]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The numbers of a model: one row for each row of the data that is used.

    matrix (n, p), C-contiguous; response None, (n,) or (n, k) float64, a Categorical, or strings;
    weights (n,); offset (n, k), a column for each offset. `kept` are positions in the data;
    `omitted` are positions within the subset of the rows dropped for missing values; `all_index`
    and `complete` cover all rows of the subset.
    """

    matrix: Floats
    column_names: tuple[str, ...]
    assign: tuple[int, ...]
    response: npt.NDArray[Any] | pd.Categorical | None
    response_names: tuple[str, ...] | None
    weights: Floats | None
    offset: Floats | None
    index: pd.Index[Any]
    kept: npt.NDArray[np.intp]
    omitted: npt.NDArray[np.intp]
    all_index: pd.Index[Any]
    complete: npt.NDArray[np.bool_]
    plan: Plan


def build_design(
    formula: str,
    data: Any,
    *,
    weights: Any = None,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: Mapping[str, Any] | None = None,
    intercept: bool = True,
    collation: str = "en",
    env: Mapping[str, Any] | None = None,
) -> Design:
    """Turn a formula and data into R's design matrix.

    ``intercept=False`` leaves the column of ones out of the matrix after the coding was chosen, as
    R's ``nnet`` does.

    Raises
    ------
    FormulaError
        If the formula cannot be read or names what is not there.
    DataError
        If a column has a type or values that cannot be used.
    ArgumentError
        If another argument is wrong.
    """
    order = check_collation(collation)
    action = na_action_of(na_action)
    if not isinstance(formula, str):
        raise FormulaError(f"formula must be a string, got {type(formula).__name__}.")
    parsed = parse(formula)
    table = Table(data, "data")
    terms = expand(parsed, table.names)
    environment = Environment(env)
    evaluated = evaluate_variables(terms.variables, Scope(table, environment, order))
    case_weights = read_weights(weights, table)
    extra = [] if case_weights is None else [case_weights]
    rows = choose_rows([*evaluated.columns, *extra], len(table), read_subset(subset, table), action)
    columns = [rows.of(column) for column in evaluated.columns]
    memory = Memory(evaluated.states, evaluated.contrasts, environment.kept(), order)
    plan, blocks = plan_columns(terms, columns, contrasts, intercept, memory)
    response, response_names = _response(columns[0]) if terms.has_response else (None, None)
    return Design(
        matrix=assemble(
            plan.codings, blocks, plan.keeps_intercept, len(rows.kept), len(plan.column_names)
        ),
        column_names=plan.column_names,
        assign=plan.assign,
        response=response,
        response_names=response_names,
        weights=None if case_weights is None else case_weights[rows.kept],
        offset=_offset(terms, columns),
        index=table.index if rows.everything else table.index[rows.kept],
        kept=rows.kept,
        all_index=table.index if subset is None else table.index[rows.chosen],
        complete=rows.complete,
        omitted=rows.omitted,
        plan=plan,
    )


def _response(
    column: Column,
) -> tuple[npt.NDArray[Any] | pd.Categorical, tuple[str, ...] | None]:
    """Return the response and the names of its columns."""
    if isinstance(column, Matrix):
        return np.array(column.values, order="C"), column.names
    if isinstance(column, pd.Categorical) or column.dtype.kind == "O":
        return column, None
    return np.array(as_numeric(column)), None


def _offset(terms: Terms, columns: list[Column]) -> Floats | None:
    """Return the offsets side by side."""
    parts = []
    for i in terms.offsets:
        values = as_numeric(columns[i])
        parts.append(values.values if isinstance(values, Matrix) else values[:, np.newaxis])
    return np.hstack(parts) if parts else None


def model_matrix(
    formula: str,
    data: Any,
    *,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: Mapping[str, Any] | None = None,
    collation: str = "en",
) -> pd.DataFrame:
    """Make the design matrix of a formula, as R's ``model.matrix`` does.

    Use it to see which columns a formula gives before a model is fitted.

    Parameters
    ----------
    formula : str
        A formula in R's grammar; the left-hand side may be left out.
    data : DataFrame, mapping of columns, or ndarray of shape (n, p)
        The variables. The columns of an array are called V1, V2, ...
    subset : array_like of bool or int, optional
        The rows to use: a mask, in which missing means no, or 0-based positions. Default all rows.
    na_action : {"omit", "exclude", "fail", "pass"}, optional
        What to do with rows that miss a value in any variable. Default "omit".
    contrasts : mapping, optional
        For each column a contrast, "treatment", "sum", "helmert", "poly" or "SAS", or a matrix with
        a row for each level. Default treatment, and poly for ordered factors.
    collation : {"en", "C"}, optional
        How strings sort: as in an English locale, or by code points. Default "en".

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
    design = build_design(
        formula,
        data,
        subset=subset,
        na_action=na_action,
        contrasts=contrasts,
        collation=collation,
    )
    return pd.DataFrame(design.matrix, index=design.index, columns=list(design.column_names))
