"""tune(), tune_nnet() and their short forms: the search for hyperparameters as users call it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, choice, entry, public, real_number
from pynnet._nnet import NNet, data_of, one_of, response_of
from pynnet._random import RRandom, as_stream

from .arguments import (
    HYPERPARAMETERS,
    check_names,
    checked_control,
    checked_restarts,
    method_of,
    refuse_for_methods,
    search_arguments,
    validation_pair,
)
from .control import TuneControl, tune_control
from .execution.run_jobs import number_of_workers
from .grid import read_grid
from .progress import Progress, checked_progress
from .result import Tune
from .search.any_method import tune_method
from .search.networks import tune_networks
from .search.options import SearchData, SearchOptions

__all__ = ["best_nnet", "best_tune", "tune", "tune_nnet"]

_LISTS = (list, tuple, range, np.ndarray, pd.Series, pd.Index)


@public
@entry
def tune(
    method: str | Callable[..., Any],
    /,
    formula_or_x: Any = None,
    data_or_y: Any = None,
    *,
    ranges: Mapping[str, Any] | None = None,
    control: TuneControl | None = None,
    tunecontrol: TuneControl | None = None,
    predict_func: Callable[[Any, Any], Any] | None = None,
    validation_x: Any = None,
    validation_y: Any = None,
    metrics: Any = None,
    rule: str = "min",
    restarts: int = 1,
    ties: str = "random",
    n_jobs: int | None = 1,
    executor: Any = None,
    worker_timeout: float = 300.0,
    progress: Progress = None,
    checkpoint: str | os.PathLike[str] | None = None,
    on_error: str = "raise",
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **fixed: Any,
) -> Tune:
    """Choose hyperparameters on rows that were held out, as e1071's ``tune`` does.

    Every setting of a grid is fitted to every training set, and judged by its error on the rows
    held out from it; the setting with the least error is fitted to all rows. Weights are learned
    in training, hyperparameters are chosen here. From the same seed errors, choice and model are
    e1071's, bit for bit.

    Parameters
    ----------
    method : str or callable
        ``"nnet"``, or a function that fits: it is called as ``method(formula, data=rows,
        **parameters)`` or ``method(x, y, **parameters)``; if it takes ``subset=``, with all rows
        and the positions of those to train on, as in R.
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        A formula, or the inputs. ``formula=`` and ``x=`` are the same by name.
    data_or_y : DataFrame, or array_like of shape (n,) or (n, q)
        For a formula the data, else the response. ``data=`` and ``y=`` are the same by name.
    ranges : dict, optional
        Values of each hyperparameter, ``{"size": [1, 2], "decay": [0, 0.1]}``: any argument of
        `method`. The first varies fastest. Default: none, to estimate the error of one setting.
    control, tunecontrol : TuneControl, optional
        How rows are divided and fits judged, see :func:`tune_control`; the second is e1071's name
        of it. Default: 10 folds.
    predict_func : callable, optional
        What predicts, ``predict_func(model, rows)``. Default ``model.predict(rows)``; for "nnet"
        classes if the response is a factor.
    validation_x, validation_y : optional
        Rows to predict instead of those held out, if the sampling takes them, see
        :func:`tune_control`. For a formula `validation_x` has the response as well.
    metrics : str, callable, Metric, or list of these, optional
        What to compute, the first of which decides: a name, see :class:`pynnet.Metric`, a metric
        of your own, a scorer of scikit-learn's or its name, such as "balanced_accuracy", or one of
        its functions of labels or numbers. Other functions do not say whether more is better.
        Default: the error of `control`.
    rule : {"min", "1se"}, optional
        "min" chooses the best setting. "1se" chooses the simplest within one standard error of the
        best: fewest hidden units, no connections past them, largest decay, fewest iterations.
        Default "min".
    restarts : int, optional
        Start weights for each fit to "nnet"; the fit with the least criterion counts. Default 1.
    ties : {"random", "first"}, optional
        How "nnet" predicts classes that tie within a relative 1e-5. "random" draws lots as R does.
        Whether lots are drawn is known after a fit, and moves the start weights of the next, so
        that workers fit some in vain; "first" takes the first class and draws nothing. Default
        "random".
    n_jobs : int, optional
        Workers on this machine for "nnet": threads, or processes with the NumPy engine; -1 for
        all cores. The result does not depend on them. Default 1.
    executor : optional
        Where "nnet" is fitted instead: an executor of ``concurrent.futures`` or one like it, for
        instance ``dask.distributed.Client(...).get_executor()``.
    worker_timeout : float, optional
        Seconds after which to give up if no worker of `executor` answers, at the beginning or when
        Dask has none left. That none does is said after some seconds. Default 300; ``inf`` waits
        for ever.
    progress : bool or callable, optional
        Whether to show a bar, or a function of the number of fits done and their total. Default:
        where somebody can see it and tqdm is installed.
    checkpoint : path, optional
        File to keep finished fits to "nnet" in. The same search, started again from the same seed,
        goes on from there.
    on_error : {"raise", "nan"}, optional
        What becomes of a fit that fails: the end of the search, or an error of NaN and a
        `FitWarning`. Default "raise".
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        As in :func:`nnet`.
    formula, data, x, y : optional
        The first arguments by name.
    **fixed
        Further arguments of `method`, the same for all settings. For "nnet" ``trace`` and ``Hess``
        concern the model fitted to all rows, and ``method=`` is its optimiser.

    Returns
    -------
    Tune
        ``best_parameters``, ``best_performance``, ``performances``, ``best_model``, ….

    Raises
    ------
    ArgumentError
        If an argument is unknown, missing or out of range, or the grid is empty.
    DataError
        If the data cannot be used or divided as asked for, or predictions are of another kind
        than the response.
    FormulaError
        If the formula cannot be used.
    WorkerError
        If a worker dies, has another version of pynnet or of what decides its numbers, or does not
        answer within `worker_timeout`.

    Warns
    -----
    RWarning
        As R does.
    FitWarning
        If a fit fails and `on_error` is "nan", and what :func:`nnet` says of the best model.

    See Also
    --------
    tune_nnet : The same for networks, more shortly.
    tune_control : How rows are divided and fits judged.

    Notes
    -----
    As in R, a formula is evaluated on all rows, and a training set is a subset of them. A call that
    fails or is interrupted leaves the random stream as it was. A `checkpoint` that cannot be
    written any more, on a full disk for instance, ends the search with an ``OSError``.

    References
    ----------
    .. [1] R manual page ``tune`` of package e1071.
    .. [2] Stone, M., "Cross-validatory choice and assessment of statistical predictions", *Journal
       of the Royal Statistical Society B*, 36, 111-147, 1974.

    Examples
    --------
    >>> from pynnet import load_iris, tune
    >>> ranges = {"size": [1, 2], "skip": [False, True]}
    >>> found = tune(
    ...     "nnet", "Species ~ .", load_iris(), ranges=ranges, decay=0.1, maxit=300, seed=1
    ... )
    >>> found.best_parameters
    {'size': 1, 'skip': True}
    >>> round(found.best_performance, 4)
    0.0267
    """
    first = one_of("formula_or_x", formula_or_x, formula=formula, x=x)
    validation = validation_x
    if formula is not None or isinstance(first, str):
        second = data_of(first, data_or_y, data, y)
        if validation_y is not None:
            raise ArgumentError("unused argument (validation_y): a formula takes validation_x.")
    else:
        second = response_of(data_or_y, data, y)
        validation = validation_pair(validation_x, validation_y)
    search_data = SearchData(first, second, validation)
    options = SearchOptions(
        control=checked_control(control, tunecontrol),
        restarts=checked_restarts(restarts),
        tolerant=choice("on_error", on_error, ("raise", "nan")) == "nan",
        by_lot=choice("ties", ties, ("random", "first")) == "random",
        stream=as_stream(seed),
        n_jobs=number_of_workers(n_jobs),
        executor=executor,
        worker_timeout=real_number("worker_timeout", worker_timeout, least=0.0, infinite=True),
        metrics=metrics,
        simplest=choice("rule", rule, ("min", "1se")) == "1se",
        progress=checked_progress(progress),
        checkpoint=checkpoint,
    )
    grid = read_grid(ranges)
    any_method = method_of(method, predict_func)
    if any_method is None:
        check_names(grid, fixed, search_arguments(tune))
        return tune_networks(search_data, grid, fixed, options)
    refuse_for_methods(any_method, options)
    return tune_method(any_method, search_data, grid, fixed, options)


@public
@entry
def tune_nnet(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    *,
    size: Any = None,
    decay: Any = None,
    control: TuneControl | None = None,
    tunecontrol: TuneControl | None = None,
    **arguments: Any,
) -> Tune:
    """Choose hyperparameters of a network, as e1071's ``tune.nnet`` does.

    Parameters
    ----------
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        A formula, or the inputs.
    data_or_y : DataFrame, or array_like of shape (n,) or (n, q)
        For a formula the data, else the response.
    size, decay : float or list of float, optional
        Numbers of hidden units and weight decays to try.
    control, tunecontrol : TuneControl, optional
        How rows are divided and fits judged; the second is e1071's name of it. Default
        ``tune_control(nrepeat=5)``, as in e1071.
    **arguments
        Further arguments of :func:`nnet` and of :func:`tune`. A list for ``maxit``, ``rang``,
        ``skip`` or another hyperparameter joins the grid, behind `size` and `decay`; ``ranges=``,
        as of :func:`tune`, does so too.

    Returns
    -------
    Tune
        ``best_parameters``, ``best_performance``, ``performances``, ``best_model``, ….

    Raises
    ------
    ArgumentError
        If an argument is unknown, missing or out of range, or the grid is empty.
    DataError
        If the data cannot be used or divided as asked for.

    See Also
    --------
    tune : All that can be said.

    References
    ----------
    .. [1] R manual page ``tune.nnet`` of package e1071.

    Examples
    --------
    >>> from pynnet import load_iris, tune_control, tune_nnet
    >>> control = tune_control(nrepeat=1, cross=5)
    >>> found = tune_nnet(
    ...     "Species ~ .",
    ...     load_iris(),
    ...     size=[1, 2, 3],
    ...     decay=[0, 0.01, 0.1],
    ...     control=control,
    ...     seed=1,
    ... )
    >>> print(found)
    <BLANKLINE>
    Parameter tuning of ‘nnet’:
    <BLANKLINE>
    - sampling method: 5-fold cross validation
    <BLANKLINE>
    - best parameters:
     size decay
        1  0.01
    <BLANKLINE>
    - best performance: 0.03333333
    <BLANKLINE>
    """
    given = read_grid(arguments.pop("ranges", None)).values
    ranges = {name: v for name, v in (("size", size), ("decay", decay)) if v is not None}
    for name in given:
        if name in ranges or name in arguments:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: it is among the '
                "ranges and passed as well. Pass it once."
            )
    ranges.update(given)
    for name in [name for name in arguments if name in HYPERPARAMETERS]:
        if isinstance(arguments[name], _LISTS):
            ranges[name] = arguments.pop(name)
    if control is None and tunecontrol is None:
        control = tune_control(nrepeat=5)
    return tune(
        "nnet",
        formula_or_x,
        data_or_y,
        ranges=ranges or None,
        control=control,
        tunecontrol=tunecontrol,
        **arguments,
    )


@public
@entry
def best_tune(*arguments: Any, **named: Any) -> Any:
    """Choose hyperparameters and return the best model alone, as e1071's ``best.tune``.

    Parameters
    ----------
    *arguments, **named
        Those of :func:`tune`.

    Returns
    -------
    object
        ``tune(...).best_model``.

    Raises
    ------
    ArgumentError
        As :func:`tune` does.

    Examples
    --------
    >>> from pynnet import best_tune, load_iris
    >>> best_tune("nnet", "Species ~ .", load_iris(), ranges={"size": [1, 2]}, decay=0.1, seed=1).n
    (4, 1, 3)
    """
    return tune(*arguments, **named).best_model


@public
@entry
def best_nnet(*arguments: Any, **named: Any) -> NNet:
    """Choose hyperparameters of a network and return the best one, as e1071's ``best.nnet``.

    Parameters
    ----------
    *arguments, **named
        Those of :func:`tune_nnet`.

    Returns
    -------
    NNet
        ``tune_nnet(...).best_model``.

    Raises
    ------
    ArgumentError
        As :func:`tune_nnet` does.

    Examples
    --------
    >>> from pynnet import best_nnet, load_iris, tune_control
    >>> control = tune_control(sampling="fix")
    >>> best_nnet("Species ~ .", load_iris(), size=[1, 2], decay=0.1, control=control, seed=1)
    a 4-2-3 network with 19 weights
    inputs: Sepal.Length Sepal.Width Petal.Length Petal.Width
    output(s): Species
    options were - softmax modelling  decay=0.1
    """
    return tune_nnet(*arguments, **named).best_model
