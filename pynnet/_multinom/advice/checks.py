"""All checks of a fit, and what becomes of one that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pynnet._ground import FitWarning, warn

from ..fitted import MultinomFit
from .linear_program import NotSolvedError
from .scaling import advice_on_scale
from .separation import advice_on_classes

__all__ = ["advise", "unchecked"]

_unchecked: ContextVar[bool] = ContextVar("unchecked", default=False)
_CHECKS = {"separated classes": advice_on_classes, "the scale of its predictors": advice_on_scale}


def advise(fit: MultinomFit) -> None:
    """Warn of what is found; whatever fails here, the fit stays as it is, and the failure is said.

    Nothing is looked for inside :func:`unchecked`.
    """
    if _unchecked.get():
        return
    for subject, check in _CHECKS.items():
        try:
            message = check(fit)
        except Exception as error:  # numbers of any size, and memory that is not there
            message = (
                f"the fit was not checked for {subject}: {_reason(error)}. Its numbers are as they "
                "would be otherwise."
            )
        if message:
            warn(message, FitWarning)


def _reason(error: Exception) -> str:
    text = str(error).strip().rstrip(".")
    if isinstance(error, NotSolvedError):
        return text
    return f"{type(error).__name__} ({text})" if text else type(error).__name__


@contextmanager
def unchecked() -> Iterator[None]:
    """Fits made inside are not checked: they are trials of a search, or serve a comparison."""
    token = _unchecked.set(True)
    try:
        yield
    finally:
        _unchecked.reset(token)
