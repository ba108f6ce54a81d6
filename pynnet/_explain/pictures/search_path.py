"""Pictures of searches: the criterion against the iterations of one fit, or of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from pynnet._ground import (
    COLOURS,
    ArgumentError,
    axes_for,
    entry,
    ink,
    invalid,
    paper,
    shown,
)
from pynnet._multinom import Multinom
from pynnet._nnet import FittedNetwork, NNet
from pynnet._printing import format_common

from .legends import legend_beside, legend_text

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["plot_path"]

_Fit: TypeAlias = NNet | Multinom
_WIDTH, _HEIGHT = 4.8, 3.4
_MOST_COLOURS = len(COLOURS)
_DASHES = ("-", "--", "-.")  # which tell curves apart without colours
_MOST_FITS = 1000
_DIGITS = 4
_FAR = 10.0  # times the smallest value, from which on the axis is logarithmic
_MOST = 1e250  # beyond it Matplotlib's margins of a logarithmic scale are infinite


@entry
def plot_path(fits: _Fit | Sequence[_Fit] | Mapping[str, _Fit], *, ax: Axes | None = None) -> Axes:
    """Draw the criterion against the iterations of a fit, or of several.

    Parameters
    ----------
    fits : NNet or Multinom, or list or dict of them
        What was fitted; a dict has their names. Of more than six the best has a colour, and the
        others are thin lines.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on. Its scale is logarithmic where values are far apart.

    Raises
    ------
    ArgumentError
        If `fits` are none, or one of them was read from R's file, which does not hold its path.

    See Also
    --------
    pynnet.NNet.path : The numbers.

    Notes
    -----
    The mark at the end is full where the search converged, and hollow where it was stopped.

    Examples
    --------
    >>> from pynnet import nnet
    >>> from pynnet.plot import plot_path
    >>> x, y = [0, 1, 2, 3], [0.1, 0.7, 0.8, 0.2]
    >>> fits = [nnet(x, y, size=2, decay=0.01, seed=s, trace=False) for s in (1, 2)]
    >>> plot_path(fits).get_xlabel()
    'iteration'
    """
    named = _named(fits)
    axes = axes_for(ax, _WIDTH, _HEIGHT, "plot_path()")
    best = min(named, key=lambda name: _order(named[name].value))
    many = len(named) > _MOST_COLOURS
    ends = format_common([fit.value for fit in named.values()], _DIGITS)
    labels = {name: legend_text(f"{name}: {end}") for name, end in zip(named, ends, strict=True)}
    for k, (name, fit) in enumerate(named.items()):
        if not many:
            _draw(axes, fit, COLOURS[k], labels[name])
        elif name != best:
            _draw(axes, fit, ink(), "_", width=0.6, alpha=max(0.15, 5 / len(named)))
    if many:
        _draw(axes, named[best], COLOURS[0], labels[best])
    _finish(axes, named, max(map(len, ends)) + 2)
    return axes


def _named(fits: Any) -> dict[str, _Fit]:
    """The fits by their names, checked."""
    if isinstance(fits, FittedNetwork):
        named = {"": fits}
    elif isinstance(fits, Mapping):
        named = {str(name): fit for name, fit in fits.items()}
    elif isinstance(fits, Sequence) and not isinstance(fits, (str, bytes, memoryview)):
        named = {str(k): fit for k, fit in enumerate(fits, 1)}
    else:
        named = {}
    if not named or not all(isinstance(fit, (NNet, Multinom)) for fit in named.values()):
        raise invalid("fits", fits, "a fit of nnet() or multinom(), or a list or dict of them")
    if len(named) > _MOST_FITS:
        raise ArgumentError(
            f"too many fits to draw: {len(named)}, and at most {_MOST_FITS} are. Pass some of them."
        )
    for name, fit in named.items():
        if fit.path is None:
            which = f"fit {shown(name)}" if name else "the fit"
            raise ArgumentError(
                f"{which} was read from R's file, which does not hold the criterion at each "
                "iteration. Fit it again here, from the same seed."
            )
    return named  # type: ignore[return-value]  # each was looked at


def _order(value: float) -> float:
    """Where a criterion stands among others: what is no number comes last."""
    return value if np.isfinite(value) else np.inf


def _draw(
    axes: Axes, fit: _Fit, colour: Any, label: str, *, width: float = 1.5, alpha: float = 1.0
) -> None:
    """Draw the path of one fit, and where it ended."""
    path = fit.path
    assert path is not None
    axes.plot(
        path.index,
        path.to_numpy(),
        color=colour,
        linestyle=_DASHES[COLOURS.index(colour) % 3] if colour in COLOURS else "-",
        linewidth=width,
        alpha=alpha,
        label=label,
        marker="o",
        markevery=[len(path) - 1],
        markersize=4 if width > 1 else 2.5,
        markerfacecolor=colour if fit.convergence == 0 else paper(axes),
    )


def _finish(axes: Axes, named: dict[str, _Fit], tail: int) -> None:
    """Words and scales; so many letters at the ends of the legend say where fits ended."""
    paths = [np.asarray(fit._known_path) for fit in named.values()]
    values = np.concatenate(paths)
    values = values[np.isfinite(values)]
    if len(values) and values.min() > 0 and _MOST > values.max() > _FAR * values.min():
        axes.set_yscale("log")
    axes.set_xlabel("iteration")
    axes.set_ylabel("criterion")
    axes.locator_params(axis="x", integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    if max(map(len, paths)) == 1:
        axes.set_xticks([1])
    if len(named) > 1:
        legend_beside(axes, "best" if len(named) > _MOST_COLOURS else None, tail)
    else:
        (fit,) = named.values()
        axes.set_title(fit.message, loc="right", fontsize="medium")
