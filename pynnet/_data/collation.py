"""The order of strings: R's in an English (UTF-8) locale, or plain code points."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from pynnet._ground import REPLACE_HALVES, ArgumentError, DataError, shown

__all__ = ["Collation", "check_collation", "check_texts", "collation_key", "sort_strings"]

Collation: TypeAlias = Literal["en", "C"]
_COLLATIONS = get_args(Collation)

_ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
_RANK = {character: rank for rank, character in enumerate(_ORDER)}
_Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...], str]


def check_collation(collation: str) -> Collation:
    """Return the collation, or raise if it is not one."""
    if isinstance(collation, str) and collation in _COLLATIONS:
        return collation  # type: ignore[return-value]
    raise ArgumentError(f"collation must be 'en' or 'C', got {shown(collation)}.")


@lru_cache(maxsize=4096)
def _english(text: str) -> _Key:
    """Key of the Unicode root order: letters first, then accents, then lower before upper case."""
    decomposed = unicodedata.normalize("NFD", text).replace("ß", "ss")
    letters, accents, capitals = [], [], []
    for character in decomposed:
        if unicodedata.combining(character):
            accents.append(ord(character))
            continue
        lower = character.lower()
        letters.append(_RANK.get(lower, len(_ORDER) + ord(lower[0])))
        accents.append(0)
        capitals.append(lower != character)
    return tuple(letters), tuple(accents), tuple(capitals), text


def collation_key(collation: Collation) -> Callable[[str], _Key | str]:
    """Return the key by which strings are sorted and compared."""
    return _english if collation == "en" else str


def sort_strings(strings: Iterable[str], collation: Collation) -> list[str]:
    """Return the distinct strings in order."""
    distinct = set(strings)
    check_texts(distinct)
    return sorted(distinct, key=collation_key(collation))


def check_texts(texts: Iterable[str]) -> None:
    """Raise if a text has half a character: nothing can print, write or pass it on."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        raise DataError(
            f"invalid multibyte string: a text holds {shown(error.object[error.start])}, which is "
            f"half a character. {REPLACE_HALVES}"
        ) from None
