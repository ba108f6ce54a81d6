r"""Text as R prints it: with escapes for what cannot be seen, in quotes or without."""

from __future__ import annotations

import unicodedata

__all__ = ["escaped", "quoted"]

_ESCAPES = {
    "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
}  # fmt: skip
_INVISIBLE = {"Cc", "Cn", "Cs", "Zl", "Zp"}  # categories: controls, unassigned, separators of lines


def escaped(text: str) -> str:
    r"""Return a text as R prints it without quotes: backslashes and control characters escaped.

    Examples
    --------
    >>> print(escaped("a\\b\n"))
    a\\b\n
    """
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_escape, text))


def quoted(text: str) -> str:
    r"""Return a text in quotes, as R prints it.

    Examples
    --------
    >>> print(quoted('say "a"\n'))
    "say \"a\"\n"
    """
    return f'"{escaped(text).replace(chr(34), chr(92) + chr(34))}"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    if code < 0x80:
        return f"\\{code:03o}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{{{code:06x}}}"
