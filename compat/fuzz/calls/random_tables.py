"""Random data sets: a column of every kind, numbers of every size, some with gaps."""

from __future__ import annotations

import importlib.util
import random

from ...cases import Json
from ...cases.data import DTYPES
from ..columns import column, covering, numbers

__all__ = ["random_table"]

_HELD = DTYPES if importlib.util.find_spec("pyarrow") else DTYPES[:-1]


def random_table(r: random.Random) -> Json:
    """A data set as the files of `data/` hold them; `dtypes` is how pandas holds it."""
    n = r.choice([r.randint(4, 8), *(r.randint(8, 40) for _ in range(8)), r.randint(60, 150)])
    letters = ["a", "b", "c", "d"][: r.randint(2, 4)]
    columns = [
        numbers("y", [r.random() for _ in range(n)]),
        numbers("y2", [r.gauss(0, 1) for _ in range(n)]),
        column("c", "factor", covering(r, n, letters), letters),
        column("b", "factor", covering(r, n, ["no", "yes"]), ["no", "yes"]),
        column("e", "factor", covering(r, n, ["p", "q", "r"]), ["p", "none", "q", "r"]),
        column("q", "ordered", covering(r, n, ["lo", "mid", "hi"]), ["lo", "mid", "hi"]),
        column("t", "character", covering(r, n, ["one", "two", "Three"])),
        column("flag", "logical", covering(r, n, [True, False])),
        numbers("n1", [float(r.randint(0, 6)) for _ in range(n)]),
        numbers("n2", [float(r.randint(0, 6)) for _ in range(n)]),
        numbers("n3", [float(r.randint(1, 6)) for _ in range(n)]),
        numbers("x", _any_numbers(r, n)),
        numbers("z", [round(r.gauss(1, 3), 1) for _ in range(n)]),
        numbers("w", [r.expovariate(1) + 0.01 for _ in range(n)]),
        column("k", "integer", [r.randint(1, 4) for _ in range(n)]),
        column("l", "logical", covering(r, n, [True, False])),
        column("g", "factor", covering(r, n, ["A", "B", "C"]), ["A", "B", "C"]),
        column("h", "factor", covering(r, n, ["lo", "hi"]), ["lo", "hi"]),
        column("o", "ordered", covering(r, n, ["L", "M", "H"]), ["L", "M", "H"]),
        column("ch", "character", covering(r, n, ["u", "v", "w x", "\u00e9"])),
        column("u", "factor", covering(r, n, ["p", "q"]), ["p", "zz", "q"]),
        column("wt", "integer", [r.randint(0, 3) for _ in range(n)]),
        numbers("my var", [r.uniform(-2, 2) for _ in range(n)]),
    ]
    if r.random() < 0.3:
        for one in r.sample(columns, r.randint(1, 3)):
            one["values"][r.randrange(n)] = None
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
