"""R's functions that call functions over the rows, columns and cells of a matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_numeric
from pynnet._ground import DataError, FormulaError

from ...functions.arguments import is_text, number_argument
from ...language.expressions import Argument, FunctionCall, Text
from ...limits import check_size
from ..scope import Scope
from ..values import Evaluate, Named, NamedFunction, Value, as_plain_column, call_with
from .higher_order import Matched, flat, simplified, size_of_value

__all__ = ["MATRIX_FORMS"]


def _apply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("X", "MARGIN", "FUN"), scope, evaluate)
    value = matched.value("X")
    matrix = as_plain_column(value)
    if not isinstance(matrix, Matrix):
        raise FormulaError("dim(X) must have a positive length: apply() takes a matrix.")
    margin = as_plain_column(matched.value("MARGIN"))
    number = 0.0 if margin is None or len(margin) != 1 else number_argument(margin, "MARGIN")
    if number not in (1.0, 2.0):
        raise FormulaError("apply() is offered for MARGIN = 1, rows, or 2, columns.")
    rows = value.names if isinstance(value, Named) else None
    inner, outer = (matrix.names, rows) if number == 1 else (rows, matrix.names)
    lines = matrix.values if number == 1 else matrix.values.T
    function = matched.function("FUN")
    vectors: list[Any] = [np.array(line) for line in lines]
    given = vectors if inner is None else [Named(v, inner) for v in vectors]
    result = simplified([function(v) for v in given], outer)
    single = isinstance(result, Named) and outer is None and not isinstance(result.column, Matrix)
    return result.column if single and isinstance(result, Named) else result


def _outer(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Call a function once with all pairs of elements; its values fill a matrix."""
    matched = Matched(call, ("X", "Y", "FUN"), scope, evaluate)
    x, y = (flat(as_plain_column(matched.value(formal))) for formal in ("X", "Y"))
    if any(v is None or isinstance(v, pd.Categorical) for v in (x, y)):
        raise DataError("outer() is for vectors: got a factor or NULL.")
    check_size(len(x), len(y), "outer()")
    asked = matched.given.get("FUN", Argument(Text("*"))).value
    if isinstance(asked, Text) and asked.value == "*":
        matched.no_rest()
        return call_with(NamedFunction("%o%"), [(None, x), (None, y)], scope, evaluate)
    made = as_plain_column(matched.function("FUN")(np.tile(x, len(y)), np.repeat(y, len(x))))
    if size_of_value(made) != len(x) * len(y):
        raise DataError(
            f"dims [product {len(x) * len(y)}] do not match the length of object "
            f"[{size_of_value(made)}]: the function of outer() must return "
            "a value for each pair."
        )
    if is_text(made) or isinstance(made, pd.Categorical):
        raise DataError("a matrix of text is not offered: outer() must make numbers.")
    values = np.asarray(as_numeric(flat(made)))
    return Matrix(np.ascontiguousarray(values.reshape(len(y), len(x)).T))


MATRIX_FORMS = {"apply": _apply, "outer": _outer}
"""Functions that take a function and a matrix, or make one."""
