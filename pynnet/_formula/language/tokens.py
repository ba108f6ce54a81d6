"""Cuts the text of a formula into R's tokens."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from pynnet._printing import RESERVED_WORDS

from ..limits import check_count, check_length
from .error_places import error_at

__all__ = ["Token", "is_syntactic", "tokenize"]

_NAME = r"(?:[^\W\d_]|\.(?!\d))[\w.]*"
_TOKEN = re.compile(
    rf"""
    (?P<space>(?:\s|\#[^\n]*)+)
  | (?P<number>0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?(?:[pP][+-]?\d+)?L?
             |(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?L?)
  | (?P<raw>[rR](?P<quote>["'])(?P<dashes>-*)(?:\(.*?\)|\[.*?\]|\{{.*?\}})(?P=dashes)(?P=quote))
  | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<quoted>`(?:[^`\\]|\\.)+`)
  | (?P<name>{_NAME})
  | (?P<operator>%[^%\n]*%|:::?|&&|\|\||<<-|<-|->|[<>=!]=|\*\*|\[\[|\|>
               |[-+*/^:~<>!&|()\[\],=$@?{{}};\\])
    """,
    re.VERBOSE | re.DOTALL,
)
_SYNTACTIC = re.compile(_NAME)
_ESCAPE = re.compile(
    r"""
    \\(?: x  ([0-9a-fA-F]{1,2})
      | [uU]\{([0-9a-fA-F]{1,8})\}
      | u    ([0-9a-fA-F]{1,4})
      | U    ([0-9a-fA-F]{1,8})
      | (.))
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v",
    "\\": "\\", '"': '"', "'": "'", "`": "`", " ": " ", "\n": "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, its meaning and where it starts.

    The kinds are number, string, quoted, name, operator, reserved and end. `begins_line` says that
    it is the first of a line, not the first line's.
    """

    kind: str
    value: str
    start: int
    begins_line: bool = False


def is_syntactic(name: str) -> bool:
    """Whether R reads the name without backquotes."""
    return _SYNTACTIC.fullmatch(name) is not None and name not in RESERVED_WORDS


def tokenize(formula: str) -> list[Token]:
    """Return the tokens of a formula, closed by one of kind ``end``."""
    check_length(formula)
    tokens: list[Token] = []
    position = 0
    line_ended = False
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise error_at(formula, position, _unreadable(formula[position]))
        kind, value = _kind_of(match), match.group()
        if kind == "raw":
            kind, value = "string", value[2:-1].strip("-")[1:-1]
        elif kind in ("string", "quoted"):
            value = _unescape(formula, position, value[1:-1])
        elif kind == "name" and value in RESERVED_WORDS:
            kind = "reserved"
        if kind == "space":
            line_ended = line_ended or "\n" in value
        else:
            tokens.append(Token(kind, value, position, line_ended))
            check_count(len(tokens))
            line_ended = False
        position = match.end()
    tokens.append(Token("end", "", len(formula)))
    return tokens


def _kind_of(match: re.Match[str]) -> str:
    """Return the kind of a token; a raw string has groups of its own inside."""
    return "raw" if match["raw"] is not None else str(match.lastgroup)


def _unreadable(character: str) -> str:
    """Say why no token starts with this character."""
    if character in "\"'`":
        return f"unexpected INCOMPLETE_STRING: this {character} is never closed"
    if character == "_":
        return "unexpected input: no name begins with '_'; write it between backquotes, `_x`"
    return f"unexpected input: {character!r} has no meaning in a formula"


def _unescape(formula: str, start: int, body: str) -> str:
    """Return the characters that a quoted text stands for."""

    def character(match: re.Match[str]) -> str:
        digits, letter = next(filter(None, match.groups()[:4]), None), match[5]
        at = start + 1 + match.start()
        if digits is None:
            if letter not in _ESCAPED:
                what = f"'\\{letter}' is an unrecognized escape in character string"
                raise error_at(formula, at, what)
            return _ESCAPED[letter]
        code = int(digits, 16)
        if code > sys.maxunicode or 0xD800 <= code < 0xE000 or code == 0:
            raise error_at(formula, at, f"invalid Unicode character {match[0]}")
        return chr(code)

    return _ESCAPE.sub(character, body)
