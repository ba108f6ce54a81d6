"""The searches for hyperparameters: reading them, running one in Python, comparing it with R.

``record/tune.R`` does the same in R. Both read ``tune.json``, and both describe a result in
the same form, numbers as hex text.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import pynnet
from pynnet._numerics.statistics import mean

from .. import FOLDER
from ..compare.fields import Field, _error, _numbers, _same
from .nnet import Json, _array, _capture, _hex, _stream_json, read_data

__all__ = ["RECORDED", "compare_tune", "load_tune_cases", "numeric", "run_tune"]

RECORDED = FOLDER / "recorded" / "tune"


def _mean_absolute(true: Any, predicted: Any) -> float:
    return mean(np.abs(true - predicted))


def _largest(true: Any, predicted: Any) -> float:
    return float(np.abs(true - predicted).max())


_ERROR_FUNCTIONS: dict[str, Callable[[Any, Any], float]] = {
    "mean absolute": _mean_absolute,
    "largest": _largest,
}


@functools.cache
def load_tune_cases() -> dict[str, Json]:
    """Read all cases, by id."""
    cases = json.loads((FOLDER / "cases" / "tune.json").read_text(encoding="utf-8"))
    by_id = {case["id"]: case for case in cases}
    if len(by_id) != len(cases):
        raise ValueError("two cases in tune.json have the same id")
    return by_id


# ---- the call ---------------------------------------------------------------------------------


def _rows(data: pd.DataFrame, rows: list[int] | None) -> pd.DataFrame:
    return data if rows is None else data.iloc[rows[0] - 1 : rows[1]]


def _control(case: Json) -> Any:
    given = {name.replace(".", "_"): value for name, value in case.get("control", {}).items()}
    if "error_fun" in given:
        given["error_fun"] = _ERROR_FUNCTIONS[given["error_fun"]]
    if case["function"] == "tune.nnet":
        given.setdefault("nrepeat", 5)
    return pynnet.tune_control(**given)


def _tune(case: Json, **how: Any) -> Any:
    everything = read_data(case["data"])
    data, ranges = _rows(everything, case.get("rows")), case.get("ranges")
    first = (case["formula"], data) if "formula" in case else _arrays(case, data)
    new = _rows(everything, case["validation"]["rows"]) if "validation" in case else None
    arguments = {**case.get("args", {}), **how}
    if new is not None and "formula" in case:
        arguments["validation_x"] = new
    elif new is not None:
        arguments["validation_x"], arguments["validation_y"] = _arrays(case, new)
    if case["function"] == "tune":
        return pynnet.tune("nnet", *first, ranges=ranges, control=_control(case), **arguments)
    return pynnet.tune_nnet(*first, **(ranges or {}), control=_control(case), **arguments)


def _arrays(case: Json, data: pd.DataFrame) -> tuple[Any, Any]:
    return _array(case["x"], data), _array(case["y"], data)


# ---- running and describing -------------------------------------------------------------------


def run_tune(case_id: str, **how: Any) -> Json:
    """Search with pynnet and describe the result as ``record/tune.R`` describes R's.

    Parameters
    ----------
    case_id : str
        Which case.
    **how
        Further arguments of :func:`pynnet.tune`, which must not change the result.
    """
    case = load_tune_cases()[case_id]
    pynnet.set_seed(case["seed"])
    found, got = _capture(lambda: _tune(case, **how))
    return {
        "id": case_id,
        "error": got["error"],
        "stream": _stream_json(),
        "tune": None if found is None else _tune_json(found),
    }


def _column(values: list[Any]) -> list[Any]:
    return values if all(isinstance(v, bool) for v in values) else _hex(values)


def _tune_json(found: Any) -> Json:
    table, model = found.performances, found.best_model
    return {
        "best_parameters": {name: _column([v]) for name, v in found.best_parameters.items()},
        "best_performance": float(found.best_performance).hex(),
        "method": found.method,
        "nparcomb": found.nparcomb,
        "sampling": found.sampling,
        "train_ind": [[int(k) + 1 for k in rows] for rows in found.train_ind],
        "performances": None if table is None else {n: _column(table[n].tolist()) for n in table},
        "rows": None if table is None else [str(label) for label in table.index],
        "wts": None if model is None else _hex(model.wts),
        "value": None if model is None else float(model.value).hex(),
        "print": str(found).split("\n"),
        "summary": str(found.summary()).split("\n"),
    }


# ---- comparing --------------------------------------------------------------------------------

# e1071 gives a search without hyperparameters one that does nothing; it is left out here.
_DUMMY = "dummyparameter"


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    return name not in ("error", "method", "nparcomb", "sampling", "train_ind", "rows")


def compare_tune(theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields.append(_same("stream", theirs["stream"], ours["stream"]))
    for name, r in theirs["tune"].items():
        p = ours["tune"][name]
        if name in ("best_parameters", "performances"):
            fields += _table(name, r, p)
        elif name in ("best_performance", "value", "wts"):
            fields.append(_some_numbers(name, r, p))
        else:
            fields.append(_same(name, r, p))
    return fields


def _some_numbers(name: str, theirs: Json, ours: Json) -> Field:
    if theirs is None or ours is None:
        return _same(name, theirs, ours)
    one = isinstance(theirs, str)
    return _numbers(name, [theirs] if one else theirs, [ours] if one else ours)


def _table(name: str, theirs: Json, ours: Json) -> list[Field]:
    if theirs is None or ours is None:
        return [_same(name, theirs, ours)]
    columns = [column for column in theirs if column != _DUMMY]
    fields = [_same(f"{name}.names", columns, list(ours))]
    for column in set(columns) & set(ours):
        r, p, label = theirs[column], ours[column], f"{name}.{column}"
        logical = isinstance(r[0], bool)
        fields.append(_same(label, r, p) if logical else _numbers(label, r, p))
    return fields
