"""Random small data for caret's functions: classes, numbers, inputs of every kind, odd columns."""

from __future__ import annotations

import random

from ...cases import Json
from ..columns import column, covering, numbers

__all__ = ["classes_of", "number_of_rows", "random_table"]

_CLASSES = (("a", "b"), ("yes", "no"), ("lo", "mid", "hi"), ("C", "A", "B"), ("p", "q", "r", "s"))
_ODD = (("1", "2"), ("a b", "c-d"), ("x", "if", "z"))  # no names of columns in R


def random_table(r: random.Random) -> Json:
    """A data set as the files of `data/` hold them."""
    n = r.choice([r.randint(8, 14), *(r.randint(15, 40) for _ in range(5)), r.randint(60, 90)])
    levels = list(r.choice(_CLASSES if r.random() < 0.9 else _ODD))
    columns = [
        column("c", "factor", _classes(r, n, levels), levels),
        column("t", "character", covering(r, n, ["one", "two", "Three"])),
        numbers("y", _response(r, n)),
        numbers("x", [r.gauss(0, 1) for _ in range(n)]),
        numbers("z", [round(r.gauss(3, 2), 1) for _ in range(n)]),
        numbers("p", [r.expovariate(1) + 0.01 for _ in range(n)]),
        column("k", "integer", [r.randint(1, 4) for _ in range(n)]),
        column("l", "logical", covering(r, n, [True, False])),
        column("g", "factor", covering(r, n, ["A", "B", "C"]), ["B", "A", "C"]),
        column("o", "ordered", covering(r, n, ["L", "M", "H"]), ["L", "M", "H"]),
        numbers("one", [r.choice([1.0, 0.3])] * n),
        numbers("rare", [1.0 if k == n // 2 else 0.0 for k in range(n)]),
        numbers("my var", [r.uniform(-2, 2) for _ in range(n)]),
        numbers("m", [None if r.random() < 0.1 else r.gauss(0, 2) for _ in range(n)]),
        column("w", "integer", [r.randint(1, 3) for _ in range(n)]),
        numbers("v", [r.choice([0.5, 1.0, 2.0, 0.0]) for _ in range(n)]),
    ]
    return {"row_names": None, "columns": columns, "dtypes": "usual"}


def number_of_rows(table: Json) -> int:
    """How many rows a table has."""
    return len(table["columns"][0]["values"])


def classes_of(table: Json) -> list[str]:
    """The classes of its response."""
    return list(table["columns"][0]["levels"])


def _classes(r: random.Random, n: int, levels: list[str]) -> list[str]:
    """Each class several times, but for a rare one now and then."""
    if r.random() < 0.15:
        rare, *others = r.sample(levels, len(levels))
        return covering(r, n, [rare, *(r.choice(others) for _ in range(n - 1))])
    return covering(r, n, levels * 3)


def _response(r: random.Random, n: int) -> list[float]:
    """Numbers; now and then with ties, few, large, or all the same."""
    style = r.choice(["usual"] * 5 + ["ties", "ties", "few", "large", "constant", "tail"])
    if style == "constant":
        return [2.5] * n
    if style == "few":
        return [float(r.randint(0, 2)) for _ in range(n)]
    if style == "tail":
        return [r.choice([0.0, 0.0, 0.0, r.expovariate(1)]) for _ in range(n)]
    drawn = [r.gauss(0.5, 1) for _ in range(n)]
    size = 1e4 if style == "large" else 1.0
    return [round(v, 1) if style == "ties" else size * v for v in drawn]
