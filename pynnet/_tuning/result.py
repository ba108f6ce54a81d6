"""What a search for hyperparameters found: tables, the best model, and R's text."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pynnet._data import copied, pickled
from pynnet._ground import (
    ArgumentError,
    FloatArray,
    IntArray,
    entry,
    public_record,
    room_above,
)
from pynnet._nnet import NNet
from pynnet._printing import format_common, table_lines, value_texts

from .plotting import plot_tune

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["SummaryTune", "Tune"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Tune:
    """What a search found, as :func:`pynnet.tune` returns it; ``str`` gives R's text.

    Attributes
    ----------
    best_parameters : dict
        The chosen setting: a value for each hyperparameter.
    best_performance : float
        Its error on the rows held out.
    method : str
        Name of the function that was tuned.
    nparcomb : int
        Number of settings tried.
    train_ind : tuple of ndarray of int
        Positions in the data of the rows of each training set, counted from 0.
    sampling : str
        The sampling in words.
    performances : DataFrame or None
        R's table: hyperparameters, ``error`` and ``dispersion``, a row for each setting.
    results : DataFrame or None
        All that was measured: hyperparameters, then for each metric, ``error`` for instance, the
        columns ``validation_error``, ``validation_error_se``, ``training_error`` and
        ``training_error_se``: mean over the training sets, and its standard error; at last
        ``converged``, the share of fits that converged, and ``evaluations``, how often a fit
        evaluated the criterion, in the mean.
    errors : ndarray, shape (nparcomb, number of training sets)
        The error on the rows held out, for each setting and training set.
    metrics : tuple of str
        Names of the metrics; the first decided.
    rewards : tuple of str
        Those of them of which more is better.
    best_model : object or None
        The model of the best setting, fitted to all rows.

    See Also
    --------
    tune, tune_nnet : Search.

    Examples
    --------
    >>> from pynnet import load_iris, tune_control, tune_nnet
    >>> control = tune_control(cross=5)
    >>> found = tune_nnet(
    ...     "Species ~ .", load_iris(), size=1, decay=[0.01, 0.1], control=control, seed=1
    ... )
    >>> found.best_parameters
    {'size': 1, 'decay': 0.01}
    >>> found.performances.round(4)
       size  decay  error  dispersion
    1     1   0.01   0.04      0.0279
    2     1   0.10   0.04      0.0279
    """

    best_parameters: dict[str, Any]
    best_performance: float
    method: str
    nparcomb: int
    train_ind: tuple[IntArray, ...]
    sampling: str
    performances: pd.DataFrame | None
    results: pd.DataFrame | None
    errors: FloatArray
    metrics: tuple[str, ...]
    rewards: tuple[str, ...]
    best_model: NNet | Any

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are made anew, so that they are read-only too."""
        return pickled(self)

    def __copy__(self) -> Any:
        return copied(self)

    @entry
    def summary(self) -> SummaryTune:
        """Results of all settings, printed as R prints them.

        Returns
        -------
        SummaryTune
            Its text is R's.

        Examples
        --------
        >>> from pynnet import load_iris, tune_control, tune_nnet
        >>> control = tune_control(sampling="fix")
        >>> found = tune_nnet(
        ...     "Species ~ .", load_iris(), size=1, decay=[0.1, 1], control=control, seed=1
        ... )
        >>> print(str(found.summary()).partition("- best performance")[2])
        : 0.06
        <BLANKLINE>
        - Detailed performance results:
          size decay error dispersion
        1    1   0.1  0.06         NA
        2    1   1.0  0.36         NA
        <BLANKLINE>
        """
        return SummaryTune(self)

    @entry
    def plot(
        self,
        *,
        metric: str | None = None,
        x: str | Sequence[str] | None = None,
        at: Mapping[str, Any] | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the results against one hyperparameter, or against two; needs matplotlib.

        Against one there are curves of the validation and the training error with bars of one
        standard error to either side; against two a map of the validation error.

        Parameters
        ----------
        metric : str, optional
            Which metric to draw. Default: the one that decided.
        x : str or pair of str, optional
            The hyperparameter to draw against, or two of them. Default: those that vary.
        at : dict, optional
            Where to hold those that vary and are not drawn against. Default: where they were
            chosen.
        ax : matplotlib.axes.Axes, optional
            Where to draw. Default: a new figure, as large as the grid needs. In a notebook, and
            where pyplot is imported, pyplot shows it.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on; ``.figure.savefig("search.pdf")`` keeps it.

        Raises
        ------
        ArgumentError
            If the results were not kept, or there is nothing to draw against.

        See Also
        --------
        pynnet.plot.plot_tune : The same from a table.

        Examples
        --------
        >>> from pynnet import load_iris, tune_control, tune_nnet
        >>> control = tune_control(sampling="fix")
        >>> found = tune_nnet(
        ...     "Species ~ .", load_iris(), size=1, decay=[0.1, 1], control=control, seed=1
        ... )
        >>> found.plot().get_xlabel()
        'decay'
        """
        if self.results is None:
            raise ArgumentError(
                "no results were kept: search with tune_control(performances=True)."
            )
        shown = self.metrics[0] if metric is None else metric
        return plot_tune(
            self.results,
            list(self.best_parameters),
            shown,
            best=self.best_parameters,
            greater_is_better=shown in self.rewards,
            chosen_by=self.metrics[0],
            x=x,
            at=at,
            ax=ax,
        )

    @entry
    def to_json(
        self, path: str | os.PathLike[str] | None = None, *, data: bool = True
    ) -> str | None:
        """The search as JSON, which :func:`pynnet.from_json` reads and which holds no code.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the text is returned.
        data : bool, optional
            Whether what the best model keeps of its data goes along. Default True.

        Returns
        -------
        str or None
            The text; None if it was written to a file.

        Raises
        ------
        DataError
            If the search holds what JSON has no place for: a best model of another library.
        FormulaError
            If a term of the best model calls a function of your own.
        OSError
            If the file cannot be written.
        ArgumentError
            If an argument is wrong.

        See Also
        --------
        pynnet.from_json : The way back.

        Examples
        --------
        >>> from pynnet import from_json, load_iris, tune_control, tune_nnet
        >>> control = tune_control(sampling="fix")
        >>> found = tune_nnet(
        ...     "Species ~ .", load_iris(), size=1, decay=[0.1, 1], control=control, seed=1
        ... )
        >>> from_json(found.to_json()).best_parameters
        {'size': 1, 'decay': 0.1}
        """
        written: str | None = room_above("_export").to_json(self, path, data=data)
        return written

    def __repr__(self) -> str:
        """R's print of the search."""
        return "\n".join(_lines(self))


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SummaryTune:
    """Summary of a search; ``str`` gives R's text.

    Attributes
    ----------
    tune : Tune
        The search.
    """

    tune: Tune

    def __repr__(self) -> str:
        """R's print of the summary."""
        lines, table = _lines(self.tune), self.tune.performances
        if table is not None and self.tune.nparcomb > 1:
            columns = {str(name): value_texts(table[name].tolist()) for name in table}
            rows = [str(label) for label in table.index]
            lines += ["- Detailed performance results:", *table_lines(columns, rows), ""]
        return "\n".join(lines)


def _lines(tune: Tune) -> list[str]:
    performance = format_common([tune.best_performance])[0]
    if tune.nparcomb == 1:
        title = f"Error estimation of ‘{tune.method}’ using {tune.sampling}: {performance}"
        return ["", title, ""]
    best = {name: value_texts([value]) for name, value in tune.best_parameters.items()}
    return [
        "",
        f"Parameter tuning of ‘{tune.method}’:",
        "",
        f"- sampling method: {tune.sampling} ",
        "",
        "- best parameters:",
        *table_lines(best, [""]),
        "",
        f"- best performance: {performance} ",
        "",
    ]
