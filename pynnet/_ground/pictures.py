"""What all pictures share: axes to draw on, and labels that fit. matplotlib draws them.

A picture without axes of the user's gets a figure of its own. Where somebody may be looking, in
IPython and its notebooks or once pyplot is imported, that figure is one of pyplot's, which shows
it; elsewhere nothing is registered, and the figure is gone when nobody holds it.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .optional import require
from .scalars import invalid
from .typing import FloatArray

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "axes_for",
    "axis_length",
    "ink",
    "label_axis",
    "letter_size",
    "paper",
    "root_figure",
    "shortened",
    "shortened_to",
    "text_width",
    "wrapped",
]

# Colours of Okabe and Ito, which colour-blind readers can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_LONGEST = 24  # letters of a label that is one of many
_SHORTEST = 7
_SHARE = 0.35  # of a picture, for names beside or below its axes
_BESIDE, _ABOVE, _BAR = 75.0, 70.0, 75.0  # points for labels, titles and a bar of colours
_GAP = 0.6  # between labels, in heights of a letter
_LINE = 1.2  # height of a line, in heights of a letter


def axes_for(ax: Any, width: float, height: float, caller: str = "plot()") -> Axes:
    """Return the axes that were passed, or axes of a new figure of so many inches.

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    ArgumentError
        If `ax` is neither None nor axes of matplotlib.
    """
    require("matplotlib", extra="plot", caller=caller)
    if ax is None:
        figure = _figure_maker(caller)(figsize=(width, height), layout="constrained")
        axes: Axes = figure.add_subplot()
        return axes
    if not callable(getattr(getattr(ax, "xaxis", None), "set_major_locator", None)):
        raise invalid("ax", ax, "axes of matplotlib, or None")
    given: Axes = ax
    return given


def _figure_maker(caller: str) -> Any:
    """What makes a figure: pyplot, which shows it, if somebody may be looking."""
    ipython = sys.modules.get("IPython")
    in_notebook = ipython is not None and ipython.get_ipython() is not None
    if in_notebook or "matplotlib.pyplot" in sys.modules:
        return require("matplotlib.pyplot", extra="plot", caller=caller).figure
    return require("matplotlib.figure", extra="plot", caller=caller).Figure


# Colours of the user's style --------------------------------------------------------------------


def root_figure(axes: Axes) -> Figure:
    """The figure that axes are in, however deep: that of a figure in a figure is the outer one."""
    figure: Any = axes.figure  # whose get_figure() takes root= from matplotlib 3.10 on
    whole: Figure = figure.figure
    return whole


def ink() -> Any:
    """Colour of letters: black, or what the style in use has, white on dark paper for instance."""
    return require("matplotlib", extra="plot", caller="plot()").rcParams["text.color"]


def letter_size(setting: str = "font.size") -> float:
    """Size of letters, in points, that a setting of matplotlib's gives."""
    manager = require("matplotlib.font_manager", extra="plot", caller="plot()")
    rc = require("matplotlib", extra="plot", caller="plot()").rcParams
    return float(manager.FontProperties(size=rc[setting]).get_size_in_points())


def paper(axes: Axes) -> Any:
    """Colour of what is drawn on."""
    return axes.get_facecolor()


# Labels ----------------------------------------------------------------------------------------


def shortened(text: str, most: int = _LONGEST) -> str:
    """Return a text of at most so many letters: of a longer one both ends, which differ most."""
    if len(text) <= most:
        return text
    end = (most - 1) // 2
    return f"{text[: most - 1 - end]}…{text[len(text) - end :]}"


def shortened_to(text: str, room: float, size: float) -> str:
    """Return a text of letters of `size` points that is at most so many points wide, or 7 letters.

    Longer than other labels it is in no case.
    """
    label = shortened(text)
    while len(label) > _SHORTEST and text_width(label, size) > room:
        label = shortened(text, len(label) - 1)
    return label


def wrapped(axes: Axes, text: str, size: float) -> str:
    """Return a text in lines that the picture is wide enough for; none ends beside an "="."""
    wide: float = root_figure(axes).get_figwidth() * 72
    if axes.get_subplotspec() is not None and len(axes.figure.axes) > 2:  # one of several
        wide = 1.2 * axis_length(axes, 0)
    letters = max(20, int(wide / (0.6 * size)))
    lines = textwrap.wrap(text.replace(" = ", "\xa0=\xa0"), letters, break_on_hyphens=False)
    return "\n".join(lines).replace("\xa0", " ")


def text_width(text: str, size: float) -> float:
    """Width of a line of text in points."""
    if not text.strip():
        return 0.0
    paths = require("matplotlib.textpath", extra="plot", caller="plot()")
    path = paths.TextPath((0, 0), text.replace("$", "S"), size=size)
    return float(path.get_extents().width)


def axis_length(axes: Axes, direction: int) -> float:
    """How long an axis is on paper, in points; before the layout is made, about that."""
    figure = root_figure(axes)
    box = axes.get_window_extent()
    now = float((box.width, box.height)[direction] * 72 / figure.dpi)
    n_axes = len(figure.axes)
    if figure.get_layout_engine() is None or n_axes > 2:
        return now
    whole = float(figure.get_size_inches()[direction] * 72)  # a layout will take what is left
    return max(0.5 * now, whole - (_BESIDE + _BAR * (n_axes - 1), _ABOVE)[direction])


def label_axis(
    axes: Axes,
    which: Literal["x", "y"],
    positions: Any,
    texts: Sequence[str],
    *,
    numbers: bool,
    size: float | None = None,
) -> None:
    """Put labels at ascending positions of the "x" or the "y" axis; none touches another.

    Of numbers some are left out; names are shortened, and below the x axis tilted. Letters have
    `size` points, or as many as the user's style says.
    """
    axis = axes.xaxis if which == "x" else axes.yaxis
    if size is None:
        size = letter_size(f"{which}tick.labelsize")
    # Below the axis names are tilted, and so as high as 0.7 of their length.
    room = _SHARE * 72 * root_figure(axes).get_size_inches()[0 if which == "y" else 1]
    room = room if which == "y" else room / 0.7
    labels = [text if numbers else shortened_to(text, room, size) for text in texts]
    axes.tick_params(axis=which, labelsize=size)
    lengths = [text_width(label, size) for label in labels]
    where = _places_on_paper(axes, which, positions)
    lines = [size * _LINE] * len(labels)
    kept = _apart(where, lengths, size) if which == "x" else _apart(where, lines, 0.0)
    tilted = which == "x" and not numbers and len(kept) < len(labels)
    if tilted:
        kept = _apart(where, lines, size / 3)
    axis.set_ticks([float(positions[k]) for k in kept], [labels[k] for k in kept], parse_math=False)
    axis.set_ticks([], minor=True)
    if tilted:
        for label in axis.get_ticklabels():
            label.set(rotation=45, ha="right", rotation_mode="anchor")


def _places_on_paper(axes: Axes, which: Literal["x", "y"], positions: Any) -> FloatArray:
    """Where positions are along an axis, in points."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    where: FloatArray = np.asarray(
        axis.get_transform().transform(np.asarray(positions, dtype=float)), dtype=float
    )
    span = float(np.ptp(where))
    return (where - where[0]) * (0.9 * axis_length(axes, int(which == "y")) / span if span else 0.0)


def _apart(where: FloatArray, lengths: Sequence[float], size: float) -> list[int]:
    """Which labels, centred at ascending places, can stand so that none touches another."""

    def fits(k: int, last: int) -> bool:
        return bool(where[k] - where[last] >= (lengths[k] + lengths[last]) / 2 + _GAP * size)

    steps = np.diff(where)
    if len(steps) and np.ptp(steps) <= 1e-6 * steps[0]:  # at equal steps: every so many
        for step in range(1, len(where)):
            kept = list(range(0, len(where), step))
            if all(map(fits, kept[1:], kept)):
                return kept
    kept = [0]
    for k in range(1, len(where)):
        if fits(k, kept[-1]):
            kept.append(k)
    return kept
