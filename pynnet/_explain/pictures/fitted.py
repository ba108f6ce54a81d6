"""A picture of fitted values against those observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pynnet._ground import COLOURS, ArgumentError, axes_for, entry, ink, shortened, words_below
from pynnet._nnet import NNet

from ..fits import check_fit, output_names
from .tables import choose_output

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["plot_fitted"]


@entry
def plot_fitted(fit: NNet, *, output: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw fitted values against those observed, with the line on which both are the same.

    Parameters
    ----------
    fit : NNet
        A network fitted to numbers.
    output : str, optional
        Which output to draw; required if there are several.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `fit` is no network, was fitted to classes, or has no such output.

    See Also
    --------
    plot_confusion : For classes.

    Examples
    --------
    >>> from pynnet import nnet
    >>> from pynnet.plot import plot_fitted
    >>> fit = nnet([0, 1, 2], [1, 3, 5], size=0, skip=True, linout=True, seed=1, trace=False)
    >>> plot_fitted(fit).get_ylabel()
    'fitted'
    """
    check_fit(fit)
    if fit.lev is not None:
        raise ArgumentError(
            "the fit is one of classes, whose observed values are no numbers: "
            "plot_confusion(fit, data) or plot_roc(fit, data) shows them."
        )
    fit._check_cases("plot_fitted()")
    names = output_names(fit)
    k = names.index(choose_output(output, names))
    fitted = fit._outputs[:, k]
    observed = fitted + fit._residuals[:, k]
    axes = axes_for(ax, 3.8, 3.8, "plot_fitted()")
    low, high = (float(f([f(observed), f(fitted)])) for f in (np.min, np.max))
    margin = 0.04 * (high - low) or 1.0
    ends = [low - margin, high + margin]
    axes.plot(ends, ends, color=ink(), linewidth=0.8, zorder=1)
    # The more points, the more of them lie upon one another: these show as darker places.
    alpha, size = (0.8, 5.0) if len(fitted) <= 200 else (max(0.05, 100 / len(fitted)), 4.0)
    axes.plot(
        observed,
        fitted,
        linestyle="none",
        marker="o",
        markersize=size,
        markeredgewidth=0,
        color=COLOURS[0],
        alpha=alpha,
        zorder=2,
    )
    axes.set_xlim(*ends)
    axes.set_ylim(*ends)
    axes.set_aspect("equal")
    name = names[k] if output is not None or fit._name is None else fit._name
    words_below(axes, f"observed {shortened(name)}" if fit.terms is not None else "observed")
    axes.set_ylabel("fitted")
    axes.spines[["top", "right"]].set_visible(False)
    return axes
