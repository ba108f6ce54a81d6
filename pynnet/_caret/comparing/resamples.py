"""caret's resamples: results of train() put side by side, sample by sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, FitWarning, RWarning, shown, warn

from ..door import offered
from ..training.result import Train
from .result import Resamples

__all__ = ["resamples"]


@offered
def resamples(x: Any) -> Resamples:
    """Put results of `train` side by side, sample by sample, caret's ``resamples``.

    Parameters
    ----------
    x : mapping or sequence of Train
        Two results of `train` at least, by name; without names they are ``Model1``, ``Model2``...
        Judge them on the same rows: with the same ``index=``, or the same seed.

    Returns
    -------
    Resamples
        With ``summary()``, ``diff()`` and ``plot()``.

    Raises
    ------
    ArgumentError
        If these are no results of `train` that were judged, or fewer than two.
    DataError
        If they were judged on different samples.

    Warns
    -----
    FitWarning
        If samples of the same names hold different rows.
    RWarning
        If some were judged by other metrics than the others.

    References
    ----------
    .. [1] T. Hothorn et al., The design and analysis of benchmark experiments, Journal of
       Computational and Graphical Statistics 14 (2005), 675-699; manual page ``resamples`` of
       caret.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.caret import create_folds, resamples, train, train_control
    >>> iris = load_iris()
    >>> folds = create_folds(iris["Species"], 5, return_train=True, seed=1)
    >>> how = {"control": train_control("cv", index=folds), "trace": False, "seed": 1}
    >>> how["tune_grid"] = {"decay": [0.1]}
    >>> one = train("Species ~ Sepal.Width", iris, "multinom", **how)
    >>> other = train("Species ~ Petal.Width", iris, "multinom", **how)
    >>> both = resamples({"sepal": one, "petal": other})
    >>> both
    Models: sepal, petal
    Number of resamples: 5
    Performance metrics: Accuracy, Kappa
    >>> both.table("Accuracy").mean().round(3).tolist()
    [0.58, 0.96]
    """
    found = _named(x)
    first = next(iter(found.values()))
    names = list(first.index)
    if any(len(one.index) != len(names) for one in found.values()):
        raise DataError(
            "There are different numbers of resamples in each model: judge them with the same "
            "control."
        )
    if any(set(one.index) != set(names) for one in found.values()):
        raise DataError("the samples have different names: judge the models with the same control.")
    if any(not _same_rows(one.index, first.index) for one in found.values()):
        warn(
            "the models were judged on different rows, and differences between them are partly of "
            "the rows: pass the same index=, or the same seed, to train().",
            FitWarning,
        )
    metrics = _common_metrics(found)
    values = pd.DataFrame({"Resample": sorted(names)})
    for model, one in found.items():
        by_name = one.resample.set_index("Resample").loc[values["Resample"]]  # type: ignore[union-attr]
        for metric in metrics:
            values[f"{model}~{metric}"] = by_name[metric].to_numpy()
    methods = {model: one.method for model, one in found.items()}
    return Resamples(values, tuple(found), metrics, methods)


def _named(x: Any) -> dict[str, Train]:
    """Results by the names of models."""
    if not isinstance(x, (Mapping, list, tuple)):
        raise ArgumentError(
            f"invalid 'x': got {shown(x)}. Pass results of train(), in a dict or a list."
        )
    named = (
        {str(name): one for name, one in x.items()}
        if isinstance(x, Mapping)
        else {f"Model{k}": one for k, one in enumerate(x, 1)}
    )
    if len(named) < len(x):
        raise ArgumentError(f"invalid 'x': got {shown(x)}. Give each model its own name.")
    for name, one in named.items():
        if not isinstance(one, Train):
            raise ArgumentError(f"{name} is no result of train(): got {shown(one)}.")
        if one.control.method == "LOOCV":
            raise ArgumentError(
                "LOOCV is not compatible with `resamples()` since only one resampling estimate is "
                f"available. {name} was judged so."
            )
        if one.resample is None:
            raise ArgumentError(f"{name} was not judged: its control has method 'none'.")
    if len(named) < 2:
        raise ArgumentError(f"at least two train objects are needed: got {len(named)}.")
    return named


def _same_rows(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(np.array_equal(rows, other[name]) for name, rows in one.items())


def _common_metrics(found: dict[str, Train]) -> tuple[str, ...]:
    """The metrics that all have, sorted."""
    each = [set(one.perf_names) for one in found.values()]
    common, every = set.intersection(*each), set.union(*each)
    if not common:
        raise DataError("the models have no metric in common: nothing can be compared.")
    if every - common:
        warn(
            "Some performance measures were not computed for each model: "
            f"{', '.join(sorted(every - common))}",
            RWarning,
        )
    return tuple(sorted(common, key=str.lower))
