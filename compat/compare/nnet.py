"""Two results of a case of ``nnet``, field by field."""

from __future__ import annotations

from ..cases import Case, Json
from .fields import Field, same_error, same_numbers, same_value
from .tolerances import TOLERANCES

__all__ = ["compare_nnet", "numeric"]

_HESSIAN = TOLERANCES["nnet"]["Hessian"][0]


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    structural = ("fit.n", "fit.conn", "fit.nconn", "fit.nunits", "fit.nsunits", "fit.lev")
    endings = ("error", "warnings", "names", "levels", "contrasts", "na_action")
    return not (name in structural or name.endswith(endings))


def compare_nnet(case: Case, theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [same_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [
        same_value("warnings", theirs["warnings"], ours["warnings"]),
        same_value("trace", theirs["trace"], ours["trace"]),
        same_value("stream", theirs["stream"], ours["stream"]),
    ]
    formula = "formula" in case
    fields += _fit_fields(theirs["fit"], ours["fit"], formula=formula)
    for k, (r, p) in enumerate(zip(theirs["predictions"], ours["predictions"], strict=True)):
        fields += _prediction_fields(f"predictions.{k}", r, p, formula=formula)
    if theirs["nnet_hess"] is not None:
        values = theirs["nnet_hess"]["value"], ours["nnet_hess"]["value"]
        fields.append(_same_array("nnet_hess", *values, _HESSIAN))
    return fields


def _fit_fields(theirs: Json, ours: Json, *, formula: bool) -> list[Field]:
    fields = []
    for name, r in theirs.items():
        p, label = ours[name], f"fit.{name}"
        if name in ("fitted_values", "residuals"):
            fields += _table(label, r, p, named=formula)
        elif name == "Hessian":
            if r is not None or p is not None:
                fields.append(_same_array(label, r, p, _HESSIAN))
        elif name in ("decay", "wts"):
            fields.append(same_numbers(label, r, p))
        elif name == "value":
            fields.append(same_numbers(label, [r], [p]))
        elif formula or name not in ("coefnames", "xlevels"):
            fields.append(same_value(label, r, p))
    return fields


def _prediction_fields(name: str, theirs: Json, ours: Json, *, formula: bool) -> list[Field]:
    fields = [same_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields.append(same_value(f"{name}.warnings", theirs["warnings"], ours["warnings"]))
    fields.append(same_value(f"{name}.stream", theirs["stream"], ours["stream"]))
    if theirs["raw"] is not None and ours["raw"] is not None:
        return fields + _table(f"{name}.raw", theirs["raw"], ours["raw"], named=formula)
    return [*fields, same_value(f"{name}.class", theirs["class"], ours["class"])]


def _table(name: str, theirs: Json, ours: Json, *, named: bool) -> list[Field]:
    fields = [_same_array(name, theirs, ours)]
    if named:
        r, p = ([table["rows"], table["columns"]] for table in (theirs, ours))
        fields.append(same_value(f"{name}.names", r, p))
    return fields


def _same_array(name: str, theirs: Json, ours: Json, tolerance: float = 0.0) -> Field:
    if theirs is None or ours is None or theirs["dim"] != ours["dim"]:
        shapes = [None if a is None else a["dim"] for a in (theirs, ours)]
        return Field(name, False, False, f"shape in R {shapes[0]}, in pynnet {shapes[1]}")
    return same_numbers(name, theirs["values"], ours["values"], tolerance)
