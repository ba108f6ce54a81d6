"""Legends with room: beside the axes or above them, and none wider or higher than the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pynnet._ground import letter_size, place_size, text_width, told_apart

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["height_for", "legend_above", "legend_beside", "legend_text", "room_beside", "width_of"]

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
    (wide, high), size = place_size(axes), letter_size("legend.fontsize")
    handles, labels = axes.get_legend_handles_labels()
    columns = _columns(len(labels), high, size)
    if columns > 1 and wide < _NARROW:
        size *= _SMALL
        columns = _columns(len(labels), high, size)
    share = _SHARE if columns == 1 else _SHARE_OF_COLUMNS
    room = share * wide * 72 / columns - _HANDLE * size
    legend = axes.legend(
        handles,
        _with_tails(labels, tail, room, size),
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
        frameon=False,
        title=title,
        ncols=columns,
        columnspacing=1.0,
        fontsize=size,
    )
    legend.get_title().set_parse_math(False)


def legend_text(name: str) -> str:
    """A name as matplotlib takes it: it leaves out what begins with "_", and reads "$"."""
    text = name.replace("$", r"\$")
    return f" {text}" if text.startswith("_") else text


def _with_tails(labels: Sequence[str], tail: int, room: float, size: float) -> list[str]:
    """Labels, shortened but for so many letters at their ends."""
    plain = [label.replace(r"\$", "$") for label in labels]
    ends = [label[len(label) - tail :] for label in plain]
    widest = max((text_width(end, size) for end in ends), default=0.0)
    names = [label[: len(label) - tail] for label in plain]
    shorter = told_apart(names, room - widest, size)
    return [legend_text(name + end) for name, end in zip(shorter, ends, strict=True)]


def _columns(n_entries: int, height: float, size: float) -> int:
    """Columns of a legend that is no higher than a picture of so many inches."""
    most = max(1, int(0.85 * height * 72 / (_LINE * size)) - 1)
    return min(_MOST_COLUMNS, math.ceil(n_entries / most)) if n_entries else 1


def legend_above(axes: Axes, handles: Sequence[Any], scale: float = 1.0) -> None:
    """Put the legend above the axes, in as many columns as the picture is wide enough for.

    Its letters have the usual size times `scale`.
    """
    size = scale * letter_size("legend.fontsize")
    wide = place_size(axes)[0] * 72
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
