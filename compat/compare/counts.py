"""Counts the kept cases that are equal to the R on the PATH in every bit.

Usage (from the root of the checkout):  python -m compat.compare.counts [DIRECTORY]

R runs all cases there and then; what it gave is left in DIRECTORY, if one is named. The exit status
is 1 if a case differs in a way that it does not document.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from ..cases import Case, Json, load_cases, run_multinom, run_nnet, run_tune
from .differences import undocumented
from .fields import Field
from .live import live_session, r_compared, run_r
from .multinom import compare_multinom
from .nnet import compare_nnet
from .recordings import load_record
from .tune import compare_tune

__all__ = ["main"]

_Compare = Callable[[Case, Json, Json], list[Field]]
_KINDS: dict[str, tuple[Callable[[str], Json], _Compare]] = {
    "nnet": (run_nnet, compare_nnet),
    "multinom": (run_multinom, lambda _, theirs, ours: compare_multinom(theirs, ours)),
    "tune": (run_tune, lambda _, theirs, ours: compare_tune(theirs, ours)),
}


def _outcome(case: Case, fields: list[Field]) -> str:
    """How a case compares as a whole."""
    if undocumented(case, fields):
        return "different"
    if not all(field.equal for field in fields):
        return "different as documented"
    return "equal in every bit" if all(f.exact for f in fields) else "equal within a tolerance"


def _count(directory: Path) -> Iterator[tuple[str, Counter[str]]]:
    """By kind of cases, how many had which outcome; what differs is printed."""
    for kind, (run, compare) in _KINDS.items():
        run_r(f"record/{kind}.R", directory / kind)
        counts: Counter[str] = Counter()
        for case_id, case in load_cases(kind).items():
            fields = compare(case, load_record(case_id, directory / kind), run(case_id))
            counts[_outcome(case, fields)] += 1
            for line in undocumented(case, fields):
                print(f"{case_id}: {line}")
        yield kind, counts


def main(arguments: list[str]) -> int:
    """Print the counts."""
    r_compared()  # an R with another BLAS is refused in words
    session = live_session()
    print(f"{session['R']}, BLAS {session['BLAS']}, {session['system']}")
    with tempfile.TemporaryDirectory() as temporary:
        differing = 0
        for kind, counts in _count(Path(arguments[0] if arguments else temporary)):
            shown = ", ".join(f"{number} {outcome}" for outcome, number in counts.most_common())
            print(f"{kind}: {counts.total()} cases, {shown}")
            differing += counts["different"]
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
