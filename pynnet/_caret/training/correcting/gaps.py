"""Metrics that are missing: R's NA, which was never a number, or NaN, what is none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

__all__ = ["Gap", "gap_of_any", "gap_of_present", "gaps_of", "with_gaps"]

# Of these a ratio is made, of nothing now and then; it is NA where what it is made of is.
_RATIOS = {
    "Pos_Pred_Value": ("Sensitivity", "Specificity"),
    "Neg_Pred_Value": ("Sensitivity", "Specificity"),
    "F1": ("Precision", "Recall"),
}
_NUMBER, _NAN, _NA = range(3)


@dataclass(frozen=True, slots=True)
class Gap:
    """Whether a value is a number, NaN or NA; of two that are missing R keeps the first."""

    kind: int

    def __add__(self, other: Gap) -> Gap:
        return self if self.kind else other

    def __sub__(self, other: Gap) -> Gap:
        return self + other

    def __rmul__(self, factor: float) -> Gap:
        return self


def gaps_of(metrics: Mapping[str, float]) -> dict[str, Gap]:
    """What a summary has not said; of a fit that failed it says nothing."""
    found = {}
    for name, value in metrics.items():
        missing = _NAN if _is_ratio(name, metrics) else _NA
        found[name] = Gap(missing if math.isnan(value) else _NUMBER)
    return found


def _is_ratio(name: str, metrics: Mapping[str, float]) -> bool:
    """Whether a metric is a ratio of what is there."""
    words = name.removeprefix("Mean_")
    parts = [name.replace(words, part) for part in _RATIOS.get(words, ())]
    return bool(parts) and not any(math.isnan(metrics.get(part, math.nan)) for part in parts)


def gap_of_present(gaps: Sequence[Gap]) -> Gap:
    """Of the mean of the numbers alone, which is NaN if there is none."""
    return Gap(_NUMBER if any(gap.kind == _NUMBER for gap in gaps) else _NAN)


def gap_of_any(gaps: Sequence[Gap]) -> Gap:
    """Of the mean of all: in a sum NA outlives NaN."""
    return Gap(max((gap.kind for gap in gaps), default=_NAN))


def with_gaps(table: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Some of the results, with None where NA is; the gaps are those of all."""
    marked = table.copy()
    for name in table.columns.intersection(gaps.columns):
        is_na = gaps.loc[table.index, name].map(lambda gap: gap.kind == _NA)
        if is_na.any():
            marked[name] = table[name].astype(object).mask(is_na, None)
    return marked
