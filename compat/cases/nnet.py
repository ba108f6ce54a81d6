"""The cases: reading them, and running one in Python.

``record/lib.R`` does the same in R. Both read ``nnet.json`` and ``data/``, and both describe a
result in the same form (a dictionary, numbers as hex text), so that two results can be compared
field by field. Nothing here knows of a single case.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import math
import struct
import warnings
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import boxcox, inv_boxcox

import pynnet
from pynnet._random.verbs import global_stream

from .. import FOLDER

__all__ = ["Case", "Json", "libm_fingerprint", "load_cases", "read_data", "run_case"]

Json: TypeAlias = Any
Case: TypeAlias = dict[str, Any]

_NA_ACTIONS = {"na.omit": "omit", "na.exclude": "exclude", "na.fail": "fail"}


@functools.cache
def load_cases() -> dict[str, Case]:
    """Read all cases, by id."""
    cases = json.loads((FOLDER / "cases" / "nnet.json").read_text(encoding="utf-8"))
    by_id = {case["id"]: case for case in cases}
    if len(by_id) != len(cases):
        raise ValueError("two cases in nnet.json have the same id")
    return by_id


# ---- reading ----------------------------------------------------------------------------------


def _number(value: float | str | None) -> float:
    """A JSON number, or hex text for an exact double; null is missing."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        return float("inf") if value == "Inf" else float.fromhex(value)
    return value


def _column(spec: Json) -> Any:
    values = spec["values"]
    if spec["type"] in ("factor", "ordered"):
        return pd.Categorical(values, spec["levels"], ordered=spec["type"] == "ordered")
    if spec["type"] == "character":
        return np.array(values, dtype=object)
    if spec["type"] == "logical":
        return np.array(values, dtype=object if None in values else bool)
    return np.array([_number(v) for v in values])


@functools.cache
def read_data(name: str) -> pd.DataFrame:
    """Read a data set of `data/`, as R has it."""
    content = json.loads((FOLDER / "data" / f"{name}.json").read_text(encoding="utf-8"))
    columns = {spec["name"]: _column(spec) for spec in content["columns"]}
    return pd.DataFrame(columns, index=_row_names(content["row_names"], columns))


def _row_names(given: list[str] | None, columns: dict[str, Any]) -> pd.Index[Any]:
    """Row names as R has them: text, "1", "2", … if none were given."""
    rows = len(next(iter(columns.values())))
    return pd.Index(given or [str(row + 1) for row in range(rows)], dtype=object)


def _inline_column(values: list[Any]) -> Any:
    if any(isinstance(v, (str, bool)) for v in values):
        return np.array(values, dtype=object)
    return np.array([_number(v) for v in values])


def _select_frame(spec: Json) -> pd.DataFrame:
    if "frame" in spec:
        columns = {name: _inline_column(values) for name, values in spec["frame"].items()}
        return pd.DataFrame(columns, index=_row_names(None, columns))
    frame = read_data(spec["data"])
    if "rows" in spec:
        first, last = spec["rows"]
        frame = frame.iloc[first - 1 : last]
    return pd.DataFrame(frame[spec["columns"]]) if "columns" in spec else frame


def _vector(data: pd.DataFrame, name: str) -> Any:
    column = data[name]
    return column if column.dtype == "category" else column.to_numpy()


def _array(spec: Json, data: pd.DataFrame) -> Any:
    """The x or y of an array fit; R's matrices with column names are data frames here."""
    if isinstance(spec, str):
        return _vector(data, spec)
    if isinstance(spec, list):
        return data[spec]
    ((kind, value),) = spec.items()
    if kind == "frame":
        return data[value]
    if kind == "class.ind":
        return pynnet.class_ind(data[value])
    if kind == "unnamed":
        return data[value].to_numpy()
    name, length = value
    return _vector(data, name)[:length]


# ---- the call ---------------------------------------------------------------------------------


def _subset(spec: Json, data: pd.DataFrame) -> Any:
    ((kind, value),) = spec.items()
    if kind == "positions":
        return [position - 1 for position in value]
    if kind == "range":
        return list(range(value[0] - 1, value[1]))
    return data[value].to_numpy() if isinstance(value, str) else value


def _argument(name: str, value: Json, data: pd.DataFrame, *, formula: bool) -> Any:
    if name == "subset":
        return _subset(value, data)
    if name == "na.action":
        return _NA_ACTIONS[value]
    if name == "weights" and isinstance(value, str):
        return value if formula else data[value].to_numpy()
    if name == "contrasts":
        return value
    if isinstance(value, list):
        return value if isinstance(value[0], bool) else [_number(v) for v in value]
    return _number(value) if isinstance(value, str) else value


def _arguments(case: Case, data: pd.DataFrame) -> dict[str, Any]:
    return {
        name.replace(".", "_"): _argument(name, value, data, formula="formula" in case)
        for name, value in case["args"].items()
    }


def _fit(case: Case, data: pd.DataFrame) -> Any:
    if "formula" in case:
        return pynnet.nnet(case["formula"], data=data, **_arguments(case, data))
    x, y = _array(case["x"], data), _array(case["y"], data)
    return pynnet.nnet(x, y, **_arguments(case, data))


# ---- running and describing -------------------------------------------------------------------


def _capture(function: Callable[[], Any]) -> tuple[Any, Json]:
    """Value of a call, and what it printed, warned and raised."""
    value, error = None, None
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            value = function()
        except Exception as exception:  # an unforeseen error is a result to report
            error = f"{type(exception).__name__}: {exception}"
    given = [str(w.message) for w in caught if issubclass(w.category, pynnet.RWarning)]
    return value, {"trace": printed.getvalue().splitlines(), "warnings": given, "error": error}


def _hex(values: Iterable[float]) -> list[str]:
    return [float(v).hex() for v in values]


def _array_json(value: Any) -> Json:
    """Numbers with their shape, column by column; a vector is one column, as in R."""
    array = np.asarray(value, dtype=float)
    array = array[:, None] if array.ndim == 1 else array
    rows = columns = None
    if isinstance(value, (pd.Series, pd.DataFrame)):
        rows = [str(label) for label in value.index]
    if isinstance(value, pd.DataFrame):
        columns = [str(name) for name in value.columns]
        columns = None if columns == [str(k) for k in range(len(columns))] else columns
    values = _hex(array.ravel(order="F"))
    return {"dim": list(array.shape), "rows": rows, "columns": columns, "values": values}


def _stream_json() -> Json:
    """State of the global random stream: kind, position, and the hash of its words."""
    kind, position, *words = global_stream().state.tolist()
    packed = struct.pack(f">{len(words)}i", *words)
    return {"kind": kind, "position": position, "md5": _md5(packed)}


def _md5(content: bytes) -> str:
    """MD5 is what base R can compute; it only has to notice a change."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _names(given: Iterable[Any] | None) -> list[str] | None:
    return None if given is None else [str(name) for name in given]


def _fit_json(fit: Any) -> Json:
    plain = {name: int(getattr(fit, name)) for name in ("nunits", "nsunits", "convergence")}
    flags = {name: bool(getattr(fit, name)) for name in ("entropy", "softmax", "censored")}
    layout = {name: [int(k) for k in getattr(fit, name)] for name in ("n", "conn", "nconn")}
    return {
        **plain,
        **flags,
        **layout,
        "decay": _hex(np.ravel(fit.decay)),
        "value": float(fit.value).hex(),
        "wts": _hex(fit.wts),
        "fitted_values": _array_json(fit.fitted_values),
        "residuals": _array_json(fit.residuals),
        "lev": _names(fit.lev),
        "coefnames": _names(fit.coefnames),
        "coef_names": _names(fit.coef().index),
        "xlevels": None if fit.xlevels is None else {k: _names(v) for k, v in fit.xlevels.items()},
        "contrasts": dict(fit.contrasts) if fit.contrasts else None,
        "na_action": None if fit.na_action is None else [int(k) + 1 for k in fit.na_action],
        "Hessian": None if fit.Hessian is None else _array_json(fit.Hessian),
        "print": str(fit).splitlines(),
        "summary": str(fit.summary()).splitlines(),
    }


def _prediction_json(request: Json, fit: Any) -> Json:
    if "seed" in request:
        pynnet.set_seed(request["seed"])
    arguments = {"type": request["type"]} if "type" in request else {}
    newdata = _newdata(request["newdata"]) if "newdata" in request else None
    value, got = _capture(lambda: fit.predict(newdata, **arguments))
    numeric = value is not None and np.asarray(value).dtype.kind == "f"
    return {
        "raw": _array_json(value) if numeric else None,
        "class": None if numeric or value is None else _classes(value),
        "warnings": got["warnings"],
        "error": got["error"],
        "stream": _stream_json(),
    }


def _newdata(spec: Json) -> Any:
    frame = _select_frame(spec)
    return frame.to_numpy(dtype=float) if spec.get("matrix") else frame


def _classes(value: Any) -> list[str | None]:
    return [None if pd.isna(label) else str(label) for label in np.asarray(value, dtype=object)]


def _hessian_json(case: Case, fit: Any, data: pd.DataFrame) -> Json:
    x, y = _array(case["x"], data), _array(case["y"], data)
    weights = _arguments(case, data).get("weights")
    value, got = _capture(lambda: pynnet.nnet_hess(fit, x, y, weights))
    return {"value": None if value is None else _array_json(value), "error": got["error"]}


@functools.cache
def run_case(case_id: str) -> Json:
    """Fit one case with pynnet and describe the result as ``lib.R`` describes R's.

    The global stream is seeded as ``set.seed`` seeds R's, and its state afterwards is part of the
    result.
    """
    case = load_cases()[case_id]
    data = read_data(case["data"])
    pynnet.set_seed(case["seed"])
    fit, got = _capture(lambda: _fit(case, data))
    stream = _stream_json()
    if fit is None:
        return {"id": case_id, **got, "stream": stream, "fit": None}
    return {
        "id": case_id,
        **got,
        "stream": stream,
        "fit": _fit_json(fit),
        "predictions": [_prediction_json(request, fit) for request in case.get("predict", [])],
        "nnet_hess": _hessian_json(case, fit, data) if case.get("nnet_hess") else None,
    }


# ---- the C library ----------------------------------------------------------------------------


def libm_fingerprint() -> dict[str, str]:
    """Bits of exp and log on the grid of ``lib.R``, as pynnet computes them.

    SciPy's functions and those of :mod:`math` both call the C library; if they ever disagree no
    fingerprint can match, and its text says so.
    """
    u = [(k * 2654435761 % 2**32) / 2**32 for k in range(1, 401)]
    exponents = [30 * v - 15 for v in u] + [-700 * v for v in u]
    arguments = u + [1 + 4 * v for v in u] + [v / 2**40 for v in u]
    return {
        "exp": _digest(map(math.exp, exponents), inv_boxcox(np.array(exponents), 0.0)),
        "log": _digest(map(math.log, arguments), boxcox(np.array(arguments), 0.0)),
    }


def _digest(of_math: Iterable[float], of_scipy: Iterable[float]) -> str:
    one, other = ([struct.pack(">d", v) for v in values] for values in (of_math, of_scipy))
    return _md5(b"".join(one)) if one == other else "math and scipy disagree"
