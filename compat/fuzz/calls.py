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
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .. import FOLDER
from ..cases import Case, Json, answer_multinom, answer_nnet, data_from
from ..compare.fields import Field
from ..compare.multinom import compare_multinom
from ..compare.nnet import compare_nnet
from .known_differences import explanation
from .random_calls import random_multinom, random_nnet, random_table
from .reproduction import as_code

__all__ = ["Unexplained", "compare_calls", "main"]

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


_KINDS = {
    "nnet": _Kind(random_nnet, answer_nnet, compare_nnet),
    "multinom": _Kind(random_multinom, answer_multinom, lambda _, r, p: compare_multinom(r, p)),
}


def compare_calls(kind: str, number: int, seed: int) -> tuple[Counter[str], list[Unexplained]]:
    """Make calls in R and in pynnet; return counts of outcomes, and what is not explained."""
    r = random.Random(f"{kind} {seed}")
    counts: Counter[str] = Counter()
    unexplained: list[Unexplained] = []
    while (left := number - counts["calls"]) > 0:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            cases, tables = _write(kind, r, min(left, _CALLS_PER_SESSION), root)
            _run_r(kind, root)
            with data_from(root / "compat" / "data"):
                for case in cases:
                    counts["calls"] += 1
                    fields = _compare(kind, case, root, counts)
                    if fields:
                        wrong = Unexplained(kind, case, tables[case["data"]], fields)
                        unexplained.append(wrong)
    return counts, unexplained


def _write(kind: str, r: random.Random, number: int, root: Path) -> tuple[list[Case], Json]:
    """Write cases and their data where the recorder looks for them."""
    shutil.copytree(FOLDER / "record", root / "compat" / "record")
    for folder in ("cases", "data"):
        (root / "compat" / folder).mkdir()
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


def _run_r(kind: str, root: Path) -> None:
    script = str(Path("compat", "record", f"{kind}.R"))
    command = ["Rscript", script, str(root / "recorded")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    if ran.returncode:
        raise RuntimeError(f"R failed: {ran.stderr}")


def _compare(kind: str, case: Case, root: Path, counts: Counter[str]) -> list[Field]:
    """Fields that differ and are not explained; the rest is counted."""
    text = (root / "recorded" / f"{case['id']}.json").read_text(encoding="utf-8")
    theirs, ours = json.loads(text), _KINDS[kind].answer(case)
    unequal = [f for f in _KINDS[kind].compare(case, theirs, ours) if not f.equal]
    left = []
    for field in unequal:
        why = explanation(kind, case, field, theirs, ours)
        if why is None:
            left.append(field)
        else:
            counts[f"explained: {why}"] += 1
    if not unequal:
        stopped = theirs["error"] is not None
        counts["both stop, same words" if stopped else "equal in all fields"] += 1
    counts["calls that differ"] += bool(left)
    return left


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for kind in _KINDS:
        parser.add_argument(f"--{kind}", type=int, default=1000, help=f"how many calls of {kind}")
    parser.add_argument("--seed", type=int, default=None, help="of the calls; fresh if not given")
    parser.add_argument("--show", type=int, default=10, help="how many differences to print")
    options = parser.parse_args(arguments)
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}")
    failed = False
    for kind in _KINDS:
        counts, unexplained = compare_calls(kind, getattr(options, kind), seed)
        for outcome in sorted(counts):
            print(f"{counts[outcome]:>8}  {kind}: {outcome}")
        for wrong in unexplained[: options.show]:
            print(f"\n{wrong}")
        failed = failed or bool(unexplained)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
