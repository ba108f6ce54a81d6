"""Shows how far a search is: a bar, a function of the user's, or nothing."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from pynnet._ground import ArgumentError, require, shown

__all__ = ["Progress", "checked_progress", "shown_progress"]

Progress: TypeAlias = bool | Callable[[int, int], object] | None
Advance: TypeAlias = Callable[[], object]


def checked_progress(progress: Progress) -> Progress:
    """Return what is shown: True, False or a function.

    Parameters
    ----------
    progress : bool or callable, optional
        None asks for a bar where somebody can see it, in a terminal or a notebook, and tqdm is
        installed; True insists on it. A function is called with the number done and the total.

    Raises
    ------
    ArgumentError
        If it is none of these.
    ImportError
        If it is True and tqdm is not installed.
    """
    if progress is None:
        return _somebody_watches() and _has_tqdm()
    if progress is True:
        _tqdm()
    if progress is True or progress is False or callable(progress):
        return progress
    raise ArgumentError(
        f"invalid 'progress': got {shown(progress)}. "
        "Pass True, False, None, or a function of the number of fits done and their total."
    )


@contextmanager
def shown_progress(progress: Progress, total: int, *, done: int = 0) -> Iterator[Advance]:
    """Show progress while the body runs; gives the function to call after each fit.

    Parameters
    ----------
    progress : bool or callable, optional
        As for :func:`checked_progress`.
    total : int
        Number of fits.
    done : int
        How many of them were done before, by a search that was interrupted; the time left is
        that of the others.

    Examples
    --------
    >>> with shown_progress(print, 2) as advance:
    ...     for _ in range(2):
    ...         advance()
    0 2
    1 2
    2 2
    """
    progress = checked_progress(progress)
    if callable(progress):
        progress(done, total)
        yield _Counter(progress, total, done).advance
    elif progress:
        with _tqdm()(
            total=total, initial=done, unit="fit", file=sys.stderr, dynamic_ncols=True
        ) as bar:
            yield bar.update
    else:
        yield _nothing


class _Counter:
    """Counts for a function of the user's."""

    def __init__(self, show: Callable[[int, int], object], total: int, done: int) -> None:
        self._show, self._total, self._done = show, total, done

    def advance(self) -> None:
        self._done += 1
        self._show(self._done, self._total)


def _nothing() -> None:
    """Show nothing."""


def _tqdm() -> Any:
    """The class of bars, without the thread that watches them and would never end."""
    ignored = require("tqdm", extra="progress", caller="progress=True").TqdmWarning
    with warnings.catch_warnings():  # without widgets a notebook gets the bar of a terminal
        warnings.simplefilter("ignore", ignored)
        bar = require("tqdm.auto", extra="progress", caller="progress=True").tqdm
    return type("Bar", (bar,), {"monitor_interval": 0})


def _has_tqdm() -> bool:
    try:
        _tqdm()
    except ImportError:
        return False
    return True


def _somebody_watches() -> bool:
    """Whether standard error is a terminal, or this is a notebook."""
    stderr = sys.stderr  # None under pythonw
    if stderr is not None and stderr.isatty():
        return True
    ipython = sys.modules.get("IPython")
    return ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None
