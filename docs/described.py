"""What a figure shows, in lines that can be read: the size, and every text, line, patch and image.

A line says what an artist is and what it was given; behind an @ stands where it came to lie on
paper, in points from the left and from the bottom, of axes and legends with width and height. What
was given depends on nothing but the code, and is compared exactly. Places on paper depend on the
letters and layouts of matplotlib: they are compared to the point with the version that has drawn
the picture, which the first line names, and roughly with others.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

import numpy as np

__all__ = ["described", "differences"]

_TOLERANCE = 1.0  # points
# Letters of matplotlib 3.9 and 3.10 are up to a tenth narrower or wider than those of 3.11.
_TOLERANCE_BETWEEN_VERSIONS = 20.0
_MOST = 12  # numbers that are written out
_MOST_PATHS = 1000
_MOST_SHOWN = 12  # differences in a message


def described(axes: Any) -> list[str]:
    """Describe the figure of some axes."""
    figure = axes.figure
    for _ in range(2):  # a layout is made anew from the one before
        figure.draw_without_rendering()
    width, height = figure.get_size_inches()
    lines = [f"drawn by matplotlib {_version()}"]
    lines += [f"figure of {width:.4g} x {height:.4g} inches"]
    for k, each in enumerate(figure.axes):
        lines += [f"axes {k}: {line}" for line in _axes(each)]
    return lines


def differences(expected: Sequence[str], found: Sequence[str]) -> list[str]:
    """What differs, in words; empty if nothing does."""
    tolerance = _TOLERANCE if expected[0] == found[0] else _TOLERANCE_BETWEEN_VERSIONS
    expected, found = expected[1:], found[1:]
    was, now = ([line.partition(" @ ")[0] for line in each] for each in (expected, found))
    words: list[str] = []
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            words += _moved(expected[i:i_end], found[j:j_end], tolerance)
        else:
            words += [f"- {line}" for line in expected[i:i_end]]
            words += [f"+ {line}" for line in found[j:j_end]]
    more = len(words) - _MOST_SHOWN
    return words[:_MOST_SHOWN] + ([f"and {more} more"] if more > 0 else [])


def _version() -> str:
    """The first two numbers of matplotlib's version: a third changes no letters."""
    return ".".join(metadata.version("matplotlib").split(".")[:2])


def _moved(expected: Sequence[str], found: Sequence[str], tolerance: float) -> Iterator[str]:
    for was, now in zip(expected, found, strict=True):
        what, _, there = was.partition(" @ ")
        here = now.partition(" @ ")[2]
        steps = [abs(float(a) - float(b)) for a, b in zip(there.split(), here.split(), strict=True)]
        if any(step > tolerance for step in steps):
            yield f"moved: {what}: from {there} to {here}"


# Artists ----------------------------------------------------------------------------------------


def _axes(axes: Any) -> Iterator[str]:
    yield (
        f"x {axes.get_xscale()} {_numbers(axes.get_xlim())}, "
        f"y {axes.get_yscale()} {_numbers(axes.get_ylim())}"
    ) + _box(axes, axes.get_window_extent())
    for words in (axes.title, axes.xaxis.label, axes.yaxis.label, *_tick_labels(axes)):
        yield from _text(words)
    for text in axes.texts:
        yield from _text(text, at=True)
    for name, artists in (("line", axes.lines), ("patch", axes.patches)):
        for artist in filter(_is_seen, artists):
            yield (_line if name == "line" else _patch)(artist)
    for artist in filter(_is_seen, axes.collections):
        yield _collection(artist)
    for artist in filter(_is_seen, axes.images):
        yield f"image {_scale(artist)}: {_numbers(artist.get_array())}"
    if (legend := axes.get_legend()) is not None:
        yield "legend" + _box(legend, legend.get_window_extent())
        for text in (legend.get_title(), *legend.get_texts()):
            yield from _text(text)
        for handle in legend.legend_handles:
            colour = getattr(handle, "get_color", getattr(handle, "get_facecolor", str))()
            yield f"handle {_colours(colour)}"


def _tick_labels(axes: Any) -> Iterator[Any]:
    """Those that are drawn: within the limits, of an axis that is not switched off."""
    if not axes.axison:
        return
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if low <= tick.get_loc() <= high:
                yield tick.label1


def _text(text: Any, *, at: bool = False) -> Iterator[str]:
    if not text.get_text() or not _is_seen(text):
        return
    place = f" at {_numbers(text.get_position())}" if at else ""
    turned = f" turned {text.get_rotation():g}" if text.get_rotation() else ""
    yield (
        f"text {text.get_text()!r} of {text.get_fontsize():.4g} points"
        f" {_colours(text.get_color())}{turned}{place}"
    ) + _on_paper(text, text.get_transform().transform(text.get_position()))


def _line(line: Any) -> str:
    marker = line.get_marker()
    style = f"{line.get_linestyle()} {line.get_linewidth():.4g} marker {_marker(marker)}"
    points = np.asarray(line.get_xydata(), dtype=float)
    label = "" if line.get_label().startswith("_") else f" {line.get_label()!r}"
    return f"line{label} {_colours(line.get_color())} {style}: {_numbers(points)}"


def _marker(marker: Any) -> str:
    return marker if isinstance(marker, str) else _numbers(marker)


def _patch(patch: Any) -> str:
    shape = patch.get_patch_transform().transform_path(patch.get_path()).vertices
    colours = f"{_colours(patch.get_facecolor())} edge {_colours(patch.get_edgecolor())}"
    return f"patch {colours} {patch.get_linewidth():.4g}: {_numbers(shape)}"


def _collection(collection: Any) -> str:
    faces, edges = collection.get_facecolor(), collection.get_edgecolor()
    parts = [
        type(collection).__name__,
        f"faces {_colours(faces)} edges {_colours(edges)}",
        f"widths {_numbers(collection.get_linewidths())}",
        f"offsets {_numbers(collection.get_offsets())}",
        f"paths {_paths(collection.get_paths())}",
    ]
    if (values := collection.get_array()) is not None:
        parts += [f"{_scale(collection)}; values {_numbers(values)}"]
    return "; ".join(parts)


def _paths(paths: Sequence[Any]) -> str:
    """The paths; of the cells of a map the first and the last, between which they are even."""
    shown = paths if len(paths) <= _MOST_PATHS else [paths[0], paths[-1]]
    parts = [path.vertices.ravel() for path in shown]
    return f"{len(paths)}: {_numbers(np.concatenate(parts)) if parts else 'none'}"


# Their properties -------------------------------------------------------------------------------


def _is_seen(artist: Any) -> bool:
    return bool(artist.get_visible())


def _box(artist: Any, box: Any) -> str:
    return _on_paper(artist, (*box.p0, box.width, box.height))


def _on_paper(artist: Any, pixels: Sequence[float]) -> str:
    """Where something is on paper, in points; a text where it is held."""
    return " @ " + " ".join(f"{value * 72 / artist.figure.dpi:.1f}" for value in pixels)


def _colours(given: Any) -> str:
    """The colours, as #rrggbbaa, or how many with a digest."""
    from matplotlib.colors import to_hex, to_rgba_array

    found = [to_hex(colour, keep_alpha=True) for colour in to_rgba_array(given)]
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else _in_short(found)


def _scale(artist: Any) -> str:
    """Colours of the ends and the middle of a map of colours, and the values of its ends."""
    return f"{_colours(artist.get_cmap()([0.0, 0.5, 1.0]))} for {_numbers(artist.get_clim())}"


def _numbers(values: Any) -> str:
    """Numbers to the precision of a picture."""
    flat = np.ravel(np.ma.filled(np.ma.asarray(values, dtype=float), np.nan))
    return _in_short([f"{value:.4g}" for value in flat])


def _in_short(texts: Sequence[str]) -> str:
    """All of a few; of many how many, the first and last, and a digest of all."""
    if len(texts) <= _MOST:
        return " ".join(texts) if texts else "none"
    digest = hashlib.sha256(" ".join(texts).encode()).hexdigest()[:12]
    return f"{len(texts)} from {texts[0]} to {texts[-1]} [{digest}]"
