"""What R reads from text without a word, and what is seldom meant."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Iterator

import pandas as pd

from pynnet._ground import FitWarning, shown

from .files import say
from .wording import in_words_of_the_shell

__all__ = ["is_asked_for", "tell_doubts"]

_NUMBER = re.compile(r"\s*[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][+-]?[0-9]+)?\s*")
_SEPARATORS = (";", "\t", "|", ",")
_MOST = 5  # columns that are named, of a file that is read otherwise altogether


def is_asked_for(formula: str) -> Callable[[str], bool]:
    """What says whether a formula reads a column, as far as its text tells."""
    every = re.search(r"(?<![\w.`])\.(?![\w.`(])", formula) is not None
    return lambda name: every or name in formula


def tell_doubts(table: pd.DataFrame, asked: Callable[[str], bool]) -> None:
    """Say that there is but one column, and which texts of columns asked for are seldom meant."""
    only = str(table.columns[0]) if len(table.columns) == 1 else ""
    if found := [sep for sep in _SEPARATORS if sep in only]:
        _tell(
            f"the table has one column, {shown(only)}. If {shown(found[0])} stands between two "
            f"values, pass sep={found[0]!r}."
        )
    for said in itertools.islice(_doubts(table, asked), _MOST):
        _tell(said)


def _tell(said: str) -> None:
    say(f"{FitWarning.__name__}: {in_words_of_the_shell(said)}\n", sys.stderr)


def _doubts(table: pd.DataFrame, asked: Callable[[str], bool]) -> Iterator[str]:
    for place, name in enumerate(table.columns):
        if not asked(str(name)):
            continue
        texts = [text for text in table.iloc[:, place] if isinstance(text, str)]
        others = [text for text in texts if not _NUMBER.fullmatch(text)]
        empty = any(not text.strip() for text in texts)
        with_comma = next((text for text in texts if "," in text), None)
        column = shown(str(name))
        if texts and not others and with_comma is not None:
            yield (
                f"the column {column} is text, a factor in a formula, as {shown(with_comma)} is no "
                "number. If the commas stand before decimals, pass dec=','."
            )
        elif others and len(others) * 2 < len(texts):
            yield (
                f"the column {column} is text, a factor in a formula, as {shown(others[0])} is no "
                f"number. If it means that a value is missing, pass na_strings={others[0]!r}."
            )
        elif empty:
            yield (
                f"the column {column} has empty texts, a level of their own in a formula, as in R. "
                "If they mean that a value is missing, pass na_strings=''."
            )
