"""What all estimators of networks share: options by R's names, restarts, warm starts, warnings."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from pynnet._ground import ArgumentError, FitWarning, flag, of_door, whole_number
from pynnet._nnet import (
    NNet,
    Options,
    TrainingData,
    fit_from,
    option_names,
    unconverged_as,
)
from pynnet._random import RRandom

from .library import BaseEstimator, ConvergenceWarning

__all__ = ["FitConvergenceWarning", "FittedByBFGS", "Network", "Seed"]

Seed: TypeAlias = int | RRandom | np.random.Generator | np.random.RandomState | None

_OPTIONS = option_names("hyperparameter", "limit", "way")


class FitConvergenceWarning(FitWarning, ConvergenceWarning):  # type: ignore[misc]
    """A fit that was stopped before it converged: pynnet's warning and scikit-learn's in one."""


of_door(FitConvergenceWarning, "pynnet.sklearn")


class FittedByBFGS(BaseEstimator):  # type: ignore[misc]
    """What is known of a fit, in scikit-learn's words; the fit itself is `result_`."""

    result_: Any

    @property
    def loss_(self) -> float:
        """The criterion at the end, weight decay included: a sum over the cases, not a mean."""
        return float(self.result_.value)

    @property
    def n_iter_(self) -> int:
        """Number of iterations, as R counts them: of evaluations of the gradient."""
        return int(self.result_.counts["gradient"])

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "result_")

    def _options(self, **more: Any) -> Options:
        """Options of R's names among the parameters, checked."""
        flag("warm_start", self.warm_start)
        given = {name: getattr(self, name) for name in _OPTIONS if hasattr(self, name)}
        return Options.checked({**given, **more})

    @property
    def _input_names(self) -> tuple[str, ...] | None:
        names = getattr(self, "feature_names_in_", None)
        return None if names is None else tuple(names)

    @property
    def _goes_on(self) -> bool:
        """Whether a fit starts where the last one ended."""
        return bool(self.warm_start) and hasattr(self, "result_")


class Network(FittedByBFGS):
    """A network with hidden units."""

    def _fit_network(self, training: TrainingData) -> NNet:
        starts = whole_number("n_init", self.n_init, "the number of fits", least=1)
        start, seed = self.Wts, self.random_state
        if self._goes_on:
            start, starts = self._last_weights(training), 1
        if start is not None and starts > 1:
            raise ArgumentError(
                f"n_init={starts} goes with random start weights: all fits from given Wts are the "
                "same. Pass one of the two."
            )
        with unconverged_as(FitConvergenceWarning):
            return fit_from(training, start, self.mask, seed, starts)

    def _last_weights(self, training: TrainingData) -> Any:
        options, (n_inputs, n_outputs) = training.response.options, training.shape
        last = self.result_
        now = (n_inputs, options.size, n_outputs)
        if (last.n, last.hyperparameters["skip"]) != (now, options.skip):
            raise ArgumentError(
                "weights vector of incorrect length: warm_start goes on from the weights of the "
                f"last fit, a {'-'.join(map(str, last.n))} network, and this one is "
                f"{'-'.join(map(str, now))}{' with skip' if options.skip else ''}. "
                "Pass warm_start=False, or fit a clone()."
            )
        return last.wts
