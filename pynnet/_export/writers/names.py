"""Names that a target can hold, and that differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Names", "identifier"]

_OTHER = re.compile(r"[^A-Za-z0-9_]")


class Names:
    """Names given out so far; one that is taken gets a number, ``x_2``.

    Parameters
    ----------
    taken : iterable of str, optional
        Names that nothing may get.
    fold : bool, optional
        Whether names count as equal that differ by upper and lower case alone.
    """

    def __init__(self, taken: Iterable[str] = (), *, fold: bool = False) -> None:
        self._fold = fold
        self._taken = {self._key(name) for name in taken}

    def _key(self, name: str) -> str:
        return name.casefold() if self._fold else name

    def give(self, wanted: str) -> str:
        """Return the name that is wanted, with a number if it is taken."""
        name, number = wanted, 1
        while self._key(name) in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(self._key(name))
        return name


def identifier(name: str, without_any: str) -> str:
    """Return an identifier of letters, digits and ``_``; other characters become ``_``.

    `without_any` is what a name becomes that has no letter or digit of ASCII's.
    """
    plain = _OTHER.sub("_", name).strip("_")
    if not plain:
        return without_any
    return f"_{plain}" if plain[0].isdigit() else plain
