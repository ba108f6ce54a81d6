"""Remembers the latest answers, since the same formula is often fitted again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

__all__ = ["LONGEST_QUESTION", "MOST_ANSWERS", "remembered"]

MOST_ANSWERS = 32  # answers of a function
LONGEST_QUESTION = (
    2000  # characters and names: the answers to longer questions would fill the memory
)

_Function = TypeVar("_Function", bound=Callable[..., Any])


def remembered(function: _Function) -> _Function:
    """Remember what a function of texts and tuples of texts gave for the latest of them.

    It must depend on nothing else, and warn of nothing. All who ask share the answers, so that
    these must be immutable. Errors are raised anew.
    """
    answers = lru_cache(maxsize=MOST_ANSWERS)(function)

    @wraps(function)
    def answer(*asked: Any) -> Any:
        return (answers if sum(map(len, asked)) <= LONGEST_QUESTION else function)(*asked)

    answer.cache_info = answers.cache_info  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]
