"""Random calls of ``nnet`` and ``multinom``: what R gives against what pynnet gives, in all bits.

    python -m compat.fuzz.calls --nnet 20000 --multinom 5000

Every field of a result is compared as those of the kept cases are: weights, criterion, trace,
printed text, stream, predictions, and for ``multinom`` what its methods give. The seed is fresh
unless one is given, and is printed. A difference prints the call in R and in Python, and keeps its
data. The exit status is 1 if anything differs that docs/differences.md does not explain.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ...cases import Case, Json, answer_multinom, answer_nnet, data_from, following
from ...compare.fields import Field
from ...compare.live import r_compared, run_r
from ...compare.multinom import compare_multinom
from ...compare.nnet import compare_nnet
from ..against_r import not_explained, recorded
from .known_differences import explanation
from .random_calls import random_multinom, random_nnet
from .random_methods import compare_methods
from .random_tables import random_table
from .reproduction import as_code

__all__ = ["Unexplained", "compare_calls", "main", "run_calls_in_r", "write_calls"]

_CALLS_PER_SESSION = 500
_CALLS_PER_TABLE = 5


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A call on which R and pynnet do not agree, and why is not known."""

    kind: str
    case: Case
    table: Json
    fields: list[Field]

    def __str__(self) -> str:
        details = "\n".join(f"    {f.name}: {f.detail}" for f in self.fields)
        code = as_code(self.kind, self.case, self.table)
        return f"{self.kind}: {json.dumps(self.case)}\n{details}\n{code}"


@dataclass(frozen=True, slots=True)
class _Kind:
    make: Callable[[random.Random, str, str, Json], Case]
    answer: Callable[[Case], Json]
    compare: Callable[[Case, Json, Json], list[Field]]


def _compare_multinom(case: Case, theirs: Json, ours: Json) -> list[Field]:
    fields = compare_multinom(theirs, ours)
    if theirs["fit"] is None or ours["fit"] is None:
        return fields
    return fields + compare_methods(case, theirs["methods"], ours["methods"])


_KINDS = {
    "nnet": _Kind(random_nnet, answer_nnet, compare_nnet),
    "multinom": _Kind(random_multinom, answer_multinom, _compare_multinom),
}


_Report: TypeAlias = Callable[[Counter[str], list[Unexplained]], None]


def compare_calls(
    kind: str, number: int, seed: int, report: _Report = lambda _, __: None
) -> tuple[Counter[str], list[Unexplained]]:
    """Make calls in R and in pynnet; return counts of outcomes, and what is not explained.

    After each session of R `report` is given what is known until then.
    """
    r = random.Random(f"{kind} {seed}")
    followed = r_compared()
    counts: Counter[str] = Counter()
    unexplained: list[Unexplained] = []
    while (left := number - counts["calls"]) > 0:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            cases, tables = write_calls(kind, r, min(left, _CALLS_PER_SESSION), root)
            run_calls_in_r(kind, root)
            with data_from(root / "compat" / "data"), following(followed):
                for case in cases:
                    fields = _compare(kind, case, root, counts)
                    if fields:
                        wrong = Unexplained(kind, case, tables[case["data"]], fields)
                        unexplained.append(wrong)
        report(counts, unexplained)
    return counts, unexplained


def write_calls(kind: str, r: random.Random, number: int, root: Path) -> tuple[list[Case], Json]:
    """Write cases and their data where the recorder looks for them."""
    for folder in ("cases", "data"):
        (root / "compat" / folder).mkdir(parents=True)
    cases: list[Case] = []
    tables: Json = {}
    for k in range(number):
        if k % _CALLS_PER_TABLE == 0:
            name = f"table{k}"
            tables[name] = random_table(r)
            path = root / "compat" / "data" / f"{name}.json"
            path.write_text(json.dumps(tables[name]), encoding="utf-8")
        cases.append(_KINDS[kind].make(r, f"call-{k}", name, tables[name]))
    path = root / "compat" / "cases" / f"{kind}.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    return cases, tables


def run_calls_in_r(kind: str, root: Path) -> None:
    """Let R record the calls of a folder in `recorded/`."""
    run_r("fuzz/calls/run.R", kind, root / "recorded", calls=root)


def _compare(kind: str, case: Case, root: Path, counts: Counter[str]) -> list[Field]:
    theirs, ours = recorded(case, root), _KINDS[kind].answer(case)
    return not_explained(
        _KINDS[kind].compare(case, theirs, ours),
        lambda field: explanation(kind, case, field, theirs, ours),
        counts,
        stopped=theirs["error"] is not None,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for kind in _KINDS:
        parser.add_argument(f"--{kind}", type=int, default=1000, help=f"how many calls of {kind}")
    parser.add_argument("--seed", type=int, default=None, help="of the calls; fresh if not given")
    parser.add_argument("--show", type=int, default=10, help="how many differences to print")
    options = parser.parse_args(arguments)
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    failed = False
    for kind in _KINDS:
        known = 0

        def report(counts: Counter[str], unexplained: list[Unexplained]) -> None:
            nonlocal known
            print(json.dumps(dict(sorted(counts.items()))), file=sys.stderr)
            for wrong in unexplained[known : options.show]:
                print(f"\n{wrong}", flush=True)
            known = len(unexplained)

        counts, unexplained = compare_calls(kind, getattr(options, kind), seed, report)
        for outcome in sorted(counts):
            print(f"{counts[outcome]:>8}  {kind}: {outcome}")
        failed = failed or bool(unexplained)
    return int(failed)
