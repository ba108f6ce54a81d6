"""Two results of a case of ``multinom``, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from ..cases import Json
from ..cases.multinom import SCALARS, VECTORS
from .fields import Field, number_of, same_error, same_numbers, same_value
from .tolerances import TOLERANCES

__all__ = ["compare_multinom", "near_text", "numeric", "printed_near"]

_HESSIAN = TOLERANCES["multinom"]["Hessian"][0]
_INFERENCE = TOLERANCES["multinom"]["inference"][0]
_TABLES = ("coef", "fitted_values", "residuals")


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    structural = ("fit.n", "fit.lev", "fit.lab", "fit.edf", "fit.rank", "fit.call")
    endings = ("error", "warnings", "names", "levels", "contrasts", "na_action")
    return not (name in structural or name.endswith(endings))


def compare_multinom(theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [same_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [
        same_value(name, theirs[name], ours[name]) for name in ("warnings", "trace", "stream")
    ]
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
    if name in SCALARS:
        return [same_numbers(label, [theirs], [ours])]
    if name in VECTORS:
        return [same_numbers(label, theirs, ours)]
    if name == "coef":
        return _table(label, theirs, ours)
    if name in _TABLES:
        return _table(label, _as_named(theirs), ours)
    if name == "Hessian":
        if not theirs or not ours:
            return [same_value(label, theirs, ours)]
        names = same_value(f"{label}.names", theirs["names"], ours["names"])
        return [_near(label, theirs, ours, _HESSIAN), names]
    if name == "lab" and theirs is not None:
        theirs = [str(label) for label in theirs]  # R's labels of nameless columns are integers
    return [same_value(label, theirs, ours)]


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
        same_numbers(label, r["values"], ours["values"]),
        same_value(f"{label}.names", r["names"], ours["names"]),
    ]


def _prediction_fields(name: str, theirs: Json, ours: Json) -> list[Field]:
    fields = [same_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [
        same_value(f"{name}.{key}", theirs[key], ours[key]) for key in ("warnings", "stream")
    ]
    if theirs["probs"] is None or ours["probs"] is None:
        keys = ("class", "levels", "probs")
        return fields + [same_value(f"{name}.{key}", theirs[key], ours[key]) for key in keys]
    return fields + _table(f"{name}.probs", theirs["probs"], ours["probs"])


def _inference_fields(name: str, theirs: Json, ours: Json) -> list[Field]:
    fields = [same_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    if "text" in ours:
        return [*fields, near_text(name, theirs["text"], ours["text"])]
    return [*fields, _near(name, theirs["value"], ours["value"], _INFERENCE)]


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


def near_text(name: str, theirs: list[str], ours: list[str]) -> Field:
    """Texts that agree but for numbers within the tolerance.

    R prints ten and more digits where a column holds numbers of very different size, and the last
    of them show the rounding that the tolerance is for.
    """
    same = same_value(name, theirs, ours)
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
    return gap <= Decimal(_INFERENCE) * abs(r) or neighbours


def _floats(values: Iterable[str | None]) -> list[float]:
    return [number_of(value) for value in values]
