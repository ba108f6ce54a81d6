"""Calls every function of formulas with every argument over odd columns, here and in R.

python -m compat.fuzz.formula.functions [--calls 20000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import warnings
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from pynnet import PynnetError
from pynnet._data import Matrix, NamedColumns, as_numeric, as_text, kind_of, level_texts
from pynnet._formula.evaluation.environment import Environment
from pynnet._formula.evaluation.evaluate import Scope, evaluate
from pynnet._formula.functions import registry
from pynnet._formula.language.parser import parse

from ...compare.live import RSCRIPT_IN_LITTLE_MEMORY, ask_r, r_compared
from ..against_r import exact, exact_again

_DATA = {
    "x": ("c(-2.75, NA, 0, Inf, 0.6875, -Inf)", [-2.75, np.nan, 0, np.inf, 0.6875, -np.inf]),
    "p": ("c(0.1, 0.25, 0.5, 0.999, 1, 0)", [0.1, 0.25, 0.5, 0.999, 1, 0]),
    "z": ("c(0.3, 2.2, -1.7, 5.5, 0.9, 3.1)", [0.3, 2.2, -1.7, 5.5, 0.9, 3.1]),
    "k": ("c(3L, 1L, 2L, 100000L, 3L, 1L)", [3, 1, 2, 100000, 3, 1]),
    "l": (
        "c(TRUE, FALSE, NA, TRUE, FALSE, TRUE)",
        pd.array([True, False, None, True, False, True], dtype="boolean"),
    ),
    "ch": ('c("b", "a", NA, "Z", "", "12")', ["b", "a", None, "Z", "", "12"]),
    "g": ('factor(c("A", "B", "A", "C", "B", "C"))', pd.Categorical(list("ABACBC"))),
    "u": (
        'factor(c("p", "q", NA, "p", "q", "q"), levels = c("p", "zz", "q"))',
        pd.Categorical(["p", "q", None, "p", "q", "q"], categories=["p", "zz", "q"]),
    ),
    "o": (
        'factor(c("L", "M", "H", "L", "M", "H"), c("L", "M", "H"), ordered = TRUE)',
        pd.Categorical(list("LMHLMH"), categories=list("LMH"), ordered=True),
    ),
}
_VALUES = [
    *("x", "p", "z", "k", "l", "ch", "g", "u", "o", "as.Date('2020-02-29')", "x[0]", "ch[0]"),
    *("NULL", "NA", "TRUE", "FALSE", "-1", "0", "1", "2L", "2.5", "1e300", "'a'", "''"),
]
# Functions that are not compared, with the reason.
_LEFT_OUT = {
    "list": "gives lists",
    "C": "brings a contrast, which tests/formula/test_recorded_functions.py compares",
    "offset": "has no value of its own",
    "diag": "in R fills the memory, of a number as large as those here",
}


def main() -> int:
    """Run a campaign and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    outcomes, differing = compare(options.calls, options.seed)
    print(f"seed {options.seed}: {dict(outcomes)}")
    for call, ours, theirs in differing:
        print(f"{call}\n  R     {theirs}\n  here  {ours}")
    return int(bool(differing))


def compare(count: int, seed: int) -> tuple[Counter[str], list[tuple[str, Any, Any]]]:
    """Return how many calls had which outcome, and those that differ."""
    calls = random_calls(count, seed)
    scope = Scope(_COLUMNS, Environment({}, r_version=r_compared()), "en")
    outcomes: Counter[str] = Counter()
    differing = []
    for call, theirs in zip(calls, _answers_of_r(calls), strict=True):
        ours = answer(call, scope)
        kind = outcome(ours, theirs)
        outcomes[kind] += 1
        if kind == "differs":
            differing.append((call, ours, theirs))
    return outcomes, differing


def random_calls(count: int, seed: int) -> list[str]:
    """Return calls with arguments by position and by name."""
    source = random.Random(seed)
    names = [n for n in registry._FUNCTIONS if n[0].isalpha() and n not in _LEFT_OUT]
    calls = []
    for number in range(count):
        name = names[number % len(names)]
        formals = registry._FUNCTIONS[name].formals
        given = [source.choice(_VALUES)]
        for formal in source.sample(formals, min(len(formals), source.randrange(3))):
            value = source.choice(_VALUES)
            named = formal != "..." and formal != formals[0]
            given.append(f"{formal} = {value}" if named else value)
        calls.append(f"{name}({', '.join(given)})")
    return calls


def _answers_of_r(calls: list[str]) -> list[dict[str, Any]]:
    """Return what R makes of the calls."""
    columns = ", ".join(f"{name} = {text}" for name, (text, _) in _DATA.items())
    data = f"data.frame({columns}, stringsAsFactors = FALSE)"
    request = {"data": data, "calls": calls}
    answers: list[dict[str, Any]] = ask_r(
        "fuzz/formula/functions.R", request, rscript=RSCRIPT_IN_LITTLE_MEMORY
    )
    return answers


_COLUMNS = NamedColumns(pd.DataFrame({name: values for name, (_, values) in _DATA.items()}), "data")


def answer(call: str, scope: Scope) -> Any:
    """Return what pynnet makes of a call, in the form of R's answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = evaluate(parse(call), scope)
        except PynnetError as error:
            return {"error": str(error)}
    if value is None:
        return {"kind": "null"}
    if isinstance(value, Matrix):
        return {"kind": "matrix", "values": [exact(column) for column in value.values.T]}
    if isinstance(value, pd.Categorical):
        levels, texts = level_texts(value), as_text(value).tolist()
        return {"kind": kind_of(value), "levels": levels, "values": texts}
    if value.dtype.kind == "f":
        return {"kind": "numeric", "values": exact(np.asarray(as_numeric(value)))}
    if value.dtype.kind == "i":
        return {"kind": "logical", "values": [None if v < 0 else bool(v) for v in value]}
    return {"kind": "character", "values": value.tolist()}


def outcome(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    """Whether both agree: in the value, or in that there is none."""
    if "error" in ours:
        return "both refuse" if "error" in theirs else "refused here alone"
    if "error" in theirs:
        return "refused by R alone"
    kind = theirs["kind"]
    if kind == "matrix":
        theirs = {**theirs, "values": [exact_again(v) for v in theirs["values"]]}
    elif kind == "numeric":
        theirs = {**theirs, "values": exact_again(theirs["values"])}
    same = ours["kind"] == kind and all(ours.get(k) == theirs.get(k) for k in ("values", "levels"))
    return "equal" if same else "differs"


if __name__ == "__main__":
    sys.exit(main())
