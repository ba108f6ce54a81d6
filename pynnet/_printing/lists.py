"""R's print of lists: each item below the name by which it is reached."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from .kinds import RList, RObject
from .options import print_options
from .texts.escapes import escaped
from .vectors import omitted_entries

__all__ = ["list_lines"]

_DIGITS = tuple("0123456789")
_MARKS_OF_LETTERS = range(10, 200)  # classes of combination: vowels and points, not accents

_RESERVED = {
    *("if", "else", "repeat", "while", "function", "for", "next", "break", "in"),
    *("TRUE", "FALSE", "NULL", "Inf", "NaN"),
    *("NA", "NA_integer_", "NA_real_", "NA_character_", "NA_complex_"),
}


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
    return f"${escaped(name)}" if _is_syntactic(name) else f"$`{escaped(name)}`"


def _is_syntactic(name: str) -> bool:
    """Whether R reads a name without backquotes."""
    if name in _RESERVED or not all(map(_is_part, name)):
        return False
    begins_number = name[0] == "." and name[1:2] in _DIGITS and name[1:]
    return not (name[0] in _DIGITS or name[0] == "_" or begins_number)


def _is_part(character: str) -> bool:
    """Whether a name may hold a character: letters, digits, and marks that make a letter.

    Which marks do is what the C library says to R; here it is judged by how they combine.
    """
    if character.isascii():
        return character.isalnum() or character in "._"
    category = unicodedata.category(character)
    if category == "Mn":
        combining = unicodedata.combining(character)
        return combining == 0 or combining in _MARKS_OF_LETTERS
    return category[0] == "L" or category in ("Mc", "Nd", "Nl")
