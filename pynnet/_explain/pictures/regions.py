"""Pictures of what a network predicts over two variables: regions of classes, maps of numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    COLOURS,
    ArgumentError,
    FloatArray,
    axes_for,
    entry,
    ink,
    invalid,
    letter_size,
    names_of,
    nearest_name,
    paper,
    require,
    shortened,
    shown,
    told_apart,
    whole_number,
    words_below,
    wrapped,
)
from pynnet._nnet import NNet

from ..estimator import class_texts, variables_of
from ..fits import check_fit, output_names, outputs_at
from .legends import height_for, legend_beside, legend_text, room_beside
from .tables import choose_output

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["plot_regions"]

_MARKERS = "osD^vP"
_MOST_CLASSES = 20
_MOST_HELD = 4  # variables of which a heading says where they are held
_BESIDE = 60.0  # points of a picture to the left of its axes


@entry
def plot_regions(
    fit: NNet,
    data: Any,
    variables: Sequence[str] | None = None,
    *,
    at: Mapping[str, Any] | None = None,
    output: str | None = None,
    steps: int = 200,
    ax: Axes | None = None,
) -> Axes:
    """Draw what a network predicts over two variables: regions of classes, or a map of numbers.

    Parameters
    ----------
    fit : NNet
        The network.
    data : DataFrame or array_like
        Rows that give the ranges, and are drawn as points; with the response, in the colour and the
        marker of their classes.
    variables : list of two str, optional
        Two numeric variables. Default: the two that there are. Those of arrays are called i1, i2,
        ….
    at : dict, optional
        Where to hold the other variables. Default: at their medians, or most frequent values.
    output : str, optional
        Which output of numbers to draw; required if there are several.
    steps : int, optional
        Number of values along each axis, from 2 to 2000. Default 200.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If `fit` is no network, there are no such variables, or more than 20 classes.
    DataError
        If the data do not suit the network.

    Examples
    --------
    >>> from pynnet import load_iris, nnet
    >>> from pynnet.plot import plot_regions
    >>> iris = load_iris()
    >>> formula = "Species ~ Petal.Length + Petal.Width"
    >>> fit = nnet(formula, iris, size=2, decay=0.1, maxit=500, seed=1, trace=False)
    >>> ax = plot_regions(fit, iris, steps=20)
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('Petal.Length', 'Petal.Width')
    """
    check_fit(fit)
    table, complete = variables_of(fit, data)
    table.columns = [str(name) for name in table.columns]
    pair = _pair(table, variables)
    held = _held(table, pair, at)
    number = whole_number("steps", steps, "the number of values along an axis", least=2, most=2000)
    if fit.lev is not None and len(fit.lev) > _MOST_CLASSES:
        raise ArgumentError(
            f"too many classes to draw: {len(fit.lev)}, of which at most {_MOST_CLASSES} can be "
            "told apart."
        )
    kind = None if fit.lev is not None else choose_output(output, output_names(fit))
    axes_values = [_range(table[name], number) for name in pair]
    outputs = _over_grid(fit, table, pair, axes_values, held)
    labels = told_apart(fit.lev or (), math.inf, letter_size("legend.fontsize"))
    high = height_for(len(labels), 3.6)
    axes = axes_for(ax, 5.4 + room_beside(labels, high), high, "plot_regions()")
    if kind is None:
        _draw_classes(axes, fit, outputs, axes_values)
    else:
        _draw_numbers(axes, outputs[..., output_names(fit).index(kind)], axes_values, kind)
    _draw_rows(axes, fit, data, table, complete, pair)
    names = [*pair, *held]
    known = dict(zip(names, told_apart(names, math.inf, letter_size()), strict=True))
    words_below(axes, known[pair[0]])
    axes.set_ylabel(known[pair[1]], parse_math=False)
    heading = axes.set_title("", loc="left", fontsize="medium", parse_math=False)
    heading.set_text(wrapped(axes, _heading(known, held, at or {}), letter_size(), _BESIDE))
    return axes


def _pair(table: pd.DataFrame, variables: Any) -> list[str]:
    """The two variables to draw over."""
    names = [str(name) for name in table]
    numeric = [n for n in names if pd.api.types.is_numeric_dtype(table[n].dtype)]
    pair = numeric if variables is None else names_of("variables", variables)
    if len(pair) != 2 or len(set(pair)) < 2:
        got = "none passed" if variables is None else f"got {shown(variables)}"
        raise ArgumentError(f"invalid 'variables': {got}. Pass two of {', '.join(numeric)}.")
    for name in pair:
        if name not in numeric:
            near = nearest_name(name, numeric)
            hint = f"Did you mean {near!r}?" if near else f"Pass two of {', '.join(numeric)}."
            raise ArgumentError(
                f"invalid 'variables': {shown(name)} is no numeric variable of the network. {hint}"
            )
    return [str(name) for name in pair]


def _held(table: pd.DataFrame, pair: list[str], at: Any) -> dict[str, Any]:
    """Values of the variables that are not drawn over."""
    if at is not None and not isinstance(at, Mapping):
        raise invalid("at", at, "a dictionary of values, {'age': 30}")
    others = [str(name) for name in table if name not in pair]
    for name in at or {}:
        if name not in others:
            known = ", ".join(others) if others else "nothing"
            raise ArgumentError(
                f"invalid 'at': {shown(name)} is not held here; what is held is {known}."
            )
    return {name: (at or {}).get(name, _middle(table[name])) for name in others}


def _middle(column: pd.Series[Any]) -> Any:
    if pd.api.types.is_numeric_dtype(column.dtype) and column.dtype != bool:
        return float(column.median())
    return column.mode().iloc[0]


def _heading(known: Mapping[str, str], held: Mapping[str, Any], at: Mapping[str, Any]) -> str:
    """Where other variables are held; of many only those that the user said, and the first."""
    named = [name for name in held if name in at]
    named = [*named, *(name for name in held if name not in at)][:_MOST_HELD]
    said = [f"{known[name]} = {_text(held[name])}" for name in held if name in named]
    if others := [held[name] for name in held if name not in named]:
        numbers = all(isinstance(value, float) for value in others)
        where = "medians" if numbers else "medians or most frequent values"
        said.append(f"{len(others)} others at their {where}")
    return ", ".join(text.replace(" ", "\xa0") for text in said)


def _range(column: pd.Series[Any], steps: int) -> FloatArray:
    low, high = float(column.min()), float(column.max())
    margin = 0.04 * (high - low) or 0.5
    return np.linspace(low - margin, high + margin, steps)


def _text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _over_grid(
    fit: NNet,
    table: pd.DataFrame,
    pair: list[str],
    values: list[FloatArray],
    held: Mapping[str, Any],
) -> FloatArray:
    """Outputs over the grid, shape (second variable, first variable, outputs)."""
    first, second = np.meshgrid(*values)
    grid = pd.DataFrame({pair[0]: first.ravel(), pair[1]: second.ravel()})
    for name, value in held.items():
        same = pd.Series([value] * len(grid))
        grid[name] = same.astype(table[name].dtype) if name in table else same
    x, _, complete = fit._new_cases(grid[list(table.columns)])
    outputs = np.full((len(grid), fit.n[2]), np.nan)
    outputs[np.asarray(complete)] = outputs_at(fit, x)  # beyond a logarithm's zero there is none
    return outputs.reshape(*first.shape, fit.n[2])


def _colours(n: int) -> list[Any]:
    """As many colours as there are classes, those of Okabe and Ito if these do."""
    if n <= len(COLOURS):
        return list(COLOURS[:n])
    maps = require("matplotlib", extra="plot", caller="plot_regions()").colormaps
    return [maps["tab20"](k) for k in range(n)]


def _draw_classes(axes: Axes, fit: NNet, outputs: FloatArray, values: list[FloatArray]) -> None:
    colours = require("matplotlib.colors", extra="plot", caller="plot_regions()")
    n = len(fit.lev or ())
    single = outputs.shape[-1] == 1
    codes = (outputs[..., 0] > 0.5).astype(float) if single else outputs.argmax(axis=-1) * 1.0
    codes[np.isnan(outputs).any(axis=-1)] = np.nan
    axes.pcolormesh(
        *values,
        codes,
        cmap=colours.ListedColormap(_colours(n)),
        vmin=-0.5,
        vmax=n - 0.5,
        alpha=0.3,
        linewidth=0,
        rasterized=True,
        shading="nearest",
    )
    for k in range(n - 1 if n > 2 else 1):  # without colours regions are told apart by their edges
        inside = np.where(np.isnan(codes), np.nan, codes == k)
        if 0 < np.nanmean(inside) < 1:
            axes.contour(*values, inside, levels=[0.5], colors=[ink()], linewidths=0.6, alpha=0.6)


def _draw_numbers(axes: Axes, outputs: FloatArray, values: list[FloatArray], name: str) -> None:
    mesh = axes.pcolormesh(*values, outputs, cmap="viridis", rasterized=True, shading="nearest")
    bar = axes.get_figure().colorbar(mesh, ax=axes)  # type: ignore[union-attr]
    bar.set_label(shortened(name), parse_math=False)
    bar.outline.set_visible(False)
    known = outputs[np.isfinite(outputs)]
    if known.size and known.max() > known.min():
        axes.contour(*values, outputs, colors="white", linewidths=0.7)


def _draw_rows(
    axes: Axes, fit: NNet, data: Any, table: pd.DataFrame, complete: Any, pair: list[str]
) -> None:
    """Draw the rows as points, by class if the response is there."""
    classes = _classes(fit, data, complete)
    lev = fit.lev or ()
    for k, (label, colour) in enumerate(zip(lev, _colours(len(lev)), strict=True)):
        rows = np.zeros(len(table), dtype=bool) if classes is None else classes == label
        axes.plot(
            table.loc[rows, pair[0]] if rows.any() else [],
            table.loc[rows, pair[1]] if rows.any() else [],
            linestyle="none",
            marker=_MARKERS[k % len(_MARKERS)],
            markersize=5,
            color=colour,
            markeredgecolor=paper(axes),
            markeredgewidth=0.5,
            label=legend_text(label),
        )
    if classes is None:
        # Dark dots with a light edge are seen on the dark and on the light side of a map.
        axes.plot(table[pair[0]], table[pair[1]], linestyle="none", marker="o", markersize=4,
                  color="black", markeredgecolor="white", markeredgewidth=0.5)  # fmt: skip
    if lev:
        legend_beside(axes, None if fit._name is None else shortened(fit._name))


def _classes(fit: NNet, data: Any, complete: Any) -> Any:
    """Texts of the observed classes; None without classes or without their column."""
    response = None if fit.terms is None else fit.terms.response_name
    if fit.lev is None or not isinstance(data, pd.DataFrame) or response not in data.columns:
        return None
    return class_texts(data[response])[np.asarray(complete)]
