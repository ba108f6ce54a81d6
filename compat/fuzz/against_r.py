"""What R gave for random calls, and the outcomes of the comparison counted."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..cases import Case, Json
from ..compare.fields import Field

__all__ = ["exact", "exact_again", "not_explained", "recorded", "say_how_far"]


def recorded(case: Case, root: Path) -> Json:
    """What R gave for a call."""
    text = (root / "recorded" / f"{case['id']}.json").read_text(encoding="utf-8")
    return json.loads(text)


def not_explained(
    fields: list[Field],
    explanation: Callable[[Field], str | None],
    counts: Counter[str],
    *,
    stopped: bool,
) -> list[Field]:
    """Fields that differ and are not explained; the call is counted, and each of its reasons."""
    unequal = [field for field in fields if not field.equal]
    reasons = [(field, explanation(field)) for field in unequal]
    left = [field for field, why in reasons if why is None]
    counts["calls"] += 1
    if left:
        counts["calls that differ"] += 1
    elif unequal:
        counts["calls that differ as explained"] += 1
        counts.update({f"explained: {why}" for _, why in reasons})
    else:
        counts["both stop, same words" if stopped else "equal in all fields"] += 1
    return left


def say_how_far(counts: Counter[str]) -> None:
    """Tell whoever waits for a campaign what there is until now."""
    print(json.dumps(dict(sorted(counts.items()))), file=sys.stderr)


def exact(values: Any) -> list[str | None]:
    """Numbers as exact text, in Python's spelling; None is missing."""
    return [None if v != v else float(v).hex() for v in values.tolist()]


def exact_again(texts: list[str | None]) -> list[str | None]:
    """The exact text of R's numbers in Python's spelling."""
    return [None if t is None else float.fromhex(t).hex() for t in texts]
