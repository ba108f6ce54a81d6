"""The tables of docs/performance.md; its text is in performance.md beside this file."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from statistics import geometric_mean, median

import numpy as np
import pandas as pd
import scipy

import pynnet

from .limits import Machine, Share
from .measure import VARIANTS, Growth, Memory, Race, Timing
from .peers import Contest, installed
from .workloads import LARGE, WORKLOADS

__all__ = [
    "filled",
    "headline",
    "of_calls",
    "of_contests",
    "of_growth",
    "of_machine",
    "of_memory",
    "of_models",
    "of_rates",
    "of_shares",
    "of_times",
    "table",
]


def filled(tables: dict[str, str]) -> str:
    """Text of the page, with the tables in their places."""
    text = Path(__file__).with_name("performance.md").read_text(encoding="utf-8")
    for name, table in tables.items():
        place = f"<!-- {name} -->\n"
        if place not in text:
            raise LookupError(f"performance.md has no place for {name}")
        text = text.replace(place, table)
    return text


def headline(timings: list[Timing]) -> str:
    """The quotients in a sentence, for this page and README.md."""
    quotients = [t.ratio("1 thread") for t in timings]
    least, mean, most = min(quotients), geometric_mean(quotients), max(quotients)
    text = (
        f"On {len(timings)} calls from small to large R takes {least:.1f} to {most:.1f} times as "
        f"long as pynnet with one thread, {mean:.1f} times in the geometric mean"
    )
    shared = [t.ratio("2 threads") for t in timings if t.workload in map(WORKLOADS.get, LARGE)]
    if shared:
        text += f", and {min(shared):.1f} times or more on the largest with two threads"
    return f"{text}.\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table: words in the first column, numbers in the others."""
    names = list(head)
    lines = [names, ["---"] + ["---:"] * (len(names) - 1), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def _brief(number: float) -> str:
    """Three digits, or all before the point."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _ms(seconds: float) -> str:
    return _brief(seconds * 1e3)


def _mib(size: float) -> str:
    return f"{size / 2**20:.1f}"


def of_calls(timings: list[Timing]) -> str:
    """R's time by pynnet's, and whether all bits are equal."""
    head = ["call", "weights", "evaluations", *(f"R ÷ {name}" for name in VARIANTS), "bits"]
    rows = [
        [
            t.workload.title,
            t.n_weights,
            t.evaluations,
            *(_quotient(t, name) for name in VARIANTS),
            "=" if t.equal else "≠",
        ]
        for t in timings
    ]
    for name, of in (("geometric mean", geometric_mean), ("least", min)):
        quotients = (of([t.ratio(who) for t in timings]) for who in VARIANTS)
        rows.append([f"**{name}**", "", "", *(f"**{q:.2f}**" for q in quotients), ""])
    return table(head, rows)


def _quotient(timing: Timing, who: str) -> str:
    low, high = timing.spread(who)
    return f"{timing.ratio(who):.2f} ({low:.2f}–{high:.2f})"


def of_times(timings: list[Timing]) -> str:
    """Milliseconds of whole calls, and of reading their results."""
    head = ["call", "rounds", "R", *VARIANTS, "fitted values"]
    times = table(
        head,
        (
            [
                t.workload.title,
                len(t.seconds["R"]),
                *(_ms(t.median(who)) for who in ("R", *VARIANTS)),
                _ms(median(t.reading["1 thread"])),
            ]
            for t in timings
        ),
    )
    read = [t.ratio("1 thread", reading=True) for t in timings]
    return (
        f"{times}\nWith them, R ÷ 1 thread has the geometric mean {geometric_mean(read):.2f}; "
        f"the least is {min(read):.2f}.\n"
    )


def of_contests(contests: list[Contest]) -> str:
    """Other libraries, to pynnet's criterion."""
    head = ["call", "library", "pynnet, ms", "library, ms", "library ÷ pynnet"]
    rows = []
    for c in contests:
        ours, theirs = zip(*c.seconds, strict=True)
        rows.append(
            [
                c.workload.title,
                c.library,
                _ms(median(ours)),
                _ms(median(theirs)),
                f"{c.ratio:.1f}",
                f"{c.reached} of {len(c.seconds)}",
                f"{c.excess:.3f}",
            ]
        )
    return table([*head, "reached", "criterion"], rows)


def of_models(races: list[Race]) -> str:
    """Multinomial models with their standard errors."""
    head = ["model", "program", "fit, ms", "standard errors, ms", "÷ pynnet", "-log L", "R's bits"]
    rows = [
        [
            race.title if name == "R" else "",
            name,
            _ms(race.seconds(name, "fit")),
            "" if name == "scikit-learn" else _ms(race.seconds(name, "errors")),
            f"{race.ratio(name):.1f}",
            f"{race.value(name):.6f}",
            ("=" if race.equal else "differ") if name == "pynnet" else "",
        ]
        for race in races
        for name in race.answers
    ]
    return table(head, rows)


def of_growth(growths: list[Growth]) -> str:
    """How time grows."""
    head = ["what grows", "from", "to", "R's exponent", "pynnet's", "R ÷ pynnet, first", "last"]
    rows = []
    for g in growths:
        pairs = zip(g.seconds["R"], g.seconds["1 thread"], strict=True)
        quotients = [theirs / ours for theirs, ours in pairs]
        slopes = (g.slope(who) for who in ("R", "1 thread"))
        rows.append(
            [
                g.what,
                f"{g.sizes[0]:,}",
                f"{g.sizes[-1]:,}",
                *(f"{number:.2f}" for number in (*slopes, quotients[0], quotients[-1])),
            ]
        )
    return table(head, rows)


def of_memory(memories: list[Memory]) -> str:
    """Peak memory in MiB."""
    head = ["call", "data, MiB", "R", "kernel", "NumPy", "R ÷ kernel", "R ÷ NumPy"]
    rows = (
        [
            m.workload.title,
            _mib(m.data),
            *(_mib(peak) for peak in m.peaks.values()),
            *(f"{m.peaks['R'] / m.peaks[name]:.2f}" for name in ("C", "NumPy")),
        ]
        for m in memories
    )
    return table(head, rows)


def of_rates(rates: Machine) -> str:
    """What the machine does at best."""
    rows = {
        f"multiplication and addition, {rates.lanes:.0f} at a time": rates.multiply_and_add,
        "division, `1 / (1 + e)`": rates.divide,
        "the kernel's `exp`": rates.kernel_exp,
        "the C library's `exp`": rates.library_exp,
        "bytes read from memory": rates.read_memory,
    }
    return table(["", "billions a second"], ([name, f"{r:.2f}"] for name, r in rows.items()))


def of_shares(limited: dict[str, list[Share]]) -> str:
    """How near the kernel comes to that."""
    head = ["call: part", "10⁶ sums", "10⁶ divisions", "10⁶ `exp`s", "ms", "limit, ms", "share"]
    rows = (
        [
            f"{title}: {share.part}",
            *(_brief(count / 1e6) for count in share.operations),
            _ms(share.seconds),
            _ms(share.limit),
            f"{share.limit / share.seconds:.0%}",
        ]
        for title, shares in limited.items()
        for share in shares
    )
    return table(head, rows)


def of_machine(versions: dict[str, str], seconds: float) -> str:
    """What ran, on which machine."""
    libraries = {"NumPy": np, "SciPy": scipy, "pandas": pd}
    rows = {
        "command": f"`python -m compat.bench`, {seconds / 60:.1f} minutes",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver())}",
        "compiler": _first_line("cc", "--version"),
        "R": f"{versions['R']}, nnet {versions['nnet']}",
        "pynnet": pynnet.__version__,
        "Python": ", ".join(
            [platform.python_version(), *(f"{k} {v.__version__}" for k, v in libraries.items())]
        ),
        "others": ", ".join(f"{name} {v}" for name, v in installed().items()) or "none",
    }
    return table(["", "what"], rows.items()).replace("---:", "---")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    name = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    flags = re.search(r"^flags\s*: (.*)$", text, re.MULTILINE)
    vectors = {"avx2", "fma", "avx512f"} & set(flags[1].split() if flags else ())
    return ", ".join([name[1] if name else platform.processor(), *sorted(vectors)])


def _first_line(*command: str) -> str:
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return printed.splitlines()[0]
