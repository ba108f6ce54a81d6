"""Random objects, described so that R and Python can make the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from ...cases import Json

__all__ = ["is_known", "random_request"]

_WORDS = [
    *("a", "b", "Z", "no", "yes", "setosa", "versicolor", "(Intercept)", "my var", "x.1", "NA"),
    *(
        "",
        " ",
        "  lead",
        "trail ",
        "if",
        "TRUE",
        "_x",
        ".2",
        "...",
        "..1",
        "1",
        "0.5",
        "a-b",
        "`q`",
    ),
    *(
        'say "hi"',
        "it's",
        "back\\slash",
        "tab\t",
        "line\nbreak",
        "bell\a",
        "\x01",
        "\x7f",
        "\x1b[1m",
    ),
    *(
        "é",
        "e\u0301",
        "名",
        "名前",
        "ｗide",
        "한글",
        "\u1112\u1161\u11ab",
        "😀",
        "👩\u200d👧",
        "ß",
        "Ω",
    ),
    *("\u00ad", "\u00a0", "\u200b", "\u2028", "\ufeff", "नमस्ते", "שלום", "\ufffd", "\U0002070e"),
    *("averyveryverylongwordthatfillsmuchofaline", "two words and some more of them"),
]
_ZONES = ["UTC", "Europe/Berlin", "America/New_York"]
_MODES = ["logical", "integer", "numeric", "numeric", "character", "factor"]
_MODES += ["Date", "POSIXct", "complex"]
_ATOMIC = ["logical", "integer", "numeric", "numeric", "character", "complex"]


def random_request(r: random.Random, verb: str | None = None) -> Json:
    """An object, and how it is printed: by which verb, with which arguments and options."""
    usual = r.random() < 0.6
    verb = verb or r.choice(VERBS)
    x = _random_object(r, 0) if verb != "summary" else _random_with_summary(r)
    # Probabilities of tests are not R's in all bits.
    digits = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 17, 22] if "test" not in x else range(1, 11)
    return {
        "verb": verb,
        "arguments": _ARGUMENTS[verb](r),
        "object": x,
        "digits": 7 if usual else r.choice(digits),
        "width": 80 if usual else r.choice([10, 20, 33, 40, 60, 79, 100, 132, 200]),
        "max_print": 99_999 if r.random() < 0.9 else r.randint(1, 20),
        "quote": r.random() < 0.85,
    }


def _arguments_of_str(r: random.Random) -> Json:
    if r.random() < 0.6:
        return {}
    arguments = {
        "max.level": r.choice([0, 1, 2]),
        "vec.len": r.choice([0, 1, 2, 3, 5, 8, 20]),
        "digits.d": r.choice([1, 2, 4, 5, 7, 12, 15, 17]),
        "nchar.max": r.choice([17, 20, 30, 60]),
        "give.attr": False,
        "give.length": False,
        "width": r.choice([10, 20, 33, 50, 100, 150]),
        "list.len": r.choice([0, 1, 2, 3]),
        "comp.str": r.choice(["@ ", "", "$ "]),
    }
    return {name: arguments[name] for name in r.sample(sorted(arguments), r.choice([1, 1, 2, 3]))}


def _arguments_of_summary(r: random.Random) -> Json:
    if r.random() < 0.7:
        return {}
    arguments = {
        "maxsum": r.choice([1, 2, 3, 5]),
        "digits": r.choice([1, 2, 3, 5, 8, 12]),
        "quantile.type": r.randint(1, 9),
    }
    return {name: arguments[name] for name in r.sample(sorted(arguments), r.choice([1, 1, 2]))}


def _random_counts(r: random.Random) -> Json:
    """A table of cases, of which there is a test."""
    shape = _random_shape(r, r.choice([1, 2, 2, 3]))
    most = r.choice([1, 5, 20])
    values = [r.randint(not i, most) for i in range(prod(shape))]  # R cannot print that of none
    axes = [f"axis {i}" for i in range(len(shape))]
    labels = [[f"level {i}" for i in range(n)] for n in shape]
    table = {"kind": "table", "shape": shape, "mode": "integer", "values": values}
    return {**table, "labels": labels, "axes": axes, "test": True}


def _random_with_summary(r: random.Random) -> Json:
    """A vector, matrix, table or frame of what Python has an object for."""
    return r.choice(
        [
            lambda: _random_vector(r),
            lambda: _random_frame(r),
            lambda: _random_frame(r),
            lambda: _random_array(r, labelled=False),
            lambda: _random_counts(r),
        ]
    )()


_ARGUMENTS: dict[str, Callable[[random.Random], Json]] = {
    "print": lambda _: {},
    "str": _arguments_of_str,
    "summary": _arguments_of_summary,
}
VERBS = ["print", "print", "str", "summary"]


def _random_object(r: random.Random, depth: int) -> Json:
    """One of any kind; within lists only what Python has an object for."""
    makers: list[tuple[int, Callable[[], Json]]] = [
        (1, lambda: {"kind": "NULL"}),
        (12, lambda: _random_vector(r)),
        (6, lambda: _random_array(r, labelled=depth == 0)),
        (5, lambda: _random_table(r, plain=depth > 0)),
        (8, lambda: _random_frame(r)),
        (6 if depth < 3 else 0, lambda: _random_list(r, depth)),
    ]
    weights, functions = zip(*makers, strict=True)
    make: Callable[[], Json] = r.choices(functions, weights)[0]
    return make()


def _length(r: random.Random) -> int:
    return r.choice([0, 1, 1, 2, 3, 5, 8, 13, 30, 120])


def _random_vector(r: random.Random, n: int | None = None) -> Json:
    mode = r.choice(_MODES)
    n = _length(r) if n is None else n
    vector = {"kind": "vector", **_cells(r, mode, n), "how": r.choice(["plain", "column", "typed"])}
    if r.random() < 0.4:
        vector["names"] = _labels(r, n)
    is_array = vector["how"] == "plain" and "names" not in vector
    return _known(vector) if is_array else _without_nan(vector)


def _without_nan(cells: Json) -> Json:
    """The same for pandas, for which NaN is what is missing.

    Columns of days and of text are objects there: of none of them the kind is known.
    """
    others = cells.get("imaginary", cells["values"])
    pairs = zip(cells["values"], others, strict=True)
    values = [None if "nan" in pair else pair[0] for pair in pairs]
    cells = _known({**cells, "values": values})
    if cells["mode"] == "Date" and not values:
        cells["mode"] = "numeric"
    return cells


def _known(cells: Json) -> Json:
    """The same, truths where there are objects of no kind: NumPy and pandas know no more."""
    return cells if is_known(cells) else {**cells, "mode": "logical"}


def is_known(x: Json) -> bool:
    """Whether Python knows of what kind the values of an object are, and of its parts."""
    if not all(map(is_known, [*x.get("columns", ()), *x.get("items", ())])):
        return False
    is_object = x.get("mode") in ("Date", "character")
    is_object = is_object or (x.get("mode") == "integer" and x.get("how") != "typed")
    return not is_object or not x["values"] or any(value is not None for value in x["values"])


def _cells(r: random.Random, mode: str, n: int) -> Json:
    """Values of a mode, some of them missing in some."""
    cells: Json = {"mode": mode}
    if mode == "factor":
        levels = list(dict.fromkeys(_labels(r, r.choice([0, 1, 2, 3, 5, 12, 40]), missing=False)))
        cells |= {"levels": levels, "ordered": r.random() < 0.4}
        values: list[Any] = [r.choice(levels) if levels else None for _ in range(n)]
    elif mode == "character":
        values = _labels(r, n, missing=False)
    elif mode == "logical":
        values = [r.random() < 0.5 for _ in range(n)]
    elif mode == "integer":
        top = 10 ** r.randint(0, 9)
        values = [r.randint(-top * r.choice([0, 1]), top) for _ in range(n)]
    elif mode == "Date":
        values = [r.randint(-40_000, 60_000) for _ in range(n)]
    elif mode == "POSIXct":
        values = _moments(r, n)
        cells["zone"] = r.choice(_ZONES)
    else:
        values = [x.hex() for x in _numbers(r, n)]
    if mode == "complex":
        cells["imaginary"] = [x.hex() for x in _numbers(r, n)]
    share = r.choice([0, 0, 0.2, 1 if n < 4 else 0.5])
    return {**cells, "values": [None if r.random() < share else value for value in values]}


def _moments(r: random.Random, n: int) -> list[float]:
    unit = r.choice([1, 60, 3600, 86_400, 0.25])
    return [float(r.randint(-(10**9), 2 * 10**9) // max(unit, 1) * unit) for _ in range(n)]


def _numbers(r: random.Random, n: int) -> list[float]:
    style = r.choice(["normal", "tenths", "whole", "wide", "huge", "halves", "mixed", "close"])
    numbers = [_number(r, style) for _ in range(n)]
    if r.random() < 0.15:
        special = [float("nan"), float("inf"), float("-inf"), -0.0]
        numbers = [r.choice(special) if r.random() < 0.3 else x for x in numbers]
    return numbers


def _number(r: random.Random, style: str) -> float:
    if style == "mixed":
        style = r.choice(["normal", "tenths", "whole", "wide", "halves"])
    if style == "normal":
        return r.gauss(0, 1)
    if style == "tenths":
        return round(r.gauss(0, 20), r.randint(1, 3))
    if style == "whole":
        return float(r.randint(-6, 10 ** r.randint(1, 12)))
    if style == "wide":
        return r.gauss(0, 1) * 10.0 ** r.randint(-6, 8)
    if style == "huge":
        return r.gauss(0, 1) * 10.0 ** r.randint(-300, 300)
    if style == "halves":
        return (r.randint(0, 10**5) + 0.5) * 10.0 ** r.randint(-9, 3)
    return 1 + r.choice([-1, 1]) * 10.0 ** -r.randint(3, 12)


def _labels(r: random.Random, n: int, *, missing: bool = True) -> list[Any]:
    """Texts: plain ones, or all that can go wrong; some of them missing."""
    style = r.choice(["plain", "counted", "odd"])
    if style == "counted":
        stem = r.choice(["x", "row", "名", "long.name."])
        return [f"{stem}{i + 1}" for i in range(n)]
    words = _WORDS[:6] if style == "plain" else _WORDS
    labels: list[Any] = [r.choice(words) for _ in range(n)]
    if missing and style == "odd" and r.random() < 0.2:
        labels = [None if r.random() < 0.2 else label for label in labels]
    return labels


def _random_shape(r: random.Random, dimensions: int) -> list[int]:
    sizes = [0, 1, 2, 3, 4] if dimensions > 2 else [0, 1, 2, 3, 4, 6, 9, 30]
    weights = [0.3, *([2] * (len(sizes) - 1))]
    return r.choices(sizes, weights, k=dimensions)


def _random_array(r: random.Random, *, labelled: bool) -> Json:
    shape = _random_shape(r, r.choice([2, 2, 2, 3, 4]))
    array: Json = {"kind": "array", "shape": shape, **_cells(r, r.choice(_ATOMIC), prod(shape))}
    labels = [None] * len(shape)
    if labelled and r.random() < 0.5:
        labels = [_labels(r, n) if n and r.random() < 0.7 else None for n in shape]
        if any(labels) and r.random() < 0.4:
            array["axes"] = _axes(r, len(shape))
    return {**_known(array), "labels": labels}


def _axes(r: random.Random, n: int) -> list[str]:
    words = ["", "g", "truth", "名前", "a long name", "e\u0301"]
    return [r.choice(words) for _ in range(n)]


def _random_table(r: random.Random, *, plain: bool) -> Json:
    shape = _random_shape(r, r.choice([1, 1, 2, 2, 3]))
    labels = [_labels(r, n) for n in shape]
    cells = _cells(r, r.choice(["integer", "integer", "numeric"]), prod(shape))
    axes = _axes(r, len(shape))
    if plain:
        axes = [f"axis {i}" for i in range(len(shape))]
        one: Any = 1 if cells["mode"] == "integer" else "0x1p+0"
        cells["values"] = [one if v is None else v for v in cells["values"]]
    return _known({"kind": "table", "shape": shape, **cells, "labels": labels, "axes": axes})


def _random_frame(r: random.Random) -> Json:
    n, p = r.choice([0, 1, 2, 3, 5, 12, 40]), r.choice([0, 1, 2, 3, 5, 8, 20])
    columns = [_random_column(r, n) for _ in range(p)]
    frame: Json = {
        "kind": "frame",
        "n": n,
        "columns": columns,
        "names": _labels(r, p, missing=False),
    }
    if r.random() < 0.3:
        frame["rows"] = _unique(_labels(r, n, missing=False))
    return frame


def _random_column(r: random.Random, n: int) -> Json:
    return _without_nan({**_cells(r, r.choice(_MODES), n), "how": r.choice(["plain", "typed"])})


def _unique(labels: Sequence[str]) -> list[str]:
    """Names of rows, which are unique in R."""
    seen: dict[str, int] = {}
    unique = []
    for label in labels:
        count = seen[label] = seen.get(label, 0) + 1
        unique.append(label if count == 1 else f"{label}.{count}")
    return unique if len(set(unique)) == len(unique) else [str(i) for i in range(len(unique))]


def _random_list(r: random.Random, depth: int) -> Json:
    n = r.choice([0, 1, 2, 3, 4])
    items: Json = {"kind": "list", "items": [_random_object(r, depth + 1) for _ in range(n)]}
    if r.random() < 0.6:
        items["names"] = _list_names(r, n)
    return items


def _list_names(r: random.Random, n: int) -> list[Any]:
    """Names that a dict can hold: each once."""
    return list(dict.fromkeys([*_labels(r, n), *(f"x{i}" for i in range(n))]))[:n]
