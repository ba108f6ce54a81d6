"""Random calls of ``nnet`` and ``multinom`` over random mixed frames, written as cases."""

from __future__ import annotations

import random
from typing import Any

from ..cases import Case, Json

__all__ = ["random_multinom", "random_nnet", "random_table"]

_PREDICTORS = ("x", "z", "w", "k", "l", "g", "h", "o", "ch", "u")
_TERMS = (
    "x", "z", "w", "k", "l", "g", "h", "o", "ch", "x:z", "x*g", "I(x^2)", "log(w)", "poly(z, 2)",
    "factor(k)", "scale(x)", "g:h", "l*z", "offset(w)", "I(x > 0)", "cut(z, 3)", "I(z - 1)",
)  # fmt: skip


def random_table(r: random.Random) -> Json:
    """A data set as the files of `data/` hold them: a column of every kind, some with gaps."""
    n = r.randint(8, 40)
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
        _numbers("x", [r.gauss(0, 1) for _ in range(n)]),
        _numbers("z", [round(r.gauss(1, 3), 1) for _ in range(n)]),
        _numbers("w", [r.expovariate(1) + 0.01 for _ in range(n)]),
        _column("k", "integer", [r.randint(1, 4) for _ in range(n)]),
        _column("l", "logical", _covering(r, n, [True, False])),
        _column("g", "factor", _covering(r, n, ["A", "B", "C"]), ["A", "B", "C"]),
        _column("h", "factor", _covering(r, n, ["lo", "hi"]), ["lo", "hi"]),
        _column("o", "ordered", _covering(r, n, ["L", "M", "H"]), ["L", "M", "H"]),
        _column("ch", "character", _covering(r, n, ["u", "v", "w x"])),
        _column("u", "factor", _covering(r, n, ["p", "q"]), ["p", "zz", "q"]),
        _column("wt", "integer", [r.randint(0, 3) for _ in range(n)]),
    ]
    if r.random() < 0.3:
        for column in r.sample(columns, 2):
            column["values"][r.randrange(n)] = None
    names = [f"row {i}" for i in range(n)] if r.random() < 0.2 else None
    return {"row_names": names, "columns": columns}


def _column(name: str, kind: str, values: list[Any], levels: list[str] | None = None) -> Json:
    given: Json = {"name": name, "type": kind, "values": values}
    return given if levels is None else {**given, "levels": levels}


def _numbers(name: str, values: list[float]) -> Json:
    return _column(name, "numeric", [v.hex() for v in values])


def _covering(r: random.Random, n: int, values: list[Any]) -> list[Any]:
    """Random values among which each appears."""
    drawn = [*values, *(r.choice(values) for _ in range(n - len(values)))]
    r.shuffle(drawn)
    return drawn


def _right_hand_side(r: random.Random) -> str:
    if r.random() < 0.03:
        return r.choice(["1", "0", "-1", "x - 1", "0 + g"])
    terms = r.sample(_TERMS, r.randint(1, 3))
    return " + ".join(terms) + r.choice(["", "", "", "", " - 1"])


def _rows(r: random.Random, n: int) -> list[int]:
    first = r.randint(1, n)
    return [first, r.randint(first, n)]


def _subset(r: random.Random, n: int) -> Json:
    if r.random() < 0.5:
        return {"positions": r.sample(range(1, n + 1), r.randint(n // 2, n))}
    return {"mask": [r.random() < 0.8 for _ in range(n)]}


def _common(r: random.Random, n: int, *, formula: bool) -> dict[str, Json]:
    """Arguments that ``nnet`` and ``multinom`` share."""
    given: dict[str, Json] = {"maxit": r.choice([0, 1, 2, 5, 10, 30])}
    if r.random() < 0.4:
        given["decay"] = r.choice([0, 0.01, 0.1, 1])
    if r.random() < 0.25:
        given["weights"] = r.choice(["wt", "w", [r.choice([0, 1, 2, 0.5]) for _ in range(n)]])
    if r.random() < 0.15:
        given["Hess"] = True
    if r.random() < 0.1:
        given["reltol"] = r.choice([1e-4, 1e-12])
    if r.random() < 0.1:
        given["abstol"] = r.choice([0.5, 3])
    if formula and r.random() < 0.2:
        given["subset"] = _subset(r, n)
    if formula and r.random() < 0.2:
        given["na.action"] = r.choice(["na.omit", "na.exclude", "na.fail"])
    if formula and r.random() < 0.1:
        given["contrasts"] = {"g": r.choice(["contr.sum", "contr.helmert", "contr.treatment"])}
    return given


def _predictions(r: random.Random, name: str, n: int, types: list[str]) -> list[Json]:
    asked: list[Json] = [{"type": kind} for kind in types if r.random() < 0.7]
    if r.random() < 0.6:
        rows = {"data": name, "rows": _rows(r, n)}
        asked.append({"newdata": rows, "type": r.choice(types)})
    for request in asked:
        request["seed"] = r.randint(1, 99)
    return asked


def random_nnet(r: random.Random, case_id: str, name: str, table: Json) -> Case:
    """A call of ``nnet`` with a formula or with arrays."""
    n = len(table["columns"][0]["values"])
    formula = r.random() < 0.7
    args = {"size": r.choice([0, 1, 1, 2, 3]), **_common(r, n, formula=formula)}
    if r.random() < 0.3:
        args["skip"] = True
    for flag in ("linout", "entropy", "softmax", "censored"):
        if r.random() < 0.15:
            args[flag] = True
    if r.random() < 0.2:
        args["rang"] = r.choice([0, 0.1, 2])
    case: Case = {"id": case_id, "data": name, "args": args, "seed": r.randint(1, 9999)}
    if formula:
        response = r.choice(["y", "y2", "c", "b", "e", "q", "t", "flag", "cbind(y, y2)", "log(w)"])
        case["formula"] = f"{response} ~ {_right_hand_side(r)}"
        types = ["raw", "class"] if response in ("c", "b", "e", "q") else ["raw"]
        case["predict"] = _predictions(r, name, n, types)
    else:
        case["x"] = r.choice([["x"], ["x", "z"], ["w", "z", "x"], {"unnamed": ["x", "z"]}])
        case["y"] = r.choice(["y", "y2", ["y", "y2"], {"class.ind": "c"}, ["n1", "n2", "n3"]])
        case["predict"] = [{"type": "raw"}]
    return case


def random_multinom(r: random.Random, case_id: str, name: str, table: Json) -> Case:
    """A call of ``multinom``."""
    n = len(table["columns"][0]["values"])
    args = _common(r, n, formula=True)
    if r.random() < 0.2:
        args["summ"] = r.choice([0, 1, 2, 3])
    if r.random() < 0.1:
        args["censored"] = True
    response = r.choice(["c", "c", "c", "b", "e", "q", "t", "flag", "cbind(n1, n2, n3)"])
    return {
        "id": case_id,
        "data": name,
        "formula": f"{response} ~ {_right_hand_side(r)}",
        "args": args,
        "seed": r.randint(1, 9999),
        "predict": _predictions(r, name, n, ["class", "probs"]),
    }
