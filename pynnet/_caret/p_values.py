"""R's text of p values, ``format.pval``: the smallest are only said to be smaller."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pynnet._printing import format_common

__all__ = ["p_value_texts"]

_SMALLEST = 2.0**-52
_LEAST_POWER = -4  # of ten: smaller ones are written in common among themselves


def p_value_texts(values: Sequence[float], digits: int) -> list[str]:
    """Texts of p values; NaN is missing.

    Examples
    --------
    >>> p_value_texts([0.07953, 0.72367], 4), p_value_texts([2.843e-06, math.nan], 4)
    (['0.07953', '0.72367'], ['2.843e-06', 'NA'])
    >>> p_value_texts([1e-17, 0.05234567], 4), p_value_texts([1e-17, math.nan], 4)
    (['< 2e-16', '0.05235'], ['< 2.2e-16', 'NA'])
    """
    present = {k: p for k, p in enumerate(values) if not math.isnan(p)}
    tiny = [k for k, p in present.items() if p < _SMALLEST]
    powers = {k: math.floor(math.log10(p)) for k, p in present.items() if k not in tiny}
    texts = ["NA"] * len(values)
    for is_small in (False, True):
        group = [k for k, power in powers.items() if (power < _LEAST_POWER) == is_small]
        common = format_common([values[k] for k in group], digits)
        for k, text in zip(group, common, strict=True):
            texts[k] = text
    width = max((len(texts[k]) for k in powers), default=0)
    for k in tiny:
        texts[k] = _smaller(digits, width)
    return texts


def _smaller(digits: int, width: int) -> str:
    """Say that a value is smaller than any, in no more columns than those beside it, if any."""
    digits = max(1, digits - 2)
    if width and digits > 1 and digits + 6 > width:
        digits = max(1, width - 7)
    narrow = digits == 1 and width <= 6
    return f"<{'' if narrow else ' '}{format_common([_SMALLEST], digits)[0]}"
