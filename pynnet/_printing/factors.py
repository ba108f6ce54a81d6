"""R's print of factors: their values, and their levels on one line."""

from __future__ import annotations

from itertools import accumulate

from .kinds import RVector
from .options import print_options
from .texts.characters import text_width
from .vectors import label_texts, vector_lines

__all__ = ["factor_lines"]

_TITLE = "Levels: "
_LEFT_OUT = "..."


def factor_lines(factor: RVector) -> list[str]:
    """Lines in which R prints a factor."""
    none = "ordered()" if factor.ordered else "factor()"
    values = vector_lines(factor, quote=False) if factor.values else [none]
    return [*values, _level_line(label_texts(factor.levels), ordered=factor.ordered)]


def _level_line(levels: list[str], *, ordered: bool) -> str:
    """All levels if a line holds them; else the first ones and the last.

    What a line holds is R's rule seen from outside: its width without the title and seven
    columns, where each level takes a column more than it has, an ordered one three.
    """
    separator = " < " if ordered else " "
    room = print_options().width - len(_TITLE) - len(f" {_LEFT_OUT}   ")
    ends = accumulate(len(separator) + text_width(level) for level in levels)
    fitting = sum(end <= room for end in ends)
    if len(levels) <= 1 or fitting == len(levels):
        return _TITLE + separator.join(levels)
    last = levels[-1:] if fitting > 1 else []
    shown = [*levels[: max(1, fitting - 1)], _LEFT_OUT, *last]
    return f"{len(levels)} {_TITLE}{separator.join(shown)}"
