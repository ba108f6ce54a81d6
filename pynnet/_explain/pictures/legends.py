"""Legends with room: beside the axes or above them, and none wider or higher than the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pynnet._ground import letter_size, root_figure, shortened_to, text_width

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["height_for", "legend_above", "legend_beside", "room_beside", "width_of"]

_SHARE = 0.45  # of the width of the picture: the other part is that of the axes
_SHARE_OF_COLUMNS = 0.7
_NARROW, _SMALL = 4.0, 0.7  # inches of a picture that has small letters where there are many
_LINE = 1.5  # height of an entry, in heights of a letter
_HANDLE = 4.3  # width of an entry beside its words, likewise
_MOST_COLUMNS = 3


def width_of(labels: Sequence[str]) -> float:
    """Inches that a legend of one column needs."""
    size = letter_size("legend.fontsize")
    return (max(text_width(label, size) for label in labels) + _HANDLE * size) / 72 + 0.3


def height_for(n_entries: int, least: float) -> float:
    """Inches that a picture is high whose legend beside it has so many entries."""
    rows = math.ceil(n_entries / _MOST_COLUMNS) + 2
    return max(least, rows * _LINE * letter_size("legend.fontsize") / 72 / 0.85)


def room_beside(labels: Sequence[str], height: float) -> float:
    """Inches that a picture so many inches high needs beside its axes for more than one column."""
    size = letter_size("legend.fontsize")
    columns = _columns(len(labels), height, size)
    widest = max((text_width(label, size) for label in labels), default=0.0)
    return max(0.0, (columns - 1) * (widest + _HANDLE * size) / 72)


def legend_beside(axes: Axes, title: str | None, tail: int = 0) -> None:
    """Put the legend to the right, where it hides nothing; long names are shortened to the room.

    Of each label as many letters as `tail` says stay at the end.
    """
    figure, size = root_figure(axes), letter_size("legend.fontsize")
    handles, labels = axes.get_legend_handles_labels()
    columns = _columns(len(labels), figure.get_figheight(), size)
    if columns > 1 and figure.get_figwidth() < _NARROW:
        size *= _SMALL
        columns = _columns(len(labels), figure.get_figheight(), size)
    share = _SHARE if columns == 1 else _SHARE_OF_COLUMNS
    room = share * figure.get_figwidth() * 72 / columns - _HANDLE * size
    axes.legend(
        handles,
        [_with_tail(label, tail, room, size) for label in labels],
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
        frameon=False,
        title=title,
        ncols=columns,
        columnspacing=1.0,
        fontsize=size,
    )


def _with_tail(label: str, tail: int, room: float, size: float) -> str:
    """A label, shortened but for its end."""
    name, end = (label[:-tail], label[-tail:]) if tail else (label, "")
    return shortened_to(name, room - text_width(end, size), size) + end


def _columns(n_entries: int, height: float, size: float) -> int:
    """Columns of a legend that is no higher than a picture of so many inches."""
    most = max(1, int(0.85 * height * 72 / (_LINE * size)) - 1)
    return min(_MOST_COLUMNS, math.ceil(n_entries / most)) if n_entries else 1


def legend_above(axes: Axes, handles: Sequence[Any], scale: float = 1.0) -> None:
    """Put the legend above the axes, in as many columns as the picture is wide enough for.

    Its letters have the usual size times `scale`.
    """
    size = scale * letter_size("legend.fontsize")
    wide = root_figure(axes).get_figwidth() * 72
    widths = [text_width(handle.get_label(), size) + _HANDLE * size for handle in handles]
    axes.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=max(1, min(len(handles), int(wide / (max(widths) + size)))),
        frameon=False,
        columnspacing=1.2,
        borderaxespad=0.2,
        fontsize=size,
    )
