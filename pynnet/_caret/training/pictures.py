"""Pictures of the results of train(): its table as the pictures of searches take it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, nearest_name, shown
from pynnet._tuning import draw_search

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["draw_train"]

_PART = "resampled"
_FALLING = ("RMSE", "MAE", "logLoss")  # less is better; of caret's other metrics more is


def draw_train(
    found: Any,  # a Train, which stands on this
    metric: str | None,
    *,
    x: str | Sequence[str] | None,
    at: Mapping[str, Any] | None,
    ax: Axes | None,
) -> Axes:
    """Draw a metric against one hyperparameter or two.

    Raises
    ------
    ArgumentError
        If there is no such metric or hyperparameter, or nothing that varies.
    """
    name = _metric(found, metric)
    rule = found.control.selection
    return draw_search(
        _table(found, name),
        found._parameters,
        name,
        best=found.best_tune,
        x=x,
        at=at,
        ax=ax,
        reward=found.maximize if name == found.metric else name not in _FALLING,
        chosen_by=found.metric + ("" if rule == "best" else f" ({rule})"),
        part=_PART,
    )


def _metric(found: Any, metric: str | None) -> str:
    """The metric asked for, or that by which the setting was chosen."""
    names = found.perf_names
    if found.control.method == "none":
        raise ArgumentError(
            "there is nothing to draw: train_control('none') judges no setting. Train with "
            "another method, 'cv' for instance."
        )
    if metric is None:
        return found.metric
    if isinstance(metric, str) and metric in names:
        return metric
    near = nearest_name(metric, names) if isinstance(metric, str) else None
    hint = f"did you mean '{near}'?" if near else f"pass one of {', '.join(names)}."
    raise ArgumentError(
        f"the results have no metric {shown(metric)}: {hint} Others have to be asked for by "
        "train_control(summary=)."
    )


def _table(found: Any, name: str) -> pd.DataFrame:
    """Settings, means and standard errors: those of the rule of one, of as many samples.

    A sample in which the metric is missing counts as well, as there.
    """
    results, count = found.results, len(found.index)
    settings = results[list(found._parameters)]
    spread = f"{name}SD"
    errors = results[spread] / math.sqrt(count) if spread in results else np.nan
    return settings.assign(**{f"{_PART}_{name}": results[name], f"{_PART}_{name}_se": errors})
