"""What caret does around networks: running a case with pynnet.

``record/caret.R`` does the same in R with caret. A case is a few lines of either language, of
which the last has the value that is compared.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

import pynnet
import pynnet.caret
import pynnet.r

from .data import read_data
from .describing import capture, hex_of, stream_json
from .reading import Case, Json, load_cases

__all__ = ["answer_caret", "run_caret"]


def _printed(value: Any, **how: Any) -> list[str]:
    with pynnet.options(**how):
        return str(value).split("\n")


def _largest(data: pd.DataFrame, lev: Any, model: Any) -> dict[str, float]:  # noqa: ARG001
    return {"Largest": float(np.abs(data["obs"] - data["pred"]).max())}


def _from_one(value: Any) -> Any:
    """Positions as R counts them."""
    if isinstance(value, Mapping):
        return {name: rows + 1 for name, rows in value.items()}
    return value + 1


def _columns(values: Any) -> Any:
    """Predictions as a matrix without names."""
    array = np.asarray(values, dtype=float)
    return array[:, np.newaxis] if array.ndim == 1 else array


def _variables(case: Case) -> dict[str, Any]:
    """What the expressions of a case may use."""
    functions = {name: getattr(pynnet.caret, name) for name in pynnet.caret.__all__}
    data = {name: read_data(name) for name in case.get("data", [])}
    helpers = {
        "np": np,
        "pynnet": pynnet,
        "pd": pd,
        "factor": pynnet.r.factor,
        "table": pynnet.r.table,
        "Table": pynnet.Table,
        "sample": pynnet.sample,
        "runif": pynnet.runif,
        "model_matrix": pynnet.model_matrix,
        "printed": _printed,
        "largest": _largest,
        "from_one": _from_one,
        "columns": _columns,
    }
    return {**functions, **helpers, **data}


def _value_of(case: Case) -> Any:
    lines = case["python"]
    tree = ast.parse("\n".join([lines] if isinstance(lines, str) else lines))
    last = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
    variables = _variables(case)
    exec(compile(tree, case["id"], "exec"), variables)
    return eval(compile(last, case["id"], "eval"), variables)


def run_caret(case_id: str) -> Json:
    """Run a case with pynnet and describe the value as ``record/caret.R`` describes R's."""
    return answer_caret(load_cases("caret")[case_id])


def answer_caret(case: Case) -> Json:
    """Run a case that is not among those kept."""
    pynnet.set_seed(case["seed"])
    value, got = capture(lambda: _value_of(case))
    return {
        "id": case["id"],
        "error": got["error"],
        "warnings": list(dict.fromkeys(got["warnings"])),
        "stream": stream_json(),
        "value": None if got["error"] else _described(value),
    }


def _described(value: Any) -> Json:
    """Any value of Python as JSON, in the form of R's."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {"names": list(value), "items": [_described(item) for item in value.values()]}
    if isinstance(value, pd.DataFrame):
        names = [str(name) for name in value]
        items = [_described(value.iloc[:, k].array) for k in range(len(names))]
        return {"rows": _row_names(value.index), "names": names, "items": items}
    if isinstance(value, pd.Series):
        names = [str(name) for name in value.index]
        return {"names": names, **_vector(value.array, value.dtype)}
    if isinstance(value, pd.Categorical):
        return _vector(value, value.dtype)
    if isinstance(value, list) or np.ndim(value) < 2:
        return {"names": None, **_vector(value, getattr(value, "dtype", None))}
    items = [_described(column) for column in np.asarray(value).T]
    return {"rows": None, "names": None, "items": items}


def _row_names(index: pd.Index[Any]) -> list[str] | None:
    """Names of rows; None if they are only numbered."""
    names = [str(label) for label in index]
    numbered = [[str(k + first) for k in range(len(names))] for first in (0, 1)]
    return None if names in numbered else names


def _vector(value: Any, dtype: Any) -> Json:
    if isinstance(dtype, pd.CategoricalDtype):
        return {"texts": _texts(value), "levels": list(map(str, dtype.categories))}
    items = [value] if np.ndim(value) == 0 else list(value)
    if any(isinstance(item, str) for item in items):
        return {"texts": _texts(items)}
    return {"values": hex_of(items)}


def _texts(values: Any) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in values]
