"""Pictures of tables: importance as bars, Lek's profiles as curves."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._data import as_matrix
from pynnet._ground import (
    COLOURS,
    ArgumentError,
    DataError,
    axes_for,
    entry,
    ink,
    invalid,
    label_axis,
    nearest_name,
    shortened,
    shown,
    words_below,
)

from ..profiles import HELD, PROFILE
from .legends import legend_beside, legend_text

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["choose_output", "legend_beside", "one_of", "plot_importance", "plot_lek"]

_WIDTH = 4.8
_BAR, _THIN_BAR = 0.24, 0.15  # inches
_MOST_WIDE = 30  # bars; more are thin, with small letters
_SMALL = 7.5  # points
_HIGHEST = 30.0
_MOST_BARS = 500
_LONGEST_BELOW = 48  # letters of a name below the axis, where it is alone
_LEVELS = dict(zip(HELD, [(0, (1, 1)), (0, (3, 1.5)), "-", (0, (5, 1)), "-."], strict=True))


@entry
def plot_importance(values: Any, *, output: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the importance of inputs as bars, the largest on top.

    Parameters
    ----------
    values : Series or DataFrame
        From :func:`pynnet.garson`, :func:`pynnet.olden` or
        :func:`pynnet.permutation_importance`, whose standard deviations are drawn as well.
    output : str, optional
        Which column to draw, of a table for several outputs. Required for such a table.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure, as high as the bars need.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `values` are no such table, or `output` is none of its columns.

    Examples
    --------
    >>> from pynnet import load_iris, nnet, olden
    >>> from pynnet.plot import plot_importance
    >>> fit = nnet("Species ~ .", load_iris(), size=2, maxit=0, seed=1, trace=False)
    >>> plot_importance(olden(fit), output="setosa").get_xlabel()
    'importance for setosa'
    """
    column, errors, words = _importance(values, output)
    if len(column) > _MOST_BARS:
        raise ArgumentError(
            f"too many bars to draw: {len(column)}, of which at most {_MOST_BARS} can be told "
            "apart. Pass the first of values.sort_values()."
        )
    order = np.argsort(np.abs(column.to_numpy()), kind="stable")
    column = column.iloc[order]
    small = len(column) > _MOST_WIDE
    size = max(2.0, min(_HIGHEST, 0.9 + (_THIN_BAR if small else _BAR) * len(column)))
    axes = axes_for(ax, _WIDTH, size, "plot_importance()")
    places = np.arange(len(column))
    numbers = column.to_numpy(dtype=float)
    axes.barh(
        places,
        numbers,
        height=0.7,
        color=[COLOURS[0] if value >= 0 else COLOURS[1] for value in numbers],
        xerr=None if errors is None else errors.iloc[order].to_numpy(),
        error_kw={"ecolor": ink(), "capsize": 2},
    )
    axes.set_ylim(-0.6, len(column) - 0.4)
    axes.axvline(0, color=ink(), linewidth=0.8)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    names = [str(name) for name in column.index]
    label_axis(axes, "y", places, names, numbers=False, size=_SMALL if small else None)
    words_below(axes, words)
    return axes


def _importance(values: Any, output: str | None) -> tuple[pd.Series[float], Any, str]:
    """Numbers, standard deviations if there are some, and what they are called."""
    if isinstance(values, pd.DataFrame) and list(values.columns) == ["importance", "sd"]:
        importance, sd = (_numbers(values[name], values) for name in values.columns)
        return importance, sd, "loss when shuffled (±\xa01\xa0s.d.)"
    if isinstance(values, pd.DataFrame) and len(values.columns):
        name = choose_output(output, [str(c) for c in values.columns])
        column, words = values.iloc[:, list(map(str, values.columns)).index(name)], name
        words = f"importance for {shortened(name)}"
    elif isinstance(values, pd.Series):
        if output is not None:
            raise invalid("output", output, "nothing: these values are for one output")
        column, words = values, "importance"
    else:
        raise invalid("values", values, "what garson(), olden() or permutation_importance() gives")
    return _numbers(column, values), None, words


def _numbers(column: pd.Series[Any], values: Any) -> pd.Series[float]:
    """A column of the values as numbers, all of them there and finite."""
    numbers = np.empty(0)
    with suppress(DataError):  # text, dates and their like are no importance either
        numbers = as_matrix(column, "values").values[:, 0]
    if not len(numbers) or not np.isfinite(numbers).all():
        raise invalid("values", values, "what garson(), olden() or permutation_importance() gives")
    return pd.Series(numbers, index=column.index)


def choose_output(output: object, names: list[str]) -> str:
    """Return the output asked for, or the only one.

    Raises
    ------
    ArgumentError
        If there is none of that name, or several and none is asked for.
    """
    return names[0] if output is None and len(names) == 1 else one_of("output", output, names)


def one_of(what: str, given: object, names: list[str]) -> str:
    """Return a name if it is one of those that there are.

    Raises
    ------
    ArgumentError
        If it is not, with the nearest.
    """
    if isinstance(given, str) and f"`{given}`" in names:
        return f"`{given}`"  # as formulas quote a name such as "body mass"
    if not isinstance(given, str) or given not in names:
        near = nearest_name(given, names) if isinstance(given, str) else None
        hint = f"Did you mean {near!r}?" if near else f"Pass one of {', '.join(names)}."
        raise ArgumentError(f"invalid '{what}': got {shown(given)}. {hint}")
    return str(given)


# Lek's profiles --------------------------------------------------------------------------------


@entry
def plot_lek(
    profile: pd.DataFrame,
    *,
    input: str | None = None,  # as the column is called
    output: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw Lek's profiles: one input at each level of the others, or the profiles of all.

    Of one input there is a curve for each level at which the others are held, and a wide one for
    the profile. Of several there is the profile of each, over its range from the smallest to the
    largest value; those that move the output most have a name each.

    Parameters
    ----------
    profile : DataFrame
        From :func:`pynnet.lek_profile`.
    input : str, optional
        Which input to draw. Default: all that the table has.
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
        If `profile` is no such table, or has no such input or output.

    Examples
    --------
    >>> from pynnet import lek_profile, load_iris, nnet
    >>> from pynnet.plot import plot_lek
    >>> iris = load_iris()
    >>> fit = nnet("Species ~ .", iris, size=2, maxit=0, seed=1, trace=False)
    >>> plot_lek(lek_profile(fit, iris), input="Petal.Width", output="setosa").get_xlabel()
    'Petal.Width'
    """
    columns = ["input", "value", "held", "output", "response"]
    if not isinstance(profile, pd.DataFrame) or list(profile.columns) != columns:
        raise invalid("profile", profile, "what lek_profile() gives")
    names = [str(name) for name in profile["input"].unique()]
    chosen = choose_output(output, [str(name) for name in profile["output"].unique()])
    table = profile[profile["output"] == chosen]
    if input is not None:
        input = one_of("input", input, names)
    axes = axes_for(ax, _WIDTH + 1.4, 3.4, "plot_lek()")
    if input is not None or len(names) == 1:
        _draw_levels(axes, table[table["input"] == (input or names[0])], input or names[0])
    else:
        _draw_profiles(axes, table[table["held"] == PROFILE], names)
    axes.set_ylabel(shortened(chosen), parse_math=False)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _draw_levels(axes: Axes, table: pd.DataFrame, name: str) -> None:
    for colour, (level, dashes) in zip(COLOURS, _LEVELS.items(), strict=False):
        rows = table[table["held"] == level]
        axes.plot(rows["value"], rows["response"], color=colour, linestyle=dashes, label=level)
    rows = table[table["held"] == PROFILE]
    axes.plot(rows["value"], rows["response"], color=ink(), linewidth=3, alpha=0.45, label=PROFILE)
    words_below(axes, shortened(name, _LONGEST_BELOW))
    legend_beside(axes, "others at their")


def _draw_profiles(axes: Axes, table: pd.DataFrame, names: list[str]) -> None:
    responses = {name: table.loc[table["input"] == name, "response"].to_numpy() for name in names}
    with np.errstate(over="ignore"):
        moved = {name: float(np.ptp(values)) for name, values in responses.items()}
    largest = sorted(names, key=lambda name: -moved[name])
    named = largest[: len(COLOURS)]
    others = [name for name in names if name not in named]
    for k, name in enumerate([*others, *named]):
        response = responses[name]
        share = np.linspace(0, 100, len(response))
        if name in named:
            style: dict[str, Any] = {"color": COLOURS[named.index(name)], "linewidth": 1.8}
            style["linestyle"] = ["-", "--", "-."][named.index(name) % 3]
            axes.plot(share, response, label=legend_text(name), **style)
        else:
            words = f"{len(others)} other{'s' if len(others) > 1 else ''}" if k == 0 else None
            axes.plot(share, response, color="0.6", linewidth=0.7, label=words)
    axes.set_xlabel("range of the input (%)")
    legend_beside(axes, None)
