"""The one reader of all lists of cases.

``read_cases`` of ``record/lib.R`` is the same in R.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, TypeAlias

__all__ = ["Case", "Json", "load_cases"]

Json: TypeAlias = Any
Case: TypeAlias = dict[str, Any]


@functools.cache
def load_cases(kind: str) -> dict[str, Case]:
    """Read all cases of a kind, by id: ``nnet``, ``multinom``, ``effects``, ``tune``, ``caret``."""
    path = Path(__file__).with_name(f"{kind}.json")
    cases = json.loads(path.read_text(encoding="utf-8"))
    by_id = {case["id"]: case for case in cases}
    if len(by_id) != len(cases):
        raise ValueError(f"two cases in {path.name} have the same id")
    return by_id
