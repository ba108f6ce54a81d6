"""Pictures of classes told apart, by scikit-learn's displays: ROC curves, a table of confusion."""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from pynnet._ground import (
    COLOURS,
    AnyArray,
    ArgumentError,
    FloatArray,
    axes_for,
    entry,
    ink,
    label_axis,
    letter_size,
    place_size,
    require,
    shown,
    text_width,
    told_apart,
)
from pynnet._nnet import NNet

from ..estimator import class_texts, observed
from ..fits import check_fit, no_rows
from .legends import legend_above, legend_beside, legend_text, width_of
from .tables import one_of

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["plot_confusion", "plot_roc"]

_MOST_INSIDE, _LONGEST_INSIDE = 3, 12  # curves and letters of a legend below the curves
_NARROW, _SMALL = 4.0, 0.7  # inches of a picture that has small letters
_AREA = " (AUC = 1.00)"  # what scikit-learn puts behind a name
_CELL = 0.55  # inches
_LEAST_LETTERS = 5.0  # in points; smaller numbers are left out
_MOST_CLASSES = 60
_MOST_NUMBERS = 20  # classes; more cells have no room for a number


@entry
def plot_roc(
    fit: NNet, data: Any, y: Any = None, *, positive: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw ROC curves, by scikit-learn's ``RocCurveDisplay``; the area is in the legend.

    Of two classes there is the curve of the second, of more one for each against the rest.

    Parameters
    ----------
    fit : NNet
        A network fitted to classes.
    data : DataFrame or array_like
        The rows, as for ``fit.predict``.
    y : array_like or str, optional
        The observed classes, or the name of their column. Default: the response of the formula.
    positive : str, optional
        The one class to draw. Default: as above.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `fit` has no classes, there is no such class, or too many to tell curves apart.
    DataError
        If the data do not suit the fit, or do not have both kinds of rows.

    Examples
    --------
    >>> from pynnet import load_iris, nnet
    >>> from pynnet.plot import plot_roc
    >>> iris = load_iris()
    >>> fit = nnet("Species ~ Sepal.Width", iris, size=1, decay=0.1, seed=1, trace=False)
    >>> plot_roc(fit, iris, positive="setosa").get_xlabel()
    'false positive rate'
    """
    lev, truth, scores = _truth_and_scores(fit, data, y)
    drawn = list(lev) if len(lev) > 2 else [lev[1]]
    if positive is not None:
        drawn = [one_of("positive", positive, lev)]
    if len(drawn) > len(COLOURS):
        raise ArgumentError(
            f"too many curves to draw: one for each of {len(drawn)} classes, of which at most "
            f"{len(COLOURS)} can be told apart. Pass positive=, one class."
        )
    display = require("sklearn.metrics", extra="sklearn", caller="plot_roc()").RocCurveDisplay
    for label in drawn:
        _both_kinds(truth == label, label)
    beside = len(drawn) > _MOST_INSIDE or max(map(len, drawn)) > _LONGEST_INSIDE
    names = told_apart(drawn, math.inf, letter_size("legend.fontsize"))
    room = width_of([name + _AREA for name in names]) if beside else 0.0
    axes = axes_for(ax, 4.2 + room, 4.2, "plot_roc()")
    for k, (label, name) in enumerate(zip(drawn, names, strict=True)):
        style: dict[str, Any] = {"color": COLOURS[k], "linestyle": ["-", "--", "-."][k % 3]}
        if "curve_kwargs" in inspect.signature(display.from_predictions).parameters:
            style = {"curve_kwargs": style}  # as scikit-learn has it from 1.7 on
        score = scores[:, lev.index(label)]
        display.from_predictions(truth == label, score, name=legend_text(name), ax=axes, **style)
    axes.plot([0, 1], [0, 1], color=ink(), linewidth=0.8, linestyle=":")
    axes.set_xlabel("false positive rate")
    axes.set_ylabel("true positive rate")
    _explain_curves(axes, len(drawn), beside=beside)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _explain_curves(axes: Axes, n_curves: int, *, beside: bool) -> None:
    """Add the legend: below the curves, or beside them, or above them in a narrow picture."""
    narrow = place_size(axes)[0] < _NARROW
    if narrow:
        axes.set_xticks([0, 0.5, 1])
        axes.set_yticks([0, 0.5, 1])
    if beside and narrow:
        legend_above(axes, axes.lines[:n_curves], _SMALL)
    elif beside:
        axes.set_anchor("W")  # square axes in the middle of their place push the legend out
        legend_beside(axes, None, tail=len(_AREA))
    else:
        size = letter_size("legend.fontsize") * (_SMALL if narrow else 1.0)
        axes.legend(loc="lower right", frameon=False, fontsize=size)


@entry
def plot_confusion(fit: NNet, data: Any, y: Any = None, *, ax: Axes | None = None) -> Axes:
    """Draw how often each class is predicted as each, by ``ConfusionMatrixDisplay``.

    Parameters
    ----------
    fit : NNet
        A network fitted to classes.
    data : DataFrame or array_like
        The rows, as for ``fit.predict``.
    y : array_like or str, optional
        The observed classes, or the name of their column. Default: the response of the formula.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure, as large as the classes need.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `fit` has no classes, or more than 60.
    DataError
        If the data do not suit the fit.

    Examples
    --------
    >>> from pynnet import load_iris, nnet
    >>> from pynnet.plot import plot_confusion
    >>> iris = load_iris()
    >>> fit = nnet("Species ~ Sepal.Width", iris, size=1, decay=0.1, seed=1, trace=False)
    >>> plot_confusion(fit, iris).get_ylabel()
    'observed'
    """
    lev, truth, scores = _truth_and_scores(fit, data, y)
    if len(lev) > _MOST_CLASSES:
        raise ArgumentError(
            f"too many classes to draw: {len(lev)}, of which at most {_MOST_CLASSES} can be told "
            "apart."
        )
    metrics = require("sklearn.metrics", extra="sklearn", caller="plot_confusion()")
    predicted = np.array(lev, dtype=object)[scores.argmax(axis=1)]
    counts = metrics.confusion_matrix(truth.astype(str), predicted.astype(str), labels=list(lev))
    side = max(2.6, min(14.0, 1.4 + (_CELL if len(lev) <= _MOST_NUMBERS else 0.22) * len(lev)))
    axes = axes_for(ax, side + 0.6, side, "plot_confusion()")
    display = metrics.ConfusionMatrixDisplay(counts, display_labels=list(lev))
    size = _letters_of_cells(axes, counts)
    display.plot(
        ax=axes,
        include_values=len(lev) <= _MOST_NUMBERS and size >= _LEAST_LETTERS,
        cmap="Blues",
        colorbar=False,
        values_format="d",
        text_kw={"fontsize": size},
    )
    places = np.arange(len(lev))
    for which in ("y", "x"):
        label_axis(axes, which, places, list(lev), numbers=False)
    axes.set_xlabel("predicted")
    axes.set_ylabel("observed")
    return axes


def _letters_of_cells(axes: Axes, counts: AnyArray) -> float:
    """Size of letters, in points, with which the largest number has room in its cell."""
    side = 0.6 * 72 * float(min(place_size(axes))) / len(counts)
    usual = letter_size()
    widest = text_width(str(counts.max()), usual)
    return min(usual, 0.7 * side, 0.85 * usual * side / widest)


def _truth_and_scores(fit: NNet, data: Any, y: Any) -> tuple[list[str], AnyArray, FloatArray]:
    """Levels, observed classes as their texts, and a probability of each, in the complete rows."""
    check_fit(fit)
    if fit.lev is None:
        raise ArgumentError(
            "the fit has no classes: its response was numbers. plot_fitted(fit) shows them."
        )
    lev, texts = list(fit.lev), class_texts(observed(fit, data, y))
    outputs = np.asarray(fit.predict(data), dtype=float)
    if outputs.ndim == 1 or outputs.shape[1] == 1:
        outputs = outputs.reshape(-1, 1)
        outputs = np.column_stack([1 - outputs, outputs])
    there = np.isfinite(outputs).all(axis=1) & np.array(
        [text is not None for text in texts], dtype=bool
    )
    if not there.any():
        raise no_rows()
    truth = texts[there]
    unknown = sorted(set(truth) - set(lev))
    if unknown:
        raise ArgumentError(
            f"the response has classes that were not fitted: {shown(unknown[:5])}. "
            f"Fitted were {', '.join(lev)}."
        )
    return lev, truth, outputs[there]


def _both_kinds(is_positive: AnyArray, label: str) -> None:
    if is_positive.all() or not is_positive.any():
        which = "all" if len(is_positive) and is_positive.all() else "none"
        raise ArgumentError(
            f"no curve for {label!r}: {which} of the rows are of this class. Pass data with both."
        )
