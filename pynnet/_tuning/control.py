"""tune_control(): how hyperparameters are to be searched and judged."""

from __future__ import annotations

import copy
import itertools
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import by_value
from pynnet._ground import (
    MOST_WHOLE,
    ArgumentError,
    FloatArray,
    as_double,
    entry,
    flag,
    invalid,
    is_number,
    is_whole,
    nearest_name,
    partial_matches,
    public,
    public_record,
    shown,
    whole_number,
)
from pynnet._numerics import mean, median, variance

from .resampling_schemes import KNOWN_SCHEMES
from .splitters import MOST_FOLDS, is_splitter

__all__ = ["Aggregate", "TuneControl", "aggregated", "tune_control"]

_FOLDS = 10  # of cross-validation

Aggregate = Callable[[FloatArray], float]


def _sd(values: FloatArray) -> float:
    return math.sqrt(variance(values))


def _smallest(values: FloatArray) -> float:
    return float(np.min(values))


def _largest(values: FloatArray) -> float:
    return float(np.max(values))


# R's own functions, in its arithmetic.
_AGGREGATES: dict[str, Aggregate] = {
    "mean": mean,
    "median": median,
    "sd": _sd,
    "min": _smallest,
    "max": _largest,
}


@public_record
@dataclass(frozen=True, slots=True, eq=False)
class TuneControl:
    """How a search divides the data and judges, as :func:`pynnet.tune_control` returns it.

    Attributes
    ----------
    random : int or None
        How many settings are drawn; None tries all.
    nrepeat, sampling, cross, fix, nboot, boot_size, best_model, performances, error_fun : object
        As given.
    repeat_aggregate, sampling_aggregate, sampling_dispersion : callable
        As given, or the function of that name.
    stratify, groups, folds, partitions : object
        As given.
    """

    random: int | None
    nrepeat: int
    repeat_aggregate: Aggregate
    sampling: str
    sampling_aggregate: Aggregate
    sampling_dispersion: Aggregate
    cross: int
    fix: float
    nboot: int
    boot_size: float
    best_model: bool
    performances: bool
    error_fun: Callable[[Any, Any], float] | None
    stratify: Any
    groups: Any
    folds: Any
    partitions: int


@public
@entry
def tune_control(
    random: int | bool = False,
    nrepeat: int = 1,
    repeat_aggregate: str | Aggregate = "mean",
    sampling: str = "cross",
    sampling_aggregate: str | Aggregate = "mean",
    sampling_dispersion: str | Aggregate = "sd",
    cross: int = _FOLDS,
    fix: float = 2 / 3,
    nboot: int = 10,
    boot_size: float = 9 / 10,
    best_model: bool = True,
    performances: bool = True,
    error_fun: Callable[[Any, Any], float] | None = None,
    *,
    stratify: Any = False,
    groups: Any = None,
    folds: Any = None,
    partitions: int = 1,
) -> TuneControl:
    """Say how hyperparameters are searched and judged, as e1071's ``tune.control``.

    The arguments up to `error_fun` are e1071's; those behind it go beyond.

    Parameters
    ----------
    random : int, optional
        Try so many settings, drawn from the grid, instead of all. Default False.
    nrepeat : int, optional
        How often each training set is fitted, from new start weights, at most a million times.
        Default 1.
    repeat_aggregate : str or callable, optional
        What becomes of the errors of these repeats: "mean", "median", "min", "max", "sd", in R's
        arithmetic, or a function of an array. Default "mean".
    sampling : {"cross", "fix", "bootstrap"}, optional
        Cross-validation, one split, or bootstrap samples. "fix", which trains on all rows then, and
        "bootstrap" can predict rows of their own, the validation data of :func:`tune`. Default
        "cross".
    sampling_aggregate, sampling_dispersion : str or callable, optional
        What becomes of the errors of all training sets. Defaults "mean" and "sd".
    cross : int, optional
        Number of folds; as many as rows leaves one out at a time. Default 10.
    fix : float, optional
        Share of the rows to train on with "fix". Defaults to two thirds.
    nboot : int, optional
        Number of bootstrap samples, at most a million. Default 10.
    boot_size : float, optional
        Size of a bootstrap sample, as a share of the rows. Default 0.9.
    best_model : bool, optional
        Fit the best setting to all rows in the end. Default True.
    performances : bool, optional
        Keep the results of all settings. Default True.
    error_fun : callable, optional
        Error to minimise, a function of the true and the predicted values of the rows held out,
        both arrays. Default: the share of wrong classes, or the mean squared error.
    stratify : bool, str or array_like, optional
        Divide each class of the response evenly, or each class of a column, or of an array.
        Default False.
    groups : str or array_like, optional
        Column or array of groups that must not be divided: rows of one patient, for instance.
    folds : array_like, list of pairs of array_like, or splitter, optional
        Folds of your own: one label for each row, each label being left out in turn, or pairs of
        positions, (rows to train on, rows to predict). Nothing is drawn then. A splitter of
        scikit-learn's, such as ``StratifiedKFold(5)`` or ``TimeSeriesSplit()``, divides the rows
        that are used, with their response and `groups`; one that draws without a seed of its own
        (``random_state=None``) is given one from the search's random numbers.
    partitions : int, optional
        How often the rows are divided anew, at most a million times: repeated cross-validation.
        Default 1.

    Returns
    -------
    TuneControl
        To be passed as ``control=``.

    Raises
    ------
    ArgumentError
        If a value is unknown or out of range.

    See Also
    --------
    tune : Searches.

    References
    ----------
    .. [1] R manual page ``tune.control`` of package e1071.

    Examples
    --------
    >>> from pynnet import tune_control
    >>> tune_control(sampling="bootstrap", nboot=5).nboot
    5
    """
    partitions = whole_number("partitions", partitions, least=1, most=MOST_FOLDS)
    _check_combination(stratify, groups, folds, partitions)
    if folds is not None and (_cross(cross), _sampling(sampling)) != (_FOLDS, "cross"):
        raise ArgumentError("folds= are the training sets: leave sampling= and cross= out.")
    return TuneControl(
        random=_random(random),
        nrepeat=whole_number("nrepeat", nrepeat, least=1, most=MOST_FOLDS),
        repeat_aggregate=_aggregate("repeat_aggregate", repeat_aggregate),
        sampling=_sampling(sampling),
        sampling_aggregate=_aggregate("sampling_aggregate", sampling_aggregate),
        sampling_dispersion=_aggregate("sampling_dispersion", sampling_dispersion),
        cross=_cross(cross),
        fix=_share("fix", fix),
        nboot=whole_number("nboot", nboot, least=1, most=MOST_FOLDS),
        boot_size=_share("boot_size", boot_size, most=math.inf),
        best_model=flag("best_model", best_model),
        performances=flag("performances", performances),
        error_fun=_function("error_fun", error_fun),
        stratify=_labels("stratify", stratify),
        groups=_labels("groups", groups),
        folds=_kept("folds", _folds(folds)),
        partitions=partitions,
    )


def _labels(name: str, value: Any) -> Any:
    if is_number(value):
        raise invalid(name, value, "the name of a column, or one label for each row")
    return _kept(name, value)


def _kept(name: str, value: Any) -> Any:
    """Return a value as it is now: the search may be made when its owner has changed it."""
    try:
        return by_value(value)
    except RecursionError:  # a list that holds itself
        raise invalid(name, value, "one value for each row") from None


def _folds(value: Any) -> Any:
    if value is None:
        return None
    if is_splitter(value):
        return copy.deepcopy(value)
    if not isinstance(value, (str, bytes)) and isinstance(value, Iterator):
        pairs = list(itertools.islice(value, MOST_FOLDS + 1))
        if len(pairs) > MOST_FOLDS:  # or without end
            raise invalid("folds", value, f"at most {MOST_FOLDS} pairs of positions")
        return pairs
    sized = isinstance(value, (Sequence, np.ndarray, pd.Series, pd.Index, pd.Categorical))
    if isinstance(value, (str, bytes)) or not sized or getattr(value, "ndim", 1) == 0:
        raise ArgumentError(
            f"invalid 'folds': got {shown(value)}. Pass one label for each row, or pairs of "
            "positions, (rows to train on, rows to predict), or a splitter of scikit-learn; for so "
            "many folds pass cross=."
        )
    return value


def _random(value: Any) -> int | None:
    if value is False:
        return None
    if is_whole(value) and 1 <= int(value) <= MOST_WHOLE:
        return int(value)
    raise ArgumentError(
        f"random must be a strictly positive integer: got {shown(value)}. "
        "Pass how many settings to draw, or False to try all."
    )


def _cross(value: Any) -> int:
    if is_whole(value) and value == 1:
        raise ArgumentError("‘cross’ must be greater than 1!: got 1. Pass sampling='fix' instead.")
    if is_whole(value) and 1 < int(value) <= MOST_WHOLE:
        return int(value)
    raise ArgumentError(
        f"invalid number of intervals: got cross={shown(value)}. Pass 2 or more folds."
    )


def _share(name: str, value: Any, most: float = 1.0) -> float:
    if is_number(value) and 0 < as_double(value) <= min(most, sys.float_info.max):
        return float(value)
    limit = "between 0 and 1" if most == 1 else "above 0"
    raise invalid(name, value, f"a share of the rows {limit}")


def _function(name: str, value: Any) -> Callable[[Any, Any], float] | None:
    if value is None or callable(value):
        return value
    raise invalid(name, value, "a function, or None")


def _aggregate(name: str, value: Any) -> Aggregate:
    if callable(value):
        return value
    if isinstance(value, str) and value in _AGGREGATES:
        return _AGGREGATES[value]
    near = nearest_name(value, _AGGREGATES) if isinstance(value, str) else None
    hint = f"Did you mean '{near}'?" if near else "Pass a function of an array,"
    known = ", ".join(f"'{known}'" for known in _AGGREGATES)
    raise ArgumentError(f"invalid '{name}': got {shown(value)}. {hint} Known are {known}.")


def aggregated(name: str, control: TuneControl, values: FloatArray) -> float:
    """One number that an aggregate of the control makes of some."""
    try:
        number = getattr(control, name)(values)
    except Exception as error:
        raise ArgumentError(
            f"{name} failed: {type(error).__name__}: {shown(str(error))}."
        ) from error
    try:
        return float(number)
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(
            f"invalid '{name}': of {len(values)} numbers it makes {shown(number)}. Pass a function "
            "that makes one number."
        ) from None


def _sampling(value: Any) -> str:
    """Name of a scheme, which may be cut short as in R."""
    matching = partial_matches(value, KNOWN_SCHEMES)
    if len(matching) == 1:
        return matching[0]
    quoted = ", ".join(f"“{name}”" for name in KNOWN_SCHEMES)
    raise ArgumentError(f"'arg' should be one of {quoted}: got {shown(value)}.")


def _check_combination(stratify: Any, groups: Any, folds: Any, partitions: Any) -> None:
    stratified = stratify is not False and stratify is not None
    if stratified and groups is not None:
        raise ArgumentError("stratify= and groups= cannot both be kept: pass one of them.")
    if folds is not None and (stratified or partitions != 1):
        raise ArgumentError("folds= are the training sets: leave stratify= and partitions= out.")
