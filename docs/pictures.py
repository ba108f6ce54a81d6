"""Pictures on the pages: drawn by the code above them, and checked against it whenever it runs.

A line ``![words](_static/name.svg)`` on a page stands for what the code above it has left as
``axes``. Beside the picture ``name.txt`` describes it: the size, every text and line, their colours
and places. When the page is tested, ``axes`` must be as described, and what is not is named; the
picture says of which description it is. To draw the pictures anew:

    PYNNET_DRAW=1 python -m pytest docs

What was given to matplotlib is compared exactly, with every version of it; places on paper to the
point with the version that has drawn the picture, and roughly with others, whose letters differ.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sybil import Document, Example, Region

from docs.described import described, differences

__all__ = ["draw", "parse_pictures", "wrong"]

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
        return None
    if not (found := wrong(path, axes)):
        return None
    found.append(f"If that is meant: PYNNET_DRAW=1 python -m pytest {example.path}")
    return f"{path} does not show what the code draws:\n" + "\n".join(found)


def wrong(path: Path, axes: Any) -> list[str]:
    """What is wrong with a file as a picture of these axes, in words; empty if nothing is."""
    beside = path.with_suffix(".txt")
    if not path.exists() or not beside.exists():
        return ["it has not been drawn"]
    kept = beside.read_text(encoding="utf-8").splitlines()
    if _digest(kept) not in path.read_text(encoding="utf-8"):
        return [f"{beside.name} describes another picture"]
    return differences(kept, described(axes))


def draw(axes: Any, path: Path) -> None:
    """Write a picture, and what it shows, that depend on the axes and the version of matplotlib."""
    from matplotlib import rc_context

    lines = described(axes)
    with rc_context({"svg.hashsalt": path.name}):
        about = {"Date": None, "Description": _digest(lines)}
        # No paper of its own: pynnet.css turns the letters light where the page is dark.
        axes.figure.savefig(path, metadata=about, transparent=True)
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
