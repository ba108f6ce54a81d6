"""Pictures on the pages: drawn by the code above them, and checked against it whenever it runs.

A line ``![words](_static/name.svg)`` on a page stands for what the code above it has left as
``axes``. The file says what it shows, in a digest of its size, numbers, words and where they are.
When the page is tested, the digest must be that of ``axes``; to draw the pictures anew:

    PYNNET_DRAW=1 python -m pytest docs
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sybil import Document, Example, Region

__all__ = ["draw", "parse_pictures", "shows"]

_PICTURE = re.compile(r"^!\[[^\]]*\]\((_static/\S+\.svg)\)$", re.MULTILINE)


def parse_pictures(document: Document) -> Iterator[Region]:
    """Find the pictures on a page."""
    for match in _PICTURE.finditer(document.text):
        yield Region(match.start(), match.end(), match.group(1), _check)


def _check(example: Example) -> str | None:
    """Compare a picture with what the code has drawn, or draw it; return what is wrong."""
    axes = example.namespace["axes"]
    path = Path(example.path).parent / example.parsed
    if os.environ.get("PYNNET_DRAW") == "1":
        draw(axes, path)
    if shows(path, axes):
        return None
    return (
        f"{path} does not show what the code draws: PYNNET_DRAW=1 python -m pytest {example.path}"
    )


def shows(path: Path, axes: Any) -> bool:
    """Whether a file is a picture of these axes."""
    return path.exists() and _digest(axes) in path.read_text(encoding="utf-8")


def draw(axes: Any, path: Path) -> None:
    """Write a file that depends on nothing but the axes and the version of matplotlib."""
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": path.name}):
        about = {"Date": None, "Description": _digest(axes)}
        # No paper of its own: pynnet.css turns the letters light where the page is dark.
        axes.figure.savefig(path, metadata=about, transparent=True)


def _digest(axes: Any) -> str:
    """Digest of the size, the numbers and words of a picture, and of where they are."""
    figure = axes.figure
    figure.draw_without_rendering()
    shown = [_rounded(figure.get_size_inches()), [_content(each) for each in figure.axes]]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _content(axes: Any) -> list[Any]:
    """What some axes show."""
    legend = axes.get_legend()
    words = [axes.get_xlabel(), axes.get_ylabel(), axes.get_title()]
    words += [label.get_text() for label in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    words += [text.get_text() for text in axes.texts]
    words += [] if legend is None else [text.get_text() for text in legend.texts]
    words += [] if legend is None else [legend.get_title().get_text()]
    numbers = [axes.get_xlim(), axes.get_ylim()]
    numbers += [text.get_position() for text in axes.texts]
    numbers += [line.get_xydata() for line in axes.lines]
    numbers += [patch.get_path().vertices for patch in axes.patches]
    numbers += [patch.get_facecolor() for patch in axes.patches]
    for collection in axes.collections:
        numbers += [path.vertices for path in collection.get_paths()]
        numbers += [collection.get_facecolor(), collection.get_edgecolor()]
        numbers += [collection.get_linewidths()]
        if collection.get_array() is not None:
            numbers += [np.ma.filled(collection.get_array(), np.nan)]
    return [words, [_rounded(values) for values in numbers]]


def _rounded(values: Any) -> list[str]:
    """Numbers to the precision of a picture."""
    return [f"{float(value):.4g}" for value in np.ravel(values)]
