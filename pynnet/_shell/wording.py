"""Messages in words of the shell: what they say of Python's arguments is said of options."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields

from pynnet._nnet import Options

__all__ = ["in_words_of_the_shell"]

_NAMES = (
    *(option.name for option in fields(Options)),
    *("na_action", "seed", "type", "weights"),
    *("sep", "dec", "na_strings", "row_names", "encoding"),
)
_ARGUMENT = re.compile(
    rf"(?<![\w(-])(?P<name>{'|'.join(_NAMES)})=(?P<value>'[^']*'|\"[^\"]*\"|[\w.+-]*\w)?"
)
_QUOTES = "'\""
_INDENT = "    "  # of a formula, and of what points at a place in it

# What only a caller in Python can do, and what takes its place.
_IN_PYTHON = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"Pass your own as env=\{[^}]*\}, or compute it as", "Compute it as"),
        (r', or pass method="stable" to vcov\(\)', ""),
        (r"\b(new)?data has ", "the table has "),
        (r", or keep the first: (new)?data\.loc\[.*\]", ""),
        (r"or read it with (encoding='[^']*')", r"or pass \1"),
        (
            r"Give it a name, or leave it out",
            "If it names the rows pass row_names= with its number; else give it a name",
        ),
        (r"or write the fit by to_json\(data=False\)", "or leave the data out by --no-data"),
        (r"Pass max_bytes= if you trust it", "If you trust it, read it by read_rds(max_bytes=)"),
        (r", or a vector with one number >= 0 for each weight", ""),
        (r"number of threads, or None,", "number of threads,"),
        (r"or use nnet\(\)", "or use --model nnet"),
        (r"\bdata=(?!\w)", "the table"),
    )
)


def in_words_of_the_shell(text: str) -> str:
    """Return a message with options for arguments; lines of a formula stay.

    Examples
    --------
    >>> in_words_of_the_shell("pass linout=True for regression, or MaxNWts=40")
    'pass --linout for regression, or --MaxNWts 40'
    """
    return "\n".join(
        line if line.startswith(_INDENT) else _translated(line) for line in text.split("\n")
    )


def _translated(line: str) -> str:
    for pattern, instead in _IN_PYTHON:
        line = pattern.sub(instead, line)
    return _ARGUMENT.sub(_option, line)


def _option(found: re.Match[str]) -> str:
    option = f"--{found['name'].replace('_', '-')}"
    value = found["value"]
    if value in (None, "True"):
        return option
    return f"{option} {shlex.quote(value.strip(_QUOTES))}"
