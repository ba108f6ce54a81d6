"""The network itself: units in layers, and a line for each weight."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from pynnet._ground import (
    COLOURS,
    ArgumentError,
    FloatArray,
    axes_for,
    entry,
    flag,
    ink,
    letter_size,
    paper,
    place_size,
    require,
    root_figure,
    told_apart,
)
from pynnet._nnet import NNet

from ..fits import check_fit, input_names, output_names
from .legends import legend_above

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["plot_network"]

_POSITIVE, _NEGATIVE = COLOURS[0], COLOURS[1]
_MOST_UNITS = 200  # of a layer
_HEIGHT, _SMALL_HEIGHT = 0.21, 0.15  # inches for a unit
_MOST_LARGE = 30  # units of a layer; more stand closer, with small letters
_HIGHEST = 30.0
_WIDEST_LINE, _THINNEST_LINE = 4.0, 0.15  # in points
_ALONG = np.linspace(0, 1, 25)
_LAYERS = (0.0, 1.0, 2.0)
_SHARE = 0.28  # of the width of a picture, for names on either side


@entry
def plot_network(fit: NNet, *, bias: bool = True, ax: Axes | None = None) -> Axes:
    """Draw a network: its units in layers, and a line for each weight.

    A line is the wider the larger its weight; positive ones are blue, negative ones orange and
    dashed. Those of the skip layer pass below the hidden units.

    Parameters
    ----------
    fit : NNet
        The network.
    bias : bool, optional
        Whether to draw the biases, as units above the layer that they feed from. Default True.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure, as high as the layers need.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `fit` is no network, or a layer has more than 200 units.

    See Also
    --------
    pynnet.olden : What the weights come to for each input.

    Examples
    --------
    >>> from pynnet import load_iris, nnet
    >>> from pynnet.plot import plot_network
    >>> fit = nnet("Species ~ .", load_iris(), size=2, maxit=0, seed=1, trace=False)
    >>> ax = plot_network(fit)
    >>> [text.get_text() for text in ax.texts][:4]
    ['Sepal.Length', 'Sepal.Width', 'Petal.Length', 'Petal.Width']
    """
    check_fit(fit)
    with_bias = flag("bias", bias)
    most = max(fit.n)
    if most > _MOST_UNITS:
        raise ArgumentError(
            f"too many units to draw: a layer has {most}, and at most {_MOST_UNITS} can be told "
            "apart. plot_importance(olden(fit)) shows what their weights come to."
        )
    rows = most + (1 if with_bias else 0) + (1 if fit._network.skip and fit.n[1] else 0)
    height = min(
        _HIGHEST, max(2.6, 0.8 + (_HEIGHT if most <= _MOST_LARGE else _SMALL_HEIGHT) * rows)
    )
    axes = axes_for(ax, 6.0, height, "plot_network()")
    places = _places(fit, with_bias)
    lowest = _draw_weights(axes, fit, places)
    _draw_units(axes, fit, places, lowest)
    axes.set_axis_off()
    return axes


def _places(fit: NNet, bias: bool) -> dict[int, tuple[float, float]]:
    """Where each unit is; the bias stands above the inputs and, number -1, above the hidden."""
    p, size, q = fit.n
    found: dict[int, tuple[float, float]] = {}
    first, most = 1, max(fit.n)
    for x, count in zip(_LAYERS, (p, size, q), strict=True):
        # A small layer is spread, too: lines to it are told apart by their slopes.
        gap = (most / count) ** 0.5 if count else 1.0
        for k in range(count):
            found[first + k] = (x, gap * ((count - 1) / 2 - k))
        first += count
    if bias:
        top = max((y for _, y in found.values()), default=0.0) + 1.2
        found[0] = (_LAYERS[0] + 0.35, top)
        if size:
            found[-1] = (_LAYERS[1] + 0.35, top)
    return found


def _draw_weights(axes: Axes, fit: NNet, places: dict[int, tuple[float, float]]) -> float:
    """Draw a line for each weight, the largest last and so on top; return how low they come."""
    collections = require("matplotlib.collections", extra="plot", caller="plot_network()")
    network, first_output = fit._network, 1 + fit.n[0] + fit.n[1]
    target = np.repeat(np.arange(network.nunits), np.diff(network.nconn))
    below = min((places[j][1] for j in range(1 + fit.n[0], first_output)), default=0.0)
    below -= max(1.5, (max(fit.n) / max(1, fit.n[1])) ** 0.5)
    lowest = min(y for _, y in places.values())
    largest = float(np.abs(fit.wts).max()) or 1.0
    for sign, colour, dashes in ((1, _POSITIVE, "-"), (-1, _NEGATIVE, (0, (4, 1.5)))):
        lines, widths = [], []
        for k in np.argsort(np.abs(fit.wts), kind="stable"):
            weight, source, unit = fit.wts[k], int(network.conn[k]), int(target[k])
            source = -1 if source == 0 and unit >= first_output and fit.n[1] else source
            if weight * sign <= 0 or source not in places:
                continue
            is_skip = 0 < source <= fit.n[0] and unit >= first_output and fit.n[1] > 0
            lines.append(_line(places[source], places[unit], below if is_skip else None))
            lowest = min(lowest, float(lines[-1][:, 1].min()))
            share = abs(float(weight)) / largest
            widths.append(_THINNEST_LINE + (_WIDEST_LINE - _THINNEST_LINE) * share)
        axes.add_collection(
            collections.LineCollection(
                lines,
                linewidths=widths,
                colors=colour,
                linestyles=[dashes],
                alpha=0.75,
                zorder=1,
                capstyle="butt",
            )
        )
    _explain(axes, largest)
    return lowest


def _line(start: tuple[float, float], end: tuple[float, float], below: float | None) -> FloatArray:
    """A straight line, or one that bends below the hidden units."""
    a, b = np.array(start), np.array(end)
    if below is None:
        return np.array([a, b])
    t = _ALONG[:, None]
    low = (below - (a[1] + b[1]) / 8) / 0.75  # so that the middle of the curve is at `below`
    c, d = np.array([0.5, low]), np.array([1.5, low])
    return np.asarray(
        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * c + 3 * t**2 * (1 - t) * d + t**3 * b
    )


def _explain(axes: Axes, largest: float) -> None:
    lines = require("matplotlib.lines", extra="plot", caller="plot_network()")
    handles = [
        lines.Line2D([], [], color=_POSITIVE, linewidth=2, label="positive"),
        lines.Line2D([], [], color=_NEGATIVE, linewidth=2, linestyle=(0, (4, 1.5)),
                     label="negative"),
        lines.Line2D([], [], color=ink(), linewidth=_WIDEST_LINE, label=f"weight of {largest:.3g}"),
    ]  # fmt: skip
    legend_above(axes, handles)


def _draw_units(
    axes: Axes, fit: NNet, places: dict[int, tuple[float, float]], lowest: float
) -> None:
    """Draw a disc for each unit, with its name beside it or, if it has room, in it."""
    p, size = fit.n[:2]
    xs, ys = (np.array([place[i] for place in places.values()]) for i in (0, 1))
    low = lowest - 0.8
    axes.set_xlim(-0.15, 2.15)
    axes.set_ylim(low, float(ys.max()) + 0.8)
    box = axes.get_window_extent()
    unit = float(box.height * 72 / root_figure(axes).dpi)
    unit /= float(ys.max()) + 0.8 - low  # points between neighbours of the largest layer
    wide = place_size(axes)[0] * 72
    disc = min(22.0, 0.06 * wide, max(2.5, 0.75 * unit))
    discs = {"facecolor": paper(axes), "edgecolor": ink(), "linewidth": 0.8, "zorder": 2}
    axes.scatter(xs, ys, s=disc**2, clip_on=False, **discs)
    letters = max(4.0, min(letter_size(), 0.85 * unit))
    units, far = fit._network.unit_labels, 0.6 * disc + 3

    def beside(number: int, text: str, side: int) -> None:
        axes.annotate(
            text,
            places[number],
            xytext=(side * far, 0),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="center",
            fontsize=letters,
            parse_math=False,
        )

    every = max(1, math.ceil(letters / unit))  # name, where there is no room for all
    for k, name in list(enumerate(told_apart(input_names(fit), _SHARE * wide, letters)))[::every]:
        beside(1 + k, name, -1)
    inside = min(letters, 0.42 * disc)
    for number in (*range(1 + p, 1 + p + size), *({0, -1} & set(places))):
        text = "1" if number <= 0 else units[number]
        if inside >= 4.0:
            axes.annotate(text, places[number], ha="center", va="center", fontsize=inside)
    for k, name in list(enumerate(told_apart(output_names(fit), _SHARE * wide, letters)))[::every]:
        beside(1 + p + size + k, name, 1)
