"""What train() found: the results of all settings, the best, and the model fitted with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._formula import DesignSpec
from pynnet._ground import ArgumentError, DataError, entry, invalid, read_only
from pynnet._nnet import ClassLabels, match_type, pad, restored
from pynnet._random import as_stream

from ..door import offered_class
from ..model_data import as_table
from ..preprocessing import PreProcess
from .candidates import Candidate
from .control import TrainControl
from .pictures import draw_train
from .text import train_html, train_lines

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["Train", "plot_train"]


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Train:
    """What `train` found; `str` is caret's print.

    Attributes
    ----------
    method : str
        What was fitted.
    results : DataFrame
        For each setting the mean of each metric over the samples, and its standard deviation.
    best_tune : dict
        The setting that was chosen.
    final_model : object
        The model of this setting, fitted to all rows.
    resample : DataFrame or None
        The metrics of this setting in each sample, in the order of the samples, which in caret
        changes; None if rows were left out one by one.
    pred : DataFrame or None
        Predictions for rows held out, if they were to be kept; ``rowIndex`` counts from 0.
    metric : str
        By which the setting was chosen.
    maximize : bool
        Whether larger is better.
    perf_names : tuple of str
        The metrics.
    preprocess : PreProcess or None
        What is done to the predictors of the final model.
    levels : tuple of str or None
        The classes; None if the response is numeric.
    coefnames : tuple of str
        Names of the predictors.
    index : dict of ndarray
        The rows that were trained on in each sample, from 0.
    seeds : tuple
        The seeds of the fits in each sample, and last that of the final fit.
    control : TrainControl
        How settings were judged.
    """

    method: str
    results: pd.DataFrame
    best_tune: dict[str, Any]
    final_model: Any
    resample: pd.DataFrame | None
    pred: pd.DataFrame | None
    metric: str
    maximize: bool
    perf_names: tuple[str, ...]
    preprocess: PreProcess | None
    levels: tuple[str, ...] | None
    coefnames: tuple[str, ...]
    index: dict[str, Any]
    seeds: tuple[Any, ...]
    control: TrainControl
    _candidate: Candidate
    _tuned: tuple[str, ...]
    _shape: tuple[int, int]
    _x: pd.DataFrame
    _y: Any
    _variables: pd.DataFrame
    _spec: DesignSpec | None
    _labels: ClassLabels | None
    _counts: Any
    _gaps: Any

    @entry
    def predict(self, newdata: Any = None, type: str = "raw", *, seed: Any = None) -> Any:
        """Predict by the final model.

        Parameters
        ----------
        newdata : DataFrame or array_like, optional
            Rows with the variables of the formula, or with the columns of x. Default: the rows
            that were fitted.
        type : {"raw", "prob"}, optional
            Classes or numbers, or probabilities of the classes. Default "raw".
        seed : int, RRandom, Generator or None, optional
            Where classes that tie are drawn from.

        Returns
        -------
        Series or DataFrame
            A class or a number for each row, or a column for each class; rows with missing values
            are missing.

        Raises
        ------
        ArgumentError
            If `type` is unknown, or asks for classes where there are none.
        DataError
            If a variable is missing, or is of another type.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import train, train_control
        >>> found = train(
        ...     "Species ~ .",
        ...     load_iris(),
        ...     tune_grid={"size": [1], "decay": [0.1]},
        ...     control=train_control("cv", 3),
        ...     trace=False,
        ...     seed=1,
        ... )
        >>> found.predict(load_iris().iloc[[0, 149]]).tolist()
        ['setosa', 'virginica']
        """
        kind = match_type(type, ("raw", "prob"))
        if kind == "prob" and self.levels is None:
            raise ArgumentError("only classification models allow probabilities: use type='raw'.")
        x, index, complete = self._new_rows(newdata)
        prepared = x if self.preprocess is None else self.preprocess.predict(x)
        prepared = prepared.reset_index(drop=True)
        if kind == "prob" and self.levels is not None:
            chances = self._candidate.chances(self.final_model, prepared, self.levels)
            padded = pad(chances, complete, np.nan)
            return pd.DataFrame(padded, index=index, columns=list(self.levels))
        stream: Any = as_stream(seed)
        said = self._candidate.predict(self.final_model, prepared, self.levels, stream)
        if self.levels is None:
            return pd.Series(pad(said, complete, np.nan), index=index)
        texts = pad(np.array(self.levels, dtype=object)[said], complete, None)
        labels = restored(texts, self._labels)
        return pd.Series(labels, index=index, dtype=labels.dtype)

    @entry
    def summary(self, **options: Any) -> Any:
        """Summarise the final model.

        Parameters
        ----------
        **options
            Arguments of its ``summary()``.

        Returns
        -------
        object
            As ``final_model.summary()`` gives it.

        Raises
        ------
        ArgumentError
            If the final model has no summary: averaged networks and those of components.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import train, train_control
        >>> found = train(
        ...     "Species ~ Petal.Width",
        ...     load_iris(),
        ...     "multinom",
        ...     tune_grid={"decay": [0.1]},
        ...     control=train_control("none"),
        ...     trace=False,
        ...     seed=1,
        ... )
        >>> round(found.summary().AIC, 1)
        126.3
        """
        method = getattr(self.final_model, "summary", None)
        if method is None:
            raise ArgumentError(
                f"there is no summary of what {self.method} fits: look at `final_model`."
            )
        return method(**options)

    @entry
    def plot(
        self,
        metric: str | None = None,
        *,
        x: str | Sequence[str] | None = None,
        at: Mapping[str, Any] | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a resampled metric against one hyperparameter, or against two.

        Against one there is a line for each value of another that varies, with bars of one
        standard error to either side; against two a map. The chosen setting is marked.

        Parameters
        ----------
        metric : str, optional
            Which. Default: the one by which the setting was chosen.
        x : str or pair of str, optional
            The hyperparameter to draw against, or two of them. Default: those that vary.
        at : dict, optional
            Where to hold those that vary and are not drawn against. Default: where they were
            chosen, but for the first if one is drawn against, which has a line for each value.
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
            If there is no such metric, hyperparameter or value, nothing varies, more than two vary
            and `x` does not say against which to draw, or lines or cells are too many to be told
            apart.
        ImportError
            If matplotlib is not installed.

        See Also
        --------
        pynnet.Tune.plot : The same for the result of `tune`.

        Notes
        -----
        A standard error is the standard deviation over the samples divided by the root of their
        number, as for ``selection="oneSE"``. Samples share most of their rows, so that it is rather
        too small. Where each row is left out alone there is none.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import train, train_control
        >>> found = train(
        ...     "Species ~ .",
        ...     load_iris(),
        ...     "multinom",
        ...     tune_grid={"decay": [0, 0.1]},
        ...     control=train_control("cv", 3),
        ...     trace=False,
        ...     seed=1,
        ... )
        >>> found.plot("Kappa").get_ylabel()
        'Kappa (± 1 s.e.)'
        """
        return draw_train(self, metric, x=x, at=at, ax=ax)

    def _new_rows(self, newdata: Any) -> tuple[pd.DataFrame, Any, Any]:
        """Predictors of the complete rows, the labels of all rows, and which are complete."""
        if newdata is None:
            return self._x, self._x.index, np.ones(len(self._x), dtype=bool)
        if self._spec is not None:
            design = self._spec.design(newdata)
            frame = pd.DataFrame(design.matrix, columns=list(self.coefnames))
            return frame, design.index, design.complete
        frame = as_table(newdata, "newdata", self.coefnames)
        missing = [name for name in self.coefnames if name not in frame.columns]
        if missing:
            raise DataError(f"undefined columns selected: newdata has no {missing[0]!r}.")
        frame = frame[list(self.coefnames)]
        complete = frame.notna().all(axis=1).to_numpy()
        return frame[complete], frame.index, complete

    @property
    def _label(self) -> str:
        return self._candidate.label

    @property
    def _parameters(self) -> tuple[str, ...]:
        return self._candidate.parameters

    @property
    def _sizes(self) -> list[int]:
        return [len(rows) for rows in self.index.values()]

    def _repr_html_(self) -> str:
        return train_html(self)

    def __repr__(self) -> str:
        """Print as caret does."""
        return "\n".join(train_lines(self))


@entry
def plot_train(
    found: Train,
    metric: str | None = None,
    *,
    x: str | Sequence[str] | None = None,
    at: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what :func:`pynnet.caret.train` found against one hyperparameter, or against two.

    Against one there is a line for each value of another that varies, with bars of one standard
    error to either side; against two a map. The chosen setting is marked.

    Parameters
    ----------
    found : Train
        What `train` returned.
    metric : str, optional
        Which. Default: the one by which the setting was chosen.
    x : str or pair of str, optional
        The hyperparameter to draw against, or two of them. Default: those that vary.
    at : dict, optional
        Where to hold those that vary and are not drawn against. Default: where they were chosen,
        but for the first if one is drawn against, which has a line for each value.
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
        If there is no such metric, hyperparameter or value, nothing varies, more than two vary
        and `x` does not say against which to draw, or lines or cells are too many to be told
        apart.
    ImportError
        If matplotlib is not installed.

    See Also
    --------
    pynnet.caret.Train.plot : The same as a method.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.caret import train, train_control
    >>> from pynnet.plot import plot_train
    >>> found = train(
    ...     "Species ~ .",
    ...     load_iris(),
    ...     "multinom",
    ...     tune_grid={"decay": [0, 0.1]},
    ...     control=train_control("cv", 3),
    ...     trace=False,
    ...     seed=1,
    ... )
    >>> plot_train(found).get_xlabel()
    'decay'
    """
    if not isinstance(found, Train):
        raise invalid("found", found, "what train() returned")
    return found.plot(metric, x=x, at=at, ax=ax)
