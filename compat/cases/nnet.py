"""Networks: fitting a case with pynnet.

``record/nnet.R`` does the same in R.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .arguments import arguments_of
from .data import array_of, read_data
from .describing import (
    array_json,
    capture,
    capture_prediction,
    classes_json,
    hex_of,
    names_json,
    of_rows_fitted,
    stream_json,
)
from .reading import Case, Json, load_cases

__all__ = ["answer_nnet", "fit_nnet", "run_nnet"]


def fit_nnet(case: Case, data: pd.DataFrame) -> Any:
    """Fit the network of a case."""
    if "formula" in case:
        return pynnet.nnet(case["formula"], data=data, **arguments_of(case, data))
    x, y = array_of(case["x"], data), array_of(case["y"], data)
    return pynnet.nnet(x, y, **arguments_of(case, data))


def _fit_json(fit: Any) -> Json:
    plain = {name: int(getattr(fit, name)) for name in ("nunits", "nsunits", "convergence")}
    flags = {name: bool(getattr(fit, name)) for name in ("entropy", "softmax", "censored")}
    layout = {name: [int(k) for k in getattr(fit, name)] for name in ("n", "conn", "nconn")}
    xlevels = fit.xlevels
    return {
        **plain,
        **flags,
        **layout,
        "decay": hex_of(np.ravel(fit.decay)),
        "value": float(fit.value).hex(),
        "wts": hex_of(fit.wts),
        "fitted_values": array_json(of_rows_fitted(fit, fit.fitted_values)),
        "residuals": array_json(of_rows_fitted(fit, fit.residuals)),
        "lev": names_json(fit.lev),
        "coefnames": names_json(fit.coefnames),
        "coef_names": names_json(fit.coef().index),
        "xlevels": None if xlevels is None else {k: names_json(v) for k, v in xlevels.items()},
        "contrasts": dict(fit.contrasts) if fit.contrasts else None,
        "na_action": None if fit.na_action is None else [int(k) + 1 for k in fit.na_action],
        "Hessian": None if fit.Hessian is None else array_json(fit.Hessian),
        "print": str(fit).splitlines(),
        "summary": str(fit.summary()).splitlines(),
    }


def _prediction_json(request: Json, fit: Any) -> Json:
    value, got = capture_prediction(request, fit)
    numeric = value is not None and not request.get("type", "raw").startswith("c")
    return {
        "raw": array_json(value) if numeric else None,
        "class": None if numeric or value is None else classes_json(value, fit.lev),
        "warnings": got["warnings"],
        "error": got["error"],
        "stream": stream_json(),
    }


def _hessian_json(case: Case, fit: Any, data: pd.DataFrame) -> Json:
    x, y = array_of(case["x"], data), array_of(case["y"], data)
    weights = arguments_of(case, data).get("weights")
    value, got = capture(lambda: pynnet.nnet_hess(fit, x, y, weights))
    return {"value": None if value is None else array_json(value), "error": got["error"]}


@functools.cache
def run_nnet(case_id: str) -> Json:
    """What pynnet gives for a case that is kept."""
    return answer_nnet(load_cases("nnet")[case_id])


def answer_nnet(case: Case) -> Json:
    """Fit a case with pynnet and describe the result as ``record/nnet.R`` describes R's.

    The global stream is seeded as ``set.seed`` seeds R's, and its state afterwards is part of the
    result.
    """
    data = read_data(case["data"])
    pynnet.set_seed(case["seed"])
    fit, got = capture(lambda: fit_nnet(case, data))
    stream = stream_json()
    if fit is None:
        return {"id": case["id"], **got, "stream": stream, "fit": None}
    return {
        "id": case["id"],
        **got,
        "stream": stream,
        "fit": _fit_json(fit),
        "predictions": [_prediction_json(request, fit) for request in case.get("predict", [])],
        "nnet_hess": _hessian_json(case, fit, data) if case.get("nnet_hess") else None,
    }
