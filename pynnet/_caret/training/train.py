"""caret's train: settings judged on rows held out, and the best fitted to all rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    PynnetError,
    RWarning,
    is_flag,
    shown,
    warn,
    warnings_kept,
    whole_number,
)
from pynnet._random import RRandom, as_stream

from ..arguments import network_options
from ..door import offered
from ..preprocessing_options import check_methods
from .candidates import Candidate, candidate, settings_of
from .choosing import check_selection, chosen
from .control import TrainControl, train_control
from .data import TrainData, check_class_names, read_train_data
from .fitting import fit_all, fit_rows, performance
from .judging import Judged, judged, known_metric, not_judged
from .plan import TrainPlan, plan_training, seed_of_samples, tried_predictions
from .result import Train
from .rows import TrainingRows

__all__ = ["train"]

_FALLING = ("RMSE", "logLoss", "MAE")  # metrics that are better if smaller
_USUAL = {True: ("Accuracy", "Kappa"), False: ("RMSE", "Rsquared", "MAE")}


@offered
def train(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    method: str = "nnet",
    *,
    preprocess: Any = None,
    weights: Any = None,
    metric: str | None = None,
    maximize: bool | None = None,
    control: TrainControl | None = None,
    tune_grid: Any = None,
    tune_length: int | None = None,
    subset: Any = None,
    na_action: str = "fail",
    contrasts: Mapping[str, Any] | None = None,
    n_jobs: int | None = 1,
    seed: Any = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **options: Any,
) -> Train:
    """Choose the parameters of a network on rows held out, caret's ``train``.

    Parameters
    ----------
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        A formula, whose dummy variables are the predictors; or the predictors.
    data_or_y : DataFrame, or array_like of shape (n,)
        The data of a formula; else the response, numbers or classes.
    method : {"nnet", "multinom", "avNNet", "pcaNNet"}, optional
        What is fitted. Default "nnet".
    preprocess : str or sequence of {"center", "scale", "range", "pca", "zv"}, optional
        What is done to the predictors, learned in each sample from the rows trained on.
    weights : array_like of shape (n,) or str, optional
        Case weights.
    metric : str, optional
        By which a setting is chosen. Default: "Accuracy" for classes, "RMSE" for numbers.
    maximize : bool, optional
        Whether larger is better. Default: yes, but for "RMSE", "MAE" and "logLoss".
    control : TrainControl, optional
        How settings are judged. Default: ``train_control()``, 25 bootstrap samples.
    tune_grid : DataFrame, mapping or sequence of mapping, optional
        The settings: a column for each parameter; of a mapping of lists all combinations, the
        first parameter fastest, as R's ``expand.grid``. Default: caret's for `tune_length`.
    tune_length : int, optional
        How many values of each parameter are tried without `tune_grid`; how many settings, if
        `control` has them drawn. Default: 3, and 1 if nothing is judged.
    subset : array_like of bool or int, optional
        Rows to use; formulas only.
    na_action : {"fail", "omit"}, optional
        What to do with rows that have missing values; formulas only. Default "fail".
    contrasts : dict, optional
        Coding of categorical predictors; formulas only.
    n_jobs : int or None, optional
        Number of workers, which change nothing; None and -1 take every core. Default 1.
    seed : int, RRandom, Generator or None, optional
        Where samples and seeds of fits are drawn from. As with R, whose fits set the seed of the
        session, the stream stands behind what the final fit drew in the end.
    formula, data, x, y : optional
        The first two arguments by name.
    **options
        Further arguments of the fits: ``linout``, ``maxit``, ``trace``, ....

    Returns
    -------
    Train
        ``results``, ``best_tune``, ``final_model``, ``predict()``.

    Raises
    ------
    ArgumentError
        If an argument is missing, unknown or cannot be used.
    DataError
        If the data cannot be used, or every fit fails.
    FormulaError
        If the formula cannot be read.

    Warns
    -----
    RWarning
        If a fit fails, a metric is missing in a sample, `metric` is none of those there are, or
        numbers that are to be predicted have two values only.

    See Also
    --------
    pynnet.tune : The search of R's e1071, for networks and any function that fits.

    Notes
    -----
    `train` makes dummy variables of all rows at once, and preprocesses in each sample;
    :func:`pynnet.tune` evaluates the formula on all rows, ``scale(x)`` in it for instance.

    References
    ----------
    .. [1] M. Kuhn, Building predictive models in R using the caret package, Journal of
       Statistical Software 28 (2008); manual page ``train``.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.caret import train, train_control
    >>> train(
    ...     "Species ~ .",
    ...     load_iris(),
    ...     preprocess=["center", "scale"],
    ...     tune_grid={"size": [2], "decay": [0.1]},
    ...     control=train_control("cv", number=3),
    ...     trace=False,
    ...     seed=1,
    ... )
    Neural Network
    <BLANKLINE>
    150 samples
      4 predictor
      3 classes: 'setosa', 'versicolor', 'virginica'
    <BLANKLINE>
    Pre-processing: centered (4), scaled (4)
    Resampling: Cross-Validated (3 fold)
    Summary of sample sizes: 100, 101, 99
    Resampling results:
    <BLANKLINE>
      Accuracy   Kappa
      0.9599893  0.9399915
    <BLANKLINE>
    Tuning parameter 'size' was held constant at a value of 2
    Tuning
     parameter 'decay' was held constant at a value of 0.1
    """
    kind, how = candidate(method), control if control is not None else train_control()
    if not isinstance(how, TrainControl):
        raise ArgumentError(f"invalid 'control': got {shown(control)}. Pass train_control(...).")
    check_selection(how.selection, how.method)
    methods = () if preprocess is None else tuple(check_methods(preprocess, "preprocess"))
    fits = network_options(train, options, *kind.arguments)
    _refuse_tuned(fits, kind.parameters)
    named = {"formula": formula, "data": data, "x": x, "y": y}
    read = read_train_data(
        formula_or_x, data_or_y, named, (weights, subset, na_action, contrasts), fits
    )
    if read.lev is None and not kind.regression:
        raise ArgumentError(f"wrong model type for regression: {method} fits classes.")
    _check_response(read, how)
    length = _length(tune_length, how)
    settings = _settings(kind, tune_grid, length, how)
    rows = TrainingRows(
        read.x, read.y, read.lev, read.weights, methods, kind, method, fits, settings, how
    )
    wanted = _metric(metric, rows)
    if tune_grid is None:
        _check_preprocessing(rows)
    if how.summary_name is not None:  # caret tries it at once, which no number depends on
        tried = performance(rows, tried_predictions(read.y, read.weights, how, RRandom(1)))
        wanted = wanted if how.method == "none" else known_metric(wanted, tuple(tried))
    stream = as_stream(seed)
    with stream.restored_on_error():
        of_samples = seed_of_samples(stream)
        if not settings:
            rows = replace(rows, settings=kind.drawn(length, stream))
        plan = plan_training(read.y, read.weights, how, len(rows.settings), of_samples, stream)
        found = (
            judged(rows, plan, fit_all(rows, plan, n_jobs), wanted)
            if plan.tried is None
            else not_judged(rows, plan.tried, wanted)
        )
        larger = found.metric not in _FALLING if maximize is None else _flag(maximize)
        best = 0 if how.method == "none" else _best(rows, found, plan, larger)
        done, model = _final_fit(rows, rows.settings[best], plan, stream)
    return _result(rows, read, plan, found, best, larger, done, model)


def _check_preprocessing(rows: TrainingRows) -> None:
    """Raise at once if what is done to predictors cannot be done to all rows.

    So does caret where settings are not named: it makes them for what predictors become.
    """
    said: list[tuple[str, type[Warning]]] = []
    try:
        with warnings_kept() as said:
            rows.preprocessing(rows.x)
    except PynnetError:
        for message, category in said:
            warn(message, category)
        raise


def _check_response(read: TrainData, how: TrainControl) -> None:
    """Refuse classes that columns cannot be named by, and warn of numbers that are two classes."""
    if read.lev is not None:
        if how.class_probs:
            check_class_names(read.lev)
    elif len(np.unique(read.y)) == 2:
        warn(
            "You are trying to do regression and your outcome only has two possible values Are you "
            "trying to do classification? If so, use a 2 level factor as your outcome column.",
            RWarning,
        )


def _settings(
    kind: Candidate, tune_grid: Any, length: int, how: TrainControl
) -> list[dict[str, Any]]:
    """The settings to be judged, none yet if they are to be drawn: one, where nothing is judged."""
    drawn = tune_grid is None and how.search == "random"
    settings = [] if drawn else settings_of(kind, tune_grid, length)
    number = length if drawn else len(settings)
    if how.method == "none" and number > 1:
        raise ArgumentError(
            "Only one model should be specified in tuneGrid with no resampling: got "
            f"{number} settings."
        )
    return settings


def _refuse_tuned(options: Mapping[str, Any], parameters: tuple[str, ...]) -> None:
    """Raise if an option of the fits is a parameter that is chosen."""
    for name in parameters:
        if name in options:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: it is chosen. '
                f"Pass its values in tune_grid=, such as {{'{name}': [{shown(options[name])}]}}."
            )


def _flag(maximize: Any) -> bool:
    if is_flag(maximize):
        return bool(maximize)
    raise ArgumentError(f"invalid 'maximize': got {shown(maximize)}. Pass True or False.")


def _length(tune_length: Any, how: TrainControl) -> int:
    if tune_length is None:
        return 1 if how.method == "none" else 3
    return whole_number("tune_length", tune_length, least=1, most=1000)


def _metric(metric: Any, rows: TrainingRows) -> str:
    """The metric by which is chosen."""
    if metric is None:
        return "RMSE" if rows.lev is None else "Accuracy"
    if not isinstance(metric, str):
        raise ArgumentError(f"invalid 'metric': got {shown(metric)}. Pass the name of a metric.")
    is_class = rows.lev is not None
    if metric == "ROC" and not rows.control.class_probs:
        said = (
            "Class probabilities are needed to score models using the area under the ROC curve. "
            "Set `classProbs = TRUE` in the trainControl() function."
            if is_class
            else "train()'s use of ROC codes requires class probabilities. See the classProbs "
            "option of trainControl()"
        )
        raise ArgumentError(f"{said}: metric is 'ROC'. Pass class_probs=True to train_control().")
    if metric in _USUAL[not is_class]:
        kind = "classification" if is_class else "regression"
        raise ArgumentError(f"Metric {metric} not applicable for {kind} models.")
    return metric


def _best(rows: TrainingRows, found: Judged, plan: TrainPlan, larger: bool) -> int:
    """The position of the setting that is chosen, among the settings as given."""
    kept = found.kept
    values = found.means[found.metric].to_numpy()[kept]
    spreads = None if found.spreads is None else found.spreads[found.metric].to_numpy()[kept]
    settings = pd.DataFrame([rows.settings[k] for k in kept])
    order = np.array(rows.candidate.complexity(settings))
    position = chosen(
        rows.control.selection, values, spreads, order, larger=larger, number=len(plan.index)
    )
    return kept[position]


def _final_fit(
    rows: TrainingRows, setting: dict[str, Any], plan: TrainPlan, stream: Any
) -> tuple[Any, Any]:
    """Fit to all rows; the stream then stands where this one does."""
    last = stream if plan.last_seed is None else RRandom(plan.last_seed)
    done, model = fit_rows(rows, setting, None, last)
    if isinstance(stream, RRandom):
        stream.state = last.state
    return done, model


def _result(
    rows: TrainingRows,
    read: TrainData,
    plan: TrainPlan,
    found: Judged,
    best: int,
    larger: bool,
    done: Any,
    model: Any,
) -> Train:
    parameters = rows.candidate.parameters
    setting = {name: rows.settings[best][name] for name in parameters}
    return Train(
        rows.method,
        found.results(rows),
        setting,
        model,
        found.of_samples(best, plan),
        found.predictions(rows, best, plan),
        found.metric,
        larger,
        tuple(map(str, found.means.columns)),
        done,
        rows.lev,
        tuple(map(str, rows.x.columns)),
        plan.index,
        () if plan.last_seed is None else (*plan.seeds, plan.last_seed),
        rows.control,
        rows.candidate,
        parameters if rows.control.method == "LOOCV" else tuple(rows.settings[0]),
        (len(rows.x), read.n_predictors),
        rows.x,
        rows.y,
        read.variables,
        read.spec,
        read.labels,
        found.counts(rows, best),
        found.gaps_in_order(rows),
    )
