"""Multinomial models: fitting a case with pynnet.

``record/multinom.R`` does the same in R.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .arguments import arguments_of
from .data import read_data
from .describing import (
    capture,
    capture_prediction,
    classes_json,
    hex_of,
    names_json,
    of_rows_fitted,
    stream_json,
)
from .reading import Case, Json, load_cases

__all__ = ["SCALARS", "VECTORS", "answer_multinom", "fit_multinom", "run_multinom"]

SCALARS = ("value", "deviance", "AIC", "BIC")
VECTORS = ("decay", "wts", "weights")
_NAMES = ("lev", "lab", "coefnames", "vcoefnames")


def fit_multinom(case: Case, data: pd.DataFrame) -> Any:
    """Fit the model of a case."""
    return pynnet.multinom(case["formula"], data=data, **arguments_of(case, data))


@functools.cache
def run_multinom(case_id: str) -> Json:
    """What pynnet gives for a case that is kept."""
    return answer_multinom(load_cases("multinom")[case_id])


def answer_multinom(case: Case) -> Json:
    """Fit with pynnet and describe the result as ``record/multinom.R`` describes R's."""
    data = read_data(case["data"])
    pynnet.set_seed(case["seed"])
    fit, got = capture(lambda: fit_multinom(case, data))
    result = {"id": case["id"], **got, "stream": stream_json(), "fit": None}
    if fit is None:
        return result
    return {
        **result,
        "fit": _fit_json(fit),
        "predictions": [_prediction_json(request, fit) for request in case.get("predict", [])],
        "inference": _inference_json(fit),
        "methods": [_method_json(method["python"], fit) for method in case.get("methods", [])],
    }


def _method_json(code: str, fit: Any) -> Json:
    """What a method prints while it runs, and what it gives."""
    value, got = capture(lambda: eval(code, {"fit": fit}))
    shown = [] if value is None else str(value).split("\n")
    return {"text": got["trace"] + shown, "error": got["error"]}


def _any_array(value: Any) -> Json:
    """Numbers of any shape with their labels, column by column."""
    if value is None:
        return None
    array = np.asarray(value, dtype=float)
    names: list[Any] | None = None
    if isinstance(value, pd.Series):
        names = [names_json(value.index)]
    if isinstance(value, pd.DataFrame):
        names = [names_json(value.index), names_json(value.columns)]
    return {"dim": list(array.shape), "names": names, "values": hex_of(array.ravel(order="F"))}


def _fit_json(fit: Any) -> Json:
    whole = {name: int(getattr(fit, name)) for name in ("convergence", "edf", "rank")}
    flags = {name: bool(getattr(fit, name)) for name in ("entropy", "softmax", "censored")}
    return {
        "n": [int(k) for k in fit.n],
        **whole,
        **flags,
        **{name: float(getattr(fit, name)).hex() for name in SCALARS},
        **{name: hex_of(np.ravel(getattr(fit, name))) for name in VECTORS},
        "coef": _any_array(fit.coef()),
        "fitted_values": _any_array(of_rows_fitted(fit, fit.fitted_values)),
        "residuals": _any_array(of_rows_fitted(fit, fit.residuals)),
        **{name: names_json(getattr(fit, name)) for name in _NAMES},
        "xlevels": {k: names_json(v) for k, v in fit.xlevels.items()} or None,
        "contrasts": dict(fit.contrasts) or None,
        "na_action": None if fit.na_action is None else [int(k) + 1 for k in fit.na_action],
        "Hessian": _any_array(fit.Hessian),
        "call": str(fit.call).splitlines(),
    }


def _prediction_json(request: Json, fit: Any) -> Json:
    value, got = capture_prediction(request, fit)
    numeric = value is not None and request.get("type", "class").startswith("p")
    classes = None if value is None or numeric else value
    return {
        "probs": _any_array(value) if numeric else None,
        "class": None if classes is None else classes_json(classes, fit.lev or fit.lab),
        "levels": None if classes is None else names_json(dict.fromkeys(fit.lev or fit.lab)),
        "warnings": got["warnings"],
        "error": got["error"],
        "stream": stream_json(),
    }


def _inference_json(fit: Any) -> Json:
    """What the methods give; nothing for a method that the fit does not have."""
    numbers: dict[str, tuple[str, Callable[[], Any]]] = {
        "vcov": ("vcov", lambda: fit.vcov()),
        "standard_errors": ("summary", lambda: fit.summary().standard_errors),
        "confint": ("confint", lambda: fit.confint()),
    }
    texts: dict[str, tuple[str, Callable[[], Any]]] = {
        "print_text": ("summary", lambda: fit),
        "summary_text": ("summary", lambda: fit.summary()),
        "Wald_text": ("summary", lambda: fit.summary(Wald_ratios=True)),
        "correlation_text": ("summary", lambda: fit.summary(correlation=True)),
        "confint_text": ("confint", lambda: fit.confint()),
        "logLik_text": ("logLik", lambda: fit.logLik()),
    }
    found = {}
    for name, (method, call) in numbers.items():
        if hasattr(fit, method):
            value, got = capture(call)
            found[name] = {"value": _any_array(value), "error": got["error"]}
    for name, (method, call) in texts.items():
        if hasattr(fit, method):
            value, got = capture(call)
            text = None if value is None else str(value).split("\n")
            found[name] = {"text": text, "error": got["error"]}
    return found
