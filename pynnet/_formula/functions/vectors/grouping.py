"""R's factors that are ordered by other columns, or made by a pattern."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from pynnet._data import (
    Collation,
    Column,
    Matrix,
    as_numeric,
    as_text,
    factor_of_codes,
    factor_of_column,
    take,
)
from pynnet._ground import DataError, FormulaError

from ...language.expressions import Argument, Name, Node
from ...limits import LONGEST_SEQUENCE, check_levels
from ...r_versions import RVersion
from ..arguments import flag_argument, vector_argument, whole_argument
from ..calling import call_function
from ..registry import Actual, ColumnWithState, FactorWithContrast, Promise, find_function, offered

__all__: list[str] = []


@offered(
    "reorder", "x", "X", "FUN", "...", "order", "decreasing",
    promised=frozenset({"FUN"}), whole_column=True,
)  # fmt: skip
def _reorder(
    arguments: Sequence[Actual],
    x: Column,
    X: Column,
    FUN: Promise | None = None,
    order: Column | None = None,
    decreasing: Column | None = None,
    *,
    collation: Collation,
    r_version: RVersion,
) -> Column:
    factor = factor_of_column(vector_argument(x, "reorder"), collation)
    values = vector_argument(X, "reorder")
    if len(values) != len(factor):
        raise DataError("arguments must have same length: reorder() has a value for each row.")
    score = functools.partial(
        _score, _name_of(FUN), arguments=arguments, collation=collation, r_version=r_version
    )
    groups = [np.flatnonzero(factor.codes == code) for code in range(len(factor.categories))]
    scores = np.array([score(take(values, rows)) for rows in groups], dtype=np.float64)
    down = flag_argument(decreasing, "decreasing")
    places = np.argsort(-scores if down else scores, kind="stable")  # NaN is last
    levels = [str(factor.categories[i]) for i in places]
    where = np.empty(len(levels) + 1, dtype=np.intp)
    where[places], where[-1] = np.arange(len(levels)), -1
    is_ordered = flag_argument(order, "order", default=bool(factor.ordered))
    return factor_of_codes(where[factor.codes], levels, is_ordered)


def _name_of(function: Promise | None) -> str:
    if function is None:
        return "mean"
    if not isinstance(function.node, Name):
        raise FormulaError("'FUN' must be the name of a function of R's, such as median.")
    return function.node.name


def _score(
    name: str,
    values: Column,
    arguments: Sequence[Actual],
    collation: Collation,
    r_version: RVersion,
) -> float:
    """Return what a function makes of the values of one level; NaN where there are none."""
    if not len(values):
        return np.nan
    given: dict[Node, Column | None] = {Name("X"): values}
    call = [Argument(Name("X"))]
    for number, actual in enumerate(arguments):
        given[Name(f"..{number}")] = actual.value
        call.append(Argument(Name(f"..{number}"), actual.name))
    result = call_function(find_function(name), call, given.__getitem__, collation, r_version)
    column = result.column if isinstance(result, (ColumnWithState, FactorWithContrast)) else result
    if column is None or isinstance(column, Matrix) or len(column) != 1:
        raise DataError(f"'FUN' must give one number for each level: {name}() does not.")
    return float(np.asarray(as_numeric(column))[0])


@offered("gl", "n", "k", "length", "labels", "ordered", steps=True, whole_column=True)
def _gl(
    n: Column,
    k: Column,
    length: Column | None = None,
    labels: Column | None = None,
    ordered: Column | None = None,
) -> Column:
    count, times = whole_argument(n, "n"), whole_argument(k, "k")
    total = count * times if length is None else whole_argument(length, "length")
    if count < 0 or times < 1 or total < 0:
        raise DataError("invalid argument: gl() has n levels, each k times.")
    if total > LONGEST_SEQUENCE:
        raise DataError(f"result would be too long a vector: more than {LONGEST_SEQUENCE}.")
    check_levels(count, "gl()")
    names = [str(i + 1) for i in range(count)] if labels is None else _labels(labels, count)
    codes = (np.arange(total) // times) % max(count, 1)
    return factor_of_codes(codes, names, flag_argument(ordered, "ordered"))


def _labels(labels: Column, count: int) -> list[str]:
    texts = as_text(vector_argument(labels, "gl"))
    if len(texts) != count or any(t is None for t in texts) or len(set(texts)) != count:
        raise DataError(f"invalid 'labels'; length {len(texts)} should be {count}, all different")
    return [str(t) for t in texts]
