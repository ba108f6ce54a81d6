"""Random calls in R's caret and in pynnet.caret, compared field by field."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from ...cases import Case, Json, answer_caret, data_from, following
from ...compare.caret import compare_caret
from ...compare.fields import Field
from ...compare.live import lapack_compared, r_compared, run_r
from ..against_r import not_explained, recorded
from .dummies import random_dummies
from .filters import random_correlation, random_variance
from .known import explanation, without_accidents
from .matrices import random_judging, random_matrix, random_preprocessing
from .networks import random_averaging, random_components, random_importance
from .samples import random_sampling
from .searches import random_comparison, random_search
from .tables import random_table

__all__ = ["Unexplained", "compare"]

_CALLS_PER_SESSION = 200
_CALLS_PER_TABLE = 3
_KINDS: dict[str, tuple[int, Callable[[random.Random, Json], tuple[list[str], list[str]]]]] = {
    "sampling": (3, random_sampling),
    "matrix": (2, random_matrix),
    "judging": (1, random_judging),
    "preprocessing": (2, random_preprocessing),
    "variance": (1, random_variance),
    "dummies": (2, random_dummies),
    "correlation": (1, random_correlation),
    "averaging": (2, random_averaging),
    "components": (1, random_components),
    "importance": (1, random_importance),
    "search": (5, random_search),
    "comparison": (1, random_comparison),
}


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A call on which R and pynnet do not agree, and why is not known."""

    case: Case
    table: Json
    fields: list[Field]

    def __str__(self) -> str:
        details = "\n".join(f"    {f.name}: {f.detail}" for f in self.fields)
        r, python = ("\n".join(self.case[k]) for k in ("r", "python"))
        head = f"{self.case['id']} ({self.case['kind']}), set.seed({self.case['seed']})"
        used = [c for c in self.table["columns"] if c["name"] in r]
        table = json.dumps({**self.table, "columns": used})
        return f"{head}\n{details}\n# R\n{r}\n# Python\n{python}\n# d\n{table}"


def compare(
    number: int, seed: int, kinds: tuple[str, ...] = tuple(_KINDS)
) -> tuple[Counter[str], list[Unexplained]]:
    """Make calls in R and in pynnet; counts of outcomes, and what is not explained."""
    r, followed, lapack = random.Random(f"caret {seed}"), r_compared(), lapack_compared()
    version = {} if lapack is None else {"PYNNET_LAPACK": lapack}
    counts: Counter[str] = Counter()
    unexplained: list[Unexplained] = []
    for first in range(0, number, _CALLS_PER_SESSION):
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            calls = range(first, min(number, first + _CALLS_PER_SESSION))
            cases, tables = _write(r, calls, kinds, root, components=lapack is not None)
            run_r("fuzz/caret/run.R", root / "recorded", calls=root)
            data = data_from(root / "compat" / "data")
            with data, following(followed), mock.patch.dict(os.environ, version):
                for case in cases:
                    fields = _compare(case, root, counts)
                    if fields:
                        unexplained.append(Unexplained(case, tables[case["data"][0]], fields))
    return counts, unexplained


def _write(
    r: random.Random, calls: range, kinds: tuple[str, ...], root: Path, *, components: bool
) -> tuple[list[Case], Json]:
    """Write calls and their data where the recorder looks for them."""
    for folder in ("cases", "data"):
        (root / "compat" / folder).mkdir(parents=True)
    cases, tables = list[Case](), dict[str, Json]()
    names, weights = list(kinds), [_KINDS[kind][0] for kind in kinds]
    for k in calls:
        if k % _CALLS_PER_TABLE == 0 or not tables:
            name = f"table{k}"
            tables[name] = random_table(r)
            path = root / "compat" / "data" / f"{name}.json"
            path.write_text(json.dumps(tables[name]), encoding="utf-8")
        (kind,) = r.choices(names, weights)
        in_r, in_python = _KINDS[kind][1](r, tables[name])
        while not components and "pca" in " ".join(in_r).lower():  # R's are not comparable
            in_r, in_python = _KINDS[kind][1](r, tables[name])
        case = {
            "id": f"call-{k}",
            "kind": kind,
            "data": [name],
            "seed": r.randint(1, 9999),
            "r": [f"d <- {name}", *in_r],
            "python": [f"d = {name}", *in_python],
        }
        cases.append(case)
    path = root / "compat" / "cases" / "caret.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    return cases, tables


def _compare(case: Case, root: Path, counts: Counter[str]) -> list[Field]:
    theirs, ours = without_accidents(recorded(case, root)), answer_caret(case)
    counts[f"calls of {case['kind']}"] += 1
    return not_explained(
        compare_caret(case, theirs, ours),
        lambda field: explanation(case, field, theirs, ours),
        counts,
        stopped=theirs["error"] is not None,
    )
