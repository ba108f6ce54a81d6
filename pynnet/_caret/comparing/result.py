"""What several results of train() are worth, sample by sample: tables, summaries, differences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, entry, names_of, one_word, read_only, shown
from pynnet._numerics import mean, quantile
from pynnet._printing import format_common, html_of, lines_html, numbers_html, table_lines

from ..door import offered_class
from .differences import DiffResamples, differences
from .pictures import draw_samples

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["Resamples", "SummaryResamples"]

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

    def _repr_html_(self) -> str:
        tables = [numbers_html(table, title=name) for name, table in self.statistics.items()]
        return html_of(lines_html(self._heading), *tables)

    def __repr__(self) -> str:
        """Print as caret does."""
        lines = [*self._heading, ""]
        for metric, table in self.statistics.items():
            texts = {str(name): _column_texts(table[name]) for name in table}
            lines += [f"{metric} ", *table_lines(texts, list(table.index)), ""]
        return "\n".join(lines)

    @property
    def _heading(self) -> list[str]:
        return [f"Models: {', '.join(self.models)} ", f"Number of resamples: {self.number} "]


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

    @entry
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
        >>> how = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", seed=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> resamples(fits).table("Kappa").shape
        (3, 2)
        """
        name = self.metrics[0] if metric is None else one_word("metric", metric, self.metrics)
        columns = {model: self.values[f"{model}~{name}"].to_numpy() for model in self.models}
        return pd.DataFrame(columns, index=list(self.values["Resample"]))

    @entry
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
        >>> how = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", seed=1, **how)
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

    @entry
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
        adjustment : str, optional
            How p values are adjusted for the number of pairs, a method of R's ``p.adjust``: "holm",
            "hochberg", "hommel", "bonferroni", "BH", which is "fdr", "BY" or "none". Those that
            are missing do not count. Default "bonferroni".

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
        >>> how = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", seed=1, **how)
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

    @entry
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
        >>> how = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", seed=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> resamples(fits).plot("Kappa").get_xlabel()
        'Kappa in each sample'
        """
        table = self.table(metric)
        return draw_samples(table, self.metrics[0] if metric is None else metric, ax)

    def _chosen(self, metric: Any) -> list[str]:
        names = list(self.metrics) if metric is None else names_of("metric", metric)
        if not names:
            raise ArgumentError(
                f"invalid 'metric': got {shown(metric)}. Pass some of {', '.join(self.metrics)}."
            )
        return [one_word("metric", name, self.metrics) for name in names]

    def _repr_html_(self) -> str:
        return html_of(lines_html(repr(self).split("\n")))

    def __repr__(self) -> str:
        """Print as caret does."""
        return "\n".join(
            [
                f"Models: {', '.join(self.models)} ",
                f"Number of resamples: {len(self.values)} ",
                f"Performance metrics: {', '.join(self.metrics)} ",
            ]
        )


def _column_texts(column: pd.Series[float]) -> list[str]:
    """Numbers of a summary; in R nothing has no quartiles (NA), and a mean that is no number."""
    of_nothing = math.nan if column.name == "Mean" else None
    return format_common([of_nothing if math.isnan(value) else value for value in column])


def _six(values: Any) -> list[float]:
    """R's summary of numbers, those that are missing counted apart."""
    present = values[~np.isnan(values)]
    if not len(present):
        return [math.nan] * 6 + [float(len(values))]
    low, first, middle, third, high = quantile(present, [0, 0.25, 0.5, 0.75, 1.0]).tolist()
    missing = float(len(values) - len(present))
    return [low, first, middle, mean(present), third, high, missing]
