"""The multinomial models: reading them, fitting one in Python, comparing it with R.

``record/multinom.R`` does the same in R. Both read ``multinom.json``, and both describe a
result in the same form, numbers as hex text.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .. import FOLDER
from ..compare.fields import Field, _error, _float, _numbers, _same
from .nnet import (
    Json,
    _argument,
    _capture,
    _classes,
    _hex,
    _names,
    _newdata,
    _stream_json,
    read_data,
)

__all__ = [
    "RECORDED",
    "compare_multinom",
    "fit_case",
    "load_multinom_cases",
    "numeric",
    "printed_near",
    "run_multinom",
]

RECORDED = FOLDER / "recorded" / "multinom"

# Compared with a tolerance, which is relative to the largest entry of the row and of the column
# (an entry that is nearly 0 is what is left of larger terms, and carries their rounding).
TOLERANCES = {
    "Hessian": (
        1e-7,
        "second derivatives are not part of the search: their sums are made by matrix products, "
        "in another order than R's",
    ),
    "inference": (
        1e-7,
        "variances come from a singular value decomposition, whose rounding is that of the linear "
        "algebra library",
    ),
}
_SCALARS = ("value", "deviance", "AIC", "BIC")
_VECTORS = ("decay", "wts", "weights")
_TABLES = ("coef", "fitted_values", "residuals")


@functools.cache
def load_multinom_cases() -> dict[str, Json]:
    """Read all cases, by id."""
    cases = json.loads((FOLDER / "cases" / "multinom.json").read_text(encoding="utf-8"))
    by_id = {case["id"]: case for case in cases}
    if len(by_id) != len(cases):
        raise ValueError("two cases in multinom.json have the same id")
    return by_id


# ---- running and describing -------------------------------------------------------------------


def fit_case(case: Json, data: pd.DataFrame) -> Any:
    """Fit the model of a case."""
    arguments = {
        name.replace(".", "_"): _argument(name, value, data, formula=True)
        for name, value in case["args"].items()
    }
    return pynnet.multinom(case["formula"], data=data, **arguments)


@functools.cache
def run_multinom(case_id: str) -> Json:
    """Fit with pynnet and describe the result as ``record/multinom.R`` describes R's."""
    case = load_multinom_cases()[case_id]
    data = read_data(case["data"])
    pynnet.set_seed(case["seed"])
    fit, got = _capture(lambda: fit_case(case, data))
    result = {"id": case_id, **got, "stream": _stream_json(), "fit": None}
    if fit is None:
        return result
    return {
        **result,
        "fit": _fit_json(fit),
        "predictions": [_prediction_json(request, fit) for request in case.get("predict", [])],
        "inference": _inference_json(fit),
    }


def _any_array(value: Any) -> Json:
    """Numbers of any shape with their labels, column by column."""
    if value is None:
        return None
    array = np.asarray(value, dtype=float)
    names: list[Any] | None = None
    if isinstance(value, pd.Series):
        names = [_names(value.index)]
    if isinstance(value, pd.DataFrame):
        names = [_names(value.index), _names(value.columns)]
    return {"dim": list(array.shape), "names": names, "values": _hex(array.ravel(order="F"))}


def _fit_json(fit: Any) -> Json:
    whole = {name: int(getattr(fit, name)) for name in ("convergence", "edf", "rank")}
    flags = {name: bool(getattr(fit, name)) for name in ("entropy", "softmax", "censored")}
    return {
        "n": [int(k) for k in fit.n],
        **whole,
        **flags,
        **{name: float(getattr(fit, name)).hex() for name in _SCALARS},
        **{name: _hex(np.ravel(getattr(fit, name))) for name in _VECTORS},
        "coef": _any_array(fit.coef()),
        "fitted_values": _any_array(fit.fitted_values),
        "residuals": _any_array(fit.residuals),
        **{name: _names(getattr(fit, name)) for name in ("lev", "lab", "coefnames", "vcoefnames")},
        "xlevels": {k: _names(v) for k, v in fit.xlevels.items()} or None,
        "contrasts": dict(fit.contrasts) or None,
        "na_action": None if fit.na_action is None else [int(k) + 1 for k in fit.na_action],
        "Hessian": _any_array(fit.Hessian),
        "call": str(fit.call).splitlines(),
    }


def _prediction_json(request: Json, fit: Any) -> Json:
    if "seed" in request:
        pynnet.set_seed(request["seed"])
    arguments = {"type": request["type"]} if "type" in request else {}
    newdata = _newdata(request["newdata"]) if "newdata" in request else None
    value, got = _capture(lambda: fit.predict(newdata, **arguments))
    numeric = value is not None and np.asarray(value).dtype.kind == "f"
    classes = None if value is None or numeric else value
    return {
        "probs": _any_array(value) if numeric else None,
        "class": None if classes is None else _classes(classes),
        "levels": None if classes is None else _names(classes.cat.categories),
        "warnings": got["warnings"],
        "error": got["error"],
        "stream": _stream_json(),
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
            value, got = _capture(call)
            found[name] = {"value": _any_array(value), "error": got["error"]}
    for name, (method, call) in texts.items():
        if hasattr(fit, method):
            value, got = _capture(call)
            text = None if value is None else str(value).split("\n")
            found[name] = {"text": text, "error": got["error"]}
    return found


# ---- comparing --------------------------------------------------------------------------------


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    structural = ("fit.n", "fit.lev", "fit.lab", "fit.edf", "fit.rank", "fit.call")
    endings = ("error", "warnings", "names", "levels", "contrasts", "na_action")
    return not (name in structural or name.endswith(endings))


def compare_multinom(theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [_same(name, theirs[name], ours[name]) for name in ("warnings", "trace", "stream")]
    for name, p in ours["fit"].items():
        r = _printed_call(theirs["fit"]) if name == "call" else theirs["fit"][name]
        fields += _fit_fields(f"fit.{name}", name, r, p)
    for k, (r, p) in enumerate(zip(theirs["predictions"], ours["predictions"], strict=True)):
        fields += _prediction_fields(f"predictions.{k}", r, p)
    inference = {"print_text": {"text": theirs["fit"]["print"], "error": None}}
    inference |= theirs["inference"]
    for name, p in ours["inference"].items():
        fields += _inference_fields(f"inference.{name}", inference[name], p)
    # What R gives with Hess = TRUE, recorded where its covariance is wrong without.
    for name, r in theirs.get("kept", {}).items():
        fields += _inference_fields(f"kept.{name}", r, ours["inference"][name])
    return fields


def _fit_fields(label: str, name: str, theirs: Json, ours: Json) -> list[Field]:
    if name in _SCALARS:
        return [_numbers(label, [theirs], [ours])]
    if name in _VECTORS:
        return [_numbers(label, theirs, ours)]
    if name == "coef":
        return _table(label, theirs, ours)
    if name in _TABLES:
        return _table(label, _as_named(theirs), ours)
    if name == "Hessian":
        return [_near(label, theirs, ours, TOLERANCES["Hessian"][0])] if theirs or ours else []
    if name == "lab" and theirs is not None:
        theirs = [str(label) for label in theirs]  # R's labels of nameless columns are integers
    return [_same(label, theirs, ours)]


def _printed_call(fit: Json) -> list[str]:
    """The text of the call, which is all of R's print up to the first empty line."""
    lines = fit["print"]
    return list(lines[1 : lines.index("")])


def _as_named(table: Json) -> Json:
    """A matrix of R's in the form of any array."""
    return {
        "dim": table["dim"],
        "names": [table["rows"], table["columns"]],
        "values": table["values"],
    }


def _alike(theirs: Json, ours: Json) -> Json:
    """R's numbers in the form that pynnet gives them on purpose."""
    dim, names = theirs["dim"], theirs["names"]
    if len(dim) == 2 and dim[1] == 1 and len(ours["dim"]) == 1:  # R's n x 1 matrix: a vector
        dim, names = dim[:1], names[:1]
    if len(dim) == 1 and len(ours["dim"]) == 2:  # R drops the dimension of a single row
        dim, names = [1, *dim], [ours["names"][0], *(names or [None])]
    if len(dim) == 1 and names is None:  # the probabilities of two classes for a single row
        names = ours["names"]
    if len(dim) == 2 and names[1] is None:  # a matrix response without names
        names = [names[0], ours["names"][1]]
    return {"dim": dim, "names": names, "values": theirs["values"]}


def _table(label: str, theirs: Json, ours: Json) -> list[Field]:
    r = _alike(theirs, ours)
    if r["dim"] != ours["dim"]:
        return [Field(label, False, False, f"shape in R {r['dim']}, in pynnet {ours['dim']}")]
    return [
        _numbers(label, r["values"], ours["values"]),
        _same(f"{label}.names", r["names"], ours["names"]),
    ]


def _prediction_fields(name: str, theirs: Json, ours: Json) -> list[Field]:
    fields = [_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [_same(f"{name}.{key}", theirs[key], ours[key]) for key in ("warnings", "stream")]
    if theirs["probs"] is None or ours["probs"] is None:
        keys = ("class", "levels", "probs")
        return fields + [_same(f"{name}.{key}", theirs[key], ours[key]) for key in keys]
    return fields + _table(f"{name}.probs", theirs["probs"], ours["probs"])


def _inference_fields(name: str, theirs: Json, ours: Json) -> list[Field]:
    fields = [_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    if "text" in ours:
        return [*fields, _near_text(name, theirs["text"], ours["text"])]
    return [*fields, _near(name, theirs["value"], ours["value"], TOLERANCES["inference"][0])]


def _near(name: str, theirs: Json, ours: Json, tolerance: float) -> Field:
    """Numbers that agree to a tolerance, each measured by the largest of its row and column."""
    if theirs is None or ours is None or len(theirs["values"]) != len(ours["values"]):
        return Field(name, False, False, "shapes differ")
    r, p = (np.array(_floats(table["values"])) for table in (theirs, ours))
    shape = theirs["dim"]
    r, p = (values.reshape(shape, order="F") for values in (r, p))
    exact = bool((r == p).all())
    scale = np.abs(r)
    if r.ndim == 2 and r.shape[0] == r.shape[1]:
        scale = np.maximum(np.abs(r).max(axis=0), np.abs(r).max(axis=1)[:, np.newaxis])
    elif r.ndim > 1:
        scale = np.broadcast_to(np.abs(r).max(axis=1, keepdims=True), shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = np.where(r == p, 0.0, np.abs(r - p) / scale)
    worst = float(gaps.max(initial=0.0))
    detail = "" if exact else f"relative difference {worst:.1e}"
    return Field(name, worst <= tolerance, exact, detail)


_PRINTED = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?")


def _near_text(name: str, theirs: list[str], ours: list[str]) -> Field:
    """Texts that agree but for numbers within the tolerance.

    R prints ten and more digits where a column holds numbers of very different size, and the last
    of them show the rounding that the tolerance is for.
    """
    same = _same(name, theirs, ours)
    r, p = "\n".join(theirs), "\n".join(ours)
    if same.equal or _PRINTED.sub("#", r) != _PRINTED.sub("#", p):
        return same
    pairs = zip(_PRINTED.findall(r), _PRINTED.findall(p), strict=True)
    return Field(name, all(printed_near(a, b) for a, b in pairs), False, same.detail)


def printed_near(theirs: str, ours: str) -> bool:
    """Whether two printed numbers agree within the tolerance, or are neighbours of seven digits.

    Values that agree may lie on either side of the middle of two printed numbers. In the seventh
    digit, or the seventh decimal, that happens: a unit is hardly more than the tolerance there.
    """
    r, p = Decimal(theirs), Decimal(ours)
    gap, unit = abs(r - p), Decimal(1).scaleb(int(r.as_tuple().exponent))
    small = Decimal(0) if "e" in theirs else Decimal("1e-7")
    neighbours = gap == unit and unit <= max(abs(r) / 10**6, small)
    return gap <= Decimal(TOLERANCES["inference"][0]) * abs(r) or neighbours


def _floats(values: Iterable[str | None]) -> list[float]:
    return [_float(value) for value in values]
