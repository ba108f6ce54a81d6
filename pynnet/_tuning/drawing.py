"""Maps of the results of a search, and what they share with curves, drawn with matplotlib.

Colours are those of Okabe and Ito, which colour-blind readers can tell apart; markers and dashes
tell the same without colour. Fonts, the colour of letters and that of the paper are the user's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    BoolArray,
    FloatArray,
    IntArray,
    axis_length,
    is_number,
    label_axis,
    letter_size,
    paper,
    require,
    shortened,
    text_width,
    wrapped,
)

from .judging.metrics import label_of

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh

__all__ = [
    "draw_map",
    "key",
    "matches",
    "numbers_of",
    "ordered",
    "picture_size",
    "places",
    "text",
    "with_chosen",
]

_SIZE = (4.8, 3.4)  # in inches: in a column of a paper letters are still about 7 points high
_WIDEST = (12.0, 9.0)  # a screen
_CELL = (0.62, 0.42)  # room for a number
_SMALL_CELL = 0.24
_AROUND = (2.1, 1.2)  # a map: labels, the bar of colours
_MOST_VALUES = 1000  # along an axis: more are thinner than a point on any paper
_MOST_NUMBERS = 100  # so many cells still have room for a number each
_THIN_CELL = 8.0  # in points
_LEAST_LETTERS = 5.0  # in points; smaller numbers are left out
_FAR = 3.0  # quartile distances beyond the quartiles: far out, after Tukey


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


def ordered(values: Iterable[Any]) -> list[Any]:
    """Distinct values: numbers by size, others as they come."""
    distinct = list({key(value): value for value in values}.values())
    return sorted(distinct) if all(map(is_number, distinct)) else distinct


def places(column: Iterable[Any], values: Sequence[Any]) -> IntArray:
    """Where each of a column's values stands among the distinct ones."""
    place = {key(value): k for k, value in enumerate(values)}
    return np.array([place[key(value)] for value in column], dtype=np.intp)


def picture_size(table: pd.DataFrame, names: Sequence[str]) -> tuple[float, float]:
    """Width and height, in inches, of a picture against one or two hyperparameters.

    Raises
    ------
    ArgumentError
        If there are too many values to be told apart.
    """
    counts = [len(ordered(table[name])) for name in names]
    for name, count in zip(names, counts, strict=True):
        if count > _MOST_VALUES:
            raise ArgumentError(
                f"too many values to draw: {name!r} has {count}. At most {_MOST_VALUES} along an "
                "axis can be told apart: draw some of the rows, or against another hyperparameter."
            )
    below, beside = (_room_for_names(table[name]) for name in (names[0], names[-1]))
    if len(names) == 1:
        wide = _SIZE[0] + 0.07 * max(0, counts[0] - 20)
        return min(_WIDEST[0], wide), _SIZE[1] + 0.7 * below
    written = counts[0] * counts[1] <= _MOST_NUMBERS
    cells = _CELL if written else (_SMALL_CELL, _SMALL_CELL)
    width, height = (
        min(most, around + count * cell)
        for most, around, count, cell in zip(_WIDEST, _AROUND, counts, cells, strict=True)
    )
    return max(_SIZE[0], width) + beside, max(_SIZE[1], height) + 0.7 * below


def _room_for_names(column: Iterable[Any]) -> float:
    """Inches that labels of a column need beyond those that numbers do."""
    longest = max(len(shortened(text(value))) for value in column)
    return max(0.0, 0.075 * longest - 0.4)


def with_chosen(names: Sequence[str], best: Mapping[str, Any], by: str, title: str) -> str:
    """Put the chosen values, and what they were chosen by, in front of a title.

    Examples
    --------
    >>> with_chosen(["size"], {"size": 2}, " by error", "decay = 0.1")
    'chosen by error: size = 2; decay = 0.1'
    """
    setting = ", ".join(f"{name} = {text(best[name])}" for name in names)
    return "; ".join(part for part in (f"chosen{by}: {setting}", title) if part)


def numbers_of(table: pd.DataFrame, column: str) -> FloatArray:
    """A column as numbers."""
    return table[column].to_numpy(dtype=float)


# Maps ------------------------------------------------------------------------------------------


def draw_map(
    axes: Axes,
    table: pd.DataFrame,
    names: Sequence[str],
    metric: str,
    best: Mapping[str, Any],
    words: tuple[str, str],
    *,
    reward: bool,
    part: str = "validation",
) -> None:
    """Draw the metric of a part against two hyperparameters, a cell for each setting.

    `words` say by what the setting was chosen, and where the others are held.
    """
    columns, rows = (ordered(table[name]) for name in names)
    place = places(table[names[1]], rows), places(table[names[0]], columns)
    cells, is_best = np.full((len(rows), len(columns)), np.nan), matches(table, best)
    cells[place] = numbers_of(table, f"{part}_{metric}")
    low, high = _range(cells)
    mesh = axes.pcolormesh(
        cells,
        cmap="viridis" if reward else "viridis_r",  # the best is light
        vmin=low,
        vmax=high,
        edgecolors=paper(axes),
        linewidth=_gap_between(axes, cells.shape),
    )
    _add_bar(axes, mesh, cells, f"{part} {label_of(metric)}")
    if cells.size <= _MOST_NUMBERS:
        _write_numbers(axes, cells, mesh)
    _label_cells(axes, names, columns, rows)
    by, title = words
    if is_best.any():
        _frame(axes, cells.shape, int(place[0][is_best][0]), int(place[1][is_best][0]))
        title = with_chosen(names, best, by, title)
    heading = axes.set_title("", fontsize="medium", parse_math=False)
    heading.set_text(wrapped(axes, title, letter_size()))


def _gap_between(axes: Axes, shape: tuple[int, ...]) -> float:
    """Width of the lines between cells, in points; thin cells have none."""
    if shape[0] * shape[1] <= _MOST_NUMBERS:
        return 1.0
    return 0.25 if min(_cell_size(axes, shape)) > _THIN_CELL else 0.0


def _range(cells: FloatArray) -> tuple[float | None, float | None]:
    """Least and largest value that have a colour of their own: one far out must not hide the rest.

    None where all values have.
    """
    finite = cells[np.isfinite(cells)]
    if not len(finite):
        return None, None
    with np.errstate(all="ignore"):
        lower, upper = np.quantile(finite, [0.25, 0.75])
        reach = _FAR * (upper - lower)
        near = finite[(finite >= lower - reach) & (finite <= upper + reach)]
    if not len(near) or near.min() == near.max():  # most are equal: nothing is far from the rest
        near = finite
    return float(near.min()), float(near.max())


def _add_bar(axes: Axes, mesh: QuadMesh, cells: FloatArray, words: str) -> None:
    """Add the bar of colours, with points where values go beyond it."""
    finite = cells[np.isfinite(cells)]
    low, high = mesh.get_clim()
    below, above = (len(finite) and finite.min() < low), (len(finite) and finite.max() > high)
    extend = "both" if below and above else "min" if below else "max" if above else "neither"
    bar = axes.get_figure().colorbar(mesh, ax=axes, label=words, extend=extend)  # type: ignore[union-attr]
    bar.outline.set_visible(False)


def _label_cells(
    axes: Axes, names: Sequence[str], columns: Sequence[Any], rows: Sequence[Any]
) -> None:
    which: Literal["x", "y"]
    for which, values in (("x", columns), ("y", rows)):
        places = np.arange(len(values)) + 0.5
        numbers = all(map(is_number, values))
        label_axis(axes, which, places, [text(value) for value in values], numbers=numbers)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(names[0])
    axes.set_ylabel(names[1])


def _decimals(mesh: QuadMesh, cells: FloatArray) -> int:
    """How many decimals tell numbers apart: three digits of the largest, two of the range."""
    low, high = mesh.get_clim()
    if not np.isfinite(cells).any():
        return 0
    largest, spread = max(abs(low), abs(high)), high - low
    by_size = 3 if largest == 0 else 2 - math.floor(math.log10(largest))
    # A range that is mere rounding tells nothing.
    varies = spread > 1e-9 * largest
    return max(0, by_size, 1 - math.floor(math.log10(spread)) if varies else 0)


def _write_numbers(axes: Axes, cells: FloatArray, mesh: QuadMesh) -> None:
    """Write its number into each cell, light on dark and dark on light, if it has the room."""
    decimals = _decimals(mesh, cells)
    colours = np.asarray(mesh.to_rgba(cells))
    low, high = mesh.get_clim()
    texts = {
        place: f"{value:.{decimals}f}" if decimals <= 6 and low <= value <= high else f"{value:.3g}"
        for place, value in np.ndenumerate(cells)
        if not np.isnan(value)
    }
    size = _letters_that_fit(axes, cells.shape, texts.values())
    for (row, column), number in texts.items() if size >= _LEAST_LETTERS else ():
        red, green, blue, _ = colours[row, column]
        is_dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.45  # white has more contrast
        axes.text(
            column + 0.5,
            row + 0.5,
            number,
            ha="center",
            va="center",
            fontsize=size,
            color="white" if is_dark else "black",
        )


def _cell_size(axes: Axes, shape: tuple[int, ...]) -> tuple[float, float]:
    """Width and height of a cell, in points."""
    return axis_length(axes, 0) / shape[1], axis_length(axes, 1) / shape[0]


def _letters_that_fit(axes: Axes, shape: tuple[int, ...], texts: Iterable[str]) -> float:
    """Size of letters, in points, with which the longest text has room in its cell."""
    usual = letter_size()
    width, height = _cell_size(axes, shape)
    longest = max((text_width(text, usual) for text in texts), default=0.0)
    return min(usual, usual * 0.85 * width / longest if longest else usual, 0.6 * height)


def _frame(axes: Axes, shape: tuple[int, ...], row: int, column: int) -> None:
    width = max(0.8, min(3.0, 0.3 * min(_cell_size(axes, shape))))
    rectangle = require("matplotlib.patches", extra="plot", caller="plot()").Rectangle
    axes.add_patch(
        rectangle(
            (column, row), 1, 1, fill=False, edgecolor="#D55E00", linewidth=width, clip_on=False
        )
    )
