"""The exceptions and warnings of the package.

The wording is always: R's own words first where R has them, then what was got and what to do.
"""

from __future__ import annotations

import warnings

from .caller import levels_to_caller

__all__ = [
    "ArgumentError",
    "DataError",
    "FitWarning",
    "FormulaError",
    "KernelError",
    "PynnetError",
    "RWarning",
    "UnknownArgumentError",
    "WorkerError",
    "warn",
]


class PynnetError(Exception):
    """Root of the errors that pynnet raises."""


class ArgumentError(PynnetError, ValueError):
    """An argument has a value that cannot be used."""


class UnknownArgumentError(ArgumentError, TypeError):
    """A keyword argument that the function does not have."""


class DataError(PynnetError, ValueError):
    """The data cannot be used: wrong type, shape, missing or infinite values, unknown levels."""


class FormulaError(PynnetError, ValueError):
    """A formula cannot be read, or has no meaning for the data."""


class KernelError(PynnetError, RuntimeError):
    """The compiled kernel is asked for but cannot be used."""


class WorkerError(PynnetError, RuntimeError):
    """A worker of a search has died, or could not be given its work."""


class RWarning(UserWarning):
    """A warning that R gives too, in R's words."""


class FitWarning(UserWarning):
    """A warning that R does not give; it never changes a result."""


def warn(message: str, category: type[Warning]) -> None:
    """Warn at the line of the user's code that called into the package."""
    warnings.warn(message, category, stacklevel=levels_to_caller())
