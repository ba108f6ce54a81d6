"""Random searches for hyperparameters: pynnet and live e1071 side by side.

``python -m compat.fuzz.searches [number] [seed]`` compares so many searches: errors, dispersions,
what is chosen, the weights of the best model, and the next random number, all in hexadecimal. A
difference is printed with the R and the Python code that show it.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from ..compare.live import r_compared, run_r

__all__ = ["compare", "main"]

_AT_ONCE = 100  # searches in one run of R
_ERRORS = {  # R's, Python's
    "mean absolute": ("function(t, p) max(abs(t - p))", lambda t, p: float(np.abs(t - p).max())),
    "third wrong": (
        "function(t, p) sum(t != p) / 3",
        lambda t, p: float(np.count_nonzero(t != p)) / 3,
    ),
}
_HEAD = """import numpy as np, pandas as pd
from pynnet import *
"""


@dataclass(frozen=True)
class _Search:
    """One call, in both languages."""

    seed: int
    n: int
    response: str  # number, classes, two classes or logical
    formula: bool
    missing: bool
    weights: bool
    error: str | None
    short: bool  # tune.nnet
    ranges: dict[str, list[float]]
    control: dict[str, Any]

    @property
    def is_class(self) -> bool:
        return "class" in self.response

    def r(self) -> str:
        """The call in R."""
        levels = 3 if self.response == "classes" else 2
        y = {
            "number": "runif(n)",
            "logical": "runif(n) < d$x",
        }.get(self.response, f"factor(letters[sample({levels}, n, TRUE)])")
        lines = [
            f"set.seed({self.seed}); n <- {self.n}; d <- data.frame(x = runif(n), z = runif(n))",
            f"d$y <- {y}",
            "w <- sample(3, n, TRUE)",
        ]
        if self.missing:
            lines.append("d$x[4] <- NA; w <- w[-4]; d <- d[-4, ]")
        first = (
            "y ~ x + z, data = d"
            if self.formula
            else f"d[, c('x', 'z')], {'class.ind(d$y)' if self.is_class else 'd$y'}"
        )
        control = [f"{name} = {_r(value)}" for name, value in self.control.items()]
        if self.error is not None:
            control.append(f"error.fun = {_ERRORS[self.error][0]}")
        ranges = [f"{name} = c({', '.join(map(_r, v))})" for name, v in self.ranges.items()]
        further = ["trace = FALSE"]
        if self.weights:
            further.append("weights = w")
        if not self.is_class:
            further.append("linout = TRUE")
        if self.short:
            arguments = [first, *ranges, *further]
            function = "tune.nnet"
        else:
            function, listed = "tune", f"ranges = list({', '.join(ranges)})"
            predict = ["predict.func = function(...) predict(..., type = 'class')"]
            arguments = ["nnet", first, listed, *further, *(predict if self.is_class else [])]
        tunecontrol = f"tunecontrol = tune.control({', '.join(control)})"
        call = f"{function}({', '.join(arguments)}, {tunecontrol})"
        return "\n".join([*lines, call])

    def python(self) -> str:
        """The call in Python."""
        levels = 3 if self.response == "classes" else 2
        y = {"number": "s.runif(n)", "logical": 's.runif(n) < d["x"].to_numpy()'}.get(
            self.response, f'pd.Categorical(np.array(list("abc"))[s.sample({levels}, n, True) - 1])'
        )
        lines = [
            f's = RRandom({self.seed}); n = {self.n}; d = pd.DataFrame({{"x": s.runif(n), '
            '"z": s.runif(n)})',
            f'd["y"] = {y}',
            "w = s.sample(3, n, True)",
        ]
        if self.missing:
            lines.append("w = np.delete(w, 3); d = d.drop(index=3)")
        first = '"y ~ x + z", d' if self.formula else 'd[["x", "z"]], d["y"]'
        control = [f"{name.replace('.', '_')}={value!r}" for name, value in self.control.items()]
        if self.error is not None:
            control.append("error_fun=error")
        ranges = repr(self.ranges)
        further = ["weights=w"] if self.weights else []
        if not self.is_class:
            further.append("linout=True")
        head = (
            f"tune_nnet({first}, **{ranges}"
            if self.short
            else (f'tune("nnet", {first}, ranges={ranges}')
        )
        call = f"{', '.join([head, *further])}, control=tune_control({', '.join(control)}), seed=s)"
        return "\n".join([*lines, f"found = {call}"])


def _r(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _search(rng: random.Random) -> _Search:
    """Write a search."""
    response = rng.choice(["number", "classes", "two classes", "logical"])
    is_class = "class" in response
    error = None
    if response == "logical" or rng.random() < 0.3:
        error = "third wrong" if is_class else "mean absolute"
    ranges: dict[str, list[float]] = {"size": rng.sample([1, 2, 3], rng.randint(1, 2))}
    if rng.random() < 0.7:
        ranges["decay"] = rng.sample([0, 0.001, 0.01, 0.1, 1], rng.randint(1, 3))
    short = rng.random() < 0.5
    if not short and rng.random() < 0.4:
        ranges["maxit"] = rng.sample([1, 2, 5, 20, 100], rng.randint(1, 2))
    sampling = rng.choice(["cross", "fix", "bootstrap"])
    control: dict[str, Any] = {"sampling": sampling, "nrepeat": rng.randint(1, 3)}
    if sampling == "cross":
        control["cross"] = rng.choice([2, 3, 5, 10])
    elif sampling == "fix":
        control["fix"] = rng.choice([0.5, 0.75, 2 / 3])
    else:
        control |= {"nboot": rng.randint(1, 4), "boot.size": rng.choice([0.5, 0.9, 1.0])}
    if len(ranges) > 1 and rng.random() < 0.3:
        control["random"] = rng.randint(1, 5)
    formula = is_class or rng.random() < 0.6
    return _Search(
        rng.randrange(10**6), rng.choice([20, 30, 41, 60]), response, formula,
        rng.random() < 0.2, rng.random() < 0.15, error, short, ranges, control,
    )  # fmt: skip


def _run(search: _Search) -> dict[str, Any]:
    space: dict[str, Any] = {"error": None if search.error is None else _ERRORS[search.error][1]}
    exec(_HEAD, space)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(search.python(), space)
    except pynnet.PynnetError as error:
        return {"error": str(error)}
    found = space["found"]
    table: pd.DataFrame = found.performances
    return {
        "errors": _hex(table["error"]),
        "dispersions": _hex(table["dispersion"]),
        "best": _hex(found.best_parameters.values()),
        "performance": _hex([found.best_performance]),
        "wts": _hex(found.best_model.wts),
        "rows": [str(row) for row in table.index],
        "next_number": _hex(space["s"].runif(1)),
        "lacks_a_class": search.is_class
        and any(
            space["d"]["y"].iloc[rows].nunique() < space["d"]["y"].nunique()
            for rows in found.train_ind
        ),
    }


def _hex(values: Any) -> list[str]:
    return [float(value).hex() for value in values]


def _same(theirs: dict[str, Any], ours: dict[str, Any]) -> str | None:
    """What differs; None if nothing does."""
    if "error" in theirs or "error" in ours:
        both = "error" in theirs and "error" in ours
        return None if both else f"R: {theirs.get('error')}; here: {ours.get('error')}"
    for name, said in theirs.items():
        value = ours[name]
        if name != "rows":
            said = ["nan" if v in ("NA", "NaN") else float.fromhex(v).hex() for v in said]
        if said != value:
            return f"{name}: R {said}, here {value}"
    return None


def _known_difference(search: _Search, ours: dict[str, Any]) -> str | None:
    """The entry of docs/differences.md that a search is subject to."""
    if search.weights and not search.formula:
        return "D59: R gives the weights of other rows, or stops"
    if ours.get("lacks_a_class"):
        return "D5: R shifts the labels where a class has no rows"
    return None


def compare(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Compare so many searches.

    Returns
    -------
    counts : Counter
        How often what happened.
    differences : list of str
        Each with code to paste.
    """
    r_compared()  # an R with another BLAS is refused in words
    rng, counts, differences = random.Random(seed), Counter[str](), list[str]()
    left = number
    while left > 0:
        searches = [_search(rng) for _ in range(min(left, _AT_ONCE))]
        left -= len(searches)
        for search, theirs in zip(searches, _run_r(searches), strict=True):
            ours = _run(search)
            differs = _same(theirs, ours)
            kind = "both stop" if "error" in theirs else "all bits equal"
            if differs is not None and (known := _known_difference(search, ours)) is not None:
                differs, kind = None, known
            counts[kind if differs is None else "different"] += 1
            if differs is not None:
                differences.append(f"# {differs}\n{search.r()}\n\n{_HEAD}{search.python()}\n")
    return counts, differences


def _run_r(searches: list[_Search]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        calls, results = Path(folder) / "calls.R", Path(folder) / "results.json"
        texts = ",\n".join(f"function() {{\n{search.r()}\n}}" for search in searches)
        calls.write_text(f"calls <- list({texts})\n", encoding="utf-8")
        run_r("fuzz/searches.R", calls, results)
        answers: list[dict[str, Any]] = json.loads(results.read_text(encoding="utf-8"))
    return answers


def main() -> int:
    """Compare, and print what differs."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"{number} searches, seed {seed}")
    counts, differences = compare(number, seed)
    print(dict(counts))
    for difference in differences:
        print(difference)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
