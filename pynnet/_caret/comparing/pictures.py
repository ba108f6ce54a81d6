"""Boxes of what models are worth over the samples, drawn with matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import COLOURS, ArgumentError, axes_for, ink, label_axis, require

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["draw_samples"]

_WIDTH, _BOX, _AROUND, _HIGHEST = 4.8, 0.42, 0.9, 30.0  # inches
_MOST = 60  # models


def draw_samples(table: pd.DataFrame, metric: str, ax: Axes | None) -> Axes:
    """Draw a box and the dots of each column, that of the largest median on top."""
    if len(table.columns) > _MOST:
        raise ArgumentError(f"too many models to draw: {len(table.columns)}, at most {_MOST}.")
    columns = {name: table[name].dropna().to_numpy() for name in table}
    empty = [str(name) for name, values in columns.items() if not len(values)]
    if empty:
        raise ArgumentError(f"there is nothing to draw: {metric} of {empty[0]} is missing.")
    names = sorted(columns, key=lambda name: float(np.median(columns[name])))
    height = max(1.6, min(_HIGHEST, _AROUND + _BOX * len(names)))
    axes = axes_for(ax, _WIDTH, height, "plot()")
    places = np.arange(len(names))
    for place, name in zip(places, names, strict=True):
        values = np.sort(columns[name])
        _draw_box(axes, float(place), values)
        axes.plot(values, place + _shifts(values), "o", color=COLOURS[0], markersize=4, alpha=0.6)
    axes.margins(x=0.04)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlabel(f"{metric} in each sample")
    label_axis(axes, "y", places, [str(name) for name in names], numbers=False)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _draw_box(axes: Axes, place: float, values: Any) -> None:
    """Box from quartile to quartile, median, and whiskers to what is not far out, after Tukey."""
    first, middle, third = np.quantile(values, [0.25, 0.5, 0.75])
    reach = 1.5 * (third - first)
    inside = values[(values >= first - reach) & (values <= third + reach)]
    colour = ink()
    box = {"facecolor": "none", "edgecolor": colour, "linewidth": 1.0}
    patches = require("matplotlib.patches", extra="plot", caller="plot()")
    axes.add_patch(patches.Rectangle((first, place - 0.25), third - first, 0.5, **box))
    axes.plot([middle] * 2, [place - 0.25, place + 0.25], color=COLOURS[1], linewidth=3.0)
    for end, quartile in ((inside.min(), first), (inside.max(), third)):
        axes.plot([end, quartile], [place] * 2, color=colour, linewidth=1.0)


def _shifts(values: Any) -> Any:
    """Up and down by turns where sorted values are the same, so that none hides another."""
    shifts = np.zeros(len(values))
    for value in np.unique(values):
        same = np.flatnonzero(values == value)
        steps = np.arange(len(same))
        signed = (steps + 1) // 2 * np.where(steps % 2, 1, -1)
        shifts[same] = signed * min(0.06, 0.4 / max(1, len(same)))
    return shifts
