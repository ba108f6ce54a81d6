"""Tables of predicted and true classes: made of cases, or taken as they are and checked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_text, factor_of_texts, levels_of, sorted_levels
from pynnet._ground import ArgumentError, DataError, RWarning, shown, warn
from pynnet._printing import Table

__all__ = ["MODES", "as_factors", "class_table", "table_of_counts"]

MODES = ("sens_spec", "prec_recall", "everything")
_FEW = "there must be at least 2 factors levels in the data"


def class_table(data: Any, reference: Any, names: tuple[str, str]) -> Table:
    """Count the cases by predicted and true class."""
    predicted, true = as_factors(data, reference)
    levels = levels_of(true)
    if len(levels) < 2:
        raise DataError(f"{_FEW}: got {len(levels)}.")
    if len(predicted) != len(true):
        raise DataError(
            f"all arguments must have the same length: got {len(predicted)} predicted classes and "
            f"{len(true)} true ones."
        )
    present = (predicted.codes >= 0) & (true.codes >= 0)
    if not present.any():
        raise DataError("there are no cases with both classes: nothing can be compared.")
    counts = np.zeros((len(levels), len(levels)), dtype=np.int64)
    np.add.at(counts, (predicted.codes[present], true.codes[present]), 1)
    return Table(counts, dict.fromkeys(names, levels))


def as_factors(data: Any, reference: Any) -> tuple[pd.Categorical, pd.Categorical]:
    """Both as factors with the levels of the reference."""
    predicted: Any = as_column(data, "data")
    true: Any = as_column(reference, "reference")
    if not isinstance(true, pd.Categorical):
        like = predicted if isinstance(predicted, pd.Categorical) else None
        levels = _levels_of_both(predicted, true) if like is None else list(levels_of(like))
        true = _refactored(as_text(true), levels, "reference")
    known = levels_of(true)
    if not isinstance(predicted, pd.Categorical):
        return _refactored(as_text(predicted), list(known), "data"), true
    said = levels_of(predicted)
    if len(said) > len(known):
        raise DataError(
            f"the data cannot have more levels than the reference: {', '.join(said)} and "
            f"{', '.join(known)}."
        )
    if said != known:
        predicted = _refactored(as_text(predicted), list(known), "data")
        warn(
            "Levels are not in the same order for reference and data. Refactoring data to match.",
            RWarning,
        )
    return predicted, true


def _levels_of_both(one: Any, other: Any) -> list[str]:
    """The levels of two columns together: numbers in their order, all else in that of its text."""
    said, known = as_text(one), as_text(other)
    if (one.dtype.kind == "f") != (other.dtype.kind == "f") and not {*said} & {*known} - {None}:
        raise DataError(
            "The data must contain some levels that overlap the reference: one holds numbers, the "
            "other none."
        )
    texts = [*said, *known]
    if one.dtype.kind == other.dtype.kind == "f":
        in_order = sorted(zip([*one.tolist(), *other.tolist()], texts, strict=True))
        return list(dict.fromkeys(text for _, text in in_order if text is not None))
    return sorted_levels(np.array(texts, dtype=object), "en")


def _refactored(texts: Any, levels: list[str], what: str) -> pd.Categorical:
    """A factor with these levels; any other class is an error, not a missing value."""
    unknown = sorted({text for text in texts if text is not None} - set(levels))
    if unknown:
        raise DataError(
            "`data` and `reference` should be factors with the same levels: "
            f"{what} has {', '.join(map(shown, unknown[:5]))}, known are {', '.join(levels)}."
        )
    return factor_of_texts(texts, levels)


def table_of_counts(given: Any) -> Table:
    """Return a table that a user passed, checked."""
    table = _as_table(given)
    if table.values.ndim != 2 or table.values.shape[0] != table.values.shape[1]:
        raise DataError(f"the table must nrow = ncol: its shape is {table.values.shape}.")
    rows, columns = (levels for _, levels in table.dimnames)
    if None in rows or rows != columns:
        raise DataError(
            "the table must the same classes in the same order: rows are "
            f"{', '.join(map(str, rows))}, columns {', '.join(map(str, columns))}."
        )
    if len(rows) < 2:
        raise DataError(f"{_FEW}: got {len(rows)}.")
    counts = np.asarray(table.values, dtype=float)
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise DataError("all entries of 'x' must be nonnegative and finite: pass counts.")
    if (counts != np.round(counts)).any() or not counts.any():
        raise DataError("the table must hold whole numbers, of at least one case.")
    return table


def _as_table(given: Any) -> Table:
    if isinstance(given, Table):
        return given
    if isinstance(given, pd.DataFrame):
        axes = [(given.index, "rows"), (given.columns, "columns")]
        names = [index.name for index, _ in axes]
        labels = [[str(label) for label in index] for index, _ in axes]
        if None in names or names[0] == names[1]:
            return Table(given.to_numpy(), labels)
        return Table(given.to_numpy(), dict(zip(map(str, names), labels, strict=True)))
    raise ArgumentError(
        f'argument "reference" is missing, with no default: got {shown(given)} alone. Pass the '
        "true classes as well, or a table with labels: a Table, or a DataFrame as of pd.crosstab()."
    )
