"""caret's trainControl: on which rows settings are judged, how, and how one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    RWarning,
    array_if_any,
    between,
    flag,
    invalid,
    one_word,
    read_only,
    shown,
    warn,
    whole_number,
)

from ..arguments import is_seed
from ..door import offered, offered_class
from ..preprocessing_options import check_options
from .choosing import SELECTIONS
from .summaries.by_name import NEED_PROBABILITIES, SUMMARIES, Summary

__all__ = ["CORRECTED", "OPTIMISM", "TrainControl", "train_control"]

CORRECTED = ("boot632", "optimism_boot", "boot_all")  # by fits to all rows
OPTIMISM = ("optimism_boot", "boot_all")  # that judge fits on all rows and on their own, too

_METHODS = ("boot", *CORRECTED, "cv", "repeatedcv", "LOOCV", "LGOCV", "timeslice", "none")
_NOT_OFFERED = ("oob", "adaptive_cv", "adaptive_boot", "adaptive_LGOCV")
_SEARCHES = ("grid", "random")
_PREPROCESSING = ("thresh", "pca_comp")
_SAVED = ("none", "final", "all")
_LARGEST = 2**31 - 1


@offered_class
@read_only
@dataclass(frozen=True, slots=True, eq=False)
class TrainControl:
    """How `train` judges settings, as `train_control` returns it.

    Attributes
    ----------
    method : str
        How rows to train on are drawn.
    number : int
        Number of folds or of samples.
    repeats : int
        How many times rows are divided into folds.
    p : float
        Share of the rows to train on, for "LGOCV".
    class_probs : bool
        Whether probabilities of classes are predicted as well.
    summary : callable
        What says how well predictions do.
    summary_name : str or None
        Its name, if it is one of caret's.
    selection : str
        How the best setting is chosen.
    save_predictions : str
        Of which settings predictions are kept: "none", "final", "all".
    index : dict of ndarray or None
        Rows to train on, if they were passed.
    seeds : tuple or None
        Seeds of the fits, if they were passed.
    initial_window, horizon, fixed_window, skip : int or None, int, bool, int
        The rows of "timeslice".
    preproc_options : dict
        What `preprocess` is called with, beside its methods.
    search : str
        Whether settings that are not named are those of a grid, or drawn.
    """

    method: str
    number: int
    repeats: int
    p: float
    class_probs: bool
    summary: Summary = field(repr=False)
    summary_name: str | None
    selection: str
    save_predictions: str
    index: dict[str, Any] | None
    seeds: tuple[Any, ...] | None
    initial_window: int | None
    horizon: int
    fixed_window: bool
    skip: int
    preproc_options: dict[str, Any]
    search: str


@offered
def train_control(
    method: str = "boot",
    number: int | None = None,
    repeats: int = 1,
    p: float = 0.75,
    *,
    class_probs: bool = False,
    summary: Any = "default",
    selection: str = "best",
    save_predictions: Any = False,
    index: Any = None,
    seeds: Any = None,
    initial_window: int | None = None,
    horizon: int = 1,
    fixed_window: bool = True,
    skip: int = 0,
    preproc_options: Any = None,
    search: str = "grid",
) -> TrainControl:
    """Say how `train` judges settings, caret's ``trainControl``.

    Parameters
    ----------
    method : str, optional
        "boot", bootstrap samples, "cv", folds, "repeatedcv", folds several times, "LOOCV", each row
        alone, "LGOCV", a share of the rows several times, "timeslice", the rows after a window that
        moves on, or "none": the only setting is fitted to all rows. "boot632" weighs bootstrap
        samples with a fit to all rows that is judged on these, by Efron's .632 rule;
        "optimism_boot" adds to the latter what fits to samples lose on all rows against their own;
        "boot_all" chooses as "boot", and has both among the results. Default "boot".
    number : int, optional
        Number of folds or of samples. Default: 10 folds, 25 samples.
    repeats : int, optional
        How many times "repeatedcv" divides the rows. Default 1.
    p : float, optional
        Share of the rows that "LGOCV" trains on. Default 0.75.
    class_probs : bool, optional
        Whether probabilities of classes are predicted as well. Default False.
    summary : {"default", "two_class", "multi_class", "mn_log_loss", "pr"} or callable, optional
        What says how well predictions do: accuracy and kappa or errors; the area under the ROC
        curve, sensitivity and specificity; all of caret's ``multiClassSummary``; the log loss;
        the area under the precision-recall curve, precision, recall and F, its ``prSummary``; or
        ``summary(data, lev, model)``, which is given a frame with the columns ``obs`` and ``pred``
        and returns numbers by name. Default "default".
    selection : {"best", "oneSE", "tolerance"}, optional
        Which setting is taken: the best, the simplest within a standard error of it, or within 1.5
        percent. Default "best".
    save_predictions : bool or {"none", "final", "all"}, optional
        Of which settings predictions for rows held out are kept. Default False.
    index : mapping or sequence of array_like of int, optional
        Rows to train on, positions from 0, for each sample, such as `create_folds` returns with
        ``return_train=True``. Default: drawn as `method` says.
    seeds : sequence, optional
        For each sample a sequence of seeds, one for each setting, and last the seed of the final
        fit. Default: drawn below 1,000,000.
    initial_window, horizon, fixed_window, skip : optional
        For "timeslice", as for `create_time_slices`. Defaults None, 1, True, 0.
    preproc_options : mapping, optional
        ``thresh`` and ``pca_comp`` for `preprocess`, caret's ``preProcOptions``. Default: those of
        `preprocess`.
    search : {"grid", "random"}, optional
        Whether `train`, given no `tune_grid`, tries all combinations of some values, or as many
        settings as `tune_length` says that it draws: a size from 1 to 20, a decay between 1e-5
        and 10 that is uniform on the logarithmic scale, bagging or not. Default "grid".

    Returns
    -------
    TrainControl
        For ``train(control=)``.

    Raises
    ------
    ArgumentError
        If a value cannot be used.

    Warns
    -----
    RWarning
        If `repeats` are asked for of another method than "repeatedcv".

    References
    ----------
    .. [1] Manual page ``trainControl`` of caret.
    .. [2] J. Bergstra and Y. Bengio, Random search for hyper-parameter optimization, Journal of
       Machine Learning Research 13 (2012).

    Examples
    --------
    >>> from pynnet.caret import train_control
    >>> train_control("cv").number, train_control().number
    (10, 25)
    """
    if isinstance(method, str) and method in _NOT_OFFERED:
        raise ArgumentError(
            f"method {shown(method)} of caret is not offered. Pass one of {', '.join(_METHODS)}."
        )
    if not isinstance(method, str) or method not in _METHODS:
        raise ArgumentError(
            f"Not a recognized resampling method: got {shown(method)}. Pass one of "
            f"{', '.join(_METHODS)}."
        )
    usual = 10 if "cv" in method else 25
    count = usual if number is None else whole_number("number", number, least=1, most=_LARGEST)
    function, name = _summary(summary)
    probabilities = flag("class_probs", class_probs)
    if name in NEED_PROBABILITIES and not probabilities:
        raise ArgumentError(
            f"train()'s use of the {name} summary requires class probabilities: pass "
            "class_probs=True."
        )
    times = whole_number("repeats", repeats, least=1, most=_LARGEST)
    if times > 1 and method != "repeatedcv":
        warn("`repeats` has no meaning for this resampling method.", RWarning)
    return TrainControl(
        method,
        count,
        times,
        between("p", p, 0.0, 1.0),
        probabilities,
        function,
        name,
        one_word("selection", selection, SELECTIONS),
        _saved(save_predictions),
        None if index is None else _index(index),
        None if seeds is None else _seeds(seeds, 1 if method == "none" else 2),
        *_window(method, initial_window, horizon, fixed_window, skip),
        _preprocessing(preproc_options),
        _search(search),
    )


def _window(
    method: str, initial_window: Any, horizon: Any, fixed_window: Any, skip: Any
) -> tuple[int | None, int, bool, int]:
    """The rows of "timeslice", which needs a window."""
    if initial_window is not None:
        initial_window = whole_number("initial_window", initial_window, least=1, most=_LARGEST)
    elif method == "timeslice":
        raise ArgumentError(
            "'from' must be of length 1: method \"timeslice\" needs a window. Pass "
            "initial_window=, the number of rows of the first sample."
        )
    ahead = whole_number("horizon", horizon, least=1, most=_LARGEST)
    fixed = flag("fixed_window", fixed_window)
    return initial_window, ahead, fixed, whole_number("skip", skip, least=0, most=_LARGEST)


def _preprocessing(given: Any) -> dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise invalid("preproc_options", given, "a dict with 'thresh' or 'pca_comp'")
    unknown = [name for name in given if name not in _PREPROCESSING]
    if unknown:
        raise ArgumentError(
            f"preproc_options: unknown {shown(unknown[0])}. Known are {', '.join(_PREPROCESSING)}."
        )
    return check_options(**given)


def _search(search: Any) -> str:
    if isinstance(search, str) and search in _SEARCHES:
        return search
    raise ArgumentError(
        f"`search` should be either 'grid' or 'random': got {shown(search)}. Pass one of these."
    )


def _summary(summary: Any) -> tuple[Summary, str | None]:
    if callable(summary):
        return summary, None
    name = one_word("summary", summary, tuple(SUMMARIES))
    return SUMMARIES[name], name


def _saved(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "all" if value else "none"
    return one_word("save_predictions", value, _SAVED)


def _index(index: Any) -> dict[str, Any]:
    """The rows to train on, by the names of the samples."""
    if not isinstance(index, (Mapping, list, tuple)):
        raise invalid("index", index, "rows to train on, for each sample: a dict or a list")
    width = len(str(len(index)))
    named = (
        list(index.items())
        if isinstance(index, Mapping)
        else [(f"Resample{k:0{width}d}", rows) for k, rows in enumerate(index, 1)]
    )
    found = {}
    for name, given in named:
        rows = array_if_any(given)
        if rows.ndim != 1 or rows.dtype.kind not in "iu" or not rows.size or (rows < 0).any():
            raise invalid("index", given, "positions of rows, from 0, for each sample")
        if str(name) in found:
            raise invalid("index", index, f"samples with names that differ, not two {str(name)!r}")
        found[str(name)] = rows.astype(np.int64)
    if not found:
        raise invalid("index", index, "at least one sample")
    return found


def _seeds(seeds: Any, least: int) -> tuple[Any, ...]:
    """A tuple of seeds for each sample, and last one seed."""
    is_array = isinstance(seeds, (np.ndarray, pd.Series, pd.Index)) and seeds.ndim in (1, 2)
    is_list = isinstance(seeds, (list, tuple)) or (is_array and not np.ma.is_masked(seeds))
    items = list(seeds) if is_list else []
    if len(items) < least:
        raise invalid("seeds", seeds, "seeds for each sample, and last one for the final fit")
    checked: list[Any] = [tuple(np.ravel(array_if_any(one)).tolist()) for one in items]
    flat = [seed for one in checked for seed in one]
    if not checked[-1] or not all(map(is_seed, flat)):
        raise ArgumentError(
            f"Bad seeds: supplied seed is not a valid integer: got {shown(seeds)}. Pass whole "
            "numbers."
        )
    return (*checked[:-1], int(checked[-1][0]))
