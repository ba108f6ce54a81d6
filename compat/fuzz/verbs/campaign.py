"""Calls the verbs of `pynnet.r` with random vectors, here and in R: bits, order, names, gaps.

python -m compat.fuzz.verbs [--calls 300] [--seed 1] [verb ...]
"""

from __future__ import annotations

import argparse
import itertools
import math
import numbers
import random
import sys
import warnings
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

import pynnet.r
from pynnet import PynnetError, runif, set_seed

from ...compare.live import RSCRIPT_IN_LITTLE_MEMORY, ask_r, r_compared
from ..against_r import exact, exact_again
from .arguments import VERBS
from .calls import Call, random_call

__all__ = ["compare", "described", "outcome"]


_SECONDS = 300  # R would take for ever with some numbers that are sizes


def main() -> int:
    """Run a campaign and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=300, help="of each verb")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("verbs", nargs="*")
    options = parser.parse_args()
    outcomes, differing = compare(options.calls, options.seed, options.verbs or sorted(VERBS))
    print(f"seed {options.seed}")
    for verb, counts in outcomes.items():
        print(f"{verb:16s} {dict(counts)}")
    for call, ours, theirs in differing:
        print(f"{call}\n  R     {theirs}\n  here  {ours}")
    return int(bool(differing))


def compare(
    count: int, seed: int, verbs: list[str]
) -> tuple[dict[str, Counter[str]], list[tuple[str, Any, Any]]]:
    """Return how many calls of each verb had which outcome, and those that differ."""
    source = random.Random(seed)
    calls = [random_call(verb, source) for verb in verbs for _ in range(count)]
    outcomes: dict[str, Counter[str]] = {verb: Counter() for verb in verbs}
    differing = []
    for number, (call, theirs) in enumerate(zip(calls, _answers_of_r(calls), strict=True)):
        ours = _answer(call, number + 1)
        kind = outcome(ours, theirs, call.verb)
        outcomes[call.verb][kind] += 1
        if kind not in ("equal", "both refuse"):
            differing.append((f"{kind}: {call.r}", ours, theirs))
    return outcomes, differing


def _answers_of_r(calls: list[Call]) -> list[dict[str, Any]]:
    """Return what R makes of the calls."""
    answers: list[dict[str, Any]] = ask_r(
        "fuzz/verbs/run.R",
        [call.r for call in calls],
        rscript=RSCRIPT_IN_LITTLE_MEMORY,
        seconds=_SECONDS,
    )
    return answers


def _answer(call: Call, seed: int) -> dict[str, Any]:
    """Return what pynnet makes of a call, in the form of R's answers."""
    set_seed(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = described(getattr(pynnet.r, call.verb)(*call.by_place, **call.by_name))
        except PynnetError as error:
            answer = {"error": str(error)}
        except Exception as error:  # none is expected
            answer = {"kind": "a fault", "values": [f"{type(error).__name__}: {error}"]}
    return {**answer, "after": exact(runif(1))[0]}


def described(value: Any) -> dict[str, Any]:
    """Return a result in the form of R's answers."""
    if value is None:
        return {"kind": "null"}
    if isinstance(value, pd.DataFrame):
        return _described_frame(value)
    if isinstance(value, (dict, list)):
        items = value.values() if isinstance(value, dict) else value
        names = [str(name) for name in value] if isinstance(value, dict) else None
        return {"kind": "list", "items": [described(item) for item in items], "names": names}
    if isinstance(value, pd.Series):
        plain = isinstance(value.index, pd.RangeIndex)
        names = None if plain else [None if pd.isna(n) else n for n in value.index]
        held = value.array
        numpy_like = isinstance(held, pd.arrays.NumpyExtensionArray)
        return {**described(value.to_numpy() if numpy_like else held), "names": names}
    if isinstance(value, pd.Categorical):
        texts = [None if pd.isna(x) else str(x) for x in value]
        kind = "ordered" if value.ordered else "factor"
        return {"kind": kind, "levels": [str(c) for c in value.categories], "values": texts}
    if isinstance(value, pd.api.extensions.ExtensionArray):
        value = np.array([None if pd.isna(x) else x for x in value], dtype=object)
    array = np.asarray(value)
    if array.ndim == 2:
        columns = [_described_vector(column) for column in array.T]
        is_text = any(isinstance(x, str) for x in np.ravel(array).tolist())
        kind = "matrix of text" if is_text else "matrix"
        return {"kind": kind, "values": [_as_numbers(column) for column in columns]}
    return _described_vector(array.reshape(-1))


def _as_numbers(column: dict[str, Any]) -> list[Any]:
    """Values of a column of a matrix, in which R has truths as numbers."""
    if column["kind"] != "logical":
        return list(column["values"])
    return [None if v is None else float(v).hex() for v in column["values"]]


def _described_frame(frame: pd.DataFrame) -> dict[str, Any]:
    """A frame as a matrix, and as columns each of a kind: it stands for both of R's."""
    counted = isinstance(frame.index, pd.RangeIndex)
    columns = None if isinstance(frame.columns, pd.RangeIndex) else list(map(str, frame.columns))
    items = [described(frame.iloc[:, j].array) for j in range(frame.shape[1])]
    rows = None if counted else [None if pd.isna(n) else str(n) for n in frame.index]
    return {**described(frame.to_numpy()), "columns": columns, "rows": rows, "items": items}


def _described_vector(array: Any) -> dict[str, Any]:
    if array.dtype.kind == "b":
        return {"kind": "logical", "values": array.tolist()}
    if array.dtype.kind in "iuf":
        return {"kind": "numeric", "values": exact(array)}
    items = [None if pd.isna(x) else x for x in array.tolist()]
    present = [x for x in items if x is not None]
    if present and all(isinstance(x, (bool, np.bool_)) for x in present):
        return {"kind": "logical", "values": [None if x is None else bool(x) for x in items]}
    if present and all(isinstance(x, numbers.Real) for x in present):
        return {"kind": "numeric", "values": [None if x is None else float(x).hex() for x in items]}
    return {"kind": "character", "values": items}


def outcome(ours: dict[str, Any], theirs: dict[str, Any], verb: str) -> str:
    """Whether both agree: in the value, or in that there is none."""
    if "error" in ours:
        if verb in ("max_", "min_", "range_") and ours["error"].startswith("no non-missing"):
            return "both refuse"  # R has NA for the smallest of no text, an error for the largest
        return "both refuse" if "error" in theirs else "refused here alone"
    if "error" in theirs:
        return "refused by R alone"
    theirs = _plain(_as_documented(theirs, verb))
    if ours["after"] != float.fromhex(theirs["after"]).hex():
        return "other random numbers"
    if ours["kind"] == "null":
        return "equal" if theirs.get("values") in (None, [], [None]) else "differs"
    if verb == "pnorm" and r_compared() == "4.2":
        ours = {**ours, "values": _without_subnormal(ours["values"])}
    if not _same_values(ours, theirs, verb):
        return "differs"
    for key in ("names", "columns", "rows"):
        if ours.get(key) and theirs.get(key) and ours[key] != theirs[key]:
            return f"other {key}"
    return "equal"


def _without_subnormal(values: list[str | None]) -> list[str | None]:
    """Probabilities as R 4.2 has them, to which those beyond the normal numbers are zero."""
    least = sys.float_info.min
    return [v if v is None or not 0 < float.fromhex(v) < least else (0.0).hex() for v in values]


def _as_documented(theirs: dict[str, Any], verb: str) -> dict[str, Any]:
    """R's answer in the kind that the verb says it gives: numbers of truths, text of levels."""
    if verb in ("mean", "quantile") and theirs["kind"] == "logical":
        values = [None if x is None else float(x).hex() for x in theirs["values"]]
        return {**theirs, "kind": "numeric", "values": values}
    if verb in ("max_", "min_", "range_") and theirs["kind"] == "ordered":
        return {"kind": "character", "values": theirs["values"], "after": theirs["after"]}
    return theirs


def _plain(theirs: dict[str, Any]) -> dict[str, Any]:
    """R's answer with numbers written as Python writes them."""
    if "items" in theirs:
        return {**theirs, "items": [_plain(item) for item in theirs["items"]]}
    if theirs["kind"] == "matrix":
        return {**theirs, "values": [exact_again(v) for v in theirs["values"]]}
    if theirs["kind"] == "numeric":
        return {**theirs, "values": exact_again(theirs["values"])}
    return theirs


_NEAR = frozenset(("pchisq", "pt"))  # SciPy's, which add other series than R
_TOLERANCE = 1e-11  # of the size of probabilities above 1e-300; their pages say so


def _are_near(ours: list[str | None], theirs: list[str | None]) -> bool:
    """Whether numbers are missing at the same places and elsewhere near."""
    pairs = list(itertools.zip_longest(ours, theirs))
    found = [(float.fromhex(a), float.fromhex(b)) for a, b in pairs if a and b]
    near = (math.isclose(a, b, rel_tol=_TOLERANCE, abs_tol=1e-300) for a, b in found)
    return all(near) and all((a is None) == (b is None) for a, b in pairs)


_MATRIX_KINDS = ("matrix", "matrix of text")
_OF_SORTED = frozenset(("IQR", "mad", "mean", "median", "quantile", "summary"))


def _unsigned(values: list[str | None] | None) -> list[str | None] | None:
    """Numbers of which a zero has no sign."""
    return values and [v.removeprefix("-") if v and float.fromhex(v) == 0 else v for v in values]


def _same_values(ours: dict[str, Any], theirs: dict[str, Any], verb: str) -> bool:
    """Whether values and kinds are the same; one column is a vector, and gaps have no kind."""
    if theirs["kind"] in ("frame", "list"):
        pairs = itertools.zip_longest(ours.get("items", ()), theirs["items"], fillvalue={})
        return all(a and b and _same_values(a, b, verb) for a, b in pairs)
    if "null" in (theirs["kind"], ours["kind"]):
        return theirs.get("values") in (None, []) and ours.get("values") in (None, [])
    if theirs["kind"] == "matrix" and ours["kind"] == "numeric" and len(theirs["values"]) == 1:
        return bool(ours["values"] == theirs["values"][0])
    values = theirs.get("values")
    if verb in _OF_SORTED and ours["kind"] == "numeric":  # of equal zeros R takes any
        values, ours = _unsigned(values), {**ours, "values": _unsigned(ours["values"])}
    if verb in _NEAR and ours["kind"] == theirs["kind"] in ("numeric", "matrix"):
        columns = [ours["values"]], [values or []]
        if theirs["kind"] == "matrix":
            columns = ours["values"], values
        return all(itertools.starmap(_are_near, zip(*columns, strict=True)))
    if ours["kind"] in _MATRIX_KINDS and theirs["kind"] in _MATRIX_KINDS and not _cells(values):
        return bool(values == ours["values"])
    if ours["kind"] != theirs["kind"] and any(v is not None for v in values or []):
        return False
    return values == ours["values"] and theirs.get("levels") == ours.get("levels")


def _cells(columns: Any) -> list[str]:
    """What is not missing in a matrix."""
    return [value for column in columns or [] for value in column if value is not None]
