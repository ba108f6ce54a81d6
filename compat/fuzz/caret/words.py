"""The same text in R and in Python: values, arguments and calls of a case."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Lines", "Words", "argument", "both", "call", "rows_of", "value"]

Lines = tuple[list[str], list[str]]  # of R and of Python


class Words(NamedTuple):
    """An expression in R and in Python."""

    r: str
    python: str


def both(text: str) -> Words:
    """What is written alike in either language."""
    return Words(text, text)


def value(given: Any) -> Words:
    """A constant: a truth, a number, a text, several of them, or some by name."""
    return Words(_in_r(given), repr(given))


def _in_r(given: Any) -> str:
    if given is None:
        return "NULL"
    if isinstance(given, bool):
        return str(given).upper()
    if isinstance(given, dict):
        return f"c({', '.join(f'{_name(k)} = {_in_r(v)}' for k, v in given.items())})"
    if isinstance(given, (list, tuple)):
        return f"c({', '.join(map(_in_r, given))})"
    return repr(given)


def _name(name: str) -> str:
    return name if name.isidentifier() else f"`{name}`"


def argument(in_r: str, in_python: str, given: Words | Any) -> Words:
    """An argument by its names."""
    words = given if isinstance(given, Words) else value(given)
    return Words(f"{in_r} = {words.r}", f"{in_python}={words.python}")


def call(in_r: str, in_python: str, *arguments: Words) -> Words:
    """A call of a function by its names."""
    said = (", ".join(one[k] for one in arguments) for k in (0, 1))
    r, python = said
    return Words(f"{in_r}({r})", f"{in_python}({python})")


def rows_of(rows: list[int]) -> Words:
    """Positions of rows, from 1 in R and from 0 in Python."""
    return Words(f"c({', '.join(f'{k + 1}L' for k in rows)})", repr(rows))
