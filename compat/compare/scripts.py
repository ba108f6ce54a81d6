"""Scripts of R's and their twins in Python: what both print, how long they are, what they fit.

``compat/scripts`` has each script twice, ``NAME.R`` and ``NAME.py``; ``compat/recorded/scripts``
what R printed and what it fitted. ``differences.toml`` lists the lines that are meant to differ.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import io
import json
import os
import re
import runpy
import tomllib
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pynnet import RWarning
from pynnet._random import global_stream

from .. import CHECKOUT, FOLDER
from ..cases import Json
from .recordings import RECORDED

__all__ = [
    "SCRIPTS",
    "Difference",
    "Ran",
    "code_lines",
    "differences",
    "fitted_by_r",
    "meant_to_differ",
    "page_part",
    "printed_by_r",
    "ran",
]

_FOLDER = FOLDER / "scripts"
_DATA = CHECKOUT / "docs" / "data"  # where a reader of the pages has the data
SCRIPTS = sorted(path.stem for path in _FOLDER.glob("*.R"))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a twin printed, R's warnings that it gave, and the variables it left."""

    printed: list[str]
    warned: list[str]
    variables: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines of R's, counted from 1, and what stands there in Python."""

    script: str
    first: int
    in_r: tuple[str, ...]
    in_python: tuple[str, ...]


@functools.cache
def ran(name: str) -> Ran:
    """Run a twin where its data are; the global stream stands afterwards where it stood."""
    stream = global_stream()
    state, folder = stream.state, Path.cwd()
    printed = io.StringIO()
    try:
        os.chdir(_DATA)
        with warnings.catch_warnings(record=True) as given, contextlib.redirect_stdout(printed):
            warnings.simplefilter("always")  # they go to standard error
            variables = runpy.run_path(str(_FOLDER / f"{name}.py"))
    finally:
        os.chdir(folder)
        stream.state = state
    warned = [str(w.message) for w in given if issubclass(w.category, RWarning)]
    return Ran(printed.getvalue().splitlines(), warned, variables)


def printed_by_r(name: str) -> list[str]:
    """Lines that R printed, warnings among them."""
    return (RECORDED / "scripts" / f"{name}.out").read_text(encoding="utf-8").splitlines()


def fitted_by_r(name: str) -> dict[str, Json]:
    """The objects of a script in R, by their names; numbers have all their bits."""
    text = (RECORDED / "scripts" / f"{name}.json").read_text(encoding="utf-8")
    objects: dict[str, Json] = json.loads(text)["objects"]
    return objects


def code_lines(path: Path) -> int:
    """Number of lines that are neither blank nor a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(bool(re.match(r"\s*[^\s#]", line)) for line in lines)


def differences(name: str) -> list[Difference]:
    """Where the text of the twin is not R's to the character, in the order of the lines."""
    theirs, ours = printed_by_r(name), ran(name).printed
    matched = difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    return [
        Difference(name, i + 1, tuple(theirs[i:i_end]), tuple(ours[j:j_end]))
        for tag, i, i_end, j, j_end in matched
        if tag != "equal"
    ]


def meant_to_differ() -> list[tuple[Difference, str]]:
    """Lines that are listed as different, with the reason."""
    listed = tomllib.loads((_FOLDER / "differences.toml").read_text(encoding="utf-8"))
    return [
        (
            Difference(entry["script"], entry["line"], tuple(entry["r"]), tuple(entry["python"])),
            listed["reasons"][entry["reason"]],
        )
        for entry in listed["difference"]
    ]


def page_part() -> str:
    """The part of the page that is counted: the table, and the reasons of what differs."""
    counted: dict[str, int] = {}
    for difference, reason in meant_to_differ():
        counted[reason] = counted.get(reason, 0) + len(difference.in_r)
    reasons = [f"| {reason} | {count} |" for reason, count in counted.items()]
    heading = ["| why lines differ | lines |", "| --- | ---: |"]
    return "\n".join([*_table(), "", *heading, *reasons, ""])


def _table() -> list[str]:
    """The table of the page: of each script lines of code, and lines of output that are equal."""
    rows = []
    for name in SCRIPTS:
        lines = [code_lines(_FOLDER / f"{name}.{end}") for end in ("R", "py")]
        printed = len(printed_by_r(name))
        rows.append((*lines, printed, printed - sum(len(d.in_r) for d in differences(name))))
    rows.append(tuple(map(sum, zip(*rows, strict=True))))
    titles = [*(f"`{name}`" for name in SCRIPTS), "together"]
    return [
        "| script | lines of R | lines of Python | lines printed by R | equal to the character |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {title} | {' | '.join(map(str, row))} |"
            for title, row in zip(titles, rows, strict=True)
        ),
    ]
