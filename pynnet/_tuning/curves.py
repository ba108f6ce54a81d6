"""Curves of the results of a search against one hyperparameter, drawn with matplotlib."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    COLOURS,
    ArgumentError,
    FloatArray,
    ink,
    is_alone,
    is_number,
    label_axis,
    letter_size,
    paper,
    place_size,
    require,
    text_width,
    wrapped,
)

from .drawing import matches, numbers_of, ordered, places, text, with_chosen
from .judging.metrics import label_of

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["draw_curves", "draw_family", "room_for_family"]

# Where both curves have a point, the square frames the disc: neither hides the other.
_STYLES: dict[str, dict[str, Any]] = {
    "validation": {"color": "#D55E00", "marker": "o", "linestyle": "-", "markersize": 4.5},
    "training": {
        "color": "#0072B2",
        "marker": "s",
        "linestyle": "--",
        "markersize": 8,
        "fillstyle": "none",
    },
}
_RING: dict[str, Any] = {
    "linestyle": "none",
    "marker": "o",
    "fillstyle": "none",
    "markersize": 14,
    "markeredgewidth": 1.5,
}
_BREAK: dict[str, Any] = {  # two strokes through an axis
    "linestyle": "none",
    "marker": [(-0.6, -1.0), (0.6, 1.0)],
    "markersize": 8,
    "clip_on": False,
    "zorder": 10,
}
_ABOVE: dict[str, Any] = {  # the axes, where a legend hides no bar
    "loc": "lower center",
    "bbox_to_anchor": (0.5, 1.0),
    "borderaxespad": 0.2,
    "ncols": 3,
    "columnspacing": 1.2,
    "frameon": False,
}
_EQUAL = 1e-6  # relative, for steps between values that were computed
# Lines of a family: neighbours have neither mark nor dashes in common.
_MARKS = ("o", "s", "^", "D", "v")
_DASHES = ("-", "--", "-.", ":")
_MOST_LINES = 24


def draw_curves(
    axes: Axes,
    table: pd.DataFrame,
    name: str,
    metric: str,
    best: Mapping[str, Any],
    words: tuple[str, str],
) -> None:
    """Draw the training and the validation metric against one hyperparameter.

    `words` say by what the setting was chosen, and where the others are held.
    """
    lines = [(part, table, f"{part}_{metric}", style) for part, style in _STYLES.items()]
    _draw_lines(axes, table, [name], label_of(metric), lines, best, words)


def _draw_lines(
    axes: Axes,
    table: pd.DataFrame,
    names: Sequence[str],
    label: str,
    lines: Sequence[tuple[str, pd.DataFrame, str, dict[str, Any]]],
    best: Mapping[str, Any],
    words: tuple[str, str],
) -> None:
    """Draw lines against the first of some hyperparameters; the chosen setting has a ring.

    A line is its words, its rows of the table, the column of means, and how it looks.
    """
    values = ordered(table[names[0]])
    positions = _scale_x(axes, values)
    handles: list[Any] = []
    for said, rows, column, style in lines:
        place = places(rows[names[0]], values)
        order = np.argsort(place, kind="stable")
        mean, bars = (numbers_of(rows, f"{column}{end}")[order] for end in ("", "_se"))
        looks = {"capsize": 3, **style}
        handles += [axes.errorbar(positions[place[order]], mean, bars, label=said, **looks)]
    shown, (by, title), is_best = lines[0][2], words, matches(table, best)
    if is_best.any():
        x = positions[places(table.loc[is_best, names[0]], values)]
        ring = {"label": "chosen", "color": ink(), **_RING}
        handles += axes.plot(x, numbers_of(table, shown)[is_best], **ring)
        title = with_chosen(names, best, by, title)
    has_bars = np.isfinite(numbers_of(table, f"{shown}_se")).any()
    axes.set_xlabel(names[0])
    axes.set_ylabel(label + (" (± 1 s.e.)" if has_bars else ""))
    axes.spines[["top", "right"]].set_visible(False)
    _add_legend(axes, handles, title)


def _add_legend(axes: Axes, handles: Sequence[Any], title: str) -> None:
    """Put a legend above the axes, in letters with which it is no wider than the picture."""
    size = letter_size("legend.fontsize")
    room = place_size(axes)[0] * 72 * (1.0 if is_alone(axes) else 0.8)
    widths = [text_width(handle.get_label(), size) + 5 * size for handle in handles]
    columns = np.array_split(widths, min(_ABOVE["ncols"], len(widths)))
    fitting = size * min(1.0, room / sum(max(column) for column in columns))
    legend = axes.legend(handles=handles, fontsize=fitting, **_ABOVE)
    legend.set_title(wrapped(axes, title, letter_size("legend.fontsize")))
    legend.get_title().set(multialignment="center", parse_math=False)


def draw_family(
    axes: Axes,
    table: pd.DataFrame,
    name: str,
    other: str | None,
    column: str,
    best: Mapping[str, Any],
    words: tuple[str, str],
) -> None:
    """Draw the metric of one part, `column` being part and metric, against one hyperparameter.

    There is a line for each value of the other one, if there is another.
    """
    part, _, metric = column.partition("_")
    if other is None:
        lines = [(part, table, column, _STYLES["validation"])]
    else:
        values = ordered(table[other])
        looks = _looks(len(values))
        lines = [
            (f"{other} = {text(value)}", table[matches(table, {other: value})], column, look)
            for value, look in zip(values, looks, strict=True)
        ]
    names = [name] if other is None else [name, other]
    _draw_lines(axes, table, names, label_of(metric), lines, best, words)


def room_for_family(table: pd.DataFrame, other: str) -> float:
    """Inches that the legend of a line for each value needs beyond that of a few curves.

    Raises
    ------
    ArgumentError
        If there are too many values to be told apart.
    """
    count = len(ordered(table[other]))
    if count > _MOST_LINES:
        raise ArgumentError(
            f"too many lines to draw: {other!r} has {count} values, at most {_MOST_LINES} can be "
            f"told apart. Hold it at one, at={{{other!r}: …}}, or draw a map, x= both names."
        )
    return 0.2 * (count // 3)


def _looks(count: int) -> list[dict[str, Any]]:
    """So many lines that colour, dashes and hollow marks tell apart, also where they coincide."""
    few = count <= len(COLOURS)
    ramp = require("matplotlib", extra="plot", caller="plot()").colormaps["viridis"]
    shades = COLOURS if few else [ramp(share) for share in np.linspace(0.0, 0.88, count)]
    return [
        {
            "color": shades[k],
            "marker": _MARKS[k % len(_MARKS)],
            "linestyle": _DASHES[k % len(_DASHES)],
            "markersize": 9.0 - 4.5 * k / max(1, count - 1) if few else 4.5,
            "fillstyle": "none",
            "elinewidth": 1.0 if few else 0.6,
            "capsize": 3 if few else 0,
        }
        for k in range(count)
    ]


def _scale_x(axes: Axes, values: Sequence[Any]) -> FloatArray:
    """Choose a scale for the x axis, with ticks at values, and return where these are."""
    numbers = all(map(is_number, values))
    if numbers:
        positions = np.array(values, dtype=float)
        _scale_numbers(axes, positions)
    else:
        positions = np.arange(len(values), dtype=float)
        axes.set_xlim(-0.5, len(values) - 0.5)
    label_axis(axes, "x", positions, [text(value) for value in values], numbers=numbers)
    return positions


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
    _break_axis(axes, float(positive[0]) / 2)


def _break_axis(axes: Axes, x: float) -> None:
    """Show that the x axis does not go on evenly at `x`: two strokes, and nothing between them."""
    across = axes.get_xaxis_transform()
    axes.plot([x], [0], transform=across, color=paper(axes), markeredgewidth=6, **_BREAK)
    for shift in (0.94, 1.06):
        axes.plot([x * shift], [0], transform=across, color=ink(), markeredgewidth=1, **_BREAK)
