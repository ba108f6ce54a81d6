"""Searches for hyperparameters: running a case with pynnet.

``record/tune.R`` does the same in R with e1071.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import pynnet
from pynnet._numerics import mean

from .data import array_of, read_data
from .describing import capture, hex_of, stream_json
from .reading import Case, Json, load_cases

__all__ = ["run_tune", "search_case", "search_json"]


def _mean_absolute(true: Any, predicted: Any) -> float:
    return mean(np.abs(true - predicted))


def _largest(true: Any, predicted: Any) -> float:
    return float(np.abs(true - predicted).max())


_ERROR_FUNCTIONS: dict[str, Callable[[Any, Any], float]] = {
    "mean absolute": _mean_absolute,
    "largest": _largest,
}


def _rows(data: pd.DataFrame, rows: list[int] | None) -> pd.DataFrame:
    return data if rows is None else data.iloc[rows[0] - 1 : rows[1]]


def _control(case: Case) -> Any:
    given = {name.replace(".", "_"): value for name, value in case.get("control", {}).items()}
    if "error_fun" in given:
        given["error_fun"] = _ERROR_FUNCTIONS[given["error_fun"]]
    if case["function"] == "tune.nnet":
        given.setdefault("nrepeat", 5)
    return pynnet.tune_control(**given)


def search_case(case: Case, **how: Any) -> Any:
    """Search as a case says."""
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


def _arrays(case: Case, data: pd.DataFrame) -> tuple[Any, Any]:
    return array_of(case["x"], data), array_of(case["y"], data)


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
    case = load_cases("tune")[case_id]
    pynnet.set_seed(case["seed"])
    found, got = capture(lambda: search_case(case, **how))
    return {
        "id": case_id,
        "error": got["error"],
        "stream": stream_json(),
        "tune": None if found is None else search_json(found),
    }


def _column(values: list[Any]) -> list[Any]:
    return values if all(isinstance(v, bool) for v in values) else hex_of(values)


def search_json(found: Any) -> Json:
    """What a search found, as ``record/tune.R`` describes R's."""
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
        "wts": None if model is None else hex_of(model.wts),
        "value": None if model is None else float(model.value).hex(),
        "print": str(found).split("\n"),
        "summary": str(found.summary()).split("\n"),
    }
