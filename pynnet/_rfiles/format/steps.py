"""Recursion as deep as a file, without Python's stack.

A function that would call itself is a generator that yields what it would call, and is sent what
that returns.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, TypeAlias, TypeVar

from pynnet._ground import DataError

from .budget import DEEPEST

__all__ = ["Steps", "each", "finished"]

_Answer = TypeVar("_Answer")

Steps: TypeAlias = Generator[Any, Any, _Answer]


def each(tasks: Iterable[Steps[_Answer]]) -> Steps[list[_Answer]]:
    """Return what each of some tasks returns, one done after the other."""
    answers: list[_Answer] = []
    for task in tasks:
        answers.append((yield task))  # noqa: PERF401 - a comprehension cannot yield
    return answers


def finished(task: Steps[_Answer], deepest: int = DEEPEST) -> _Answer:
    """Return what a task returns when all that it asks for is done.

    Raises
    ------
    DataError
        If tasks inside of tasks are more than `deepest`; a level of an object takes two.

    Examples
    --------
    >>> def depth_of(items):
    ...     depths = [0]
    ...     for item in items:
    ...         depths.append((yield depth_of(item)))
    ...     return 1 + max(depths)
    >>> finished(depth_of([[], [[]]]))
    3
    """
    tasks: list[Steps[Any]] = [task]
    answer: Any = None
    while tasks:
        try:
            asked = tasks[-1].send(answer)
        except StopIteration as done:
            tasks.pop()
            answer = done.value
            continue
        answer = None
        tasks.append(asked)
        if len(tasks) > deepest:
            raise DataError(f"the object is nested too deeply (more than {deepest // 2} levels).")
    return answer
