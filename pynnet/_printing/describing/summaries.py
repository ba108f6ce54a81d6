"""The text of R's summaries: of vectors, tables and the columns of data frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite, log10
from typing import Any

from ..kinds import RSummary
from ..moments import day_texts, time_texts
from ..numbers import format_common, round_decimals
from ..options import given_digits, print_options
from ..texts.escapes import quoted
from ..vectors import label_texts, left_out, named_lines

__all__ = ["NAS", "moment_texts", "number_texts", "summary_lines"]

NAS = "NA's"  # how R names the number of missing values
_MORE_DIGITS = 4  # than are shown: small numbers are rounded to these
_LEAST_DIGITS = 3


def number_texts(
    values: Sequence[float | None], digits: int | None = None, missing: int = 0
) -> list[str]:
    """Texts of a summary's numbers, in common, with three digits less than usual or `digits`.

    They are rounded by the largest of them before. To R the number of missing values is one.
    """
    if digits is None:
        digits = max(_LEAST_DIGITS, print_options().digits - 3)
    finite = [x for x in values if x is not None and isfinite(x)]
    largest = max(map(abs, [*finite, missing]))
    decimals = digits + _MORE_DIGITS - (round(log10(largest)) if largest > 0 else 0)
    rounded = [
        x if x is None or not isfinite(x) else round_decimals(x, max(0, decimals)) for x in values
    ]
    return format_common(rounded, digits)


def moment_texts(moments: Sequence[Any], *, days: bool) -> list[str | None]:
    """Texts of days or points in time; of none of them the mean is no number, as in R."""
    if all(moment is None for moment in moments):
        return [None, None, None, "NaN", None, None][: len(moments)]
    return day_texts(moments) if days else time_texts(moments)


def summary_lines(summary: RSummary) -> list[str]:
    """Lines in which R prints a summary."""
    if summary.kind == "table":
        return _table_lines(dict(zip(summary.names, summary.values, strict=True)))
    texts = _TEXTS[summary.kind](summary)
    most = print_options().max_print
    shown = len(texts) if len(texts) <= most + 1 else most
    lines = named_lines(label_texts(summary.names[:shown]), texts[:shown])
    rest = len(texts) - shown
    return [*lines, *left_out(f"{rest} entries" if rest else "")]


def _split(summary: RSummary) -> tuple[list[Any], list[str]]:
    """The values, and the number of missing ones as text if there are any."""
    pairs = list(zip(summary.names, summary.values, strict=True))
    missing = [str(int(value)) for name, value in pairs if name == NAS]
    return [value for name, value in pairs if name != NAS], missing


def _numbers(summary: RSummary) -> list[str]:
    """Numbers; without a count of missing values what is no number is blank."""
    values, missing = _split(summary)
    texts = number_texts(values, given_digits(), *map(int, missing))
    if missing:
        return [*texts, *missing]
    return ["" if x is None or x != x else text for x, text in zip(values, texts, strict=True)]


def _moments(summary: RSummary) -> list[str]:
    values, missing = _split(summary)
    texts = [*moment_texts(values, days=summary.kind == "days"), *missing]
    return ["NA" if text is None else quoted(text) for text in texts]


def _words(summary: RSummary) -> list[str]:
    return [str(value) for value in summary.values]


_TEXTS: dict[str, Callable[[RSummary], list[str]]] = {
    "numbers": _numbers,
    "days": _moments,
    "times": _moments,
    "words": _words,
}


# Tables ------------------------------------------------------------------------------------------


def _table_lines(table: dict[str | None, Any]) -> list[str]:
    lines = [
        f"Number of cases in table: {_count(table['n_cases'])} ",
        f"Number of factors: {table['n_vars']} ",
    ]
    if table["n_vars"] == 1:
        return lines
    digits = given_digits() or max(1, print_options().digits - 3)
    statistic, p = table["statistic"], table["p_value"]
    decimals = max(0.0, digits - log10(statistic)) if statistic > 0 else digits
    rounded = round_decimals(statistic, round(decimals)) if isfinite(statistic) else statistic
    lines += [
        "Test for independence of all factors:",
        f"\tChisq = {_seven(rounded)}, df = {_seven(table['parameter'])}, "
        f"p-value = {'NA' if p != p else format_common([p], digits)[0]}",
    ]
    if not table["approx_ok"]:
        lines.append("\tChi-squared approximation may be incorrect")
    return lines


def _count(n: float) -> str:
    return str(n) if isinstance(n, int) else _seven(n)


def _seven(x: float) -> str:
    """A number with at most seven digits, as ``cat`` and ``format`` write it."""
    return format_common([x], print_options().digits)[0].strip()
