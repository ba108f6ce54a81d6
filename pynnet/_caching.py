"""Keeps the latest answers: the same formula is often fitted again, and the same names given."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

__all__ = ["LONG", "MOST", "kept"]

MOST = 32  # answers of a function
LONG = 2000  # characters and names: the answers to longer questions would fill the memory

_Function = TypeVar("_Function", bound=Callable[..., Any])


def kept(function: _Function) -> _Function:
    """Keep what a function of texts and tuples of texts gave for the latest of them.

    It must depend on nothing else, and warn of nothing. All who ask share the answers, so that
    these must be immutable. Errors are raised anew.
    """
    remembered = lru_cache(maxsize=MOST)(function)

    @wraps(function)
    def answer(*asked: Any) -> Any:
        return (remembered if sum(map(len, asked)) <= LONG else function)(*asked)

    answer.cache_info = remembered.cache_info  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]
