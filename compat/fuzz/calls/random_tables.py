"""Random data sets: a column of every kind, numbers of every size, some with gaps."""

from __future__ import annotations

import importlib.util
import random
from typing import Any

from ...cases import Json
from ...cases.data import DTYPES

__all__ = ["random_table"]

_HELD = DTYPES if importlib.util.find_spec("pyarrow") else DTYPES[:-1]


def random_table(r: random.Random) -> Json:
    """A data set as the files of `data/` hold them; `dtypes` is how pandas holds it."""
    n = r.choice([r.randint(4, 8), *(r.randint(8, 40) for _ in range(8)), r.randint(60, 150)])
    letters = ["a", "b", "c", "d"][: r.randint(2, 4)]
    columns = [
        _numbers("y", [r.random() for _ in range(n)]),
        _numbers("y2", [r.gauss(0, 1) for _ in range(n)]),
        _column("c", "factor", _covering(r, n, letters), letters),
        _column("b", "factor", _covering(r, n, ["no", "yes"]), ["no", "yes"]),
        _column("e", "factor", _covering(r, n, ["p", "q", "r"]), ["p", "none", "q", "r"]),
        _column("q", "ordered", _covering(r, n, ["lo", "mid", "hi"]), ["lo", "mid", "hi"]),
        _column("t", "character", _covering(r, n, ["one", "two", "Three"])),
        _column("flag", "logical", _covering(r, n, [True, False])),
        _numbers("n1", [float(r.randint(0, 6)) for _ in range(n)]),
        _numbers("n2", [float(r.randint(0, 6)) for _ in range(n)]),
        _numbers("n3", [float(r.randint(1, 6)) for _ in range(n)]),
        _numbers("x", _any_numbers(r, n)),
        _numbers("z", [round(r.gauss(1, 3), 1) for _ in range(n)]),
        _numbers("w", [r.expovariate(1) + 0.01 for _ in range(n)]),
        _column("k", "integer", [r.randint(1, 4) for _ in range(n)]),
        _column("l", "logical", _covering(r, n, [True, False])),
        _column("g", "factor", _covering(r, n, ["A", "B", "C"]), ["A", "B", "C"]),
        _column("h", "factor", _covering(r, n, ["lo", "hi"]), ["lo", "hi"]),
        _column("o", "ordered", _covering(r, n, ["L", "M", "H"]), ["L", "M", "H"]),
        _column("ch", "character", _covering(r, n, ["u", "v", "w x", "\u00e9"])),
        _column("u", "factor", _covering(r, n, ["p", "q"]), ["p", "zz", "q"]),
        _column("wt", "integer", [r.randint(0, 3) for _ in range(n)]),
        _numbers("my var", [r.uniform(-2, 2) for _ in range(n)]),
    ]
    if r.random() < 0.3:
        for column in r.sample(columns, r.randint(1, 3)):
            column["values"][r.randrange(n)] = None
    names = [f"row {i}" for i in range(n)] if r.random() < 0.2 else None
    return {"row_names": names, "columns": columns, "dtypes": r.choice(_HELD)}


def _any_numbers(r: random.Random, n: int) -> list[float]:
    """Numbers of usual size; now and then large, small, whole, or all the same."""
    style = r.choice(["usual"] * 8 + ["large", "small", "whole", "constant", "zeros"])
    if style == "constant":
        return [r.choice([1.0, 2.5])] * n
    if style == "zeros":
        return [0.0] * n
    size = {"large": 1e4, "small": 1e-6}.get(style, 1.0)
    values = [size * r.gauss(0, 1) for _ in range(n)]
    return [float(round(3 * v)) for v in values] if style == "whole" else values


def _column(name: str, kind: str, values: list[Any], levels: list[str] | None = None) -> Json:
    given: Json = {"name": name, "type": kind, "values": values}
    return given if levels is None else {**given, "levels": levels}


def _numbers(name: str, values: list[float]) -> Json:
    return _column(name, "numeric", [v.hex() for v in values])


def _covering(r: random.Random, n: int, values: list[Any]) -> list[Any]:
    """Random values among which each appears, where there are rows enough."""
    drawn = [*values[:n], *(r.choice(values) for _ in range(n - len(values)))]
    r.shuffle(drawn)
    return drawn
