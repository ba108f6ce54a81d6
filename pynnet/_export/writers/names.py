"""Names that a target can hold, and that differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Names", "cut_to", "identifier"]

_OTHER = re.compile(r"[^A-Za-z0-9_]")


class Names:
    """Names given out so far; one that is taken gets a number, ``x_2``.

    Parameters
    ----------
    taken : iterable of str, optional
        Names that nothing may get.
    fold : bool, optional
        Whether names count as equal that differ by upper and lower case alone.
    longest : int, optional
        How many bytes of UTF-8 a name may have; what is longer is cut. Default: any number.
    """

    def __init__(
        self, taken: Iterable[str] = (), *, fold: bool = False, longest: int | None = None
    ) -> None:
        self._fold = fold
        self._longest = longest
        self._taken = {self._key(name) for name in taken}

    def _key(self, name: str) -> str:
        return name.casefold() if self._fold else name

    def give(self, wanted: str) -> str:
        """Return the name that is wanted, with a number if it is taken."""
        name, number = cut_to(wanted, self._longest), 1
        while self._key(name) in self._taken:
            number += 1
            name = cut_to(wanted, self._longest, end=f"_{number}")
        self._taken.add(self._key(name))
        return name


def cut_to(name: str, longest: int | None, *, end: str = "") -> str:
    """Return the name with its end; the name is cut so that both have so many bytes at most."""
    if longest is None or len(name.encode()) + len(end) <= longest:
        return name + end
    return name.encode()[: longest - len(end)].decode(errors="ignore") + end


def identifier(name: str, without_any: str) -> str:
    """Return an identifier of letters, digits and ``_``; other characters become ``_``.

    `without_any` is what a name becomes that has no letter or digit of ASCII's.
    """
    plain = _OTHER.sub("_", name).strip("_")
    if not plain:
        return without_any
    return f"_{plain}" if plain[0].isdigit() else plain
