"""From a formula and data to the design matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    Column,
    Matrix,
    NamedColumns,
    as_numeric,
    check_collation,
    gaps_in,
    named_columns,
)
from pynnet._ground import AnyArray, ArgumentError, FloatArray, FormulaError, class_of

from ..evaluation.environment import Environment, environment_of
from ..evaluation.evaluate import Scope
from ..evaluation.model_frame import (
    Rows,
    choose_rows,
    evaluate_variables,
    na_action_of,
    read_subset,
    read_weights,
)
from ..evaluation.shared_variables import SharedVariables
from ..functions.registry import makes_factor
from ..language.error_places import caret_under_errors
from ..language.expressions import FunctionCall, Name, names_in
from ..language.parser import parse
from ..language.terms import Terms, terms_of
from .assembly import assemble
from .make_spec import make_spec
from .offsets import offset_matrix, offset_names
from .spec import DesignSpec, Memory

__all__ = ["Design", "FormulaArguments", "ModelFrame", "build_design", "build_frame"]


@dataclass(frozen=True, slots=True, eq=False)
class FormulaArguments:
    """What a call says beside a formula and its data, as the user has put it.

    Attributes
    ----------
    weights : array_like, Series, str or None
        Case weights, or the name of their column.
    subset : array_like of bool or int, or None
        Rows to use.
    na_action : {"omit", "exclude", "fail", "pass"}
        What to do with rows that have missing values.
    contrasts : mapping or None
        Coding of categorical variables.
    env : mapping, "untrusted", Environment or None
        Constants and functions that the formula may use; None means numbers and arrays of the
        calling code.
    collation : {"en", "C"}
        How strings sort.
    r_version : {"4.2", "4.5"} or None
        The version of R whose functions the formula calls; None means the one of `env`, or else
        the latest.
    shared : SharedVariables or None
        What other formulas made of the same data and arguments, and this one adds to.
    """

    weights: Any = None
    subset: Any = None
    na_action: str = "omit"
    contrasts: Mapping[str, Any] | None = None
    env: Mapping[str, Any] | str | Environment | None = None
    collation: str = "en"
    r_version: str | None = None
    shared: SharedVariables | None = None


_KEEP_CLASS = frozenset(("(", "identity", "as.factor", "C", "["))  # that of their first argument

_NOTHING_SAID = FormulaArguments()


@dataclass(slots=True, eq=False)  # not frozen: each field of what is would take a call
class Design:
    """The numbers of a model: one row for each row of the data that is used.

    matrix (n, p), C-contiguous; response None, (n,) or (n, k) float64, a Categorical, or strings;
    weights (n,); offset (n, k), a column for each offset; `index` has their labels, `all_index`
    those of all rows of the subset. `stored_response` is the column behind the response, as the
    user passed it; None if the response is computed. `data` are the columns that the
    formula saw.
    """

    matrix: FloatArray
    column_names: tuple[str, ...]
    assign: tuple[int, ...]
    response: AnyArray | pd.Categorical | None
    response_names: tuple[str, ...] | None
    weights: FloatArray | None
    offset: FloatArray | None
    offset_names: tuple[str, ...]
    index: pd.Index[Any]
    all_index: pd.Index[Any]
    rows: Rows
    spec: DesignSpec
    data: NamedColumns
    stored_response: Any

    @property
    def response_is_as_is(self) -> bool:
        """Whether the response has R's class "AsIs", which ``I`` gives."""
        node = self.spec.terms.variables[0].expression
        while isinstance(node, FunctionCall) and node.function in _KEEP_CLASS and node.operands:
            node = node.operands[0]
        return isinstance(node, FunctionCall) and node.function == "I"


@dataclass(slots=True, eq=False)  # not frozen: each field of what is would take a call
class ModelFrame:
    """The variables of a formula, evaluated, on the rows that are used."""

    terms: Terms
    columns: list[Column]
    weights: FloatArray | None
    rows: Rows
    data: NamedColumns
    memory: Memory
    stored_response: Any

    @property
    def data_index(self) -> pd.Index[Any]:
        """The index of all rows, which nobody else can change."""
        return self.data.own_index

    @property
    def all_index(self) -> pd.Index[Any]:
        """The index of the subset; a row that is missing in it has a label that is missing."""
        subset = self.rows.subset
        if self.rows.everything:
            return self.data_index
        if len(subset) == len(self.data_index) and (subset == np.arange(len(subset))).all():
            return self.data_index
        index = self.data_index[subset]
        return index.where(subset >= 0) if (subset < 0).any() else index

    @property
    def index(self) -> pd.Index[Any]:
        """The index of the rows used."""
        return self.data_index if self.rows.everything else self.data_index[self.rows.used]


def build_frame(
    formula: str | Terms, data: Any, arguments: FormulaArguments = _NOTHING_SAID
) -> ModelFrame:
    """Evaluate the variables of a formula and choose the rows; errors are those of the design.

    Terms are those of a formula that was read already, and has no ``.``.
    """
    order = check_collation(arguments.collation)
    action = na_action_of(arguments.na_action)
    text = formula.text if isinstance(formula, Terms) else formula
    if not isinstance(text, str):
        raise FormulaError(f"formula must be a string, got {class_of(text)}.")
    if text is formula:
        parse(text)  # its errors come before those of the data
    environment = environment_of(arguments.env, arguments.r_version)
    columns = _columns_found(text, environment) if data is None else named_columns(data)
    with caret_under_errors(text):
        terms = formula if isinstance(formula, Terms) else terms_of(text, columns.names)
        scope = Scope(columns, environment, order)
        shared = arguments.shared
        computed = None if shared is None else shared.computed
        evaluated = evaluate_variables(terms.variables, scope, computed=computed)
    case_weights = read_weights(arguments.weights, columns)
    gaps = evaluated.gaps
    if case_weights is not None:
        gaps.append(gaps_in(case_weights))
    subset = read_subset(arguments.subset, columns)
    rows = choose_rows(gaps, len(columns), subset, action)
    return ModelFrame(
        terms=terms,
        columns=_in_rows(rows, terms, evaluated.columns, columns, shared),
        weights=None if case_weights is None else case_weights[rows.used],
        rows=rows,
        data=columns,
        memory=Memory(
            evaluated.states, evaluated.contrasts, environment.asked_for(), order, len(columns)
        ),
        stored_response=_stored_response(terms, columns),
    )


def _in_rows(
    rows: Rows,
    terms: Terms,
    columns: Sequence[Column],
    data: NamedColumns,
    shared: SharedVariables | None,
) -> list[Column]:
    """Return the rows used of columns."""
    if shared is None:
        return [rows.of(column) for column in columns]
    shared.in_rows(rows)
    return [
        shared.taken(variable, column, data, rows)
        for variable, column in zip(terms.variables, columns, strict=True)
    ]


def _columns_found(formula: str, environment: Environment) -> NamedColumns:
    """Return the arrays that a formula without data names, as columns."""
    with caret_under_errors(formula):
        if "." in names_in(parse(formula)):
            raise FormulaError("'.' in formula and no 'data' argument: pass data=.")
        terms = terms_of(formula, ())
        found = {n: environment.value(n) for v in terms.variables for n in names_in(v.expression)}
    arrays = {name: value for name, value in found.items() if np.ndim(value) in (1, 2)}
    if not arrays:
        raise ArgumentError(
            'argument "data" is missing, with no default: the formula names no array of yours. '
            "Pass data=."
        )
    n_rows = len(next(iter(arrays.values())))
    columns = {name: value for name, value in arrays.items() if len(value) == n_rows}
    for name in columns:  # new data must have them
        del environment.constants[name]
    return NamedColumns(columns, "data")


def _stored_response(terms: Terms, columns: NamedColumns) -> Any:
    """The column that is the response, or that the formula makes a factor; None if computed."""
    if not terms.has_response:
        return None
    expression = terms.variables[0].expression
    if isinstance(expression, FunctionCall) and makes_factor(expression.function):
        expression = expression.operands[0] if len(expression.arguments) == 1 else expression
    return columns.stored(expression.name) if isinstance(expression, Name) else None


def build_design(
    formula: str | Terms,
    data: Any,
    arguments: FormulaArguments = _NOTHING_SAID,
    *,
    intercept: bool = True,
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
    frame = build_frame(formula, data, arguments)
    terms, columns, rows = frame.terms, frame.columns, frame.rows
    spec, blocks = make_spec(
        terms, columns, arguments.contrasts, intercept, frame.memory, arguments.shared
    )
    offsets = [columns[i] for i in terms.offsets]
    response, response_names = _response(columns[0]) if terms.has_response else (None, None)
    matrix = assemble(
        spec.codings,
        blocks,
        spec.keeps_intercept,
        len(rows.used),
        len(spec.column_names),
        quickly=arguments.shared is not None,  # one of many
    )
    return Design(
        matrix=matrix,
        column_names=spec.column_names,
        assign=spec.assign,
        response=response,
        response_names=response_names,
        weights=frame.weights,
        offset=offset_matrix(offsets),
        offset_names=offset_names(offsets),
        index=frame.index,
        all_index=frame.all_index,
        rows=rows,
        spec=spec,
        data=frame.data,
        stored_response=frame.stored_response,
    )


def _response(
    column: Column,
) -> tuple[AnyArray | pd.Categorical, tuple[str, ...] | None]:
    """Return the response and the names of its columns."""
    if isinstance(column, Matrix):
        return np.array(column.values, order="C"), column.names
    if isinstance(column, pd.Categorical) or column.dtype.kind == "O":
        return column, None
    return np.array(as_numeric(column), subok=True), None  # whole numbers are read as such
