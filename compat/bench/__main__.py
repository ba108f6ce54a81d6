"""How fast: R and pynnet in turn, other libraries, models, growth, memory, the machine's limit.

    python -m compat.bench                      everything, some eight minutes; writes the page
    python -m compat.bench --quick              a few calls, half a minute; prints
    python -m compat.bench --only calls memory --workloads iris-2 large-20 --rounds 9

Prints the tables; if nothing was left out, writes docs/performance.md, and its first sentence into
README.md. Needs R with nnet, MASS
and jsonlite, and the compiled kernel; scikit-learn and PyTorch take part where they are installed.
The exit status is 1 if a bit differs from R.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from .. import CHECKOUT
from . import page
from .limits import LIMITED, machine, shares
from .measure import Timing, Workers, grow, remember
from .multinom import MODELS, race
from .peers import contest
from .workloads import GROWTH, LARGE, PEERS, WORKLOADS

__all__ = ["main"]

TARGET = CHECKOUT / "docs" / "performance.md"
README = CHECKOUT / "README.md"
_SECTIONS = ("calls", "peers", "models", "growth", "memory", "limits")
_QUICK = ("iris-2", "rock", "boston-10", "large-20")
_SECONDS = 20.0  # for the rounds of one workload
_BUSY = 0.3  # processes that wait for a core


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m compat.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a few calls, three rounds")
    parser.add_argument("--only", nargs="+", choices=_SECTIONS, help="parts of the page")
    parser.add_argument("--workloads", nargs="+", choices=list(WORKLOADS), help="calls to time")
    parser.add_argument("--rounds", type=int, default=51, help="most rounds of a call")
    options = parser.parse_args()
    options.whole = not (options.quick or options.only or options.workloads)
    options.only = options.only or (("calls",) if options.quick else _SECTIONS)
    options.workloads = options.workloads or (_QUICK if options.quick else list(WORKLOADS))
    options.rounds = 3 if options.quick else options.rounds
    return options


class _Tables(dict[str, str]):
    """Tables by their place on the page, printed as they come."""

    def __setitem__(self, name: str, table: str) -> None:
        super().__setitem__(name, table)
        print(f"{name}:\n{table}", flush=True)


def _measure(options: argparse.Namespace, directory: Path) -> tuple[dict[str, str], list[Timing]]:
    """Measure what was asked for; the tables, and the timings of whole calls."""
    started = time.monotonic()
    tables, timings = _Tables(), []
    with Workers(directory) as workers:
        versions = workers.versions()
        if "calls" in options.only:
            timings = [
                workers.time(WORKLOADS[name], options.rounds, _SECONDS)
                for name in options.workloads
            ]
            tables["headline"] = page.headline(timings)
            tables["calls"] = page.of_calls(timings)
            tables["times"] = page.of_times(timings)
        if "growth" in options.only:
            tables["growth"] = page.of_growth([grow(workers, what, 5) for what in GROWTH])
    if "memory" in options.only:
        memories = [remember(WORKLOADS[name], directory) for name in LARGE]
        tables["memory"] = page.of_memory(memories)
    if "peers" in options.only:
        contests = [one for workload in PEERS.values() for one in contest(workload, 3, directory)]
        tables["peers"] = page.of_contests(contests)
    if "models" in options.only:
        tables["models"] = page.of_models([race(model, 3, directory) for model in MODELS])
    if "limits" in options.only:
        rates = machine()
        tables["rates"] = page.of_rates(rates)
        limited = {WORKLOADS[name].title: shares(WORKLOADS[name], rates) for name in LIMITED}
        tables["limits"] = page.of_shares(limited)
    tables["machine"] = page.of_machine(versions, time.monotonic() - started)
    return tables, timings


def _write_headline(sentence: str) -> None:
    """Write the sentence under its mark in README.md."""
    text = README.read_text(encoding="utf-8")
    before, mark, after = text.partition("<!-- the next line is from docs/performance.md -->\n")
    if not mark:
        raise LookupError("README.md has no place for the headline")
    README.write_text(before + mark + sentence + after.partition("\n")[2], encoding="utf-8")


def main() -> int:
    """Measure, print, and write the page if nothing was left out."""
    options = _options()
    load = os.getloadavg()[0]
    if load > _BUSY:
        print(f"the machine is busy (load {load:.1f}): do not trust the times", file=sys.stderr)
    with tempfile.TemporaryDirectory() as directory:
        tables, timings = _measure(options, Path(directory))
    if options.whole:
        TARGET.write_text(page.filled(tables), encoding="utf-8")
        _write_headline(tables["headline"])
    return 0 if all(timing.equal for timing in timings) else 1


if __name__ == "__main__":
    sys.exit(main())
