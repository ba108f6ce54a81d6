"""caret's print of a confusion matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pynnet._printing import (
    Table,
    format_common,
    html_of,
    lines_html,
    print_options,
    probability_texts,
    round_decimals,
    table_html,
    table_lines,
)

__all__ = ["aligned", "confusion_html", "confusion_lines"]

_SHOWN = {
    "sens_spec": ("Sensitivity", "Specificity", "Pos Pred Value", "Neg Pred Value"),
    "prec_recall": ("Precision", "Recall", "F1"),
}
_ALWAYS = ("Prevalence", "Detection Rate", "Detection Prevalence", "Balanced Accuracy")
# Of these two numbers each is made: where one of them is missing, R says that the rate is as well
# (NA); where they are there and it is a share of nothing, that it is no number (NaN).
_MADE_OF = {
    "Pos Pred Value": ("Sensitivity", "Specificity"),
    "Neg Pred Value": ("Sensitivity", "Specificity"),
    "F1": ("Precision", "Recall"),
}
_BLANK = ("", "")


def confusion_lines(
    table: Table, positive: str | None, overall: Any, by_class: Any, mode: str
) -> list[str]:
    """Lines in which caret prints a confusion matrix."""
    digits = max(3, print_options().digits - 3)
    lines = ["Confusion Matrix and Statistics", "", *repr(table).split("\n")]
    pairs = _overall_pairs(overall, digits)
    names = _names_shown(mode)
    if isinstance(by_class, pd.DataFrame):
        columns = _by_class(by_class, names, digits)
        return [
            *lines,
            "",
            "Overall Statistics",
            *aligned(pairs),
            "",
            "Statistics by Class:",
            "",
            *table_lines(columns, names),
        ]
    rates = list(zip(names, format_common(_rates(by_class, names), digits), strict=True))
    event = ("'Positive' Class", positive or "")
    return [*lines, *aligned([*pairs, _BLANK, *rates, _BLANK, event, _BLANK])]


def confusion_html(
    table: Table, positive: str | None, overall: Any, by_class: Any, mode: str
) -> str:
    """A confusion matrix in a notebook: tables, and caret's lines below the first."""
    lines = confusion_lines(table, positive, overall, by_class, mode)
    counts = table._repr_html_()
    behind = lines[2 + len(repr(table).split("\n")) :]
    if not isinstance(by_class, pd.DataFrame):
        return html_of(lines_html(lines[:1]), counts, lines_html(behind))
    names, digits = _names_shown(mode), max(3, print_options().digits - 3)
    rates = table_html(_by_class(by_class, names, digits), names, "Statistics by Class:")
    overall_lines = behind[: behind.index("Statistics by Class:")]
    return html_of(lines_html(lines[:1]), counts, lines_html(overall_lines), rates)


def _by_class(rates: pd.DataFrame, names: Sequence[str], digits: int) -> dict[str, list[str]]:
    """A column of texts for each class."""
    return {
        str(label): format_common(_rates(row, names), digits) for label, row in rates.iterrows()
    }


def _names_shown(mode: str) -> list[str]:
    chosen = _SHOWN["sens_spec"] + _SHOWN["prec_recall"] if mode == "everything" else _SHOWN[mode]
    return [*chosen, *_ALWAYS]


def _rates(rates: Any, names: Sequence[str]) -> list[float | None]:
    """Rates as R shows them, None for NA."""
    return [None if _is_missing(rates, name) else float(rates[name]) for name in names]


def _is_missing(rates: Any, name: str) -> bool:
    if not math.isnan(rates[name]):
        return False
    return name not in _MADE_OF or any(math.isnan(rates[part]) for part in _MADE_OF[name])


def _overall_pairs(overall: Any, digits: int) -> list[tuple[str, str]]:
    """Names and texts of what is said of all classes."""

    def text(name: str) -> str:
        return _rounded(float(overall[name]), digits)

    p_values = probability_texts(
        [overall["AccuracyPValue"], overall["McnemarPValue"]], digits, missing="NA"
    )
    return [
        ("Accuracy", text("Accuracy")),
        ("95% CI", f"({text('AccuracyLower')}, {text('AccuracyUpper')})"),
        ("No Information Rate", text("AccuracyNull")),
        ("P-Value [Acc > NIR]", p_values[0]),
        _BLANK,
        ("Kappa", "NaN" if math.isnan(overall["Kappa"]) else text("Kappa")),
        _BLANK,
        ("Mcnemar's Test P-Value", p_values[1]),
    ]


def _rounded(x: float, digits: int) -> str:
    return format_common([round_decimals(x, digits)], 15)[0]


def aligned(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Lines of names and texts on both sides of colons, below a blank one."""
    width = max(len(name) for name, _ in pairs)
    texts = [f"{name.rjust(width)} : {text}" if name else "" for name, text in pairs]
    widest = max(map(len, texts))
    return [" " * (widest + 1), *(f" {text.ljust(widest)}" for text in texts)]
