"""The end of a search: the best setting is chosen, fitted to all rows, and the result put together.

The best is the one with the least error, or by the one-standard-error rule the simplest that is
about as good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pynnet._ground import ArgumentError, FloatArray, IntArray

from ..control import aggregated
from ..grid import Grid
from ..resampling import sampling_text
from ..result import Tune
from .options import SearchOptions
from .plan import SearchPlan
from .scores import ScoreTable

__all__ = ["choose_and_fit", "one_standard_error", "simplest_first"]


def choose_and_fit(
    scores: ScoreTable,
    plan: SearchPlan,
    options: SearchOptions,
    method: str,
    fit: Callable[[dict[str, Any]], Any],
) -> Tune:
    """Choose the best setting, fit it to all rows, and put the result together.

    Parameters
    ----------
    scores : ScoreTable
        What all fits were worth.
    plan, options : SearchPlan, SearchOptions
        What was tried, and how.
    method : str
        Name of the function that was tuned.
    fit : callable
        ``fit(setting)`` fits all rows.
    """
    control, grid, positions = options.control, plan.grid, plan.source.positions
    errors = scores.errors(control)
    performance = np.array([aggregated("sampling_aggregate", control, row) for row in errors])
    dispersion = [aggregated("sampling_dispersion", control, row) for row in errors]
    best = _best_setting(scores, performance, grid, simplest=options.simplest)
    return Tune(
        best_parameters=grid.setting(best),
        best_performance=float(performance[best]),
        method=method,
        nparcomb=len(grid),
        train_ind=tuple(positions[split.train] for split in plan.splits),
        sampling=sampling_text(control, len(positions)),
        performances=grid.frame().assign(error=performance, dispersion=dispersion)
        if control.performances
        else None,
        results=scores.frame(grid) if control.performances else None,
        errors=errors,
        metrics=tuple(metric.name for metric in scores.metrics),
        rewards=tuple(metric.name for metric in scores.metrics if metric.greater_is_better),
        best_model=fit(grid.setting(best)) if control.best_model else None,
    )


def _best_setting(
    scores: ScoreTable, performance: FloatArray, grid: Grid, *, simplest: bool
) -> int:
    """Return the first of the best settings; those without a number are none.

    With `simplest` it is the simplest setting within one standard error of the best.
    """
    metric = scores.metrics[0]
    if np.isnan(performance).all():
        raise ArgumentError(
            f"no setting has a value of '{metric.name}': in some training set of each "
            "the fit or the metric failed, or it is not defined, as 'auc' for rows of one class. "
            "Search with on_error='raise', or with tune_control(stratify=True)."
        )
    if simplest:
        order = simplest_first(grid.columns(), len(grid))
        return one_standard_error(
            *scores.means(), order, greater_is_better=bool(metric.greater_is_better)
        )
    return int((np.nanargmax if metric.greater_is_better else np.nanargmin)(performance))


# The one-standard-error rule -------------------------------------------------------------------


def one_standard_error(
    mean: FloatArray, se: FloatArray, simplest_first: IntArray, *, greater_is_better: bool = False
) -> int:
    """Position of the simplest setting within one standard error of the best.

    The errors of cross-validation are estimates. A setting that is worse than the best by less than
    the standard error of the best cannot be told from it, and the simplest of these is the least
    likely to be over-fitted (Breiman, Friedman, Olshen and Stone, *Classification and Regression
    Trees*, 1984, 3.4.3; Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*,
    2nd ed., 7.10).

    Parameters
    ----------
    mean, se : ndarray, shape (n,)
        The metric of each setting and its standard error; a setting whose mean is NaN is passed
        over.
    simplest_first : ndarray of int, shape (n,)
        Positions of the settings from the simplest to the most complex.
    greater_is_better : bool, optional
        Whether the largest mean is the best. Default False.

    Raises
    ------
    ArgumentError
        If no setting has a mean, or the best one no standard error.

    Examples
    --------
    >>> import numpy as np
    >>> mean, se = np.array([0.30, 0.22, 0.20]), np.array([0.03, 0.03, 0.03])
    >>> one_standard_error(mean, se, np.array([0, 1, 2]))
    1
    """
    loss = -mean if greater_is_better else mean
    if np.isnan(loss).all():
        raise ArgumentError("no setting has a value: there is none to choose.")
    best = int(np.nanargmin(loss))
    if np.isnan(se[best]):
        raise ArgumentError(
            "the rule of one standard error needs a standard error: have two training sets or more "
            "(cross-validation, bootstrap), or choose the smallest error."
        )
    near = loss <= loss[best] + se[best]  # False for NaN
    return int(next(k for k in simplest_first if near[k]))


def simplest_first(settings: Mapping[str, Sequence[Any]], n: int) -> IntArray:
    """Positions of settings of :func:`pynnet.nnet` from the simplest to the most complex.

    Fewer hidden units are simpler; of as many, no connections past them, then a larger decay, then
    fewer iterations. A vector of decays counts as its mean. Settings that differ in nothing else
    keep their order.

    Parameters
    ----------
    settings : mapping of str to sequence
        Values of the hyperparameters that vary, `n` of each: a data frame of the settings will do.
    n : int
        Number of settings.

    Examples
    --------
    >>> simplest_first({"size": [4, 2, 2], "decay": [0.1, 0.0, 0.1]}, 3).tolist()
    [2, 1, 0]
    """
    size, skip, maxit = (_numbers(settings, name, n) for name in ("size", "skip", "maxit"))
    keys = [maxit, -_numbers(settings, "decay", n), skip, size]  # the last decides first
    return np.lexsort(keys)


def _numbers(settings: Mapping[str, Sequence[Any]], name: str, n: int) -> FloatArray:
    """Return the values of a hyperparameter, all alike if it does not vary."""
    if name not in settings:
        return np.zeros(n)
    return np.array([float(np.mean(value)) for value in settings[name]])
