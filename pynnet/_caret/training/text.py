"""caret's print of what train() found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._printing import (
    format_common,
    frame_html,
    html_of,
    lines_html,
    number_text,
    print_options,
)

from .choosing import WORDS
from .control import CORRECTED
from .correcting.bootstrap import printed_columns
from .correcting.gaps import with_gaps

__all__ = ["resampling_text", "train_html", "train_lines"]

_SIZES = 6  # of samples that are printed


def train_lines(found: Any) -> list[str]:
    """Lines in which caret prints the result of train()."""
    results = found.results
    lines = [
        f"{found._label} ",
        "",
        *_data_lines(found),
        "",
        _preprocessing_line(found.preprocess),
        f"Resampling: {resampling_text(found.control, len(found.index))} ",
    ]
    if found.control.method == "none":
        return [line for text in lines for line in text.split("\n")]
    lines.append(f"Summary of sample sizes: {_sizes_text(found._sizes)} ")
    varying, shown = _shown(found)
    across = " across tuning parameters" if len(results) > 1 else ""
    lines += [f"Resampling results{across}:", "", *_table_lines(shown), ""]
    constant = [name for name in found._parameters if name not in varying]
    if constant:
        said = "Tuning parameter '{}' was held constant at a value of {}"
        held = [said.format(name, _value(results[name].iloc[0])) for name in constant]
        lines += _wrapped("\n".join(held)).split("\n")
    if len(results) > 1:
        lines += _choice_lines(found)
    return [line for text in lines for line in text.split("\n")]


def train_html(found: Any) -> str:
    """The result of train() in a notebook: caret's lines around a table."""
    lines = train_lines(found)
    if found.control.method == "none":
        return html_of(lines_html(lines))
    table = _shown(found)[1]
    first = next(k for k, line in enumerate(lines) if line.startswith("Resampling results"))
    behind = lines.index("", first + 2)
    table.index = pd.RangeIndex(1, len(table) + 1)
    return html_of(lines_html(lines[: first + 1]), frame_html(table), lines_html(lines[behind:]))


def _shown(found: Any) -> tuple[list[str], pd.DataFrame]:
    """Which parameters vary, and the results that are printed."""
    results, names = found.results, list(found._tuned)
    varying = [name for name in names if results[name].nunique() > 1]
    printed = printed_columns(found.control.method, list(found.perf_names))
    table = results.sort_values(names, kind="stable")[[*varying, *printed]]
    return varying, table if found._gaps is None else with_gaps(table, found._gaps)


def _data_lines(found: Any) -> list[str]:
    """How many samples, predictors and classes there are."""
    n, p = found._shape
    numbers = [n, p] if found.levels is None else [n, p, len(found.levels)]
    texts = format_common(numbers)
    words = ["sample", "predictor", "class"]
    lines = []
    for text, word in zip(texts, words, strict=False):
        # caret compares the texts: what is indented, or none, counts as one.
        lines.append(f"{text} {word}{'s' if text > '1' else ''}")
    if found.levels is not None:
        named = ", ".join(f"'{level}'" for level in found.levels)
        lines[-1] = f"{texts[-1]} classes: {named} "
    return [*lines, ""][: len(lines)]


def _preprocessing_line(done: Any) -> str:
    if done is None:
        return "No pre-processing"
    low, high = (format_common([bound])[0] for bound in done.range_bounds)
    words = {
        "center": "centered",
        "scale": "scaled",
        "range": f"re-scaling to [{low}, {high}]",
        "pca": "principal component signal extraction",
        "remove": "remove",
        "ignore": "ignore",
    }
    said = [f"{words[key]} ({len(names)})" for key, names in done.method.items() if names]
    said = said or [" (None)"]
    return _wrapped(f"Pre-processing: {', '.join(said)} ")


def resampling_text(control: Any, n_samples: int) -> str:
    """How rows were held out, in caret's words."""
    n, ahead = control.number, control.horizon
    window = "a fixed" if control.fixed_window else "no fixed"
    return {
        "none": "None",
        "timeslice": "Rolling Forecasting Origin Resampling "
        f"({ahead} held-out with {window} window)",
        **dict.fromkeys(("boot", *CORRECTED), f"Bootstrapped ({n_samples} reps)"),
        "cv": f"Cross-Validated ({n} fold)",
        "repeatedcv": f"Cross-Validated ({n} fold, repeated {control.repeats} times)",
        "LOOCV": "Leave-One-Out Cross-Validation",
        "LGOCV": f"Repeated Train/Test Splits Estimated ({n_samples} reps, "
        f"{number_text(round(control.p * 100, 1))}%)",
    }[control.method]


def _sizes_text(sizes: Sequence[int]) -> str:
    said = ", ".join(map(str, sizes[:_SIZES]))
    return f"{said}, ..." if len(sizes) >= _SIZES else said


def _table_lines(table: pd.DataFrame) -> list[str]:
    """Columns two blanks apart, to the left; those that a line does not hold follow below."""
    columns = []
    for name in table:
        column: Any = table[name]
        if column.dtype == bool:
            texts = [str(truth).upper() for truth in column]
            texts = [text.rjust(max(map(len, texts))) for text in texts]
        else:
            texts = format_common(column.tolist(), print_options().digits)
        width = max(map(len, [str(name), *texts]))
        columns.append([f"  {cell.ljust(width)}" for cell in (str(name), *texts)])
    lines, taken, block = list[str](), 0, list[list[str]]()
    for column in columns:
        taken += len(column[0])
        if block and taken >= print_options().width:
            lines += map("".join, zip(*block, strict=True))
            taken, block = len(column[0]), []
        block.append(column)
    return [*lines, *map("".join, zip(*block, strict=True))]


def _choice_lines(found: Any) -> list[str]:
    """By what the setting was chosen, and which it is."""
    words = WORDS[found.control.selection].format("largest" if found.maximize else "smallest")
    pairs = [f"{name} = {_value(found.best_tune[name])}" for name in found._parameters]
    if len(pairs) == 1:
        final = f"The final value used for the model was {pairs[0]}."
    else:
        said = f"{', '.join(pairs[:-1])} and {pairs[-1]}"
        final = f"The final values used for the model were {said}."
    return [
        _wrapped(f"{found.metric} was used to select the optimal model using {words}"),
        _wrapped(final),
    ]


def _value(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).upper()
    return format_common([value], print_options().digits)[0]


def _wrapped(text: str) -> str:
    """Break a line as caret does: at the blank before the last one that the width holds.

    An end of a line is a blank like any other, and stays at the beginning of what follows. Of more
    than three lines caret forgets those in the middle, which are all here.
    """
    width, lines = print_options().width, [text]
    while any(len(line) > width for line in lines):
        last = lines[-1]
        blanks = [k for k, character in enumerate(last[:width]) if character.isspace()]
        if len(blanks) < 2:
            break
        lines[-1:] = [last[: blanks[-2]], last[blanks[-2] :]]
    return "\n".join(lines)
