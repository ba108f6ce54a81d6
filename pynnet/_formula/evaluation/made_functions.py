"""Functions that R makes of data: ecdf, approxfun; and approx, which uses one at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_numeric
from pynnet._ground import DataError, FloatArray, FormulaError

from ..functions.arguments import is_text
from ..language.expressions import FunctionCall
from .scope import Scope
from .values import Evaluate, ListOfValues, Native, Value, as_plain_column

__all__ = ["FUNCTION_MAKERS"]


def _numbers(value: Any, what: str) -> FloatArray:
    column = as_plain_column(value)
    if column is None or isinstance(column, (pd.Categorical, Matrix)) or is_text(column):
        raise DataError(f"{what} must be numeric.")
    return np.asarray(as_numeric(column))


def _given(
    call: FunctionCall, formals: tuple[str, ...], scope: Scope, evaluate: Evaluate
) -> dict[str, Any]:
    """Return the arguments by name; all formals may be given by position."""
    given: dict[str, Any] = {}
    named = {a.name for a in call.arguments}
    free = iter([f for f in formals if f not in named])
    for argument in call.arguments:
        name = argument.name or next(free, None)
        if name not in formals or argument.value is None:
            raise FormulaError(f"unused argument: {call.function}() is offered with {formals}.")
        given[name] = evaluate(argument.value, scope)
    return given


def _one_argument(values: Sequence[tuple[str | None, Any]]) -> FloatArray:
    if len(values) != 1:
        raise FormulaError("the function takes one argument, v.")
    return _numbers(values[0][1], "v")


def _ecdf(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    given = _given(call, ("x",), scope, evaluate)
    x = np.sort(_numbers(given.get("x"), "x"))
    x = x[~np.isnan(x)]
    if not len(x):
        raise DataError("'x' must have 1 or more non-missing values: ecdf().")

    def share(values: Sequence[tuple[str | None, Any]], _scope: Scope) -> Value:
        v = _one_argument(values)
        shares = np.searchsorted(x, v, side="right") / len(x)
        return np.where(np.isnan(v), np.nan, shares)

    return Native(share)


def _interpolated(given: dict[str, Any], v: FloatArray, name: str) -> FloatArray:
    """Interpolate linearly; outside missing, or with rule = 2 the nearest value."""
    x, y = _numbers(given.get("x"), "x"), _numbers(given.get("y"), "y")
    if len(x) != len(y):
        raise DataError(f"'x' and 'y' lengths differ: {name}().")
    present = ~(np.isnan(x) | np.isnan(y))
    order = np.argsort(x[present], kind="stable")
    x, y = x[present][order], y[present][order]
    if len(x) < 2:
        raise DataError(f"need at least two non-NA values to interpolate: {name}().")
    if (x[1:] == x[:-1]).any():
        raise DataError(f"{name}() with repeated values of x is not offered: average y first.")
    rule = _numbers(given["rule"], "rule") if "rule" in given else np.array([1.0])
    if len(rule) != 1 or rule[0] not in (1, 2):
        raise FormulaError("invalid 'rule' argument: it must be 1 or 2.")
    right = np.clip(np.searchsorted(x, v, side="left"), 1, len(x) - 1)
    left = right - 1
    with np.errstate(all="ignore"):
        result = y[left] + (y[right] - y[left]) * ((v - x[left]) / (x[right] - x[left]))
    result = np.where(v == x[right], y[right], np.where(v == x[left], y[left], result))
    result = np.where(v < x[0], y[0] if rule[0] == 2 else np.nan, result)
    result = np.where(v > x[-1], y[-1] if rule[0] == 2 else np.nan, result)
    return np.where(np.isnan(v), np.nan, result)


def _approx(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    given = _given(call, ("x", "y", "xout", "rule"), scope, evaluate)
    if "xout" not in given:
        raise FormulaError('argument "xout" is missing: approx() is offered with xout.')
    v = _numbers(given["xout"], "xout")
    return ListOfValues((v, _interpolated(given, v, "approx")), ("x", "y"))


def _approxfun(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    given = _given(call, ("x", "y", "rule"), scope, evaluate)
    return Native(lambda values, _scope: _interpolated(given, _one_argument(values), "approxfun"))


FUNCTION_MAKERS = {"ecdf": _ecdf, "approx": _approx, "approxfun": _approxfun}
"""What makes a function of numbers, or uses one."""
