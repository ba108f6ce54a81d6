"""Random formulas over random mixed frames: R's design matrices against pynnet's, in all bits.

    python -m compat.fuzz.formula --number 5000 --seed 1

Each formula is tried twice: on the data, and by prediction on new data with values, levels and
types that were not all fitted. Where R stops with an error, pynnet must stop too. The exit status
is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import random
import secrets
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet import PynnetError, RWarning
from pynnet._formula import DesignSpec, FormulaArguments, build_design

from ...compare.live import ask_r, r_compared
from ..against_r import say_how_far
from .writing import Writer

__all__ = ["Difference", "compare", "main"]

_FORMULAS_PER_TABLE = 50
_TABLES_PER_SESSION = 20  # starting R takes as long as many formulas
_Json = dict[str, Any]
# What R says of a variable that is missing in all new rows, and so of no type (D46).
_UNTYPED = ' but type "logical" was supplied'
_Tables = tuple[dict[str, _Json], dict[str, _Json]]


# Data -------------------------------------------------------------------------------------------


def _column(kind: str, values: list[Any], levels: list[str] | None = None) -> _Json:
    given: _Json = {"type": kind, "values": values}
    return given if levels is None else {**given, "levels": levels}


def _numbers(r: random.Random, n: int) -> list[float]:
    style = r.choice(["normal", "tenths", "whole", "wide"])
    if style == "normal":
        return [r.gauss(0, 1) for _ in range(n)]
    if style == "tenths":
        return [round(r.gauss(0, 2), 1) for _ in range(n)]
    if style == "whole":
        return [float(r.randint(-6, 12)) for _ in range(n)]
    return [r.gauss(0, 1) * 10.0 ** r.randint(-3, 4) for _ in range(n)]


def _table(r: random.Random) -> dict[str, _Json]:
    """A frame with a column of every kind; some of them miss values."""
    n = r.randint(9, 24) if r.random() < 0.95 else 2500  # large ones are assembled another way
    g, o = ["A", "B", "C"], ["L", "M", "H", "X"]
    columns = {
        "y": _column("numeric", [r.gauss(0, 1) for _ in range(n)]),
        "x": _column("numeric", _numbers(r, n)),
        "z": _column("numeric", [r.gauss(1, 3) for _ in range(n)]),
        "w": _column("numeric", [r.expovariate(1) + 0.01 for _ in range(n)]),
        "k": _column("integer", [r.randint(1, 4) for _ in range(n)]),
        "l": _column("logical", _covering(r, n, [True, False])),
        "ch": _column("character", _covering(r, n, ["u", "v", "Z", "w x"])),
        "g": _column("factor", _covering(r, n, g), g),
        "h": _column("factor", _covering(r, n, ["lo", "hi"]), ["lo", "hi"]),
        "o": _column("ordered", _covering(r, n, o), o),
        "u": _column("factor", _covering(r, n, ["p", "q"]), ["p", "zz", "q"]),
        "my var": _column("numeric", [r.uniform(0, 1) for _ in range(n)]),
    }
    if r.random() < 0.3:
        for name in r.sample(sorted(columns), 2):
            columns[name]["values"][r.randrange(n)] = None
    return columns


def _covering(r: random.Random, n: int, values: list[Any]) -> list[Any]:
    """Random values among which each appears."""
    drawn = [*values, *(r.choice(values) for _ in range(n - len(values)))]
    r.shuffle(drawn)
    return drawn


def _new_table(r: random.Random, table: dict[str, _Json]) -> dict[str, _Json]:
    """Some rows of a frame, with numbers moved, and factors given as text now and then."""
    n = len(table["y"]["values"])
    rows = r.sample(range(n), r.randint(3, n))
    new = {}
    for name, column in table.items():
        values = [column["values"][i] for i in rows]
        kind = column["type"]
        if kind == "numeric" and r.random() < 0.5 and name != "w":
            values = [None if v is None else v * r.choice([1.0, 1.0, 1.25, -0.5]) for v in values]
        new[name] = {**column, "values": values}
        if kind == "factor" and r.random() < 0.3:
            new[name] = _column("character", values)
    if r.random() < 0.3:
        name = r.choice([name for name in new if name != "y"])
        new[name]["values"][r.randrange(len(rows))] = None
    return new


def _frame(table: dict[str, _Json]) -> pd.DataFrame:
    """A table as pandas users hold it."""
    return pd.DataFrame({name: _series(column) for name, column in table.items()})


def _series(column: _Json) -> Any:
    values, kind = column["values"], column["type"]
    if kind == "numeric":
        return np.array([np.nan if v is None else v for v in values], dtype=float)
    if kind == "integer":
        return pd.array(values, dtype="Int64")
    if kind == "logical":
        return pd.array(values, dtype="boolean")
    if kind == "character":
        return pd.array(values, dtype="string")
    return pd.Categorical(values, categories=column["levels"], ordered=kind == "ordered")


# Comparison -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A formula on which R and pynnet do not agree."""

    formula: str
    matrix: str
    what: str

    def __str__(self) -> str:
        return f"{self.matrix}: {self.formula}\n    {self.what}"


def compare(
    number: int, seed: int, report: Callable[[Counter[str]], None] = lambda _: None
) -> tuple[Counter[str], list[Difference]]:
    """Try formulas in R and in pynnet; return counts of outcomes, and the differences.

    After each session of R `report` is given the counts until then.
    """
    r = random.Random(seed)
    followed = FormulaArguments(r_version=r_compared())
    counts: Counter[str] = Counter()
    differences: list[Difference] = []
    while (left := number - counts["formulas"]) > 0:
        tables, asked = _session(r, min(left, _FORMULAS_PER_TABLE * _TABLES_PER_SESSION))
        frames = [(_frame(table), _frame(new)) for table, new in tables]
        for (table, formula), answer in zip(asked, _ask_r(tables, asked), strict=True):
            counts["formulas"] += 1
            for difference in _differences(formula, frames[table], followed, answer, counts):
                differences.append(difference)
                counts["differences"] += 1
        report(counts)
    return counts, differences


def _session(r: random.Random, number: int) -> tuple[list[_Tables], list[tuple[int, str]]]:
    """Tables, each with one of new data, and formulas, each with the number of its table."""
    tables: list[_Tables] = []
    formulas: list[tuple[int, str]] = []
    for k in range(number):
        if k % _FORMULAS_PER_TABLE == 0:
            table, writer = _table(r), Writer(r)
            tables.append((table, _new_table(r, table)))
        formulas.append((len(tables) - 1, writer.formula()))
    return tables, formulas


def _ask_r(tables: list[_Tables], formulas: list[tuple[int, str]]) -> list[_Json]:
    """What R gives for the formulas, each on one of the tables."""
    request = {
        "tables": [{"data": _exact(data), "newdata": _exact(new)} for data, new in tables],
        "formulas": [{"table": table + 1, "formula": formula} for table, formula in formulas],
    }
    answers: list[_Json] = ask_r("fuzz/formula/run.R", request)
    return answers


def _exact(table: dict[str, _Json]) -> dict[str, _Json]:
    """A table with its numbers as hexadecimal text."""
    return {
        name: {
            **column,
            "values": [v.hex() if isinstance(v, float) else v for v in column["values"]],
        }
        for name, column in table.items()
    }


def _differences(
    formula: str,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    followed: FormulaArguments,
    answer: _Json,
    counts: Counter[str],
) -> Iterator[Difference]:
    """Compare both matrices of a formula."""
    data, newdata = frames
    fitted, ours = answer["fitted"], _ours(lambda: _fit(formula, data, followed))
    yield from _compare_one(formula, "fit", fitted, ours, counts)
    if "spec" not in ours or answer["predicted"] is None:
        return
    spec: DesignSpec = ours["spec"]
    if spec.terms.has_response and any(term & 1 for term in spec.terms.terms):
        counts["predict: response among the predictors, which pynnet refuses"] += 1
        return
    predicted = _ours(lambda: _predict(spec, newdata))
    yield from _compare_one(formula, "predict", answer["predicted"], predicted, counts)


def _ours(make: Callable[[], _Json]) -> _Json:
    """A matrix of pynnet's, or the message of its error; with the warnings that R gives too."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = make()
        except PynnetError as error:
            result = {"error": str(error)}
    messages = [str(w.message) for w in caught if w.category is RWarning]
    return {**result, "warnings": messages}


def _fit(formula: str, data: pd.DataFrame, followed: FormulaArguments) -> _Json:
    design = build_design(formula, data, followed)
    return {
        "spec": design.spec,
        "names": list(design.column_names),
        "assign": list(design.assign),
        "matrix": design.matrix,
    }


def _predict(spec: DesignSpec, newdata: pd.DataFrame) -> _Json:
    names = {"names": list(spec.column_names), "assign": list(spec.assign)}
    return {**names, "matrix": spec.design(newdata).matrix}


def _compare_one(
    formula: str, matrix: str, theirs: _Json, ours: _Json, counts: Counter[str]
) -> Iterator[Difference]:
    if "error" in theirs or "error" in ours:
        theirs_, ours_ = theirs.get("error"), ours.get("error")
        untyped = matrix == "predict" and (theirs_ or "").endswith(_UNTYPED)
        if untyped and ours_ is None and not len(ours["matrix"]):
            counts["predict: a variable without any value, which fits any type"] += 1
            return
        if theirs_ is None or ours_ is None:
            yield Difference(formula, matrix, f"R: {theirs_ or 'a matrix'}\n    ours: {ours_}")
        else:
            same = ours_.startswith(theirs_.strip())
            counts[f"{matrix}: both stop, {'same' if same else 'other'} words"] += 1
        return
    what = _difference(theirs, ours)
    if what:
        yield Difference(formula, matrix, what)
    else:
        counts[f"{matrix}: all bits equal"] += 1
    same = list(dict.fromkeys(ours["warnings"])) == list(dict.fromkeys(theirs["warnings"]))
    counts[f"{matrix}: {'same' if same else 'other'} warnings"] += 1


def _difference(theirs: _Json, ours: _Json) -> str:
    """How two matrices differ; nothing if they are equal in every bit."""
    for field in ("names", "assign"):
        if theirs[field] != ours[field]:
            return f"{field}: R {theirs[field]}\n    ours {ours[field]}"
    expected = _values(theirs).reshape(len(ours["names"]), theirs["rows"]).T
    found = ours["matrix"]
    if expected.shape != found.shape:
        return f"shape: R {expected.shape}, ours {found.shape}"
    absent = np.isnan(expected) & np.isnan(found)
    wrong = (np.ascontiguousarray(expected).view(np.int64) != found.view(np.int64)) & ~absent
    if not wrong.any():
        return ""
    i, j = np.argwhere(wrong)[0]
    return f"{ours['names'][j]}[{i}]: R {expected[i, j].hex()}, ours {found[i, j].hex()}"


def _values(theirs: _Json) -> np.ndarray:
    texts = theirs["values"].split()
    return np.array([np.nan if t == "NA" else float.fromhex(t) for t in texts])


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=5000, help="how many formulas")
    parser.add_argument("--seed", type=int, default=None, help="fresh if not given")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    options = parser.parse_args(arguments)
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    counts, differences = compare(options.number, seed, say_how_far)
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    for difference in differences[: options.show]:
        print(f"\n{difference}")
    return int(bool(differences))
