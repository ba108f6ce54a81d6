"""Random calls of ``nnet`` and ``multinom`` over random mixed frames, written as cases."""

from __future__ import annotations

import random
from typing import Any

from ...cases import Case, Json
from .random_methods import random_methods

__all__ = ["random_multinom", "random_nnet", "right_hand_side"]

_NUMBERS = ("x", "z", "w", "k", "`my var`")
_TERMS = (
    "x", "z", "w", "k", "l", "g", "h", "o", "ch", "u", "x:z", "x*g", "I(x^2)", "log(w)",
    "poly(z, 2)", "factor(k)", "scale(x)", "g:h", "l*z", "offset(w)", "I(x > 0)", "cut(z, 3)",
    "I(z - 1)", "`my var`", "h/x", "(x + z + g)^2", "sqrt(w)", "g %in% h", "ns(z, 2)", "bs(z)",
    "ifelse(x > 0, 'pos', 'neg')", "ordered(k)", "o:x", "C(g, sum)", "interaction(h, l)",
)  # fmt: skip
_CONTRASTS = ("contr.sum", "contr.helmert", "contr.treatment", "contr.poly", "contr.SAS")


def right_hand_side(r: random.Random) -> str:
    """The right-hand side of a formula."""
    if r.random() < 0.03:
        return r.choice(["1", "0", "-1", "x - 1", "0 + g", "x + x", "x - x"])
    if r.random() < 0.04:
        return r.choice([". - y", ". - e - t - u", ".", "x + .:z"])
    terms = r.sample(_TERMS, r.choice([1, 1, 2, 2, 3]))
    return " + ".join(terms) + r.choice(["", "", "", "", " - 1"])


def _rows(r: random.Random, n: int) -> list[int]:
    first = r.randint(1, n)
    return [first, r.choice([first, r.randint(first, n), n])]


def _subset(r: random.Random, n: int) -> Json:
    kind = r.random()
    if kind < 0.4:
        return {"positions": r.sample(range(1, n + 1), r.randint((n + 1) // 2, n))}
    if kind < 0.5:
        return {"range": [1, r.randint(n // 2 + 1, n)]}
    return {"mask": "l" if kind < 0.6 else [r.random() < 0.8 for _ in range(n)]}


def _weights(r: random.Random, n: int) -> Json:
    choices = [0, 1, 2, 0.5, 3]
    lists = [r.choice(choices) for _ in range(n)], [r.choice([1e6, 1, 1e-6]) for _ in range(n)]
    return r.choice(["wt", "w", *lists])


def _common(r: random.Random, n: int, *, formula: bool) -> dict[str, Json]:
    """Arguments that ``nnet`` and ``multinom`` share."""
    given: dict[str, Json] = {"maxit": r.choice([0, 1, 2, 5, 10, 30])}
    further: list[tuple[float, str, Any]] = [
        (0.4, "decay", lambda: r.choice([0, 0.01, 0.1, 1])),
        (0.25, "weights", lambda: _weights(r, n)),
        (0.15, "Hess", lambda: True),
        (0.1, "reltol", lambda: r.choice([1e-4, 1e-12, 0])),
        (0.1, "abstol", lambda: r.choice([0.5, 3])),
        (0.05, "trace", lambda: False),
        (0.05, "MaxNWts", lambda: r.choice([3, 10, 20, 5000])),
    ]
    if formula:
        contrasts = {r.choice("ggho"): r.choice(_CONTRASTS)}
        further += [
            (0.2, "subset", lambda: _subset(r, n)),
            (0.25, "na.action", lambda: r.choice(["na.omit", "na.exclude", "na.fail"])),
            (0.1, "contrasts", lambda: contrasts),
        ]
    given |= {name: make() for chance, name, make in further if r.random() < chance}
    return given


def _predictions(r: random.Random, name: str, n: int, types: list[str]) -> list[Json]:
    asked: list[Json] = [{"type": kind} for kind in types if r.random() < 0.7]
    if r.random() < 0.6:
        rows = {"data": name, "rows": _rows(r, n)}
        asked.append({"newdata": rows, "type": r.choice(types)})
    if r.random() < 0.1:
        asked.append({"newdata": {"frame": _new_frame(r)}, "type": r.choice(types)})
    for request in asked:
        request["seed"] = r.randint(1, 99)
    return asked


def _new_frame(r: random.Random) -> Json:
    """New rows as text, numbers and truths, with values that may not have been fitted."""
    rows = r.randint(1, 3)
    values: dict[str, list[Any]] = {
        "x": [-0.5, 0.25, 3], "z": [0, 1.5, 2], "w": [0.5, 1, 2], "k": [1, 2, 3],
        "l": [True, False, True], "g": ["A", "B", "A"], "h": ["lo", "hi", "lo"],
        "o": ["L", "M", "L"], "ch": ["u", "v", "u"], "u": ["p", "q", "q"], "my var": [0, 1, -1],
    }  # fmt: skip
    odd = r.random()
    if odd < 0.2:
        values["g"] = ["A", "new", "B"]
    elif odd < 0.4:
        values[r.choice(["x", "z"])][0] = None
    elif odd < 0.5:
        del values[r.choice(sorted(values))]
    return {name: column[:rows] for name, column in values.items()}


def _flags(r: random.Random, *, classes: bool) -> dict[str, Json]:
    """Which criterion; for classes the formula chooses it, and R stops at most of these."""
    if r.random() < (0.05 if classes else 0.5):
        return {r.choice(["linout", "linout", "entropy", "softmax", "censored"]): True}
    return {"softmax": True, "entropy": True} if r.random() < 0.01 else {}


def _about_weights(r: random.Random, args: dict[str, Json], number: int | None) -> None:
    """Start weights, weights kept as they are, and decay of each; `number` of them, if known."""
    count = number if number is not None else r.randint(2, 12)
    if r.random() < 0.05:
        count += r.choice([-1, 1])
    if count < 1 or r.random() > (0.25 if number is not None else 0.02):
        return
    if r.random() < 0.6:
        args["Wts"] = [round(r.gauss(0, 1), 3) for _ in range(count)]
    if r.random() < 0.4:
        args["mask"] = [r.random() < 0.7 for _ in range(count)]
    if r.random() < 0.3:
        args["decay"] = [r.choice([0, 0.01, 0.1]) for _ in range(number or count)]


def random_nnet(r: random.Random, case_id: str, name: str, table: Json) -> Case:
    """A call of ``nnet`` with a formula or with arrays."""
    n = len(table["columns"][0]["values"])
    case: Case = {"id": case_id, "data": name, "seed": r.randint(1, 9999)}
    formula = r.random() < 0.7
    args: dict[str, Json] = {"size": r.choice([0, 1, 1, 2, 3, 5])}
    args |= _common(r, n, formula=formula)
    if r.random() < (0.9 if args["size"] == 0 else 0.3):
        args["skip"] = True
    if r.random() < 0.2:
        args["rang"] = r.choice([0, 0.1, 2])
    shape = (_formula_case if formula else _array_case)(r, case, args, n)
    _about_weights(r, args, None if shape is None else _number_of_weights(*shape, args))
    case["args"] = args
    return case


def _number_of_weights(inputs: int, outputs: int, args: dict[str, Json]) -> int:
    size = args["size"]
    hidden = (inputs + 1) * size + (size + 1) * outputs if size else outputs
    return hidden + (inputs * outputs if args.get("skip") else 0)


def _formula_case(
    r: random.Random, case: Case, args: dict[str, Json], n: int
) -> tuple[int, int] | None:
    """Put in a formula; return the numbers of inputs and outputs, if that is easy to say."""
    classes = r.random() < 0.55
    if classes:
        response = r.choice(["c", "c", "b", "e", "q", "factor(k)", "factor(t)", "as.factor(l)"])
    else:
        response = r.choice(
            ["y", "y", "y2", "flag", "cbind(y, y2)", "log(w)", "k", "class.ind(c)", "I(y > 0.5)",
             "cbind(n1, n2, n3)", "t"]
        )  # fmt: skip
    simple = r.random() < 0.4
    chosen = r.sample(_NUMBERS, r.randint(1, 3))
    case["formula"] = f"{response} ~ {' + '.join(chosen) if simple else right_hand_side(r)}"
    args |= _flags(r, classes=classes)
    case["predict"] = _predictions(r, case["data"], n, ["raw", "class"] if classes else ["raw"])
    outputs = {"y": 1, "y2": 1, "log(w)": 1, "cbind(y, y2)": 2, "b": 1, "q": 3, "e": 3}
    return (len(chosen), outputs[response]) if simple and response in outputs else None


def _array_case(
    r: random.Random, case: Case, args: dict[str, Json], n: int
) -> tuple[int, int] | None:
    """Put in x and y; the numbers of inputs and outputs, if that is easy to say."""
    inputs = r.choice([["x"], ["x", "z"], ["w", "z", "x"], ["k", "z"], ["my var", "w"]])
    form = r.choice(["matrix", "matrix", "unnamed", "frame"])
    case["x"] = inputs if form == "matrix" else {form: inputs}
    y = r.choice(
        ["y", "y2", ["y", "y2"], {"class.ind": "c"}, ["n1", "n2", "n3"], {"unnamed": ["y", "y2"]},
         "flag", {"frame": ["y", "y2"]}, {"class.ind": "b"}, "k"]
    )  # fmt: skip
    case["y"] = y
    args |= _flags(r, classes=False)
    case["predict"] = [{"type": kind} for kind in ("raw", "class") if r.random() < 0.7]
    if r.random() < 0.6:
        rows = {"data": case["data"], "rows": _rows(r, n), "columns": inputs, "matrix": True}
        case["predict"].append({"type": "raw", "newdata": rows})
    for request in case["predict"]:
        request["seed"] = r.randint(1, 99)
    case["nnet_hess"] = r.random() < 0.2
    outputs = 1 if isinstance(y, str) else 2 if y in (["y", "y2"],) else None
    return None if outputs is None else (len(inputs), outputs)


def random_multinom(r: random.Random, case_id: str, name: str, table: Json) -> Case:
    """A call of ``multinom``, and methods of its result."""
    n = len(table["columns"][0]["values"])
    args = _common(r, n, formula=True)
    if r.random() < 0.2:
        args["summ"] = r.choice([0, 1, 2, 3])
    if r.random() < 0.1:
        args["censored"] = True
    if r.random() < 0.05:
        args["model"] = True
    response = r.choice(
        ["c", "c", "c", "b", "e", "q", "t", "flag", "cbind(n1, n2, n3)", "cbind(n1, n2)",
         "factor(k)", "class.ind(g)", "cbind(lo = n1, hi = n3)", "I(x > 0)"]
    )  # fmt: skip
    simple, chosen = r.random() < 0.3, r.sample(_NUMBERS, r.randint(1, 2))
    right = " + ".join(chosen) if simple else right_hand_side(r)
    if simple and response in ("b", "q") and r.random() < 0.3:
        classes, inputs = (1 if response == "b" else 3), len(chosen) + 1
        args["Wts"] = [round(r.gauss(0, 1), 3) for _ in range(classes * (inputs + 1))]
    formula = f"{response} ~ {right}"
    return {
        "id": case_id,
        "data": name,
        "formula": formula,
        "args": args,
        "seed": r.randint(1, 9999),
        "predict": _predictions(r, name, n, ["class", "probs"]),
        "methods": random_methods(r),
    }
