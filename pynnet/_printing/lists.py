"""R's print of lists: each item below the name by which it is reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .kinds import RList, RObject
from .options import print_options
from .texts.escapes import escaped
from .texts.names import is_syntactic
from .vectors import omitted_entries

__all__ = ["list_lines"]


def list_lines(
    items: RList, lines_of: Callable[[RObject], Sequence[str]], path: str = ""
) -> list[str]:
    """Lines in which R prints a list; `lines_of` gives those of an item that is none."""
    if not items.items:
        return ["list()" if items.names is None else "named list()"]
    most = print_options().max_print
    shown = items.items if len(items.items) <= most + 1 else items.items[:most]
    lines: list[str] = []
    for k, item in enumerate(shown):
        tag = path + _tag(items.names, k)
        inner = list_lines(item, lines_of, tag) if isinstance(item, RList) else lines_of(item)
        lines += [tag, *inner, ""]
    return [*lines, *omitted_entries(len(items.items) - len(shown))]


def _tag(names: Sequence[str | None] | None, k: int) -> str:
    name = "" if names is None else names[k]
    if name is None:
        return "$<NA>"
    if not name:
        return f"[[{k + 1}]]"
    return f"${escaped(name)}" if is_syntactic(name) else f"$`{escaped(name)}`"
