"""Hostile calls and formulas: nothing that was not offered may run, hang or crash.

    python -m compat.fuzz.hostile [calls] [seed]

Nine of ten calls are of the whole API, see `compat.fuzz.hostile.api`; the tenth is a formula.

Formulas are put together from fragments of R, of Python and of noise, and real ones are mutated.
Each must give a matrix or one of pynnet's errors, within `--seconds`, in bounded memory. Traps are
laid: a function and an object that the formula must not reach, and an audit hook that watches
what the interpreter opens, imports, compiles and starts. The exit status is 1 if any is sprung.
"""

from __future__ import annotations

import argparse
import random
import time
import types
import warnings
from collections import Counter
from typing import Any

import numpy as np

from pynnet import PynnetError, model_matrix

from ..watching import Sprung, watch_from_now_on, watched
from .api import paste, try_calls

__all__ = ["main", "try_formulas"]

_WATCHED = (
    "compile",
    "exec",
    "open",
    "os.",
    "subprocess.",
    "socket.",
    "import",
    "ctypes.",
    "shutil.",
)
_DATA = {
    "y": np.arange(6.0),
    "x": np.array([0.5, -1.0, 2.0, np.nan, 3.0, 1e300]),
    "g": np.array(["a", "b", "a", "c", "b", "c"]),
    "__class__": np.ones(6),
    "été": np.arange(6.0) ** 2,
}
_FRAGMENTS = [
    *("y", "x", "g", "~", "+", "-", "*", "/", "^", ":", "%in%", "%%", "%/%", "(", ")", "[", "]"),
    *(",", ".", "1", "0", "2", "1e308", "1e999", "-1", "0x1p99999", "1L", "99999999999999999999"),
    *("NULL", "NA", "TRUE", "Inf", "NaN", "log(", "poly(x,", "bs(x,", "ns(", "scale(", "cut(x,"),
    *("factor(", "C(g,", "interaction(", "c(", "1:", "x[", "ifelse(", "paste(", "rep(", "round(x,"),
    *("quantile(x,", "df=", "degree=", "knots=", "breaks=", "base=", "raw=TRUE", "how.many="),
    *("__import__('os')", "`__import__`('os')", "os.system('true')", "`os`", "eval(", "exec('1')"),
    *("open('/etc/passwd')", "x.__class__", "`x`$`__class__`", "getattr(x, 'data')", "globals()"),
    *("lambda: 0", "trap(x)", "trap", "`trap`(1)", "secret", "secret$value", "sys", "print(x)"),
    *(
        "numpy",
        "np.ones(3)",
        "__builtins__",
        "`__builtins__`",
        "function(x) x",
        "{",
        "}",
        ";",
        "\\",
    ),
    *(
        "'",
        '"',
        "`",
        "\x00",
        "\n",
        "\t",
        "#",
        "é",
        "été",
        "变量",
        "\u202e",
        "\U0001f600",
        "ﬀ",
        "\ud800",
    ),
    *(
        "$",
        "@",
        "::",
        ":::",
        "base::",
        "os::system(",
        "|>",
        "<-",
        "->",
        "=",
        "==",
        "!",
        "&",
        "|",
        "?",
    ),
    *("'\\u{110000}'", "'\\x'", '"\\"', "`a b`", "..", "...", "_", "1_000", "1e", "0x", "%", "%a%"),
]
_REAL = [
    "y ~ x + g",
    "y ~ poly(x, 2) * g - 1",
    "log(y + 1) ~ bs(y, df = 4) + C(g, sum) + offset(x)",
    "y ~ . ^ 2 - x:g",
    "y ~ ifelse(x > 0, paste0(g, 'z'), g) / cut(y, 3)",
    "y ~ I(x %% 2) + y[1:6] + interaction(g, x > 0)",
]


def _trap(*_: Any) -> None:
    raise Sprung("a function that was not offered was called")


# As if it were imported: the user must pass it to offer it.
_imported_trap = types.FunctionType(_trap.__code__, {"Sprung": Sprung})


class _Secret:
    """An object whose attributes must not be read."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__") or name in ("dtype", "shape", "ndim"):
            return object.__getattribute__(self, name)
        raise Sprung(f"the attribute {name} was read")


def _formula(r: random.Random) -> str:
    """One hostile formula."""
    shape = r.random()
    if shape < 0.45:
        return "y ~ " + "".join(
            r.choice(_FRAGMENTS) + r.choice(["", " "]) for _ in range(r.randint(1, 12))
        )
    if shape < 0.8:
        return _mutated(r, r.choice(_REAL))
    if shape < 0.9:
        return "".join(chr(r.randrange(1, 0x3000)) for _ in range(r.randint(1, 40)))
    return _huge(r)


def _mutated(r: random.Random, formula: str) -> str:
    """A formula with pieces cut out, doubled, or put in."""
    for _ in range(r.randint(1, 4)):
        i = r.randrange(len(formula) + 1)
        j = min(len(formula), i + r.randint(0, 6))
        formula = r.choice(
            [
                formula[:i] + formula[j:],
                formula[:j] + formula[i:],
                formula[:i] + r.choice(_FRAGMENTS) + formula[i:],
            ]
        )
    return formula


def _huge(r: random.Random) -> str:
    """A formula that asks for much: depth, width, or numbers."""
    n = r.choice([50, 200, 3000])
    return r.choice(
        [
            "y ~ " + "(" * n + "x" + ")" * n,
            "y ~ " + "log(" * n + "x" + ")" * n,
            "y ~ " + "-" * n + "x",
            "y ~ " + " + ".join(f"v{i}" for i in range(n)),
            "y ~ " + " + ".join(["x"] * n),
            "y ~ (" + " + ".join(f"I(x^{i})" for i in range(30)) + f")^{n}",
            "y ~ " + " * ".join(f"I(x + {i})" for i in range(n)),
            "y ~ " + "x^2" * n,
            "y ~ x[" + "1:" * n + "2]",
            f"y ~ poly(x, {10**n if n < 100 else 10**9}, raw = TRUE)",
            f"y ~ poly(y, y, y, y, y, y, y, y, degree = {n}, raw = TRUE)",
            f"y ~ bs(y, df = {10**9})",
            f"y ~ cut(y, {10**9})",
            "y ~ I(" + "1:1e5 + " * min(n, 200) + "x)",
            "y ~ c(" + ", ".join(["1:1e5"] * min(n, 200)) + ")",
            "y ~ interaction(" + ", ".join(["g"] * n) + ")",
            "y ~ paste0(" + ", ".join(["g"] * n) + ")",
            "y ~ contr.sum(1e6)",
            "y ~ contr.poly(3000)",
            "y ~ '" + "a" * 100_000,
            "y ~ `" + "a" * 100_000 + "`",
            "y ~ " + "1" * 100_000,
            "y ~ 0x" + "f" * 100_000,
            "y ~ round(x, 1e308) + round(x, -1e308)",
            "y ~ I(10^(10^(10^x)))",
        ]
    )


def try_formulas(number: int, seed: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """Try hostile formulas; return counts of outcomes, and a line for each trap sprung."""
    watch_from_now_on()
    r = random.Random(seed)
    counts: Counter[str] = Counter()
    sprung: list[str] = []
    slowest = 0.0
    model_matrix("y ~ poly(y, 2) + g", _DATA)  # what is imported late is imported now
    for _ in range(number):
        formula = _formula(r)
        began = time.process_time()  # whatever else the machine does
        try:
            counts[_outcome(formula, r.random() < 0.5)] += 1
        except Exception as error:
            sprung.append(f"{type(error).__name__}: {error} | {formula[:200]!r}")
        took = time.process_time() - began
        slowest = max(slowest, took)
        if took > seconds:
            sprung.append(f"{took:.1f} seconds | {formula[:200]!r}")
    counts["slowest, in milliseconds"] = round(1000 * slowest)
    return counts, sprung


def _outcome(formula: str, closed: bool) -> str:
    """What becomes of a formula; anything but a matrix or an error of pynnet's is raised."""
    secret, trap = _Secret(), _imported_trap  # in reach of whoever looks at the caller's variables
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with watched(_WATCHED):
                model_matrix(formula, _DATA, env={} if closed else None)
        except PynnetError as error:
            return type(error).__name__
    del secret, trap
    return "a matrix"


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("calls", type=int, nargs="?", default=20_000, help="how many")
    parser.add_argument("seed", type=int, nargs="?", help="of the random calls; default a new one")
    parser.add_argument("--seconds", type=float, default=5, help="that a formula may take")
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    n_formulas = options.calls // 10
    counts, sprung = try_formulas(n_formulas, seed, options.seconds)
    _print_counts("formulas", counts)
    calls, failures = try_calls(options.calls - n_formulas, seed)
    _print_counts("calls", calls)
    print(f"{len(sprung) + len(failures):>8}  went wrong")
    for line in sprung[:20]:
        print(line)
    for call, wrong in failures[:20]:
        print(f"# {wrong}", *paste(call), sep="\n")
    return int(bool(sprung or failures))


def _print_counts(title: str, counts: Counter[str]) -> None:
    print(title)
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
