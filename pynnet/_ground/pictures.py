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
    "is_alone",
    "label_axis",
    "letter_size",
    "paper",
    "place_size",
    "root_figure",
    "shortened",
    "text_width",
    "told_apart",
    "words_below",
    "wrapped",
]

# Colours of Okabe and Ito, which colour-blind readers can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_LONGEST = 24  # letters of a label that is one of many
_SHORTEST = 7
_SHARE = 0.35  # of a picture, for names beside or below its axes
_BESIDE, _ABOVE, _BAR = 75.0, 70.0, 75.0  # points for labels, titles and a bar of colours
_NUMBERS = 25.0  # points that numbers beside an axis take
_AMONG = 0.6  # of the room that axes would have if they were alone
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


def place_size(axes: Axes) -> tuple[float, float]:
    """Width and height, in inches, of the picture, or of the place that axes among others have."""
    figure: Any = axes.figure
    wide, high = (float(length) / figure.dpi for length in (figure.bbox.width, figure.bbox.height))
    spec = axes.get_subplotspec()
    if spec is None:
        return wide, high
    whole: Any = spec.get_topmost_subplotspec()
    n_rows, n_columns = whole.get_gridspec().get_geometry()
    return wide * len(whole.colspan) / n_columns, high * len(whole.rowspan) / n_rows


def is_alone(axes: Axes) -> bool:
    """Whether axes have the picture to themselves; others of a layout may take some of its room."""
    whole = root_figure(axes).get_size_inches()
    return bool(np.allclose(place_size(axes), whole))


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


def _shortened_to(text: str, room: float, size: float) -> str:
    """Return a text of letters of `size` points that is at most so many points wide, or 7 letters.

    Longer than other labels it is in no case.
    """
    label = shortened(text)
    while len(label) > _SHORTEST and text_width(label, size) > room:
        label = shortened(text, len(label) - 1)
    return label


def told_apart(texts: Sequence[str], room: float, size: float) -> list[str]:
    """Return texts shortened to so many points; different ones do not become the same.

    Of those that both ends do not tell apart there are the beginning and where they differ.

    Examples
    --------
    >>> told_apart(
    ...     ["glucose of the first visit (mg/dl)", "glucose of the second visit (mg/dl)"], 90, 10
    ... )
    ['gluco…the first…', 'gluco…the second…']
    """
    labels = [_shortened_to(text, room, size) for text in texts]
    for label in set(labels):
        alike = sorted({text for text, own in zip(texts, labels, strict=True) if own == label})
        if len(alike) > 1:
            apart = dict(zip(alike, _where_they_differ(alike, len(label)), strict=True))
            labels = [apart.get(text, own) for text, own in zip(texts, labels, strict=True)]
    return labels


def _where_they_differ(texts: Sequence[str], most: int) -> list[str]:
    """Different texts, in about so many letters each, by what they do not have in common."""
    first, start = texts[0], _alike(texts)
    end = _alike([text[start:][::-1] for text in texts])
    parts = [text[start : len(text) - end] for text in texts]
    longest = max(map(len, parts))
    if longest > most - 2:
        parts = [shortened(part, most - 2) for part in parts]
        if len(set(parts)) < len(parts):
            parts = [str(k) for k in range(1, len(parts) + 1)]
        longest = max(map(len, parts))
    left = max(0, most - 2 - longest)
    head, before = min(start, left - left // 2), min(start, left // 2)
    gap = "…" if head + before < start else ""
    lead = first[:head] + gap + first[max(head, start - before) : start]
    return [f"{lead}{part}{'…' if end else ''}" for part in parts]


def _alike(texts: Sequence[str]) -> int:
    """How many letters at their beginning all texts have in common."""
    first, last = min(texts), max(texts)  # which have the least
    pairs = enumerate(zip(first, last, strict=False))
    return next((k for k, (a, b) in pairs if a != b), min(len(first), len(last)))


def wrapped(axes: Axes, text: str, size: float, beside: float = 0.0) -> str:
    """Return a text in lines that the picture is wide enough for; none ends beside an "="."""
    wide = place_size(axes)[0] * 72 - beside
    letters = max(20, int(wide / (0.6 * size)))
    lines = textwrap.wrap(text.replace(" = ", "\xa0=\xa0"), letters, break_on_hyphens=False)
    return "\n".join(lines).replace("\xa0", " ")


def words_below(axes: Axes, text: str) -> None:
    """Put words below the x axis, in lines that are no longer than it, where words are as short.

    What stands beside the y axis must be there already.
    """
    size = letter_size("axes.labelsize")
    room, lines = axis_length(axes, 0), [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    axes.set_xlabel("\n".join(lines).replace("\xa0", " "), parse_math=False)


def text_width(text: str, size: float) -> float:
    """Width of a line of text in points."""
    if not text.strip():
        return 0.0
    paths = require("matplotlib.textpath", extra="plot", caller="plot()")
    path = paths.TextPath((0, 0), text.replace("$", "S"), size=size)
    return float(path.get_extents().width)


def axis_length(axes: Axes, direction: int) -> float:
    """How long an axis is on paper, in points; before the layout is made, about that."""
    if axes.get_aspect() == 1:  # square cells: both axes are as long as there is room for
        return min(_axis_length(axes, 0), _axis_length(axes, 1))
    return _axis_length(axes, direction)


def _axis_length(axes: Axes, direction: int) -> float:
    figure = root_figure(axes)
    box = axes.get_window_extent()
    now = float((box.width, box.height)[direction] * 72 / figure.dpi)
    if figure.get_layout_engine() is None:
        return now
    # A layout will take what is left.
    taken = (_BESIDE + max(0.0, _names_beside(axes) - _NUMBERS), _ABOVE)[direction]
    if direction == 0:
        taken += _BAR * sum(drawn.colorbar is not None for drawn in axes.collections)
    left = place_size(axes)[direction] * 72 - taken
    return max(0.3 * now, left if is_alone(axes) else _AMONG * left)


def _names_beside(axes: Axes) -> float:
    """Points that the widest label of the y axis takes."""
    size = letter_size("ytick.labelsize")
    texts = [label.get_text() for label in axes.get_yticklabels()]
    return max((text_width(text, size) for text in texts), default=0.0)


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
    room = _SHARE * 72 * place_size(axes)[0 if which == "y" else 1]
    room = room if which == "y" else room / 0.7
    labels = list(texts) if numbers else told_apart(texts, room, size)
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
