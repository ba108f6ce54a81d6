"""R's names: which texts are some as they stand, and what R makes of others."""

from __future__ import annotations

import unicodedata

__all__ = ["RESERVED_WORDS", "is_syntactic", "valid_name"]

RESERVED_WORDS = frozenset(
    (
        *("if", "else", "repeat", "while", "function", "for", "next", "break", "in"),
        *("TRUE", "FALSE", "NULL", "Inf", "NaN", "NA"),
        *("NA_integer_", "NA_real_", "NA_character_", "NA_complex_"),
    )
)
_DIGITS = tuple("0123456789")
_MARKS_OF_LETTERS = range(10, 200)  # classes of combination: vowels and points, not accents


def valid_name(text: str) -> str:
    """R's ``make.names`` of one text.

    Examples
    --------
    >>> [valid_name(text) for text in ("2 x", "a-b", "_", "if", "x")]
    ['X2.x', 'a.b', 'X_', 'if.', 'x']
    """
    name = "".join(c if _is_part(c) else "." for c in text)
    if not _can_begin(text):
        name = f"X{name}"
    return f"{name}." if name in RESERVED_WORDS else name


def is_syntactic(name: str) -> bool:
    """Whether R reads a name without backquotes."""
    return valid_name(name) == name


def _can_begin(text: str) -> bool:
    first = text[:1]
    if first == ".":
        return not text[1:].startswith(_DIGITS)
    return bool(first) and _is_part(first) and first != "_" and first not in _DIGITS


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
