"""Means over balanced grids: every combination of the other factors counts the same.

In data the levels of one factor come with other shares of another factor's levels. Over a balanced
grid they do not, so that what is compared is the factor alone [1]_.

References
----------
.. [1] Searle, S. R., Speed, F. M. and Milliken, G. A., "Population marginal means in the linear
   model: an alternative to least squares means", *The American Statistician*, 34, 216-221, 1980.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, FloatArray

from ..fitted import MultinomFit
from .delta_method import mean_jacobian
from .explanatory_variables import ExplanatoryVariables
from .marginal_effects import design_and_probabilities

__all__ = ["BalancedMeans", "balanced_means"]

_MOST = 100_000  # combinations that are averaged over: their design is held in memory


class BalancedMeans(NamedTuple):
    """Means of each class at each setting, and their derivatives by the coefficients.

    Attributes
    ----------
    settings : DataFrame
        A row for each setting of the variables.
    means : ndarray, shape (settings, classes)
    jacobians : ndarray, shape (settings, classes, coefficients)
    """

    settings: pd.DataFrame
    means: FloatArray
    jacobians: FloatArray


def balanced_means(
    fit: MultinomFit,
    data: ExplanatoryVariables,
    at: Mapping[str, Any],
    *,
    link: bool,
) -> BalancedMeans:
    """Means over all combinations of the levels of the factors that `at` does not name.

    Numeric variables that it does not name have their mean.
    """
    settings = data.grid(at)
    if not len(settings):
        raise ArgumentError("'at' has an empty list of values: pass one value, or several.")
    others = {name: levels for name, levels in data.levels.items() if name not in at}
    count = prod(map(len, others.values()))
    if count > _MOST:
        sizes = ", ".join(f"{name}: {len(levels)}" for name, levels in others.items())
        raise ArgumentError(
            f"means over {count:,} combinations of levels ({sizes}), more than {_MOST:,}: "
            "name some of these variables, or fix them by 'at'."
        )
    grid = data.grid(others)
    means, jacobians = [], []
    # Of a frame without columns pandas 2 makes no records.
    for row in settings.to_dict("records") or [{}] * len(settings):
        values = {str(name): value for name, value in row.items()}
        x, P = design_and_probabilities(fit, data.filled(grid.assign(**values)))
        if link:
            jacobian = _mean_log_odds(x, P.shape[1])
            mean = jacobian @ fit._coefficients.ravel()
        else:
            mean, jacobian = P.mean(axis=0), mean_jacobian(x, P, np.ones(len(x)))
        means.append(mean)
        jacobians.append(jacobian)
    return BalancedMeans(settings, np.array(means), np.array(jacobians))


def _mean_log_odds(x: FloatArray, n_classes: int) -> FloatArray:
    """Mean log odds of each class against the geometric mean of all, by the coefficients."""
    own = np.eye(n_classes)[:, 1:]
    return np.kron(own - own.mean(axis=0), x.mean(axis=0))
