"""caret's resamples: what several results of train() are worth, sample by sample."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    DataError,
    FitWarning,
    RWarning,
    names_of,
    one_word,
    read_only,
    shown,
    warn,
)
from pynnet._numerics import mean, quantile
from pynnet._printing import matrix_lines

from ..door import offered, offered_class
from ..training.result import Train
from .differences import DiffResamples, differences
from .pictures import draw_samples

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["Resamples", "SummaryResamples", "resamples"]

_COLUMNS = ("Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max.", "NA's")


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SummaryResamples:
    """What metrics are like over the samples; `str` is caret's print, but for the call.

    Attributes
    ----------
    statistics : dict of DataFrame
        For each metric a row for each model: smallest value, quartiles, mean, largest value, and
        how many are missing.
    models : tuple of str
        Names of the models.
    number : int
        Number of samples.
    """

    statistics: dict[str, pd.DataFrame]
    models: tuple[str, ...]
    number: int

    def __repr__(self) -> str:
        """Print as caret does."""
        lines = [
            f"Models: {', '.join(self.models)} ",
            f"Number of resamples: {self.number} ",
            "",
        ]
        for metric, table in self.statistics.items():
            rows = matrix_lines(table.to_numpy(), list(table.index), list(table.columns))
            lines += [f"{metric} ", *rows, ""]
        return "\n".join(lines)


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Resamples:
    """What models are worth, sample by sample, as `resamples` returns it.

    `str` is caret's print, but for the call and the times.

    Attributes
    ----------
    values : DataFrame
        A row for each sample: its name, and a column ``model~metric`` for each pair.
    models : tuple of str
        Names of the models.
    metrics : tuple of str
        What all of them were judged by.
    methods : dict of str
        What was fitted.
    """

    values: pd.DataFrame
    models: tuple[str, ...]
    metrics: tuple[str, ...]
    methods: dict[str, str]

    def table(self, metric: str | None = None) -> pd.DataFrame:
        """A metric as a table, caret's ``as.matrix``.

        Parameters
        ----------
        metric : str, optional
            Which. Default: the first.

        Returns
        -------
        DataFrame
            A row for each sample, a column for each model.

        Raises
        ------
        ArgumentError
            If there is no such metric.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import resamples, train, train_control
        >>> how = {"control": train_control("cv", 3), "trace": False, "seed": 1}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", tune_length=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> resamples(fits).table("Kappa").shape
        (3, 2)
        """
        name = self.metrics[0] if metric is None else one_word("metric", metric, self.metrics)
        columns = {model: self.values[f"{model}~{name}"].to_numpy() for model in self.models}
        return pd.DataFrame(columns, index=list(self.values["Resample"]))

    def summary(self, metric: Any = None) -> SummaryResamples:
        """Summarise metrics over the samples.

        Parameters
        ----------
        metric : str or sequence of str, optional
            Which. Default: all.

        Returns
        -------
        SummaryResamples
            Its `str` is caret's print, but for the call.

        Raises
        ------
        ArgumentError
            If there is no such metric.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import resamples, train, train_control
        >>> how = {"control": train_control("cv", 3), "trace": False, "seed": 1}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", tune_length=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> list(resamples(fits).summary("Kappa").statistics["Kappa"])
        ['Min.', '1st Qu.', 'Median', 'Mean', '3rd Qu.', 'Max.', "NA's"]
        """
        statistics = {}
        for name in self._chosen(metric):
            table = self.table(name)
            rows = [_six(table[model].to_numpy()) for model in self.models]
            statistics[name] = pd.DataFrame(rows, list(self.models), list(_COLUMNS))
        return SummaryResamples(statistics, self.models, len(self.values))

    def diff(
        self, models: Any = None, metric: Any = None, adjustment: str = "bonferroni"
    ) -> DiffResamples:
        """Compare models pair by pair: t tests of their differences over the samples.

        Parameters
        ----------
        models : sequence of str, optional
            Which, two at least. Default: all.
        metric : str or sequence of str, optional
            By which metrics. Default: by all.
        adjustment : {"bonferroni", "holm", "hochberg", "BH", "fdr", "BY", "none"}, optional
            How p values are adjusted for the number of pairs. Default "bonferroni".

        Returns
        -------
        DiffResamples
            The differences and their tests; its ``summary`` is a table of both.

        Raises
        ------
        ArgumentError
            If there is no such model, metric or adjustment.

        Notes
        -----
        The rows that are trained on are largely the same from sample to sample: differences are
        not independent, and p values smaller than they should be.

        References
        ----------
        .. [1] T. Hothorn et al., The design and analysis of benchmark experiments, Journal of
           Computational and Graphical Statistics 14 (2005), 675-699.
        .. [2] C. Nadeau and Y. Bengio, Inference for the generalization error, Machine Learning
           52 (2003), 239-281.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import resamples, train, train_control
        >>> how = {"control": train_control("cv", 3), "trace": False, "seed": 1}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", tune_length=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> resamples(fits).diff("Model1 Model2".split(), "Kappa")
        Models: Model1, Model2
        Metrics: Kappa
        Number of differences: 1
        p-value adjustment: bonferroni
        """
        wanted = self.models if models is None else tuple(names_of("models", models))
        for name in wanted:
            one_word("models", name, self.models)
        if len(set(wanted)) < 2 or len(set(wanted)) < len(wanted):
            raise ArgumentError(
                f"invalid 'models': got {shown(models)}. Pass two or more different ones of "
                f"{', '.join(self.models)}."
            )
        tables = {name: self.table(name)[list(wanted)] for name in self._chosen(metric)}
        return differences(tables, adjustment)

    def plot(self, metric: str | None = None, *, ax: Axes | None = None) -> Axes:
        """Draw a metric as boxes, a model each, with a dot for each sample.

        Parameters
        ----------
        metric : str, optional
            Which. Default: the first.
        ax : matplotlib.axes.Axes, optional
            Where to draw. Default: a new figure, as high as the boxes need.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on: the model of the largest median on top.

        Raises
        ------
        ArgumentError
            If there is no such metric, or none of its values.
        ImportError
            If matplotlib is not installed.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import resamples, train, train_control
        >>> how = {"control": train_control("cv", 3), "trace": False, "seed": 1}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", tune_length=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> resamples(fits).plot("Kappa").get_xlabel()
        'Kappa in each sample'
        """
        table = self.table(metric)
        return draw_samples(table, self.metrics[0] if metric is None else metric, ax)

    def _chosen(self, metric: Any) -> list[str]:
        names = list(self.metrics) if metric is None else names_of("metric", metric)
        return [one_word("metric", name, self.metrics) for name in names]

    def __repr__(self) -> str:
        """Print as caret does."""
        return "\n".join(
            [
                f"Models: {', '.join(self.models)} ",
                f"Number of resamples: {len(self.values)} ",
                f"Performance metrics: {', '.join(self.metrics)} ",
            ]
        )


def _six(values: Any) -> list[float]:
    """R's summary of numbers, those that are missing counted apart."""
    present = values[~np.isnan(values)]
    if not len(present):
        return [math.nan] * 6 + [float(len(values))]
    low, first, middle, third, high = quantile(present, [0, 0.25, 0.5, 0.75, 1.0]).tolist()
    missing = float(len(values) - len(present))
    return [low, first, middle, mean(present), third, high, missing]


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
    >>> one = train("Species ~ Sepal.Width", iris, "multinom", tune_grid={"decay": [0]}, **how)
    >>> other = train("Species ~ Petal.Width", iris, "multinom", tune_grid={"decay": [0]}, **how)
    >>> both = resamples({"sepal": one, "petal": other})
    >>> both
    Models: sepal, petal
    Number of resamples: 5
    Performance metrics: Accuracy, Kappa
    >>> both.table("Accuracy").mean().round(3).tolist()
    [0.547, 0.96]
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
