"""What R gave for random calls, and the outcomes of the comparison counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ..cases import Case, Json
from ..compare.fields import Field

__all__ = ["not_explained", "recorded"]


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
