"""Random calls with frames of polars and pyarrow: all bits and words of those with pandas.

    python -m compat.fuzz.frames                     10,000 calls, some minutes
    python -m compat.fuzz.frames 2000 17             so many, from this seed

Each call gets the same random table as pandas, polars, pyarrow in chunks and a record batch hold
it. Numbers must be equal in all bits, names and texts in all characters, errors in their words, and
what has a row for each row must come back as the kind that was passed. polars has no ordered
factors: there they are plain ones, and so are pandas' that it is compared with.
"""

from __future__ import annotations

import contextlib
import datetime
import decimal
import io
import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars
import pyarrow

import pynnet

from ..cases import Json
from ..cases.data import number
from .calls.random_calls import right_hand_side
from .calls.random_tables import random_table

__all__ = ["KINDS", "try_frames"]

_ODD: dict[str, Callable[[random.Random, int], list[Any]]] = {
    "decimals": lambda r, n: [decimal.Decimal(r.randrange(999)).scaleb(-2) for _ in range(n)],
    "days": lambda r, n: [datetime.date(2020, 1, r.randint(1, 28)) for _ in range(n)],
    "spans": lambda r, n: [datetime.timedelta(r.randint(1, 28)) for _ in range(n)],
    "lists": lambda r, n: [[r.random()] for _ in range(n)],
    "nothing": lambda _, n: [None] * n,
    "bytes": lambda r, n: [r.choice([b"a", b"b"]) for _ in range(n)],
    "large": lambda r, n: [2**60 + r.randrange(9) for _ in range(n)],
}
_UNITS = {"days": "datetime64[s]", "spans": "timedelta64[us]"}


# The same table as each kind holds it ------------------------------------------------------------


def _values(column: Json) -> list[Any]:
    if column["type"] == "numeric":
        return [None if v is None else number(v) for v in column["values"]]
    return list(column["values"])


def _of_pandas(table: Json, *, ordered: bool = True) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for column in table["columns"]:
        values, kind = _values(column), column["type"]
        if kind in ("factor", "ordered"):
            is_ordered = ordered and kind == "ordered"
            columns[column["name"]] = pd.Categorical(values, column["levels"], ordered=is_ordered)
        elif kind in ("integer", "logical"):
            dtype = "Int64" if kind == "integer" else "boolean"
            columns[column["name"]] = pd.array(values, dtype=dtype)
        elif kind in _UNITS:
            columns[column["name"]] = pd.Series(values, dtype=_UNITS[kind])
        elif kind in _ODD:
            columns[column["name"]] = pd.Series(values, dtype=object)
        else:
            columns[column["name"]] = pd.Series(values, dtype=float if kind == "numeric" else "str")
    return pd.DataFrame(columns)


def _of_polars(table: Json) -> polars.DataFrame:
    columns = []
    for column in table["columns"]:
        is_factor = column["type"] in ("factor", "ordered")
        dtype = polars.Enum(column["levels"]) if is_factor else None
        columns.append(polars.Series(column["name"], _values(column), dtype=dtype))
    return polars.DataFrame(columns)


def _of_arrow(table: Json) -> pyarrow.Table:
    columns, rows = [], len(table["columns"][0]["values"])
    for column in table["columns"]:
        values = _values(column)
        if column["type"] in ("factor", "ordered"):
            is_ordered = column["type"] == "ordered"
            factor = pd.Categorical(values, column["levels"], ordered=is_ordered)
            columns.append(pyarrow.array(factor))
        else:
            columns.append(pyarrow.array(values))
    names = [column["name"] for column in table["columns"]]
    whole = pyarrow.Table.from_arrays(columns, names=names)
    return pyarrow.concat_tables([whole[: rows // 3], whole[rows // 3 :]])


def _batch(table: Json) -> pyarrow.RecordBatch:
    return _of_arrow(table).combine_chunks().to_batches()[0]


KINDS: dict[str, Callable[[Json], Any]] = {
    "polars": _of_polars,
    "pyarrow": _of_arrow,
    "batch": _batch,
}


# Calls -------------------------------------------------------------------------------------------


def _random_call(r: random.Random, table: Json) -> tuple[str, Callable[[Any], Any]]:
    """What is called, in words, and the call."""
    right = right_hand_side(r)
    if r.random() < 0.15:
        right += " + odd"
    left = r.choice(["y", "y2", "c", "b", "e", "t", "flag", "q", "k"])
    formula = f"{left} ~ {right}"
    options: dict[str, Any] = {"maxit": r.choice([0, 2, 5]), "trace": False}
    if r.random() < 0.3:
        options["na_action"] = r.choice(["omit", "exclude", "fail"])
    if r.random() < 0.3:
        options["weights"] = r.choice(["w", "wt", "nope", "t"])
    if r.random() < 0.2:
        n = len(table["columns"][0]["values"])
        options["subset"] = [r.random() < 0.8 for _ in range(n)]
    name = r.choice(["nnet", "nnet", "multinom", "model_matrix", "model_frame", "x and y"])
    inputs = r.sample(["x", "z", "w", "k", "y2", "l", "g", "ch", "wt", "odd"], r.choice([1, 2, 3]))
    seed = r.randint(1, 99)
    words = f"{name}({inputs if name == 'x and y' else formula!r}, {options}, seed={seed})"

    def call(data: Any) -> list[Any]:
        if name == "nnet":
            fit = pynnet.nnet(formula, data, size=2, seed=seed, MaxNWts=5000, **options)
            asked = [fit.wts, fit.fitted_values, fit.residuals, fit.predict(data)]
            return asked if fit.lev is None else [*asked, fit.predict(data, type="class", seed=1)]
        if name == "multinom":
            fit = pynnet.multinom(formula, data, MaxNWts=5000, **options)
            return [fit.wts, fit.fitted_values, fit.weights, fit.predict(data, seed=1)]
        if name == "x and y":
            x = data.select(inputs) if hasattr(data, "select") else data[inputs]
            fit = pynnet.nnet(x, data[left], size=1, seed=seed, trace=False, maxit=2)
            return [fit.wts, fit.predict(x)]
        ask = pynnet.model_matrix if name == "model_matrix" else pynnet.model_frame
        used = {k: v for k, v in options.items() if k in ("na_action", "subset")}
        return [ask(formula, data, **used)]

    return words, call


def _outcome(call: Callable[[Any], list[Any]], data: Any) -> tuple[list[Any], list[str]]:
    """What a call gives or the words of its error, and the kinds of what has rows."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            with contextlib.redirect_stdout(io.StringIO()):
                results = call(data)
    except pynnet.PynnetError as error:
        return [type(error).__name__, str(error)], []
    words = [str(warning.message) for warning in warned]
    kinds = [type(result).__module__.partition(".")[0] for result in results]
    return [*map(_plain, results), words], [kind for kind in kinds if kind != "numpy"]


def _plain(result: Any) -> Any:
    """Names and columns as Python has them, numbers as hex text, what is missing as None."""
    if isinstance(result, pd.Series):
        return [_items(result.tolist())]
    if isinstance(result, pd.DataFrame):
        columns = [_items(result.iloc[:, i].tolist()) for i in range(result.shape[1])]
        return list(map(str, result.columns)), columns
    if isinstance(result, np.ndarray):
        return [_items(result.ravel().tolist())]
    if isinstance(result, polars.DataFrame):
        return result.columns, [_items(column.to_list()) for column in result.get_columns()]
    if isinstance(result, (pyarrow.Table, pyarrow.RecordBatch)):
        return result.schema.names, [_items(column.to_pylist()) for column in result.columns]
    return [_items(result.to_list() if isinstance(result, polars.Series) else result.to_pylist())]


def _items(values: list[Any]) -> list[Any]:
    return [_item(value) for value in values]


def _item(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.hex() if isinstance(value, float) else value


def try_frames(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Make calls; how many ended how, and what differed."""
    r, counts, faults = random.Random(seed), Counter[str](), []
    while sum(counts.values()) < count:
        table = random_table(r)
        kind = r.choice(sorted(_ODD))
        n = len(table["columns"][0]["values"])
        table["columns"].append({"name": "odd", "type": kind, "values": _ODD[kind](r, n)})
        held = {name: hold(table) for name, hold in KINDS.items()}
        theirs = {True: _of_pandas(table), False: _of_pandas(table, ordered=False)}
        for _ in range(5):
            words, call = _random_call(r, table)
            expected = {ordered: _outcome(call, data)[0] for ordered, data in theirs.items()}
            for name, data in held.items():
                got, kinds = _outcome(call, data)
                same = got == expected[name != "polars"]
                root = "polars" if name == "polars" else "pyarrow"
                counts["error" if isinstance(got[0], str) else "result"] += 1
                if not same or not set(kinds) <= {root}:
                    faults.append(f"{name}: {words}\n  {got}\n  {expected[name != 'polars']}")
    return counts, faults


def main() -> int:
    """Run a campaign and print what differs."""
    count, seed = (int(word) for word in [*sys.argv[1:], *("10000", "1")[len(sys.argv) - 1 :]])
    counts, faults = try_frames(count, seed)
    for fault in faults[:20]:
        print(fault[:3000])
    print(dict(counts), f"{len(faults)} differ")
    return len(faults)


if __name__ == "__main__":
    sys.exit(bool(main()))
