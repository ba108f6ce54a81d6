"""R's print of tables of tests: statistics in common, probabilities, and stars behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, isnan, log10

from ..numbers import format_common, round_decimals
from ..options import print_options
from ..tables import table_lines

__all__ = ["marked_lines", "probability_texts"]

_SMALLEST = 2.0**-52  # the precision of numbers: R writes that smaller probabilities are smaller
_FIXED_FROM = -4  # the power of ten from which probabilities are written in one form together
_STARS = ((0.001, "***"), (0.01, "**"), (0.05, "*"), (0.1, "."), (1.0, " "))
_LEGEND = ("---", "Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1")


def marked_lines(
    counts: Mapping[str, Sequence[int | None]],
    statistics: Mapping[str, Sequence[float]],
    tested: Sequence[str],
    probabilities: tuple[str, Sequence[float]],
    order: Sequence[str],
    rows: Sequence[str],
) -> list[str]:
    """Lines of a table of tests, its columns in an order; the probabilities are the last.

    The statistics that are tested have as many decimals as the probabilities have digits, others as
    many as the largest of their column leaves room for.
    """
    digits = max(print_options().digits - 2, 3)
    of_tests = max(1, min(5, digits - 1))
    columns = {name: ["" if n is None else str(n) for n in ns] for name, ns in counts.items()}
    for name, values in statistics.items():
        decimals = of_tests if name in tested else _decimals(values, digits)
        columns[name] = _rounded_texts(values, decimals, digits)
    name, values = probabilities
    texts = probability_texts(values, of_tests)
    columns = {other: columns[other] for other in order} | {name: texts}
    if not any(p < _STARS[-2][0] for p in values):
        return table_lines(columns, rows)
    stars = [next((mark for most, mark in _STARS if p <= most), "") for p in values]
    width = max(map(len, stars))
    columns[""] = [mark.ljust(width) for mark in stars]
    return [*table_lines(columns, rows), *_LEGEND]


def _decimals(values: Sequence[float], digits: int) -> int:
    """Decimals to which R's ``zapsmall`` rounds: those of the largest number."""
    largest = max((abs(x) for x in values if not isnan(x)), default=0.0)
    return max(0, floor(digits - log10(largest) + 0.5)) if largest > 0 else digits


def _rounded_texts(values: Sequence[float], decimals: int, digits: int) -> list[str]:
    """Rounded numbers in common; missing ones are left empty."""
    present = [round_decimals(x, decimals) for x in values if not isnan(x)]
    texts = iter(format_common(present, digits))
    return ["" if isnan(x) else next(texts) for x in values]


def probability_texts(values: Sequence[float], digits: int, missing: str = "") -> list[str]:
    """Texts of probabilities as R's ``format.pval`` gives them.

    Those from 1e-4 on are written alike, so are smaller ones, and of the smallest no more is said
    than that they are, to as many digits as the others leave room for.

    Examples
    --------
    >>> probability_texts([0.5, 0.012345, 1e-20], 4)
    ['0.50000', '0.01235', '< 2e-16']
    >>> probability_texts([1e-17, float("nan")], 4, missing="NA")
    ['< 2.2e-16', 'NA']
    """
    large = [p for p in values if p >= _SMALLEST and floor(log10(p)) >= _FIXED_FROM]
    small = [p for p in values if p >= _SMALLEST and floor(log10(p)) < _FIXED_FROM]
    texts: dict[float, str] = {}
    for group in (large, small):
        texts.update(zip(group, format_common(group, digits), strict=True))
    least = _least_text(max(map(len, texts.values()), default=None), digits)
    return [missing if isnan(p) else texts.get(p, least) for p in values]


def _least_text(width: int | None, digits: int) -> str:
    """What is said of the smallest probabilities, beside texts of a width."""
    figures = max(1, digits - 2)
    if width is not None and width < figures + 6:
        figures = max(1, width - 7)
    is_short = figures == 1 and (width is None or width <= 6)
    return f"<{'' if is_short else ' '}{format_common([_SMALLEST], figures)[0]}"
