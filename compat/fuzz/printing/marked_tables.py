"""Prints random tables of tests with stars, here and in R: the same characters.

python -m compat.fuzz.printing.marked_tables [number] [seed]
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from pynnet import Anova, options

__all__ = ["print_tables"]

_SECONDS = 300
_HEADING = ("Likelihood ratio test\n", "Model 1: a")
_NAMES = ("#Df", "LogLik", "Df", "Chisq", "Pr(>Chisq)")
_R = """
shown <- function(digits, ...) {
  options(digits = digits)
  x <- setNames(data.frame(...), c("#Df", "LogLik", "Df", "Chisq", "Pr(>Chisq)"))
  heading <- c("Likelihood ratio test\\n", "Model 1: a")
  print(structure(x, heading = heading, class = c("anova", "data.frame")))
  cat("@@\\n")
}
"""


def main() -> None:
    """Run a campaign and print what differs."""
    number, seed = (int(word) for word in (*sys.argv[1:], "2000", "1")[:2])
    for pair in print_tables(number, seed):
        print(*pair, sep="\n")


def print_tables(number: int, seed: int) -> list[tuple[str, str]]:
    """Return the texts that differ: R's, and pynnet's."""
    source = random.Random(seed)
    tables = [_random_table(source) for _ in range(number)]
    theirs = _printed_by_r(tables)
    ours = [_printed_here(digits, columns) for digits, columns in tables]
    return [pair for pair in zip(theirs, ours, strict=True) if pair[0] != pair[1]]


def _random_table(s: random.Random) -> tuple[int, list[list[float | None]]]:
    n = s.choice([1, 1, 2, 3, 10])
    later: list[list[float | None]] = [
        [None, *(float(s.randrange(-9, 20)) for _ in range(n))],
        [None, *(abs(_statistic(s)) for _ in range(n))],
        [None, *(_probability(s) for _ in range(n))],
    ]
    first: list[list[float | None]] = [
        [float(s.randrange(1, 200)) for _ in range(n + 1)],
        [-abs(_statistic(s)) for _ in range(n + 1)],
    ]
    return s.choice([7, 7, 7, 4, 5, 10]), first + later


def _statistic(s: random.Random) -> float:
    wide = s.gauss(0, 1) * 10.0 ** s.randrange(-6, 8)
    return s.choice([wide, round(s.uniform(0, 500), s.randrange(4)), float(s.randrange(100))])


def _probability(s: random.Random) -> float:
    power = 10.0 ** -s.uniform(0, 20)
    ends = [0.0, 1.0, 10.0 ** -s.randrange(18), round(s.random(), s.randrange(1, 5))]
    return s.choice([s.random(), s.random() ** 8, power, *ends])


def _printed_by_r(tables: list[tuple[int, list[list[Any]]]]) -> list[str]:
    calls = [
        f"shown({digits}, {', '.join(f'c({_numbers(column)})' for column in columns)})"
        for digits, columns in tables
    ]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "tables.R")
        script.write_text("\n".join([_R, *calls]), encoding="utf-8")
        command = ["Rscript", "--vanilla", str(script)]
        environment = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        ran = subprocess.run(
            ["env", *(f"{k}={v}" for k, v in environment.items()), *command],
            check=True, timeout=_SECONDS, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    return ran.stdout.split("@@\n")[:-1]


def _numbers(column: list[Any]) -> str:
    return ", ".join("NA_real_" if x is None else x.hex() for x in column)


def _printed_here(digits: int, columns: list[list[Any]]) -> str:
    table = pd.DataFrame(dict(zip(_NAMES, columns, strict=True)), dtype=float)
    with options(digits=digits):
        return f"{Anova(table.set_axis(range(1, len(table) + 1)), _HEADING)}\n"


if __name__ == "__main__":
    main()
