"""Searches of ``tune`` as JSON has them, and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import MOST_WHOLE, DataError, class_of
from pynnet._multinom import Multinom
from pynnet._nnet import NNet
from pynnet._tuning import Tune

from .fields import Fields, matrix_json
from .frames import frame_json, frame_of, value_json, value_of
from .models import model_json, model_of
from .networks import network_json, network_of
from .numbers import integers_of, number_json

__all__ = ["content_of", "json_of"]

_MOST_SETTINGS = 10**9


def json_of(fit: Any, *, data: bool) -> tuple[str, dict[str, Any]]:
    """Return the class of a fit or a search, and what JSON has for it."""
    if isinstance(fit, Multinom):
        return "Multinom", model_json(fit, data=data)
    if isinstance(fit, NNet):
        return "NNet", network_json(fit, data=data)
    return "Tune", _search_json(fit, data=data)


def content_of(kind: str, item: Any) -> Any:
    """Return the fit or the search of which JSON has this."""
    readers = {"Multinom": model_of, "NNet": network_of, "Tune": _search_of}
    if kind not in readers:
        raise DataError(f"the JSON is broken: its class must be one of {', '.join(readers)}.")
    return readers[kind](Fields(item, "the fit"))


def _search_json(found: Tune, *, data: bool) -> dict[str, Any]:
    best = found.best_model
    if not (best is None or isinstance(best, (NNet, Multinom))):
        raise DataError(
            f"the search cannot be written to JSON: its best_model is of class {class_of(best)}, "
            "not a fit of nnet() or multinom()."
        )
    kind, model = (None, None) if best is None else json_of(best, data=data)
    return {
        "best_parameters": value_json(found.best_parameters, "best_parameters"),
        "best_performance": number_json(found.best_performance),
        "method": found.method,
        "nparcomb": int(found.nparcomb),
        "train_ind": [np.asarray(rows).tolist() for rows in found.train_ind],
        "sampling": found.sampling,
        "performances": _frame_json(found.performances, "performances"),
        "results": _frame_json(found.results, "results"),
        "errors": matrix_json(found.errors),
        "metrics": list(found.metrics),
        "rewards": list(found.rewards),
        "best_model": None if model is None else {"class": kind, "fit": model},
    }


def _frame_json(frame: pd.DataFrame | None, what: str) -> Any:
    return None if frame is None else frame_json(frame, what)


def _search_of(fields: Fields) -> Tune:
    parameters = value_of(fields.get("best_parameters"), fields.called("best_parameters"))
    if type(parameters) is not dict or not all(type(name) is str for name in parameters):
        raise fields.broken("best_parameters", "values with names")
    count = fields.whole("nparcomb", _MOST_SETTINGS, 1)
    sets = [
        integers_of(rows, fields.called("train_ind"), 0, MOST_WHOLE).astype(np.intp)
        for rows in fields.items("train_ind")
    ]
    metrics = fields.texts("metrics")
    if not metrics:
        raise fields.broken("metrics", "one text at least")
    found = Tune(
        best_parameters=parameters,
        best_performance=fields.number("best_performance"),
        method=fields.text("method"),
        nparcomb=count,
        train_ind=tuple(sets),
        sampling=fields.text("sampling"),
        performances=_frame_of(fields, "performances", count),
        results=_frame_of(fields, "results", count),
        errors=fields.matrix("errors", count),
        metrics=metrics,
        rewards=fields.texts("rewards"),
        best_model=_best_model(fields),
    )
    fields.finish()
    return found


def _frame_of(fields: Fields, name: str, n_rows: int) -> pd.DataFrame | None:
    if not fields.has(name):
        return None
    return frame_of(fields.get(name), fields.called(name), n_rows)


def _best_model(fields: Fields) -> Any:
    if not fields.has("best_model"):
        return None
    inner = fields.inside("best_model")
    kind = inner.text("class")
    if kind == "Tune":
        raise inner.broken("class", "that of a fit")
    model = content_of(kind, inner.get("fit"))
    inner.finish()
    return model
