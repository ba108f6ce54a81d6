"""Warnings that R never gives: what surprises people about a fit, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

from pynnet._ground import BoolArray, FitWarning, FloatArray, warn
from pynnet._network import ENTROPY, LEAST_SQUARES

from .fitted import FittedNetwork
from .options import Options
from .training_data import TrainingData

__all__ = [
    "unconverged_as",
    "warn_about_fit",
    "warn_if_not_converged",
]

# Fitted values that agree to this relative accuracy are one constant to a reader.
_CONSTANT = 1e-6

_UNCONVERGED: ContextVar[type[FitWarning]] = ContextVar("what is said to be", default=FitWarning)


@contextmanager
def unconverged_as(category: type[FitWarning]) -> Iterator[None]:
    """Warn of fits that did not converge in a category of another library's as well."""
    token = _UNCONVERGED.set(category)
    try:
        yield
    finally:
        _UNCONVERGED.reset(token)


def warn_about_fit(fit: FittedNetwork, data: TrainingData, free: BoolArray) -> None:
    """Warn of a fit that is not what the user is likely to want; nothing is changed."""
    options, targets = data.response.options, data.response.targets
    logistic = options.criterion is ENTROPY or (
        options.criterion is LEAST_SQUARES and not options.linout
    )
    if logistic and ((targets < 0) | (targets > 1)).any():
        remedy = "without entropy=True " if options.criterion is ENTROPY else ""
        warn(
            "the response goes beyond [0, 1], which logistic outputs cannot reach: "
            f"pass linout=True {remedy}for regression.",
            FitWarning,
        )
    elif fit.n[0] == 0:
        warn(
            "the network has no inputs. R connects its units to themselves then, so that its fit "
            "differs from this one: add a predictor, or use the mean of the response.",
            FitWarning,
        )
    elif options.maxit and free.any() and _is_constant(fit._outputs) and _varies(targets):
        warn(
            "the fitted values are constant: the hidden units are saturated or the fit is stuck. "
            "Scale the inputs to about [0, 1], or try another seed or decay.",
            FitWarning,
        )
    warn_if_not_converged(fit.convergence, fit.message, options)


def warn_if_not_converged(convergence: int, message: str, options: Options) -> None:
    """Warn of a fit that did not converge."""
    if convergence == 1:
        method, maxit = options.method, options.maxit
        if method == "R-BFGS":
            warn(
                f"the fit {message} without converging: pass a larger maxit (it was {maxit}).",
                _UNCONVERGED.get(),
            )
        else:  # which may have ended for other reasons
            warn(
                f"the fit did not converge: {method} ended with {message!r}. "
                f"Pass a larger maxit (it was {maxit}), or another method.",
                _UNCONVERGED.get(),
            )


def _varies(values: FloatArray) -> bool:
    return bool((values.max(axis=0) > values.min(axis=0)).any())


def _is_constant(fitted: FloatArray) -> bool:
    lowest, highest = fitted.min(axis=0), fitted.max(axis=0)
    largest = max(highest.max(), -lowest.min())
    with np.errstate(over="ignore"):
        return bool((highest - lowest <= _CONSTANT * largest).all())
