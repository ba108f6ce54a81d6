"""Formulas of the whole grammar that mean nothing: every function and form, with odd arguments.

    python -m compat.fuzz.formula.nonsense [formulas] [seed]
    python -m compat.fuzz.formula.nonsense [formulas] [seed] --calls

They can be read, so that what is evaluated is tried: blocks, functions of one's own, lists,
matrices, dates and patterns, on columns of every kind. Each must give what was asked for or an
error of pynnet's, within seconds of the processor's time and in bounded memory.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd

from pynnet import FitWarning, PynnetError, RWarning, model_frame, model_matrix, update_formula
from pynnet._formula import build_design
from pynnet._formula.evaluation.forms import FORMS
from pynnet._formula.functions import registry

from .nonsense_words import (
    BINARY,
    DATES,
    FITTING,
    FORMATS,
    FUNCTIONS,
    NAMES,
    NUMBERS,
    ODD_NAMES,
    TEXTS,
)
from .odd_arguments import odd_call

__all__ = ["TooLong", "Nonsense", "main", "try_nonsense"]

_SECONDS = 2.0  # of the processor's time, for a formula
_BYTES = 3 * 2**30  # more than the largest matrix a formula may make, and a copy of it
_LONGEST = 1500  # characters of a message, of which a formula may be the most
_SMALL, _LARGE = 12, 1000


class TooLong(BaseException):
    """A formula that takes too much of the processor's time: no code may catch it."""


def _columns(n: int) -> dict[str, Any]:
    """A column of every kind."""
    k = np.arange(n)
    texts = np.array(["a" * 40 + "!", "2020-02-29", "", "Zé", "3", "-1e5", "a.b|c", "0x1p3"], "O")
    gaps = texts[k % 8].copy()
    gaps[k % 5 == 1] = None
    return {
        "y": k / 7,
        "x": np.where(k % 6 == 4, np.nan, np.sin(k) * 10.0 ** (k % 4 * 3)),
        "z": np.array([np.inf, -np.inf, 0.0, -0.0, 1e308, 5e-324, -1.5])[k % 7],
        "k": k % 5,
        "l": pd.array([None if i % 4 == 3 else i % 2 == 0 for i in range(n)], dtype="boolean"),
        "t": texts[k % 8],
        "u": gaps,
        "g": pd.Categorical(np.array(list("abc"))[k % 3], categories=list("cabd")),
        "o": pd.Categorical(np.array(["lo", "hi"])[k % 2], categories=["lo", "hi"], ordered=True),
        "d": pd.date_range("1969-12-25", periods=n).to_numpy(),
        "m": np.column_stack([k / 3, k**2, -k]),
        "one": np.ones(n),
        "none": np.full(n, np.nan),
    }


_TABLES = {n: _columns(n) for n in (_SMALL, _LARGE)}
_CALLED = sorted(n for n in registry._FUNCTIONS if n[0].isalpha())
_FORMED = sorted(name for name in FORMS if name[0].isalpha() and name not in ("if", "switch"))


class Nonsense:
    """Writes formulas that can be read."""

    def __init__(self, r: random.Random) -> None:
        self.r = r

    def formula(self) -> str:
        """A whole formula."""
        r = self.r
        response = r.choice(["", "", "", "y", "g", self.anything(1)])
        terms = [self.anything(r.choice([1, 1, 2, 2, 3])) for _ in range(r.choice([1, 1, 1, 2]))]
        text = terms[0]
        for term in terms[1:]:
            text += r.choice([" + ", " + ", " * ", ":", " - ", " / ", " %in% "]) + term
        return f"{response} ~ {text}"

    def anything(self, depth: int) -> str:
        """An expression of any kind, mostly of columns."""
        r = self.r
        if depth == 0:
            odd = r.choice([NUMBERS, NUMBERS, TEXTS, FORMATS, DATES, ODD_NAMES])
            return r.choice(NAMES if r.random() < 0.7 else odd)
        writers: list[Callable[[int], str]] = [self.call] * 9
        writers += [self.form, self.binary, self.index, self.choice, self.block]
        return r.choice(writers)(depth - 1)

    def call(self, depth: int) -> str:
        """A call of a function of columns, with what it needs and some of the rest."""
        r = self.r
        function = registry.find_function(r.choice(_CALLED))
        needed = {f for f in function.formals if f == "..." or f in function.required}
        some = {f for f in function.formals if r.random() < 0.2}
        if r.random() < 0.05:
            needed, some = some, set()
        given = [f for f in function.formals if f in needed | some]
        behind = "..." in function.formals
        written = []
        for i, formal in enumerate(given):
            in_turn = not behind and given[: i + 1] == list(function.formals[: i + 1])
            named = formal != "..." and not (in_turn and r.random() < 0.7)
            value = self.argument(formal, depth)
            written.append(f"{formal} = {value}" if named else value)
            if formal == "..." and r.random() < 0.4:
                written.append(self.argument(formal, depth))
        return f"{function.name}({', '.join(written)})"

    def argument(self, formal: str, depth: int) -> str:
        """What an argument is given."""
        fitting = FITTING.get(formal)
        fits = fitting is not None and self.r.random() < 0.8
        return self.r.choice(fitting) if fitting and fits else self.anything(depth)

    def form(self, depth: int) -> str:
        """A call of what takes functions, or makes lists."""
        r = self.r
        given = [self.anything(depth) for _ in range(r.randint(1, 2))]
        given.insert(r.randint(0, len(given)), r.choice([r.choice(FUNCTIONS), self.anything(0)]))
        name = r.choice(_FORMED)
        if name == "list":
            given = [f"{r.choice('abx')} = {value}" for value in given]
        return f"{name}({', '.join(given)})"

    def binary(self, depth: int) -> str:
        """Two expressions with an operator between them."""
        r = self.r
        if r.random() < 0.2:
            return f"({r.choice('-!+')}{self.anything(depth)})"
        return f"({self.anything(depth)} {r.choice(BINARY)} {self.anything(depth)})"

    def index(self, depth: int) -> str:
        """Elements of an expression."""
        r = self.r
        of, at = self.anything(depth), self.anything(depth)
        ends = [f"[{at}]", f"[[{at}]]", "$a", f"[, {at}]", f"[{at}, ]", f"[{at}, 1]", "[]"]
        return f"{of}{r.choice([*ends, f'[{at}, drop = FALSE]', f'[-{at}]'])}"

    def choice(self, depth: int) -> str:
        """One of several expressions."""
        test, yes, no = (self.anything(depth) for _ in range(3))
        return self.r.choice(
            [
                f"(if ({test}) {yes} else {no})",
                f"(if ({test}) {yes})",
                f"switch({test}, a = {yes}, {no})",
                f"switch({test}, a = , b = {yes})",
                f"ifelse({test}, {yes}, {no})",
            ]
        )

    def block(self, depth: int) -> str:
        """A function that is called where it stands, or a chain."""
        a, b, c = (self.anything(depth) for _ in range(3))
        name = self.r.choice(["v", "x", "c", "T", "mean"])
        return self.r.choice(
            [
                f"(function({name}) {{w <- {a}; {name} <- {b}; {name}}})({c})",
                f"(function({name} = {a}, w) {name})({b})",
                f"(\\({name}) {a})({name} = {b})",
                f"(function(f) f(f))(function(f) {{{a}; f({b})}})",
                f"(function(v) {{g <- function(w) v; g({a})}})({b})",
                f"({a} |> {self.r.choice(_CALLED)}())",
                f"(function(s) Reduce(function(p, q) paste0(p, p), s))({a})",
                f"sapply({a}, function(v) sapply({b}, function(w) {c}))",
            ]
        )


# What becomes of them ---------------------------------------------------------------------------


def _ask(r: random.Random, formula: str, data: Mapping[str, Any]) -> str:
    """Ask for one of the things that are made of formulas; name it."""
    what = r.choice(["matrix", "matrix", "new rows", "new rows", "variables", "update"])
    if what == "matrix":
        model_matrix(formula, data, env="untrusted" if r.random() < 0.5 else None)
    elif what == "variables":
        model_frame(formula, data)
    elif what == "update":
        update_formula(update_formula(formula, "~ . + x"), "~ . - x")
    else:
        design = build_design(formula, data)
        rows = np.array(r.choice([[0], [0, 1], [3, 2, 1, 0], range(9), []]), dtype=int)
        design.spec.design({name: column[rows] for name, column in data.items()})
    return what


def _too_long(_: int, __: FrameType | None) -> None:
    raise TooLong


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    """End what takes longer than this of the processor's time, in the main thread."""
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


_PEAK, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _peak() -> int:
    """Most bytes of memory since `_forget_peak`; 0 where the system does not say."""
    if not _PEAK.exists():
        return 0
    line = next(line for line in _PEAK.read_text().splitlines() if line.startswith("VmHWM"))
    return 1024 * int(line.split()[1])


def _forget_peak() -> None:
    if _RESET.exists():
        _RESET.write_text("5")


def _outcome(
    r: random.Random, formula: str, data: Mapping[str, Any], seconds: float
) -> tuple[str, str | None]:
    """What becomes of a formula, and what is wrong with it."""
    wrong = None
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            with _timed(seconds):
                outcome = _ask(r, formula, data)
        except PynnetError as error:
            outcome, text = type(error).__name__, str(error)
            text.encode()
            if len(text) > _LONGEST + 2 * len(formula):
                wrong = f"a message of {len(text)} characters"
        except TooLong:
            outcome, wrong = "too long", f"more than {seconds} seconds"
        except Exception as error:
            outcome, wrong = "foreign", f"{type(error).__name__}: {error}"
    for warning in seen:
        if not issubclass(warning.category, (RWarning, FitWarning)):
            wrong = f"{warning.category.__name__}: {warning.message} ({warning.filename})"
    return outcome, wrong


def _whole_formula(r: random.Random) -> str:
    return Nonsense(r).formula()


def try_nonsense(
    number: int,
    seed: int,
    seconds: float = _SECONDS,
    write: Callable[[random.Random], str] = _whole_formula,
) -> tuple[Counter[str], list[str]]:
    """Try formulas; return counts of outcomes, and a line for each with which something is wrong.

    Each formula has a seed of its own, which its line tells; `write` writes it.
    """
    counts: Counter[str] = Counter()
    faults: list[str] = []
    most = 0
    for own in range(seed, seed + number):
        formula, outcome, wrong, peak = _try_one(own, seconds, write)
        counts[outcome] += 1
        most = max(most, peak)
        if wrong is not None:
            faults.append(f"{wrong} | seed {own} | {formula}")
    counts["most memory, in MB"] = most // 10**6
    return counts, faults


def _try_one(
    seed: int, seconds: float, write: Callable[[random.Random], str]
) -> tuple[str, str, str | None, int]:
    """A formula, its outcome, what is wrong with it, and the memory that it took."""
    r = random.Random(seed)
    formula = write(r)
    data = _TABLES[_LARGE if r.random() < 0.1 else _SMALL]
    before = {name: np.array(column, copy=True) for name, column in data.items()}
    _forget_peak()
    start, began = _peak(), time.process_time()
    outcome, wrong = _outcome(r, formula, data, seconds)
    took, peak = time.process_time() - began, _peak() - start
    changed = [name for name, column in data.items() if not _same(column, before[name])]
    if changed:
        wrong = f"{changed[0]!r} was changed"
    if took > seconds and wrong is None:
        wrong = f"{took:.1f} seconds"
    if peak > _BYTES:
        wrong = f"{peak // 10**6} MB"
    return formula, outcome, wrong, peak


def _same(column: Any, before: np.ndarray) -> bool:
    now = np.asarray(column)
    if now.dtype == object:
        return all(a is b or a == b for a, b in zip(now.ravel(), before.ravel(), strict=True))
    return now.tobytes() == before.tobytes()


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("formulas", type=int, nargs="?", default=20_000, help="how many")
    parser.add_argument("seed", type=int, nargs="?", help="of the first; default a new one")
    parser.add_argument("--calls", action="store_true", help="a call with one odd argument each")
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    counts, faults = try_nonsense(
        options.formulas, seed, write=odd_call if options.calls else _whole_formula
    )
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    print(f"{len(faults):>8}  went wrong", *faults[:200], sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
