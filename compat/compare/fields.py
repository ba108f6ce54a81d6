"""What R gave, and the field-by-field comparison of two results.

A field is equal if all its bits, or all its characters, are. The exceptions are in `TOLERANCES` and
`CONVENTIONS`, each with its reason, and in the ``difference`` of a case.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import CHECKOUT, FOLDER
from ..cases.nnet import Case, Json, libm_fingerprint, load_cases

__all__ = [
    "CONVENTIONS",
    "TOLERANCES",
    "Field",
    "compare",
    "disagreements",
    "libm_differs",
    "load_record",
    "load_session",
    "numeric",
    "stale_sources",
    "undocumented",
    "unmatched_files",
]

RECORDED = FOLDER / "recorded" / "nnet"

# Fields compared with a tolerance, relative to the largest entry, and why.
TOLERANCES = {
    "Hessian": (
        1e-10,
        "second derivatives are not part of the search: their sums are made by matrix products, "
        "in another order than R's",
    ),
}

# Deliberate differences of form, which the comparison allows for in every case.
CONVENTIONS = {
    "shape": "a single output is a vector (Series or 1-D array), in R an n x 1 matrix",
    "array names": "fits from arrays return arrays, which carry no row or column names",
    "errors": "an error starts with R's words and goes on with what was got and what to do; "
    "arguments are checked before anything is printed or drawn, so that the random stream stays "
    "as it was and the line with the number of weights does not appear",
}


@dataclass(frozen=True, slots=True)
class Field:
    """Comparison of one field.

    Attributes
    ----------
    name : str
        Such as ``fit.wts`` or ``predictions.0.raw``.
    equal : bool
        Whether the two agree, within the tolerance if the field has one.
    exact : bool
        Whether they agree in all bits.
    detail : str
        How they differ; empty if they are exactly equal.
    """

    name: str
    equal: bool
    exact: bool
    detail: str = ""


# ---- recordings -------------------------------------------------------------------------------


@functools.cache
def load_session(directory: Path = RECORDED) -> Json:
    """Read what is known of the R session behind the recordings."""
    return json.loads((directory / "session.json").read_text(encoding="utf-8"))


@functools.cache
def load_record(case_id: str, directory: Path = RECORDED) -> Json:
    """Read what R gave for a case."""
    return json.loads((directory / f"{case_id}.json").read_text(encoding="utf-8"))


def stale_sources(session: Json) -> list[str]:
    """Files that changed after the recording, by the hash the session holds."""
    return [
        name
        for name, md5 in session["md5"].items()
        if hashlib.md5((CHECKOUT / name).read_bytes(), usedforsecurity=False).hexdigest() != md5
    ]


def libm_differs(session: Json) -> str | None:
    """Say why numbers cannot be compared bit for bit on this machine; None if they can."""
    here = libm_fingerprint()
    functions = [name for name in here if here[name] != session["libm"][name]]
    if not functions:
        return None
    return (
        f"the C library's {' and '.join(functions)} here and in the R session differ in the last "
        "bit of some value, so numbers are not comparable"
    )


# ---- comparing --------------------------------------------------------------------------------


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    structural = ("fit.n", "fit.conn", "fit.nconn", "fit.nunits", "fit.nsunits", "fit.lev")
    endings = ("error", "warnings", "names", "levels", "contrasts", "na_action")
    return not (name in structural or name.endswith(endings))


def compare(case: Case, theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields += [
        _same("warnings", theirs["warnings"], ours["warnings"]),
        _same("trace", theirs["trace"], ours["trace"]),
        _same("stream", theirs["stream"], ours["stream"]),
    ]
    formula = "formula" in case
    fields += _fit_fields(theirs["fit"], ours["fit"], formula=formula)
    for k, (r, p) in enumerate(zip(theirs["predictions"], ours["predictions"], strict=True)):
        fields += _prediction_fields(f"predictions.{k}", r, p, formula=formula)
    if theirs["nnet_hess"] is not None:
        values = theirs["nnet_hess"]["value"], ours["nnet_hess"]["value"]
        fields.append(_array("nnet_hess", *values, TOLERANCES["Hessian"][0]))
    return fields


def _fit_fields(theirs: Json, ours: Json, *, formula: bool) -> list[Field]:
    fields = []
    for name, r in theirs.items():
        p, label = ours[name], f"fit.{name}"
        if name in ("fitted_values", "residuals"):
            fields += _table(label, r, p, named=formula)
        elif name == "Hessian":
            if r is not None or p is not None:
                fields.append(_array(label, r, p, TOLERANCES["Hessian"][0]))
        elif name in ("decay", "wts"):
            fields.append(_numbers(label, r, p))
        elif name == "value":
            fields.append(_numbers(label, [r], [p]))
        elif formula or name not in ("coefnames", "xlevels"):
            fields.append(_same(label, r, p))
    return fields


def _prediction_fields(name: str, theirs: Json, ours: Json, *, formula: bool) -> list[Field]:
    fields = [_error(f"{name}.error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields.append(_same(f"{name}.warnings", theirs["warnings"], ours["warnings"]))
    fields.append(_same(f"{name}.stream", theirs["stream"], ours["stream"]))
    if theirs["raw"] is not None and ours["raw"] is not None:
        return fields + _table(f"{name}.raw", theirs["raw"], ours["raw"], named=formula)
    return [*fields, _same(f"{name}.class", theirs["class"], ours["class"])]


def _same(name: str, theirs: Json, ours: Json) -> Field:
    equal = theirs == ours
    return Field(name, equal, equal, "" if equal else f"R {_short(theirs)}, pynnet {_short(ours)}")


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:297] + "..."


def _error(name: str, theirs: str | None, ours: str | None) -> Field:
    """Errors agree if pynnet's message starts with R's words; before them is only its class."""
    said = None if ours is None else ours.partition(": ")[2]
    equal = said is None if theirs is None else said is not None and said.startswith(theirs)
    return Field(name, equal, equal, "" if equal else f"R {_short(theirs)}, pynnet {_short(ours)}")


def _table(name: str, theirs: Json, ours: Json, *, named: bool) -> list[Field]:
    fields = [_array(name, theirs, ours)]
    if named:
        r, p = ([table["rows"], table["columns"]] for table in (theirs, ours))
        fields.append(_same(f"{name}.names", r, p))
    return fields


def _array(name: str, theirs: Json, ours: Json, tolerance: float = 0.0) -> Field:
    if theirs is None or ours is None or theirs["dim"] != ours["dim"]:
        shapes = [None if a is None else a["dim"] for a in (theirs, ours)]
        return Field(name, False, False, f"shape in R {shapes[0]}, in pynnet {shapes[1]}")
    return _numbers(name, theirs["values"], ours["values"], tolerance)


def _numbers(name: str, theirs: list[Any], ours: list[Any], tolerance: float = 0.0) -> Field:
    if len(theirs) != len(ours):
        return Field(name, False, False, f"{len(theirs)} numbers in R, {len(ours)} in pynnet")
    pairs = [(_float(r), _float(p)) for r, p in zip(theirs, ours, strict=True)]
    unequal = [(r, p) for r, p in pairs if _bits(r) != _bits(p)]
    if not unequal:
        return Field(name, True, True)
    ulps = max(abs(_bits(r) - _bits(p)) for r, p in unequal)
    gaps = [abs(r - p) for r, p in unequal]
    if not all(map(math.isfinite, gaps)):
        return Field(name, False, False, f"{len(unequal)} of {len(pairs)} differ, not all finite")
    relative = max(gaps) / (max(abs(r) for r, _ in pairs if math.isfinite(r)) or 1.0)
    detail = f"{len(unequal)} of {len(pairs)} differ, {ulps} ulp, {relative:.1e} of the largest"
    return Field(name, tolerance > 0 and relative <= tolerance, False, detail)


def _float(text: str | None) -> float:
    """Number of a hex text; R's NA and NaN are both missing."""
    if text is None or text.lower() == "nan":
        return math.nan
    return float.fromhex(text)


def _bits(x: float) -> int:
    """Bits as an integer that grows with the number; one for every NaN; -0 is apart from 0."""
    if math.isnan(x):
        return 1 << 63
    (bits,) = struct.unpack(">q", struct.pack(">d", x))
    return int(bits) if bits >= 0 else -(bits & ((1 << 63) - 1)) - 1


# ---- documented differences -------------------------------------------------------------------


def undocumented(case: Case, fields: list[Field]) -> list[str]:
    """Fields that differ and are not among the documented differences of the case."""
    documented = case.get("difference", {"fields": []})["fields"]
    return [f"{f.name}: {f.detail}" for f in fields if not f.equal and f.name not in documented]


def disagreements(case: Case, fields: list[Field], ours: Json) -> list[str]:
    """Undocumented differences, and documented ones that are not as documented."""
    difference = case.get("difference", {"fields": [], "expect": {}})
    wrong = undocumented(case, fields)
    unequal = {f.name for f in fields if not f.equal}
    gone = [name for name in difference["fields"] if name not in unequal]
    wrong += [f"{name}: documented as different, but not found so" for name in gone]
    for name, expected in difference["expect"].items():
        got = _at(ours, name)
        words = name.endswith("error") and expected is not None
        met = got is not None and expected in got if words else got == expected
        if not met:
            wrong.append(f"{name}: expected of pynnet {_short(expected)}, got {_short(got)}")
    return wrong


def _at(record: Json, name: str) -> Json:
    for key in name.split("."):
        if record is None:
            return None
        record = record[int(key)] if isinstance(record, list) else record.get(key)
    return record


def unmatched_files() -> list[str]:
    """Ids that are only in ``cases/nnet.json`` or only recorded."""
    recorded = {path.stem for path in RECORDED.glob("*.json")} - {"session"}
    return sorted(recorded.symmetric_difference(load_cases()))
