"""What functions and classes depend on: their code, what they enclose, and what they call.

What belongs to Python or to an installed package goes by name and version; what the user wrote by
what it is, and by what it uses in turn.
"""

from __future__ import annotations

import dis
import inspect
import sys
import sysconfig
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["class_parts", "function_parts", "library_name"]

# By these a function reaches what its code does not name.
_OPAQUE = {"__import__", "compile", "eval", "exec", "globals", "input", "locals", "open", "vars"}
# A virtual environment may show what is installed for the user, or for the whole system.
_PLACES_OF_PACKAGES = {"dist-packages", "site-packages"}
_OF_EVERY_CLASS = {
    "__annotations__", "__dict__", "__doc__", "__firstlineno__", "__module__", "__qualname__",
    "__static_attributes__", "__weakref__", "_abc_impl",
}  # fmt: skip
_SLOTS = (types.GetSetDescriptorType, types.MemberDescriptorType)


def library_name(module: str | None) -> str | None:
    """Name and version of the installed package that a module belongs to; None if it is a user's.

    Parameters
    ----------
    module : str or None
        Name of a module.
    """
    top = (module or "").partition(".")[0]
    if top in sys.stdlib_module_names and top != "__main__":
        return f"Python {sys.version_info[0]}.{sys.version_info[1]}"
    return _installed(top) if top in sys.modules else None


@cache
def _installed(top: str) -> str | None:
    module = sys.modules[top]
    ours = top == __name__.partition(".")[0]
    folders = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    around = Path(getattr(module, "__file__", None) or "").parents
    if not ours and not any(
        folder in folders or folder.name in _PLACES_OF_PACKAGES for folder in around
    ):
        return None
    version = getattr(module, "__version__", None)
    if version is None:
        import importlib.metadata  # slow to import, and seldom needed

        try:
            version = importlib.metadata.version(top)
        except importlib.metadata.PackageNotFoundError:
            version = "unknown"
    return f"{top} {version}"


def function_parts(function: types.FunctionType) -> tuple[list[Any], set[str]]:
    """What a user's function depends on, and the names by which it reaches what nobody can know."""
    code, names = function.__code__, _names(function.__code__)
    enclosed = {
        name: _content(cell)
        for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True)
    }
    space = function.__globals__
    of_space = _operands(code, "LOAD_GLOBAL", "LOAD_NAME")
    used = {name: space[name] for name in sorted(of_space) if name in space}
    imported = {name: sys.modules.get(name) for name in sorted(_operands(code, "IMPORT_NAME"))}
    modules = {
        name: _module_parts(value, names, set())
        for name, value in (used | enclosed | imported).items()
        if isinstance(value, types.ModuleType)
    }
    unknown = {name for name, module in imported.items() if module is None}
    opaque = {name for name in of_space & _OPAQUE if name not in space}
    values = {
        name: value for name, value in used.items() if not isinstance(value, types.ModuleType)
    }
    kept = [v if not isinstance(v, types.ModuleType) else v.__name__ for v in enclosed.values()]
    parts = [code, function.__defaults__, function.__kwdefaults__, kept, values, modules]
    parts.append({k: v for k, v in vars(function).items() if k != "__wrapped__"})
    return parts, opaque | unknown


def _module_parts(module: types.ModuleType, names: set[str], seen: set[str]) -> Any:
    """What of a module is used by code that has these names."""
    name = module.__name__
    library = library_name(name)
    if library is not None or name in seen:
        return [name, library]
    seen.add(name)
    space = vars(module)
    used = {member: space[member] for member in sorted(names) if member in space}
    return [
        name,
        {
            member: _module_parts(value, names, seen)
            if isinstance(value, types.ModuleType)
            else value
            for member, value in used.items()
        },
    ]


def class_parts(cls: type) -> list[Any]:
    """What a user's class depends on: its bases and members, with their names."""
    members = {
        name: member
        for name, member in sorted(vars(cls).items())
        if name not in _OF_EVERY_CLASS
        and not name.startswith("__dataclass")
        and not isinstance(member, _SLOTS)
    }
    return [[base for base in cls.__bases__ if base is not object], members]


def _names(code: types.CodeType) -> set[str]:
    """Names of globals and attributes in some code, and in the functions inside of it."""
    return {name for inner in _codes(code) for name in inner.co_names}


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _operands(code: types.CodeType, *operations: str) -> set[str]:
    """Names that some instructions of the code are about."""
    return {
        str(step.argval)
        for inner in _codes(code)
        for step in dis.get_instructions(inner)
        if step.opname in operations
    }


def _content(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not bound yet
        return inspect.Parameter.empty.__qualname__
