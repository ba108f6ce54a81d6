"""Programs of R's as text that is printed bare, with attributes below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Language"]


class Language(str):
    """The text of a call or a formula, and what R keeps beside it.

    Attributes
    ----------
    lines : tuple of str
        The text as R prints it, which may have several lines.
    attributes : dict
        By name, objects that R prints below.
    """

    lines: tuple[str, ...]
    attributes: dict[str, Any]

    def __new__(
        cls, text: str, lines: tuple[str, ...] = (), attributes: Mapping[str, Any] | None = None
    ) -> Language:
        """Make a text with attributes."""
        made = super().__new__(cls, text)
        made.lines, made.attributes = lines or (text,), dict(attributes or {})
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What pickles need."""
        return str(self), self.lines, self.attributes
