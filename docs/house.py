"""The house drawn from its imports: rooms on their floors, and who takes what from whom.

The files of the package that is imported are read as text. The picture on docs/internals.md is
made by these functions whenever that page is tested, so that it cannot go stale.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pynnet

__all__ = ["draw_house", "floors", "room_imports", "rooms"]

PACKAGE = Path(pynnet.__file__).parent
CONTRACT = Path(__file__).parent.parent / "pyproject.toml"


def rooms() -> list[str]:
    """Names of the rooms, and of what is at the top of the package beside them."""
    folders = [path.name for path in PACKAGE.glob("_*/") if (path / "__init__.py").exists()]
    doors = [path.stem for path in PACKAGE.glob("[a-z]*.py")]
    return sorted([*folders, *doors])


def _modules(room: str) -> list[Path]:
    folder = PACKAGE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{room}.py"]


def room_imports(room: str) -> set[str]:
    """Rooms that a room imports."""
    used = set()
    for path in _modules(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                named = [node.module or ""]
                if node.module == "pynnet":
                    named = [f"pynnet.{alias.name}" for alias in node.names]
                used |= {name.split(".")[1] for name in named if name.startswith("pynnet.")}
    return used - {room}


def floors() -> list[list[str]]:
    """Rooms that are there, by floor, the highest first, as the contract of imports has them."""
    contract = CONTRACT.read_text(encoding="utf-8")
    layers = contract.partition('containers = ["pynnet"]')[2].partition("layers = [")[2]
    lines = re.findall(r'"([^"]+)"', layers.partition("]")[0])
    named = [[name.strip(" ()") for name in line.split("|")] for line in lines]
    there = set(rooms()) - set(doors())
    return [[name for name in floor if name in there] for floor in named if there & set(floor)]


def doors() -> list[str]:
    """What stands at the top and only hands on names."""
    return [room for room in rooms() if not room.startswith("_")]


def _needed(imports: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """Arrows without those that a way over other rooms says already."""

    def reached(room: str) -> set[str]:
        return imports[room].union(*(reached(below) for below in imports[room]))

    return {
        (room, below)
        for room, used in imports.items()
        for below in used
        if not any(below in reached(other) for other in used - {below})
    }


def _room_modules(room: str) -> list[str]:
    """What is in a room: its modules, and its floors with theirs."""
    lines = []
    folder = PACKAGE / room
    for floor in [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]:
        files = [path for path in floor.iterdir() if path.suffix in (".py", ".c", ".h")]
        names = sorted(path.stem for path in files if path.stem != "__init__")
        if names:
            lines.append(("" if floor is folder else f"{floor.name}/  ") + "\u00a0· ".join(names))
    return lines


def _idea(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.splitlines()[0]


def _text(room: str, width: int) -> list[tuple[str, str]]:
    """Lines of a box with their styles."""
    lines = [(room, "name")]
    lines += [
        (line, "idea") for line in textwrap.wrap(_idea(PACKAGE / room / "__init__.py"), width)
    ]
    for paragraph in _room_modules(room):
        lines += [(line, "files") for line in textwrap.wrap(paragraph, int(1.15 * width))]
    return lines


# Drawing ---------------------------------------------------------------------------------------

_STYLES: dict[str, dict[str, Any]] = {
    "name": {"fontsize": 10, "fontweight": "bold", "color": "#14304f"},
    "idea": {"fontsize": 7.5, "color": "#333333"},
    "files": {"fontsize": 6.2, "color": "#556677"},
}
_FILL, _EDGE = "#f2f6fb", "#8aa4c0"
_WHOLE, _GAP, _LINE = 106.0, 8.0, 2.6  # of the house, between boxes, of a line of text
_BESIDE = 1.6  # between arrows beside one another


@dataclass(frozen=True)
class _Box:
    """A room on the picture: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def foot(self) -> float:
        return self.y - self.height


def draw_house() -> Any:
    """Draw all rooms on their floors; an arrow leads from a room to what it is made of.

    Arrows that follow from others are left out.
    """
    from matplotlib.figure import Figure

    axes = Figure(figsize=(9.5, 10.5), layout="constrained").add_subplot()
    axes.set_axis_off()
    boxes: dict[str, _Box] = {}
    y = 0.0
    for floor in floors():
        width = (_WHOLE - _GAP * (len(floor) - 1)) / len(floor)
        texts = [_text(room, int(width * 1.5)) for room in floor]
        height = _LINE * (1 + max(map(len, texts)))
        for k, (room, lines) in enumerate(zip(floor, texts, strict=True)):
            boxes[room] = _Box(k * (width + _GAP), y, width, height)
            _draw_box(axes, boxes[room], lines)
        y -= height + _GAP
    _draw_arrows(axes, boxes)
    axes.set_xlim(-6, _WHOLE + 6)
    axes.set_ylim(y + _GAP - 1, 1)
    return axes


def _draw_box(axes: Any, box: _Box, lines: list[tuple[str, str]]) -> None:
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=1.2"
    corner = box.x, box.foot
    axes.add_patch(
        FancyBboxPatch(corner, box.width, box.height, style, facecolor=_FILL, edgecolor=_EDGE)
    )
    for k, (text, kind) in enumerate(lines, start=1):
        axes.text(box.x + 1.5, box.y - _LINE * k, text, va="center", **_STYLES[kind])


def _draw_arrows(axes: Any, boxes: Mapping[str, _Box]) -> None:
    """Draw arrows to the next floor straight, and those that pass a floor around its boxes."""
    floor_of = {room: k for k, floor in enumerate(floors()) for room in floor}
    beside = 0
    for room, below in sorted(_needed({room: room_imports(room) for room in boxes})):
        above, target = boxes[room], boxes[below]
        overlap = above.x < target.right and target.x < above.right
        if overlap and floor_of[below] == floor_of[room] + 1:
            x = target.middle if target.width < above.width else above.middle
            _draw_way(axes, [(x, above.foot), (x, target.y)])
            continue
        beside += 1
        heights = above.y - above.height / 2, target.y - target.height / 2 + beside - 2
        if overlap:  # around, on the outer side
            left = target.middle < _WHOLE / 2
            x = -_BESIDE * beside if left else _WHOLE + _BESIDE * beside
            ends = (above.x, target.x) if left else (above.right, target.right)
        else:  # down between the columns
            x = max(min(above.right, target.right) + _GAP / 2, 0)
            ends = (above.right, target.x) if above.x < target.x else (above.x, target.right)
        _draw_way(
            axes, [(ends[0], heights[0]), (x, heights[0]), (x, heights[1]), (ends[1], heights[1])]
        )


def _draw_way(axes: Any, points: list[tuple[float, float]]) -> None:
    axes.plot(*zip(*points, strict=True), color=_EDGE, linewidth=1.1)
    arrow = {"arrowstyle": "-|>", "color": _EDGE, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0}
    (x0, y0), (x1, y1) = points[-2:]
    length = max(abs(x1 - x0), abs(y1 - y0))
    begin = x1 - (x1 - x0) / length, y1 - (y1 - y0) / length
    axes.annotate("", xy=points[-1], xytext=begin, arrowprops=arrow)
