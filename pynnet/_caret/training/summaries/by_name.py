"""How well predictions do: caret's summaries of rows held out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, DataError, FloatArray, as_double, is_number, shown
from pynnet._numerics import mean, quiet, total

from .of_classes import mn_log_loss, multi_class, of_classes, precision_recall, two_class

__all__ = ["NEED_PROBABILITIES", "QUICK", "SUMMARIES", "Summary", "summarised"]

Summary: TypeAlias = Callable[..., Any]

NEED_PROBABILITIES = ("two_class", "mn_log_loss", "pr")


# Of arrays: codes of classes, -1 where there is none, or numbers; the truth; probabilities -------


def _quick_default(
    said: AnyArray, truth: AnyArray, chances: Any, lev: tuple[str, ...] | None
) -> dict[str, float]:
    """Accuracy and kappa of classes; root mean square error, R squared, mean error of numbers."""
    del chances
    return _of_numbers(said, truth) if lev is None else of_classes(said, truth, len(lev))


@quiet  # infinite numbers correlate with nothing; squares may be beyond all floats
def _of_numbers(predicted: FloatArray, true: FloatArray) -> dict[str, float]:
    present = ~np.isnan(predicted) & ~np.isnan(true)
    predicted, true = predicted[present].astype(float), true[present].astype(float)
    if not len(true):
        return dict.fromkeys(("RMSE", "Rsquared", "MAE"), math.nan)
    errors = predicted - true
    correlation = _correlation(predicted, true)
    return {
        "RMSE": math.sqrt(mean(errors * errors)),
        "Rsquared": correlation * correlation,
        "MAE": mean(np.abs(errors)),
    }


def _correlation(x: FloatArray, y: FloatArray) -> float:
    """R's ``cor`` of the pairs that are there; NaN where values do not vary.

    All but the result is in long double. That sums are divided by n - 1 changes a last bit now and
    then.
    """
    if len(x) < 2 or (x == x[0]).all() or (y == y[0]).all():
        return math.nan
    a, b = (v.astype(np.longdouble) - total(v) / len(v) for v in (x, y))
    sums = [np.add.accumulate(u * v)[-1] for u, v in ((a, b), (a, a), (b, b))]
    products = [one / (len(x) - 1) for one in sums]
    spread = np.sqrt(products[1]) * np.sqrt(products[2])
    return math.nan if spread == 0 else float(np.clip(products[0] / spread, -1, 1))


QUICK = {
    "default": _quick_default,
    "mn_log_loss": mn_log_loss,
    "multi_class": multi_class,
    "pr": precision_recall,
    "two_class": two_class,
}

# Of the table that a user's summary is given, too ------------------------------------------------


def _of_table(
    name: str, data: pd.DataFrame, lev: tuple[str, ...] | None, model: str
) -> dict[str, float]:
    """The same of a table, with a column for each class if probabilities were predicted."""
    del model
    if lev is None:
        return QUICK[name](data["pred"].to_numpy(), data["obs"].to_numpy(), None, lev)
    said, truth = (
        np.asarray(pd.Categorical(data[column], list(lev)).codes) for column in ("pred", "obs")
    )
    chances = data[list(lev)].to_numpy() if set(lev) <= set(data) else None
    return QUICK[name](said, truth, chances, lev)


SUMMARIES: dict[str, Summary] = {name: partial(_of_table, name) for name in QUICK}


def summarised(
    summary: Summary, data: pd.DataFrame, lev: tuple[str, ...] | None, model: str
) -> dict[str, float]:
    """What a summary says, by name; a user's may return a dict or a Series."""
    return _numbers_by_name(summary(data, lev, model))


def _numbers_by_name(found: Any) -> dict[str, float]:
    if isinstance(found, pd.Series):
        found = found.to_dict()
    if not isinstance(found, Mapping) or not found:
        raise DataError(
            f"the summary must return numbers by name, a dict or a Series: got {shown(found)}."
        )
    wrong = [value for value in found.values() if not is_number(value)]
    if wrong:
        raise DataError(f"the summary must return numbers: got {shown(wrong[0])} among them.")
    numbers = {str(name): as_double(value) for name, value in found.items()}
    if len(numbers) < len(found):
        raise DataError(f"the summary must return names that differ: got {shown(list(found))}.")
    return numbers
