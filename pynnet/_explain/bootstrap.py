"""Bands for the outputs of a network by the bootstrap: fitted again to rows drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    DataError,
    FitWarning,
    FloatArray,
    choice,
    entry,
    public,
    warn,
    whole_number,
)
from pynnet._network import Cases, Network, make_objective
from pynnet._nnet import (
    NNet,
    Options,
    case_weights,
    check_weights,
    decay_vector,
    free_weights,
    start_weights,
    train,
)
from pynnet._random import RRandom, as_stream
from pynnet._tuning import run_jobs

from .bands import band_table, checked_level
from .fits import check_fit, inputs_of, outputs_at

__all__ = ["bootstrap_bands"]

_MOST_SEEDS = 2**31 - 1
_SAME = 1e-6  # relative: the outputs and the criterion of the rows that were fitted


@public
@entry
def bootstrap_bands(
    fit: NNet,
    data: Any,
    newdata: Any = None,
    *,
    repeats: int = 200,
    level: float = 0.95,
    start: str = "random",
    weights: Any = None,
    mask: Any = None,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    n_jobs: int | None = 1,
    executor: Any = None,
) -> pd.DataFrame:
    """Standard errors and bands of the outputs for new cases, by the bootstrap.

    As many rows as there are are drawn by lot, with replacement, and the network is fitted to them;
    again and again. The band of a case holds the middle share of its outputs.

    Parameters
    ----------
    fit : NNet
        The network.
    data : DataFrame or array_like
        The rows that it was fitted to, as for ``fit.predict``; what was not fitted is refused.
    newdata : DataFrame or array_like, optional
        The cases. Default: those of `data`.
    repeats : int, optional
        How often to fit, at least 2. Default 200.
    level : float, optional
        Share of the outputs within a band, between 0 and 1. Default 0.95.
    start : {"random", "fit"}, optional
        ``"random"``: each fit starts from weights drawn by lot, so that bands hold what another
        start would have changed. ``"fit"``: each starts at the weights of `fit` and stays near its
        minimum. Default "random".
    weights : array_like of float, shape (n,), optional
        Case weights of the fit, one for each of its rows. Default 1 for each.
    mask : array_like of bool, shape (n_weights,), optional
        Which weights were fitted; the others stay as they are. Default all.
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where rows and start weights come from. Default: pynnet's global stream.
    n_jobs : int, optional
        Workers on this machine; -1 for all cores. The result does not depend on them. Default 1.
    executor : optional
        Where to fit instead, as for :func:`pynnet.tune`.

    Returns
    -------
    DataFrame
        As of :func:`pynnet.prediction_bands`: ``fit`` is the output of `fit` itself, ``se`` the
        standard deviation of the outputs.

    Raises
    ------
    ArgumentError
        If `fit` is no network that can be fitted again, or an argument is out of range.
    DataError
        If `data` or `weights` are not those of the fit, or `newdata` do not suit it.

    Warns
    -----
    FitWarning
        If fits did not converge.

    See Also
    --------
    prediction_bands : Without fitting again.

    Notes
    -----
    What a formula remembers of the data, a mean for instance, stays as it was. Decay pulls all fits
    the same way, which their spread does not show: see docs/learned.md.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. J., *An Introduction to the Bootstrap*, Chapman & Hall,
       1993.
    .. [2] Tibshirani, R., "A comparison of some error estimates for neural network models",
       *Neural Computation* 8, 152-163, 1996.

    Examples
    --------
    >>> from pynnet import bootstrap_bands, nnet
    >>> x, y = [0, 1, 2, 3, 4, 5], [1, 3, 4, 8, 8, 11]
    >>> fit = nnet(x, y, size=0, skip=True, linout=True, seed=1, trace=False)
    >>> bands = bootstrap_bands(fit, x, [6], repeats=50, seed=1)
    >>> bands.columns.tolist(), bool(bands.loc[0, "lower"] < 13 < bands.loc[0, "upper"])
    (['fit', 'se', 'lower', 'upper'], True)
    """
    check_fit(fit)
    share = checked_level(level)
    number = whole_number("repeats", repeats, "how often to fit, at least 2", least=2,
                          most=1_000_000)  # fmt: skip
    how = choice("start", start, ("random", "fit"))
    cases = _cases_of(fit, data, weights)
    new, index, complete = fit._new_cases(data if newdata is None else newdata)
    options = replace(fit._options, trace=False, threads=1)
    free = free_weights(mask, fit._network)
    first = fit.wts if how == "fit" else None
    shared = _Shared(fit._network, options, cases, fit.wts, first, free, new)
    stream = as_stream(seed)
    with stream.restored_on_error():
        seeds = (1 + np.floor(stream.unif_rand(number) * (_MOST_SEEDS - 1))).astype(int).tolist()
        outputs, stopped = _fit_again(shared, seeds, n_jobs, executor)
    if stopped:
        warn(
            f"{stopped} of {number} fits stopped after {options.maxit} iterations without "
            "converging: fit with a larger maxit.",
            FitWarning,
        )
    lower, upper = np.quantile(outputs, [(1 - share) / 2, (1 + share) / 2], axis=0)
    errors = outputs.std(axis=0, ddof=1)
    return band_table(fit, index, complete, [outputs_at(fit, new), errors, lower, upper])


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """What all fits need."""

    network: Network
    options: Options
    cases: Cases
    wts: FloatArray
    start: FloatArray | None
    free: Any
    new: FloatArray


def _fit_again(
    shared: _Shared, seeds: list[int], n_jobs: int | None, executor: Any
) -> tuple[FloatArray, int]:
    """Outputs of all fits, shape (fits, cases, outputs), and how many did not converge."""
    found = np.empty((len(seeds), len(shared.new), shared.network.n_outputs))
    stopped = 0

    def keep(number: int, outcome: tuple[FloatArray, bool]) -> None:
        nonlocal stopped
        found[number] = outcome[0]
        stopped += not outcome[1]

    run_jobs(_fit_once, shared, seeds, n_jobs=n_jobs, executor=executor, on_done=keep)
    return found, stopped


def _fit_once(shared: _Shared, seed: int) -> tuple[FloatArray, bool]:
    """Fit to rows drawn by lot: outputs for the new cases, and whether the fit converged."""
    stream, n = RRandom(seed), len(shared.cases)
    rows = np.floor(stream.unif_rand(n) * n).astype(int)
    every = shared.cases
    cases = Cases(every.x[rows], every.targets[rows], every.weights[rows])
    network, options = shared.network, shared.options
    start = shared.wts.copy()
    if shared.start is None:
        drawn = start_weights(stream, network.n_weights, options.rang)
        start[shared.free] = drawn[shared.free]
    decay = decay_vector(options, network)
    objective = make_objective(network, options.criterion, cases, decay, 1)
    minimum = train(objective, start, shared.free, options)
    return objective.outputs(minimum["x"], shared.new), int(minimum["status"]) == 0


# The rows of the fit ---------------------------------------------------------------------------


def _cases_of(fit: NNet, data: Any, weights: Any) -> Cases:
    """The cases of a fit, which keeps targets but neither inputs nor weights.

    Raises
    ------
    DataError
        If the data or the weights are others.
    """
    if any(value is None for value in fit.hyperparameters.values()):
        raise ArgumentError(
            "the fit was read from R's file, which does not hold all options of the fit: "
            "fit it here to fit it again."
        )
    fit._check_cases("bootstrap_bands()")
    x = inputs_of(fit, data)
    if len(x) != len(fit._outputs) or not np.allclose(
        outputs_at(fit, x), fit._outputs, rtol=_SAME, atol=_SAME
    ):
        raise DataError(
            f"these are not the rows of the fit, which has {len(fit._outputs)} of them: pass the "
            "data that it was fitted to, after subset= if there was one."
        )
    targets = fit._outputs + fit._residuals
    if fit.lev is not None:  # classes are 0 and 1, which the sum may miss by a rounding
        targets = np.round(targets)
    w = case_weights(weights, len(x))
    check_weights(w)
    cases = Cases(x, targets, w)
    decay = decay_vector(fit._options, fit._network)
    value = make_objective(fit._network, fit._options.criterion, cases, decay, 1).value(fit.wts)
    if not np.isclose(value, fit.value, rtol=_SAME, atol=_SAME):
        raise DataError(
            f"these are not the weights of the cases: with them the criterion is {value:.6g}, that "
            f"of the fit {fit.value:.6g}. Pass weights= as to the fit."
        )
    return cases
