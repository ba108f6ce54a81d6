"""The house: rooms know one another by their surfaces alone, and stay small enough to be seen."""

from __future__ import annotations

import ast
import functools
import importlib
import itertools
import re
from pathlib import Path

import pytest

import pynnet

PACKAGE = Path(pynnet.__file__).parent
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("_*/__init__.py"))
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_ENTRIES = 18  # of a folder
MOST_AT_THE_TOP = 24  # rooms and doors, those to come among them
MOST_LINES = 400  # of a module
MOST_LINES_OF_A_FUNCTION = 40  # its documentation apart


def name_of(path):
    """Dotted name of a file of the package, relative to it."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def room_of(path):
    """The room in which a file is; None at the top."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else None


@functools.cache  # each file is looked at for each room
def nodes_of(path):
    """All that a file says."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@functools.cache
def absolute_imports(path):
    """What a file takes from the package by absolute imports: module and name."""
    taken = []
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            if node.module.partition(".")[0] == "pynnet":
                taken += [(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            taken += [
                (alias.name, None)
                for alias in node.names
                if alias.name.partition(".")[0] == "pynnet"
            ]
    return taken


def test_rooms_are_there():
    """The tests below look at something."""
    assert len(ROOMS) >= 10
    assert len(FILES) > 100


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_other_rooms_are_known_by_their_surface(path):
    """From another room, `from pynnet._room import name` of a name in its __all__, nothing else."""
    for module, name in absolute_imports(path):
        if module == "pynnet._network._kernel":  # compiled: `from . import` would hide its absence
            assert room_of(path) == "_network"
            continue
        if path.name == "__main__.py" and module == "pynnet":
            assert name in pynnet.__all__
            continue
        if path.name == "r.py":  # the door to all that one room offers
            assert (module, name) == ("pynnet", "_verbs") or module == "pynnet._verbs"
            continue
        first, *further = module.removeprefix("pynnet").lstrip(".").split(".")
        assert not further, f"{module} is the inside of a room"
        assert first in ROOMS, f"{module} is no room"
        assert first != room_of(path), f"inside of a room imports are relative: {module}"
        assert name in importlib.import_module(module).__all__, f"{module} does not offer {name}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_relative_imports_stay_in_their_room(path):
    """No import climbs out of the room by dots."""
    depth = len(path.relative_to(PACKAGE).parts) - 1
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom):
            assert node.level <= depth


def taken_by_doors(room):
    """What methods of classes below take of a room: `room_above("_room").name`."""
    door = f"room_above({room!r})"
    return {
        node.attr
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == door
    }


@pytest.mark.parametrize("room", ROOMS)
def test_surface_is_used(room):
    """What a room offers is taken by another one, or by users."""
    taken = {
        name
        for path in FILES
        if room_of(path) != room
        for module, name in absolute_imports(path)
        if module == f"pynnet.{room}"
    }
    taken |= set(pynnet._NAMES.get(room, [])) | taken_by_doors(room)
    offered = set(importlib.import_module(f"pynnet.{room}").__all__)
    assert "*" in taken or offered - taken == set()


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_it_may_import(room):
    """Its docstring: the idea in a sentence, and the rooms below that it uses, all of them."""
    idea, _, rest = importlib.import_module(f"pynnet.{room}").__doc__.partition("\n\n")
    assert idea.endswith(".")
    may_import = re.search(r"May import: (.*?)\.\s", rest, re.DOTALL)[1]
    used = {
        module.split(".")[1]
        for path in FILES
        if room_of(path) == room
        for module, _ in absolute_imports(path)
    }
    said = set(re.findall(r"_\w+", may_import))
    assert said == used - {room}


@pytest.mark.parametrize("path", [f for f in FILES if f.name == "__init__.py"], ids=name_of)
def test_what_a_folder_names_is_there(path):
    """In its docstring: modules and folders of its room, names that its own modules have."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    said = set(re.findall(r"(?<!`)`(\w+)`(?!`)", docstring))
    room = PACKAGE / (room_of(path) or "")
    there = {child.stem for child in room.rglob("*")}
    for node in itertools.chain.from_iterable(nodes_of(file) for file in path.parent.glob("*.py")):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.alias)):
            there.add(node.name)
        elif isinstance(node, ast.arg):
            there.add(node.arg)
    assert said - there == set()


def test_no_type_only_imports_between_modules():
    """A circle for the sake of types is a circle: only optional packages are imported so."""
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                modules = [n.module for n in ast.walk(node) if isinstance(n, ast.ImportFrom)]
                modules += [
                    a.name for n in ast.walk(node) if isinstance(n, ast.Import) for a in n.names
                ]
                assert all(m and m.startswith("matplotlib") for m in modules), path


def folders():
    """All folders of the package."""
    return [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir())]


@pytest.mark.parametrize(
    "folder", [f for f in folders() if f.name != "__pycache__"], ids=lambda f: f.name
)
def test_folder_can_be_seen_at_a_look(folder):
    """Not more entries than that; what is built, cached or for tools alone does not count."""
    built = ("__pycache__", "_kernel.txt", "py.typed")
    entries = [p for p in folder.iterdir() if p.name not in built]
    entries = [p for p in entries if p.suffix not in (".so", ".pyi")]
    assert len(entries) <= (MOST_AT_THE_TOP if folder == PACKAGE else MOST_ENTRIES)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_module_is_not_too_long(path):
    """A module is one idea."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def functions(path):
    """Functions of a file, with how many lines they have beside their documentation."""
    for node in nodes_of(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body
            if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
                body = body[1:]
            if body:
                yield node.name, body[-1].end_lineno - body[0].lineno + 1


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_are_not_too_long(path):
    """A function is one step."""
    assert {name: n for name, n in functions(path) if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_every_package_is_shipped():
    """A room without an __init__.py would not be found when the package is built."""
    for folder in folders():
        if any(folder.glob("*.py")):
            assert (folder / "__init__.py").exists(), folder


def test_top_holds_rooms_and_doors():
    """Nothing else stands there."""
    top = {path.stem for path in PACKAGE.glob("*.py")}
    assert top == {"__init__", "__main__", "caret", "plot", "r", "sklearn"}


@pytest.mark.parametrize("name", ["caret.py", "plot.py", "r.py", "sklearn.py"])
def test_doors_hand_on_names_only(name):
    """A docstring, imports and __all__."""
    docstring, *statements, names = ast.parse((PACKAGE / name).read_text(encoding="utf-8")).body
    assert isinstance(docstring.value, ast.Constant)
    assert all(isinstance(statement, ast.ImportFrom) for statement in statements)
    assert names.targets[0].id == "__all__"
