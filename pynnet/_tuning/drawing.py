"""Curves and maps of the results of a search, drawn with matplotlib.

Colours are those of Okabe and Ito, which colour-blind readers can tell apart; markers and dashes
tell the same without colour. Fonts are as the user has set them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import BoolArray, FloatArray, IntArray, is_number, require

from .metrics import label_of

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh

__all__ = ["draw_curves", "draw_map", "key", "matches", "new_axes", "text"]

_SIZE = (4.8, 3.4)  # in inches: in a column of a paper letters are still about 7 points high
_STYLES: dict[str, dict[str, Any]] = {
    "validation": {"color": "#D55E00", "marker": "o", "linestyle": "-"},
    "training": {"color": "#0072B2", "marker": "s", "linestyle": "--"},
}
_RING: dict[str, Any] = {
    "color": "black",
    "linestyle": "none",
    "marker": "o",
    "fillstyle": "none",
    "markersize": 11,
    "markeredgewidth": 1.5,
}
_ABOVE: dict[str, Any] = {  # the axes, where a legend hides no bar
    "loc": "lower center",
    "bbox_to_anchor": (0.5, 1.0),
    "borderaxespad": 0.2,
    "ncols": 3,
    "columnspacing": 1.2,
    "frameon": False,
}
_LEAST_GAP = 1 / 14  # between ticks, as a share of the axis
_EQUAL = 1e-6  # relative, for steps between values that were computed
_MOST_NUMBERS = 100  # so many cells still have room for a number each


# Values of hyperparameters ---------------------------------------------------------------------


def key(value: Any) -> Any:
    """Return what equal values of a hyperparameter have in common: 0 is 0.0, lists are compared."""
    return float(value) if is_number(value) else repr(value)


def text(value: Any) -> str:
    """Return a value as a tick or a title shows it."""
    return f"{value:g}" if is_number(value) else str(value)


def matches(results: pd.DataFrame, setting: Mapping[str, Any]) -> BoolArray:
    """Which rows have these values."""
    matching = np.ones(len(results), dtype=bool)
    for name, value in setting.items():
        matching &= np.array([key(v) == key(value) for v in results[name]], dtype=bool)
    return matching


def _ordered(values: Iterable[Any]) -> list[Any]:
    """Distinct values: numbers by size, others as they come."""
    distinct = list({key(value): value for value in values}.values())
    return sorted(distinct) if all(map(is_number, distinct)) else distinct


def _places(column: Iterable[Any], values: Sequence[Any]) -> IntArray:
    """Where each of a column's values stands among the distinct ones."""
    place = {key(value): k for k, value in enumerate(values)}
    return np.array([place[key(value)] for value in column], dtype=np.intp)


# Curves ----------------------------------------------------------------------------------------


def new_axes() -> Axes:
    """Make axes of a figure that pyplot does not know."""
    figure = require("matplotlib.figure", extra="plot", caller="plot()").Figure
    axes: Axes = figure(figsize=_SIZE, layout="constrained").add_subplot()
    return axes


def draw_curves(
    axes: Axes, table: pd.DataFrame, name: str, metric: str, best: Mapping[str, Any], title: str
) -> None:
    """Draw the training and the validation metric against one hyperparameter."""
    values = _ordered(table[name])
    place = _places(table[name], values)
    order = np.argsort(place, kind="stable")
    table, x = table.iloc[order], _scale_x(axes, values)[place[order]]
    handles: list[Any] = []
    for part, style in _STYLES.items():
        mean, bars = (_numbers(table, f"{part}_{metric}{end}") for end in ("", "_se"))
        handles += [axes.errorbar(x, mean, bars, label=part, capsize=3, markersize=5, **style)]
    is_best = matches(table, best)
    if is_best.any():
        mean = _numbers(table, f"validation_{metric}")
        handles += axes.plot(x[is_best], mean[is_best], label="chosen", **_RING)
        title = _with_chosen([name], best, title)
    has_bars = np.isfinite(_numbers(table, f"validation_{metric}_se")).any()
    axes.set_xlabel(name)
    axes.set_ylabel(label_of(metric) + (" (± 1 s.e.)" if has_bars else ""))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(handles=handles, title=title, **_ABOVE)


def _with_chosen(names: Sequence[str], best: Mapping[str, Any], title: str) -> str:
    """Put the chosen values in front of a title."""
    setting = ", ".join(f"{name} = {text(best[name])}" for name in names)
    return "; ".join(part for part in (f"chosen: {setting}", title) if part)


def _numbers(table: pd.DataFrame, column: str) -> FloatArray:
    return table[column].to_numpy(dtype=float)


def _scale_x(axes: Axes, values: Sequence[Any]) -> FloatArray:
    """Choose a scale for the x axis, with ticks at values, and return where these are."""
    if all(map(is_number, values)):
        positions = np.array(values, dtype=float)
        _scale_numbers(axes, positions)
    else:
        positions = np.arange(len(values), dtype=float)
    where = axes.xaxis.get_transform().transform(positions)
    ticks = _legible(where)
    axes.set_xticks(positions[ticks], [text(values[k]) for k in ticks])
    axes.set_xticks([], minor=True)
    return positions


def _legible(where: FloatArray) -> list[int]:
    """Which of the ascending places can have labels that do not touch."""
    labelled = [0]
    for k in range(1, len(where)):
        if where[k] - where[labelled[-1]] >= _LEAST_GAP * (where[-1] - where[0]):
            labelled.append(k)
    return labelled


def _scale_numbers(axes: Axes, values: FloatArray) -> None:
    """Make the x axis logarithmic if the numbers, apart from 0, are spread like that."""
    positive = values[values > 0]
    if len(positive) < 2 or (values < 0).any():
        return
    steps = np.diff(np.log10(positive))
    if len(steps) > 1 and np.ptp(np.diff(positive)) <= _EQUAL * positive[-1]:
        return
    is_geometric = len(steps) > 1 and np.ptp(steps) <= _EQUAL * steps[0]
    if not is_geometric and positive[-1] < 10 * positive[0]:
        return
    if len(positive) == len(values):
        axes.set_xscale("log")
        return
    # Linear from 0 to the smallest number, and there as long as a step between the others: the
    # scale's `linscale` counts decades and is divided by 1 - 1/10 itself.
    step = float(np.median(steps))
    axes.set_xscale("symlog", linthresh=float(positive[0]), linscale=step * (1 - 1 / 10))
    axes.set_xlim(-0.3 * positive[0], positive[-1] * 10 ** (0.3 * step))


# Maps ------------------------------------------------------------------------------------------


def draw_map(
    axes: Axes,
    table: pd.DataFrame,
    names: Sequence[str],
    metric: str,
    best: Mapping[str, Any],
    title: str,
    *,
    reward: bool,
) -> None:
    """Draw the validation metric against two hyperparameters, a cell for each setting."""
    columns, rows = (_ordered(table[name]) for name in names)
    place = _places(table[names[1]], rows), _places(table[names[0]], columns)
    cells, is_best = np.full((len(rows), len(columns)), np.nan), matches(table, best)
    cells[place] = _numbers(table, f"validation_{metric}")
    colours = "viridis" if reward else "viridis_r"  # the best is light
    mesh = axes.pcolormesh(cells, cmap=colours, edgecolors="white", linewidth=1)
    words = f"validation {label_of(metric)}"
    axes.figure.colorbar(mesh, ax=axes, label=words).outline.set_visible(False)
    if cells.size <= _MOST_NUMBERS:
        _write_numbers(axes, cells, mesh)
    _label_cells(axes, names, columns, rows)
    if is_best.any():
        _frame(axes, int(place[0][is_best][0]), int(place[1][is_best][0]))
        title = _with_chosen(names, best, title)
    axes.set_title(title, fontsize="medium")


def _label_cells(
    axes: Axes, names: Sequence[str], columns: Sequence[Any], rows: Sequence[Any]
) -> None:
    for set_ticks, values in ((axes.set_xticks, columns), (axes.set_yticks, rows)):
        ticks = _legible(np.arange(len(values), dtype=float))
        set_ticks(np.array(ticks) + 0.5, [text(values[k]) for k in ticks])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(names[0])
    axes.set_ylabel(names[1])


def _write_numbers(axes: Axes, cells: FloatArray, mesh: QuadMesh) -> None:
    """Write its number into each cell, light on dark and dark on light."""
    largest = np.nanmax(np.abs(cells), initial=0.0)
    decimals = 3 if largest == 0 else max(0, 2 - math.floor(math.log10(largest)))
    for (row, column), value in np.ndenumerate(cells):
        if np.isnan(value):
            continue
        red, green, blue, _ = mesh.to_rgba(value)
        is_dark = (
            0.299 * red + 0.587 * green + 0.114 * blue < 0.45
        )  # below it white has more contrast
        axes.text(
            column + 0.5,
            row + 0.5,
            f"{value:.{decimals}f}" if decimals <= 4 else f"{value:.1e}",
            ha="center",
            va="center",
            color="white" if is_dark else "black",
        )


def _frame(axes: Axes, row: int, column: int) -> None:
    rectangle = require("matplotlib.patches", extra="plot", caller="plot()").Rectangle
    axes.add_patch(
        rectangle((column, row), 1, 1, fill=False, edgecolor="#D55E00", linewidth=3, clip_on=False)
    )
